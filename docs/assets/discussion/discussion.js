// The discussion: shows giscus in a frame when a reader asks for it. The frame is made here, without giscus' own script, so that
// no script of others runs in the page. Parameters and messages are those of giscus 1.6 (client of giscus.app).
{
  const ORIGIN = "https://giscus.app"
  const SESSION_KEY = `${site.path}giscus-session`
  const TIMEOUT_MS = 20000 // For which the frame is waited for
  const EXPIRED = /Bad credentials|Invalid state value|State has expired/ // What giscus says of a session that is too old
  const showButton = document.querySelector(".discussion button")
  const themeButton = document.querySelector(".theme-button")
  const frame = document.createElement("iframe")
  frame.style.cssText = "width: 100%; min-height: 12rem; border: 0; color-scheme: auto" // Here, as few readers ask for it
  let session = ""
  let onAnswer // Called when the frame has answered, or has not

  function readSession() {
    try {
      const stored = JSON.parse(localStorage.getItem(SESSION_KEY))
      return typeof stored === "string" ? stored : ""
    } catch {
      // Storage is forbidden, or has something else in it.
      return ""
    }
  }

  // Keeps a session for the next visit, or forgets it if it is "".
  function setSession(newSession) {
    session = newSession
    try {
      if (session) localStorage.setItem(SESSION_KEY, JSON.stringify(session))
      else localStorage.removeItem(SESSION_KEY)
    } catch {} // Without storage, it lasts as long as the page.
  }

  function theme() {
    return themeButton.getAttribute("aria-pressed") === "true" ? "dark" : "light"
  }

  function frameAddress() {
    const { repo, repoId, category, categoryId, term, lang } = showButton.dataset
    const pageAddress = location.origin + location.pathname
    const parameters = new URLSearchParams({
      origin: pageAddress,
      backLink: pageAddress,
      session,
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
      theme: theme(),
      description: document.querySelector("meta[name=description]").content,
    })
    return `${ORIGIN}/${lang}/widget?${parameters}`
  }

  function followMessage({ origin, data }) {
    if (origin !== ORIGIN || !data?.giscus) return
    const { resizeHeight, signOut, error } = data.giscus
    onAnswer?.(true)
    if (resizeHeight) frame.style.height = `${resizeHeight}px`
    const isExpired = session && EXPIRED.test(error)
    if (!signOut && !isExpired) return
    setSession("")
    frame.src = frameAddress()
  }

  function sendTheme() {
    frame.contentWindow?.postMessage({ giscus: { setConfig: { theme: theme() } } }, ORIGIN)
  }

  async function showDiscussion() {
    if (frame.isConnected) return
    frame.src = frameAddress()
    frame.title = showButton.dataset.title
    const answer = new Promise(resolve => {
      onAnswer = resolve
      setTimeout(resolve, TIMEOUT_MS, false)
    })
    site.showWaiting(showButton, answer)
    showButton.after(frame)
    if (await answer) {
      showButton.hidden = true
      return
    }
    frame.remove() // So that the next press tries again
    site.showToast(site.messages["discussion.failed"])
  }

  // A reader who signs in with GitHub in the frame comes back with a session in the address, which giscus puts there.
  function takeSession() {
    const address = new URL(location)
    const newSession = address.searchParams.get("giscus")
    if (!newSession) return
    setSession(newSession)
    address.searchParams.delete("giscus")
    history.replaceState(null, "", address)
    showDiscussion()
  }

  if (showButton) {
    session = readSession()
    showButton.addEventListener("click", showDiscussion)
    addEventListener("message", followMessage)
    new MutationObserver(sendTheme).observe(themeButton, { attributeFilter: ["aria-pressed"] })
    takeSession()
  }
}
