// Before the page is painted: sets light or dark as the reader chose. Without storage (private windows) the system decides.
// Styles know by data-theme, whatever its value, that scripts run (layout/without-javascript.css).
site.followStoredTheme = () => {
  let theme = ""
  try {
    theme = localStorage[`${site.path}theme`] ?? ""
  } catch {}
  document.documentElement.dataset.theme = theme
}
site.followStoredTheme()

// All other scripts run in site.afterPaint(): in the second frame, when the first is shown, so that none delays it; or at the
// first press, if that comes before. Then the press itself finds them ready: browsers let a script copy or share only during a
// press. A press that comes before the page has been read to its end, where those scripts stand, is repeated there.
{
  const waiting = new Set() // Scripts that have not run yet
  let isRead = false
  let missed
  const start = run => {
    if (waiting.delete(run)) run()
  }
  site.afterPaint = run => {
    isRead = true
    waiting.add(run)
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(start, 0, run)))
  }
  const onPress = ({ type, target }) => {
    waiting.forEach(start)
    if (!isRead && type === "click") missed = target.closest("button.needs-script, button[data-lazy]")
  }
  for (const type of ["click", "keydown"]) addEventListener(type, onPress, true)
  addEventListener("DOMContentLoaded", () => missed?.click())
}
