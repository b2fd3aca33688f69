// The theme button switches between light and dark, and keeps the choice for all pages.
site.afterPaint(() => {
  const root = document.documentElement
  const button = document.querySelector(".theme-button")
  const systemDark = matchMedia("(prefers-color-scheme: dark)")
  const isDark = () => {
    const { theme } = root.dataset
    return theme === "dark" || (theme !== "light" && systemDark.matches)
  }
  // On the button, and in the colour of the browser's bars
  const showState = () => {
    button.setAttribute("aria-pressed", isDark())
    for (const meta of document.querySelectorAll("meta[name=theme-color]"))
      meta.content = getComputedStyle(document.body).backgroundColor
  }
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark"
    try {
      localStorage[`${site.path}theme`] = root.dataset.theme
    } catch {}
    showState()
  })
  systemDark.addEventListener("change", showState)
  // Another tab has switched, or Back leads to this page as it was.
  const follow = () => {
    site.followStoredTheme()
    showState()
  }
  for (const type of ["storage", "pageshow"]) addEventListener(type, follow)
  follow()
})
