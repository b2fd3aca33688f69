// Leads on from the old address of a page, and to the place that the reader's link names: to where that has moved, or to the
// same #anchor on the new page. A page that was saved under its old address (assets/saved-pages/saved-pages.js) is saved
// under the new one instead.
{
  const pageLink = document.querySelector("h1 a")
  // A browser writes # and ī as #%C4%AB. What looks like that, and is not, is left as it is.
  const decode = text => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
  const anchorLink = location.hash && document.getElementById(decode(location.hash.slice(1)))
  if (!anchorLink && !pageLink.hash) pageLink.hash = location.hash

  const oldPath = site.pageAddress(location).pathname
  const newPage = { path: pageLink.pathname, title: pageLink.textContent, lang: document.documentElement.lang }

  const renewSavedPage = async () => {
    const pages = site.readSavedList().filter(page => page?.path?.startsWith(site.path))
    if (!pages.some(({ path }) => path === oldPath)) return
    const cache = await caches.open(site.cacheName)
    await cache.add(newPage.path)
    const others = pages.filter(({ path }) => path !== oldPath && path !== newPage.path)
    localStorage.setItem(`${site.path}saved`, JSON.stringify([...others, newPage]))
    await cache.delete(oldPath)
  }
  // Without storage, or without a network, it stays saved as it was.
  renewSavedPage()
    .catch(() => {})
    .then(() => location.replace((anchorLink || pageLink).href))
}
