{#- For readers who asked their browser to save data, nothing is loaded before it is asked for. -#}
afterPaint(() => {
  savesData = navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches
  if (savesData) document.querySelector("script[type=speculationrules]").remove()
})
