// Loads a page anew whose scripts are gone. A deployment takes away the files of the site before it, while its pages are still
// open, or kept by browsers for ten minutes. This file keeps its name, so that they find it: loaded where a script does not
// come (overrides/partials/inline-scripts/lazy-load.js), and again by the new page.
//
// site.renewPage() keeps what the reader was about in the browser's history, and loads the page anew; called there again, it
// brings that back. It does nothing where nobody waits, and where the site has the page as it is here: then another attempt may
// find its scripts.
{
  const TIMEOUT_MS = 8000 // For which the newer page is waited for
  const PAUSE_MS = 400 // After which a reader has stopped typing for now
  const dialog = document.getElementById("search")
  const query = dialog.querySelector("input")
  const filter = document.querySelector(".table-filter input")

  // Resolves when nothing is being typed. A letter that is typed just while the page changes would be lost.
  const untilTypingPauses = () =>
    new Promise(resolve => {
      if (!document.activeElement.matches("input")) return resolve()
      let timer = setTimeout(resolve, PAUSE_MS)
      addEventListener("input", () => {
        clearTimeout(timer)
        timer = setTimeout(resolve, PAUSE_MS)
      })
    })

  site.renewPage = async () => {
    if (history.state?.renewed) return restore()
    const waiting = [...document.querySelectorAll("[aria-busy]")]
    if (waiting.length === 0 && !dialog.open) return
    const controller = new AbortController()
    setTimeout(() => controller.abort(), TIMEOUT_MS)
    // The browser's own copy may be as old as this page.
    const answer = await fetch(location.href, { cache: "reload", signal: controller.signal })
    const html = await answer.text()
    const scripts = [...document.querySelectorAll("[data-script]")].map(({ dataset }) =>
      dataset.script.split("/").pop(),
    )
    if (!answer.ok || scripts.every(script => html.includes(script))) return
    await untilTypingPauses()
    const renewed = {
      pressed: waiting.filter(element => element.matches("button")).map(({ className }) => className),
      query: dialog.open ? query.value : undefined,
      filter: filter?.value,
      scroll: document.querySelector("tr[hidden]") && scrollY, // Of a table that is filtered already
      isFiltering: filter === document.activeElement,
    }
    history.replaceState({ ...history.state, renewed }, "")
    location.reload()
    await new Promise(() => {}) // Until the page is gone
  }

  const restore = async () => {
    const { renewed, ...state } = history.state
    history.replaceState(Object.keys(state).length ? state : null, "") // Only once: a later reload begins anew.
    if (renewed.query) {
      query.value = renewed.query
      query.dispatchEvent(new Event("input"))
    }
    if (renewed.filter) {
      filter.value = renewed.filter
      filter.dispatchEvent(new Event("input", { bubbles: true }))
      await site.loadBundle()
    }
    if (renewed.scroll) scrollTo({ top: renewed.scroll, behavior: "instant" })
    if (renewed.isFiltering) filter?.focus({ preventScroll: true })
    for (const name of renewed.pressed) document.getElementsByClassName(name)[0]?.click()
  }
}
