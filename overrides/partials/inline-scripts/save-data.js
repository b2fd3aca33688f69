{#- For readers who asked their browser to save data, nothing is loaded before it is asked for. (No browser tells the like by
    prefers-reduced-data yet.) -#}
afterPaint(() => {
  savesData = navigator.connection?.saveData
  if (savesData) document.querySelector("script[type=speculationrules]").remove()
})
