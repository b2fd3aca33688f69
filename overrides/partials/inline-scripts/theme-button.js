{#- The theme button switches between light and dark, and keeps the choice for all pages. -#}
afterPaint(() => {
  const root = document.documentElement
  const button = document.querySelector(".theme-button")
  const isDark = () => {
    if (root.dataset.theme) return root.dataset.theme === "dark"
    return matchMedia("(prefers-color-scheme: dark)").matches
  }
  const showState = () => { button.ariaPressed = isDark() }
  const colourBrowserBars = () => {
    for (const meta of document.querySelectorAll("meta[name=theme-color]"))
      meta.content = getComputedStyle(document.body).backgroundColor
  }

  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark"
    try { localStorage.setItem("theme", root.dataset.theme) } catch {}
    showState()
    colourBrowserBars()
  })
  showState()
  if (root.dataset.theme) colourBrowserBars()
})
