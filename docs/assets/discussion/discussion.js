// The discussion: shows giscus in a frame when a reader asks for it. The frame is made here, without giscus' own script, so that
// no script of others runs in the page. Parameters and messages are those of giscus 1.6 (client of giscus.app).
{
  const ORIGIN = "https://giscus.app"
  const SESSION_KEY = "giscus-session"
  const showButton = document.querySelector(".discussion button")

  function isDark() {
    const isDarkChosen = getComputedStyle(document.documentElement).colorScheme === "dark"
    return isDarkChosen || document.querySelector(".theme-button").ariaPressed === "true"
  }

  function frameAddress() {
    const { repo, repoId, category, categoryId, term, lang } = showButton.dataset
    const pageAddress = location.origin + location.pathname
    const parameters = new URLSearchParams({
      origin: pageAddress,
      backLink: pageAddress,
      session: JSON.parse(localStorage.getItem(SESSION_KEY)) ?? "",
      repo,
      repoId,
      category,
      categoryId,
      term,
      number: "",
      strict: "1",
      reactionsEnabled: "0",
      emitMetadata: "0",
      inputPosition: "bottom",
      theme: isDark() ? "dark" : "light",
      description: document.querySelector("meta[name=description]").content,
    })
    return `${ORIGIN}/${lang}/widget?${parameters}`
  }

  function showDiscussion() {
    const frame = document.createElement("iframe")
    frame.src = frameAddress()
    frame.title = showButton.dataset.title
    showButton.replaceWith(frame)
    addEventListener("message", ({ origin, data }) => {
      if (origin !== ORIGIN || !data?.giscus) return
      const { resizeHeight, signOut } = data.giscus
      if (resizeHeight) frame.style.height = `${resizeHeight}px`
      if (signOut) localStorage.removeItem(SESSION_KEY)
    })
  }

  // A reader who signs in with GitHub in the frame comes back with a session in the address, which giscus puts there.
  function takeSession() {
    const address = new URL(location)
    const session = address.searchParams.get("giscus")
    if (!session) return
    localStorage.setItem(SESSION_KEY, JSON.stringify(session))
    address.searchParams.delete("giscus")
    history.replaceState(null, "", address)
    showDiscussion()
  }

  if (showButton) {
    showButton.addEventListener("click", showDiscussion)
    takeSession()
  }
}
