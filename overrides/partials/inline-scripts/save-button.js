// Fills the heart of a page that is saved, as the list in the reader's storage says, before the site bundle is loaded
// (assets/saved-pages/saved-pages.js). It is empty where storage is forbidden, or has something else in it.
// Again when another tab has changed the list, or Back leads to this page as it was; but a heart that was pressed shows what the
// reader wants until that is done.
{
  const button = document.querySelector(".save-button")
  site.showHeart = () => {
    if (!button || button.hasAttribute("aria-busy")) return
    const { pathname } = site.pageAddress(location)
    let isSaved = false
    try {
      isSaved = site.readSavedList().some(page => page?.path === pathname)
    } catch {}
    button.setAttribute("aria-pressed", isSaved)
  }
  site.afterPaint(() => {
    for (const type of ["storage", "pageshow"]) addEventListener(type, site.showHeart)
    site.showHeart()
  })
}
