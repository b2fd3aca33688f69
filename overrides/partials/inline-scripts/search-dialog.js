// Opens the search dialog: by its button, by / or Ctrl+K (⌘K), or by an address with ?q=word. The search script is loaded while
// the reader types (assets/search/results.js).
//
// The open dialog is an entry in the browser's history, with what is typed: { search: "word" }. So Back closes it; Back from a
// page that was opened from the results, and a reload, lead to the results again.
site.afterPaint(() => {
  const dialog = document.getElementById("search")
  const button = document.querySelector(".search-button")
  const input = dialog.querySelector("input")
  if (!dialog.showModal) return button.remove()

  const showState = state => {
    dialog.dataset.state = state
    dialog.querySelector(".search-status").textContent = dialog.dataset[state] // data-loading or data-failed
  }
  const loadSearch = () => {
    const { script, state } = dialog.dataset
    if (state === "loading" || state === "ready") return
    showState("loading")
    site
      .loadScript(script)
      .then(() => site.startSearch())
      .catch(() => showState("failed"))
  }

  // Opening
  let isGoingBack = false // The reader has closed the dialog, and the browser has not gone back yet.
  const addHistoryEntry = () => {
    const hasEntry = history.state?.search !== undefined
    if (dialog.open && !hasEntry) history.pushState({ search: input.value }, "")
  }
  const open = query => {
    if (!dialog.open) dialog.showModal()
    if (query) input.value = query
    input.select()
    input.dispatchEvent(new Event("input"))
  }
  const openByReader = event => {
    if (dialog.open) return
    event.preventDefault()
    open()
    if (!isGoingBack) setTimeout(addHistoryEntry) // A task of its own: the press is answered sooner.
  }
  button.addEventListener("click", openByReader)
  button.addEventListener("pointerdown", loadSearch)
  button.addEventListener("pointerover", ({ pointerType }) => {
    if (pointerType === "mouse" && !navigator.connection?.saveData) loadSearch()
  })
  // Never what is typed into something. Elements of most kinds may hide a field from this script, in a shadow root; so a key
  // counts only while the focus is on nothing, on a link or on a button.
  addEventListener("keydown", event => {
    const isShortcut = event.ctrlKey || event.metaKey ? event.key === "k" : event.key === "/"
    const isFree = event.target.matches("a, button, body:not([contenteditable])")
    if (isShortcut && isFree && !event.altKey) openByReader(event)
  })

  // Typing
  input.addEventListener("input", loadSearch)
  input.form.addEventListener("submit", event => event.preventDefault())

  // Closing
  input.form.querySelector("button").addEventListener("click", () => dialog.close())
  dialog.addEventListener("keydown", event => {
    // If a reader is faster than the search script, it does what the last key asks for, unless more is typed.
    dialog.lastKey = [event.keyCode, input.value]
    if (event.keyCode !== 27) return // Escape; but all keys have the number 229 while a word is being composed.
    event.preventDefault() // Otherwise browsers empty the input first.
    dialog.close()
  })
  dialog.addEventListener("close", () => {
    if (history.state?.search === undefined) return
    isGoingBack = true
    history.back()
  })

  // Back and forward
  addEventListener("popstate", () => {
    if (isGoingBack) {
      isGoingBack = false
      addHistoryEntry() // Opened again in the meantime
      return
    }
    const query = history.state?.search
    if (query !== undefined) open(query)
    else dialog.close()
  })

  // Open from the start
  const query = history.state?.search ?? new URLSearchParams(location.search).get("q")
  if (query !== null) open(query)
})
