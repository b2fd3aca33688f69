// The readers' discussion, when a reader asks for it: the frame of giscus without its script, so that the page itself runs
// nothing of others. Parameters and messages as in giscus 1.6 (client of giscus.app).
{
  const ORIGIN = "https://giscus.app"
  const SESSION = "giscus-session"
  const button = document.querySelector(".discussion button")

  function open() {
    const { repo, repoId, category, categoryId, term, lang, title } = button.dataset
    const address = location.origin + location.pathname
    const isDark = getComputedStyle(document.documentElement).colorScheme === "dark"
      || document.querySelector(".theme").ariaPressed === "true"
    const parameters = new URLSearchParams({
      origin: address, backLink: address, session: JSON.parse(localStorage.getItem(SESSION)) ?? "", repo, repoId, category, categoryId, term,
      number: "", strict: "1", reactionsEnabled: "0", emitMetadata: "0", inputPosition: "bottom", theme: isDark ? "dark" : "light",
      description: document.querySelector("meta[name=description]").content,
    })
    const frame = Object.assign(document.createElement("iframe"), { src: `${ORIGIN}/${lang}/widget?${parameters}`, title })
    button.replaceWith(frame)
    addEventListener("message", ({ origin, data }) => {
      if (origin !== ORIGIN || !data?.giscus) return
      if (data.giscus.resizeHeight) frame.style.height = `${data.giscus.resizeHeight}px`
      if (data.giscus.signOut) localStorage.removeItem(SESSION)
    })
  }

  if (button) {
    button.addEventListener("click", open)
    // Back from signing in with GitHub, which the reader did in the frame: giscus hands its session over in the address.
    const address = new URL(location)
    const session = address.searchParams.get("giscus")
    if (session) {
      localStorage.setItem(SESSION, JSON.stringify(session))
      address.searchParams.delete("giscus")
      history.replaceState(null, "", address)
      open()
    }
  }
}
