// For readers who asked their browser to save data, no page is loaded before it is asked for.
site.afterPaint(() => {
  if (navigator.connection?.saveData) document.querySelector("script[type=speculationrules]").remove()
})
