/* Lists results in the search dialog while the reader types, and leads to them by keyboard. The dialog is in
 * overrides/partials/search.html and opens without this file (overrides/partials/javascripts/search.html).
 *
 * pages: what createSearch takes. messages: what the dialog says, by key, from docs/data/interface.yml. styles: those of the
 * results (docs/assets/stylesheets/search.css), which come with the script, so that no result is seen without them.
 */
async function startSearch(pages, messages, styles) {
  const SHOWN = 50 // Results that are listed at once
  const EXCERPT = 180 // Characters of a section's text
  const BEFORE = 60 // Characters of them that may stand before the first word found

  const dialog = document.getElementById("search")
  if (dialog.dataset.state === "ready") return // Two attempts to load this file have both come through.
  const [input, status, offer, list, more] =
    ["input", ".search-status", ".search-offer", ".search-results", ".search-more"].map(name => dialog.querySelector(name))
  const home = new URL(dialog.dataset.home, document.baseURI)
  const search = createSearch(pages, globalThis.stemmers?.[document.documentElement.lang])
  let results = []
  let found = new Set()

  const create = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }

  /* The text in pieces, with a mark around each word that answers the search. */
  function marked(text) {
    const pieces = []
    let place = 0
    for (const { word, start, end } of wordsOf(text)) {
      if (!found.has(word)) continue
      pieces.push(text.slice(place, start), create("mark", { textContent: text.slice(start, end) }))
      place = end
    }
    return [...pieces, text.slice(place)]
  }

  /* The part of a text around the first word found, cut between words. */
  function excerpt(text) {
    const words = wordsOf(text)
    const first = words.find(({ word }) => found.has(word))?.start ?? 0
    const isNear = first < EXCERPT - BEFORE
    const start = isNear ? 0 : words.find(word => word.start >= first - BEFORE).start
    const end = words.findLast(word => word.end <= start + EXCERPT)?.end ?? 0
    const isWhole = text.length <= start + EXCERPT
    return `${start ? "… " : ""}${isWhole ? text.slice(start) : `${text.slice(start, end)} …`}`
  }

  function resultItem({ address, page, heading, text }) {
    const link = create("a", { href: new URL(address, home) }, create("b", {}, ...marked(heading)))
    if (page) link.append(" ", create("small", { textContent: page }))
    link.append(create("p", {}, ...marked(excerpt(text))))
    return create("li", {}, link)
  }

  function showMore() {
    const shown = list.children.length
    list.append(...results.slice(shown, shown + SHOWN).map(resultItem))
    more.hidden = list.children.length >= results.length
  }

  function statusOf(text, words) {
    if (!text.trim()) return messages.start
    if (!words.length && /[\p{L}\p{N}]/u.test(text)) return messages.short
    if (!results.length) return messages.none
    return results.length === 1 ? messages.one : messages.other.replace("#", results.length)
  }

  /* What was typed, with the nearest words of the site in place of those that nothing answers; undefined where none is near. */
  function corrected(text, unknown) {
    let better = text
    for (const { word, start, end } of wordsOf(text).reverse()) {
      const nearest = unknown.includes(word) && search.suggest(word)
      if (nearest) better = better.slice(0, start) + nearest + better.slice(end)
    }
    return better === text ? undefined : better
  }

  function showOffer(better) {
    offer.hidden = !better
    if (!better) return offer.replaceChildren()
    const accept = create("button", { type: "button", textContent: better })
    accept.addEventListener("click", () => {
      input.value = better
      input.focus()
      update()
    })
    const [before, after] = messages.offer.split("#")
    offer.replaceChildren(before, accept, after)
  }

  function update() {
    const answer = search.find(input.value)
    results = answer.results
    found = answer.found
    list.replaceChildren()
    showMore()
    status.textContent = statusOf(input.value, answer.words)
    showOffer(corrected(input.value, answer.unknown))
  }

  /* Arrows lead through the box and the results; a letter typed among the results goes into the box. */
  function move(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const links = [...list.querySelectorAll("a")]
    const place = links.indexOf(document.activeElement)
    const isInList = place >= 0
    const next = {
      ArrowDown: links[place + 1],
      ArrowUp: isInList ? links[place - 1] ?? input : undefined,
      Home: isInList ? links[0] : undefined,
      End: isInList ? links.at(-1) : undefined,
    }[event.key]
    if (next) {
      event.preventDefault()
      next.focus()
    } else if (isInList && (event.key.length === 1 || event.key === "Backspace")) {
      input.focus()
    }
  }

  /* Opens a result: on another page as any link, on this one by closing the dialog and going to the place. */
  function open(event) {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (link.pathname !== location.pathname) {
      history.replaceState({ search: input.value }, "") // The way back leads to these results.
      return
    }
    event.preventDefault()
    history.replaceState(null, "")
    dialog.close()
    location.replace(link.hash || `#${document.querySelector("h1").id}`)
  }

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  await search.prepare()
  dialog.dataset.state = "ready"
  input.addEventListener("input", update)
  dialog.addEventListener("keydown", move)
  list.addEventListener("click", open)
  more.addEventListener("click", () => {
    const shown = list.children.length
    showMore()
    list.children[shown].firstElementChild.focus()
  })
  dialog.querySelector("form").addEventListener("submit", () => list.querySelector("a")?.click())
  update()
}
