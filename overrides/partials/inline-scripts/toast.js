{#- showToast(parts, seconds) shows a short message, texts or elements, at the bottom of the screen.
    showWaiting(element, promise) marks an element as busy while a promise is pending, and after a moment says so in the toast. -#}
afterPaint(() => {
  const toast = document.querySelector(".toast")
  const { waiting } = toast.dataset
  let timer
  showToast = (parts, seconds = 6) => {
    toast.replaceChildren(...[parts].flat())
    clearTimeout(timer)
    timer = setTimeout(() => toast.replaceChildren(), seconds * 1000)
  }
  showWaiting = (element, promise) => {
    element.lastPromise = promise
    element.setAttribute("aria-busy", "true")
    const slow = setTimeout(showToast, 300, waiting, 60)
    const finish = () => {
      clearTimeout(slow)
      if (toast.textContent === waiting) showToast([])
      if (element.lastPromise === promise) element.removeAttribute("aria-busy")
    }
    promise.then(finish, finish)
  }
})
