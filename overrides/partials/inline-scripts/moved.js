{#- Leads on from the old address of a page, and to the place that the reader's link names: to where that has moved, or to the
    same #place on the new page. A page that was saved under its old address (assets/saved-pages/saved-pages.js) is saved
    under the new one instead. -#}
{
  const pageLink = document.querySelector("h1 a")
  {#- A browser writes # and ī as #%C4%AB. What looks like that, and is not, is left as it is. #}
  const decode = text => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
  const placeLink = location.hash && document.getElementById(decode(location.hash.slice(1)))
  if (!placeLink && !pageLink.hash) pageLink.hash = location.hash

  const oldPath = new URL(".", location).pathname
  const renewed = { path: pageLink.pathname, title: pageLink.textContent, lang: document.documentElement.lang }

  const renewSavedPage = async () => {
    const pages = readSavedList().filter(page => page?.path?.startsWith(sitePath))
    if (!pages.some(({ path }) => path === oldPath)) return
    const cache = await caches.open(`{{ saved_cache }}${new URL(sitePath, location)}`)
    await cache.add(renewed.path)
    const others = pages.filter(({ path }) => path !== oldPath && path !== renewed.path)
    localStorage.setItem(`${sitePath}saved`, JSON.stringify([...others, renewed]))
    await cache.delete(oldPath)
  }
  {#- Without storage, or without a network, it stays saved as it was. #}
  renewSavedPage().catch(() => {}).then(() => location.replace((placeLink || pageLink).href))
}
