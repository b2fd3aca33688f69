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

  const renewSavedPage = async () => {
    const pages = JSON.parse(localStorage.getItem("saved")) ?? []
    const isOld = ({ path }) => path === location.pathname
    if (!pages.some(isOld)) return
    const root = new URL(document.body.dataset.root, location).href
    const cache = await caches.open(`saved ${root}`)
    const path = pageLink.pathname
    await cache.add(path)
    const renewed = { path, title: pageLink.textContent, lang: document.documentElement.lang }
    const others = pages.filter(page => !isOld(page) && page.path !== path)
    localStorage.setItem("saved", JSON.stringify([...others, renewed]))
    await cache.delete(location.pathname)
  }
  {#- Without storage, or without a network, it stays saved as it was. #}
  renewSavedPage().catch(() => {}).then(() => location.replace((placeLink || pageLink).href))
}
