// On the list of saved pages: loads the site bundle, which fills it (assets/saved-pages/saved-pages.js). Where that fails, the
// list has a button to try again, from the template before it.
site.afterPaint(() => {
  const list = document.querySelector("ul.saved-pages")
  const offerToRetry = () => list.replaceChildren(list.previousElementSibling.content.cloneNode(true))
  site.loadBundle(list).catch(offerToRetry)
})
