// site.showToast(parts, seconds) shows a short message, texts or elements, at the bottom of the screen.
// site.showWaiting(element, promise) marks an element as busy while a promise is pending, and after a moment says so in the toast.
{
  const toast = document.querySelector(".toast")
  const { waiting } = toast.dataset
  let timer
  let shown
  site.showToast = (parts, seconds = 6) => {
    shown = parts
    toast.replaceChildren(...[parts].flat())
    clearTimeout(timer)
    timer = setTimeout(() => toast.replaceChildren(), seconds * 1000)
  }
  site.showWaiting = (element, promise) => {
    element.lastPromise = promise
    element.setAttribute("aria-busy", "true")
    const slow = setTimeout(site.showToast, 300, waiting, 60)
    const finish = () => {
      clearTimeout(slow)
      if (shown === waiting) site.showToast([]) // Not by its text, which the browser may have translated
      if (element.lastPromise === promise) element.removeAttribute("aria-busy")
    }
    promise.then(finish, finish)
  }
}
