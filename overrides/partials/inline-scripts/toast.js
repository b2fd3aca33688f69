{#- showToast(...texts or elements) shows a short message at the bottom of the screen for six seconds. The site bundle uses it. -#}
afterPaint(() => {
  const toast = document.querySelector(".toast")
  let timer
  showToast = (...parts) => {
    toast.replaceChildren(...parts)
    clearTimeout(timer)
    timer = setTimeout(() => toast.replaceChildren(), 6000)
  }
})
