{#- Fills the heart of a page that is saved, as the list in the reader's storage says, before the site bundle is loaded
    (assets/saved-pages/saved-pages.js). It is empty where storage is forbidden, or has something else in it.
    pagePath: the path under which the page is saved.
    Again when another tab has changed the list, or Back leads to this page as it was; but a heart that was pressed shows what the
    reader wants until that is done. -#}
afterPaint(() => {
  const button = document.querySelector(".save-button")
  pagePath = new URL(".", location).pathname {#- Without index.html #}
  showHeart = () => {
    if (!button || button.hasAttribute("aria-busy")) return
    let isSaved = false
    try { isSaved = readSavedList().some(page => page?.path === pagePath) } catch {}
    button.setAttribute("aria-pressed", isSaved)
  }
  for (const type of ["storage", "pageshow"]) addEventListener(type, showHeart)
  showHeart()
})
