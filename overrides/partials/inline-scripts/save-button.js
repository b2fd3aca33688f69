{#- Fills the heart of a page that is saved, before the site bundle is loaded (assets/saved-pages/saved-pages.js). Nothing happens
    without storage, without saved pages, and on a page without the button. -#}
afterPaint(() => {
  const button = document.querySelector(".save-button")
  try { button.ariaPressed = localStorage.getItem("saved").includes(`"${location.pathname}"`) } catch {}
})
