/* The results in the search dialog: lists them while the reader types, and lets the keyboard move through them. The dialog is in
 * overrides/partials/search-dialog.html, and opens without this file (overrides/partials/inline-scripts/search-dialog.js).
 *
 * site.search is what the build knows (scripts/search/search_index.py). pages: what createSearch takes. messages: what the
 * dialog says, by key, from docs/data/interface.yml. styles: results.css, which is part of the script, so that results are never
 * seen without their styles. home: the folder of the home page of their language.
 */
site.startSearch = async () => {
  const { pages, messages, styles, home } = site.search
  const RESULTS_AT_ONCE = 50
  const ENTER = 13 // The codes of keys, as overrides/partials/inline-scripts/search-dialog.js keeps them
  const ARROW_DOWN = 40
  const EXCERPT_LENGTH = 180 // Characters of a section's text that a result shows
  const EXCERPT_LEAD = 60 // Characters of them that may stand before the first word found

  const dialog = document.getElementById("search")
  const input = dialog.querySelector("input")
  const form = dialog.querySelector("form")
  const status = dialog.querySelector(".search-status")
  const suggestion = createElement("p", { className: "search-suggestion", hidden: true })
  const list = createElement("ol", { className: "search-results" })
  const moreButton = createElement("button", { type: "button", className: "search-more", textContent: messages.more })

  const homeAddress = new URL(site.path + home, location)
  const search = site.createSearch(pages, site.stemmer)
  let results = []
  let completeCount = 0 // How many of them, the first ones, have all words of the query
  let found = new Set() // Words to highlight

  function createElement(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }

  /* Returns a text in pieces, with a <mark> around each word that the search has found. */
  function highlight(text) {
    const pieces = []
    let end = 0
    for (const word of site.splitWords(text)) {
      if (!found.has(word.word)) continue
      const mark = createElement("mark", { textContent: text.slice(word.start, word.end) })
      pieces.push(text.slice(end, word.start), mark)
      end = word.end
    }
    pieces.push(text.slice(end))
    return pieces
  }

  /* Returns the part of a text around the first word found, cut between words. */
  function excerpt(text) {
    const words = site.splitWords(text)
    const firstFound = words.find(({ word }) => found.has(word))?.start ?? 0
    const isNearStart = firstFound < EXCERPT_LENGTH - EXCERPT_LEAD
    const start = isNearStart ? 0 : words.find(word => word.start >= firstFound - EXCERPT_LEAD).start
    const prefix = start > 0 ? "… " : ""
    if (text.length <= start + EXCERPT_LENGTH) return prefix + text.slice(start)
    const end = words.findLast(word => word.end <= start + EXCERPT_LENGTH)?.end ?? 0
    return `${prefix}${text.slice(start, end)} …`
  }

  /* Returns whether a page cannot be read now: the site is out of reach, as far as the browser or the page knows, and the page is
   * not saved. */
  function isOutOfReach({ pathname }) {
    const isOffline = !navigator.onLine || document.querySelector(".offline-notice:not([hidden])")
    if (!isOffline || pathname === location.pathname) return false
    try {
      return !site.readSavedList().some(page => page?.path === pathname)
    } catch {
      // Nothing is saved, or storage is forbidden.
      return true
    }
  }

  /* index: the place of the result in the list. Above the first that lacks some of the words, a line says so. */
  function createResult({ address, page, heading, text }, index) {
    const link = createElement("a", { href: new URL(address, homeAddress) })
    link.append(createElement("b", {}, ...highlight(heading)))
    if (page) link.append(createElement("small", { textContent: page }))
    if (isOutOfReach(link)) link.append(createElement("small", { textContent: messages.unsaved }))
    link.append(createElement("p", {}, ...highlight(excerpt(text))))
    const item = createElement("li", {}, link)
    if (index === completeCount)
      item.prepend(createElement("p", { className: "search-partial", textContent: messages.partial }))
    return item
  }

  function showMore() {
    const shown = list.children.length
    const next = results.slice(shown, shown + RESULTS_AT_ONCE)
    list.append(...next.map((result, index) => createResult(result, shown + index)))
    moreButton.hidden = list.children.length >= results.length
  }

  function statusMessage(query, words) {
    if (!query.trim()) return messages.start
    if (words.length === 0 && /[\p{L}\p{N}]/u.test(query)) return messages.short
    if (results.length === 0) return messages.none
    if (results.length === 1) return messages.one
    return messages.other.replace("#", results.length)
  }

  /* Returns a query with the nearest words of the site in place of those that match nothing; undefined where none is near. */
  function correct(query, unknown) {
    let corrected = query
    for (const { word, start, end } of site.splitWords(query).reverse()) {
      // From the end, so that the ranges stay right
      if (!unknown.includes(word)) continue
      const nearest = search.suggest(word)
      if (nearest) corrected = corrected.slice(0, start) + nearest + corrected.slice(end)
    }
    return corrected === query ? undefined : corrected
  }

  /* Says which query the results are of, where it is not the typed one, and offers to search for that instead. */
  function showCorrection(corrected) {
    suggestion.hidden = !corrected
    suggestion.replaceChildren()
    if (!corrected) return
    const [before, after] = messages.corrected.split("#")
    const [beforeTyped, afterTyped] = messages.instead.split("#")
    const button = createElement("button", {
      type: "button",
      textContent: beforeTyped + input.value.trim() + afterTyped,
    })
    button.addEventListener("click", () => {
      input.focus()
      showResults(false)
    })
    suggestion.append(before, createElement("b", { textContent: corrected }), `${after} `, button)
  }

  /* Keeps the query in the browser's history, so that a reload and Back bring its results again. Where the address had opened the
   * dialog, the query stands there. */
  function keepQuery() {
    const query = input.value
    const isInAddress = new URLSearchParams(location.search).has("q")
    try {
      if (history.state?.search !== undefined) history.replaceState({ ...history.state, search: query }, "")
      else if (isInAddress) history.replaceState(history.state, "", `?q=${encodeURIComponent(query)}${location.hash}`)
    } catch {} // Safari allows a hundred changes in half a minute.
  }

  /* Shows what the typed query finds, or, where a word of it matches nothing, what it finds with the nearest words instead. */
  function showResults(isCorrecting = true) {
    keepQuery()
    const typed = search.find(input.value)
    const corrected = isCorrecting ? correct(input.value, typed.unknown) : undefined
    const answer = corrected ? search.find(corrected) : typed
    results = answer.results
    completeCount = answer.completeCount
    found = answer.found
    list.replaceChildren()
    showMore()
    status.textContent = statusMessage(input.value, answer.words)
    showCorrection(corrected)
  }

  /* What keys do: arrows lead through the input and the results; a letter typed among the results goes into the input. */
  function followKey(event) {
    const isOfComposition = event.keyCode === 229 // All keys have this number while a word is being composed.
    if (isOfComposition || event.ctrlKey || event.metaKey || event.altKey) return
    const links = [...list.querySelectorAll("a")]
    const index = links.indexOf(document.activeElement)
    const next = nextFocus(event.key, links, index)
    if (next) {
      event.preventDefault()
      next.focus()
      return
    }
    const isTyping = event.key?.length === 1 || event.key === "Backspace" || event.key === "Dead" // The first of ´ and a
    if (index >= 0 && isTyping) input.focus()
  }

  /* Returns the element that a key leads to, if any. index: that of the focused link; -1 while the focus is elsewhere. */
  function nextFocus(key, links, index) {
    if (key === "ArrowDown") return links[index + 1]
    if (index < 0) return undefined
    if (key === "ArrowUp") return links[index - 1] ?? input
    if (key === "Home") return links[0]
    if (key === "End") return links.at(-1)
    return undefined
  }

  /* Opens a result. One on another page opens as any link does; for one on this page, the dialog closes and the page scrolls. */
  function openResult(event) {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (link.pathname !== location.pathname) return // Back leads to these results again.
    event.preventDefault()
    history.replaceState(null, "")
    dialog.close()
    location.replace(link.hash || `#${document.querySelector("h1").id}`)
  }

  /* Does what the last key asks for, if it was pressed before the results were there: Enter opens the first, ↓ leads to it.
   * lastKey: its code, and what was typed by then. */
  function followEarlyKey() {
    const [code, typed] = dialog.lastKey ?? []
    const first = list.querySelector("a")
    const isMeant = dialog.open && document.activeElement === input && typed === input.value
    if (!isMeant || !first) return
    if (code === ENTER) first.click()
    if (code === ARROW_DOWN) first.focus()
  }

  function showMoreAndFocus() {
    const shown = list.children.length
    showMore()
    list.children[shown].firstElementChild.focus()
  }

  /* Adds the styles to the page's own stylesheet. (Safari knows stylesheets made by scripts only since 16.4.) Where an extension
   * has taken that away, the results are seen without their styles. */
  function addStyles() {
    try {
      const { sheet } = document.querySelector("style[data-site]")
      sheet.insertRule(`@media all { ${styles} }`, sheet.cssRules.length)
    } catch {}
  }

  addStyles()
  await search.prepare()
  list.setAttribute("role", "list") // Without numbers, Safari takes it for no list.
  status.after(suggestion)
  dialog.append(list, moreButton)
  dialog.dataset.state = "ready"
  input.addEventListener("input", () => showResults())
  dialog.addEventListener("keydown", followKey)
  list.addEventListener("click", openResult)
  moreButton.addEventListener("click", showMoreAndFocus)
  form.addEventListener("submit", () => list.querySelector("a")?.click()) // Enter opens the first result.
  showResults()
  followEarlyKey()
}
