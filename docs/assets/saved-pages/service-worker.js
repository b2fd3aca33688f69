// The service worker answers with saved copies of pages when the site cannot be reached. It is registered when the first page is
// saved (saved-pages.js). The network always comes first, so that no reader gets an old page unknowingly; a copy says that it is
// one. The build writes it, with what it knows of the site (scripts/build/service_worker.py):
//
// site.homes: language → the address of its home page in the site, "" for that of the default language
// site.savedPages: the address of the list of saved pages, seen from a home page
// site.notices: language → what is said of a copy, whose date follows; and of the list that comes instead of a page

// Milliseconds after which a server that has not answered counts as out of reach: where there is a copy, and where there is none
const TIMEOUT_MS = 3000
const LONG_TIMEOUT_MS = 10000

addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(clients.claim()))
addEventListener("fetch", event => {
  const { request } = event
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(respond(event))
})

// Returns the answer to a request. The site is out of order where its answer has a status of 500 or more.
//
//   asked for     copy   the site answers         it is out of order   it does not answer in time
//   a page        no     its answer               its answer           the list of saved pages, which says so
//   another file  no     its answer               its answer           the browser's error, whenever that comes
//   a page        yes    its answer, a new copy   the copy, which says so
//   a script      yes    the copy, without asking: the name of a script tells its content
//   another file  yes    its answer, a new copy   the copy
async function respond(event) {
  const { request } = event
  const isPage = request.mode === "navigate"
  const address = isPage ? pageAddress(request.url) : request.url
  const copy = await findCopy(address)
  if (!copy && !isPage) return fetch(request)
  if (!copy) return inTime(fetch(request), LONG_TIMEOUT_MS).catch(() => listInsteadOf(request.url))
  if (request.destination === "script") return copy
  const answer = await renewedAnswer(event, address)
  if (answer) return answer
  return isPage ? showCopy(copy, address, request.url) : copy
}

// Returns the address under which a page is saved. A server adds the slash that an address lacks at its end, /sales.
function pageAddress(address) {
  const { origin, pathname } = new URL(address)
  const isWhole = /(\/|\.html)$/.test(pathname)
  return site.pageAddress(isWhole ? address : `${origin}${pathname}/`).href
}

// Returns the site's answer to a request of which there is a copy, and keeps it as the copy; undefined where the site is out of
// reach or out of order. An answer that comes too late for the reader still becomes the copy.
async function renewedAnswer(event, address) {
  const answer = site.fetchWhole(event.request)
  event.waitUntil(answer.then(fresh => renewCopy(address, fresh.clone())).catch(() => {}))
  try {
    const fresh = await inTime(answer, TIMEOUT_MS)
    return fresh.status < 500 ? fresh : undefined
  } catch {
    return undefined
  }
}

// Returns a copy of a page, which says that it is one. written: the address that was asked for; from another than that of the
// page, its links would lead elsewhere.
function showCopy(copy, address, written) {
  const { origin, pathname, search } = new URL(written)
  if (origin + pathname !== address) return Response.redirect(address + search)
  return showNotice(copy, "copy")
}

// Returns what a promise gives. Fails after some milliseconds.
function inTime(promise, milliseconds) {
  const timeout = new Promise((_, reject) => setTimeout(reject, milliseconds))
  return Promise.race([promise, timeout])
}

// Returns the copy of what lies at an address, if there is one. (To open a cache that is not there would make one.)
async function findCopy(address) {
  return (await caches.has(site.cacheName))
    ? caches.match(address, { cacheName: site.cacheName, ignoreSearch: true })
    : undefined
}

// Keeps a newer answer in place of a copy, with the scripts that it names; unless the copy has been removed in the meantime.
async function renewCopy(address, fresh) {
  if (!fresh.ok) return
  const html = await fresh.clone().text()
  if (/http-equiv="?refresh/.test(html)) return // A page that has moved (overrides/redirect.html) sees to its copy itself.
  const scripts = [...html.matchAll(/ data-script="?([^"\s>]+)/g)].map(([, script]) => new URL(script, address).href)
  await navigator.locks.request(site.cacheName, async () => {
    if (!(await findCopy(address))) return
    const cache = await caches.open(site.cacheName)
    for (const script of scripts) if (!(await findCopy(script))) await cache.add(script)
    await cache.put(address.split(/[?#]/)[0], fresh)
  })
}

// Returns the list of saved pages in the language of an address of which there is no copy. The list says so.
async function listInsteadOf(address) {
  const fitting = Object.values(site.homes).filter(home => address.startsWith(registration.scope + home))
  const [home] = fitting.sort((a, b) => b.length - a.length) // One home page lies in another, as en/ in the site.
  const list = `${registration.scope}${home}${site.savedPages}`
  const copy = await findCopy(list)
  if (!copy) return Response.error()
  const response = await showNotice(copy, "missing")
  const html = await response.text()
  // The list is shown at another address than its own, from which its links would lead elsewhere.
  const withAddresses = html.replace(
    / (href|data-script|data-root)=("?)([^#"\s>][^"\s>]*)/g,
    (_, name, quote, link) => ` ${name}=${quote}${new URL(link, list)}`,
  )
  return new Response(withAddresses, response)
}

// Returns a copy of a page with a notice, "copy" or "missing", in its place (partials/offline-notice.html).
async function showNotice(copy, name) {
  const html = await copy.text()
  const language = html.match(/<html\b[^>]*\blang="?([\w-]+)/)?.[1]
  const savedOn = new Date(copy.headers.get("date") ?? Date.now())
  const date = savedOn.toLocaleDateString(localeOf(html), { day: "numeric", month: "long", year: "numeric" })
  const ending = name === "copy" ? ` <b>${date}</b>` : ""
  const notice = `<p class="offline-notice container">${site.notices[language]?.[name] ?? ""}${ending}</p>`
  const shown = html.replace(/<p\b[^>]*\boffline-notice\b.*?<\/p>/s, () => notice)
  return new Response(shown, { headers: { "Content-Type": "text/html; charset=utf-8" } })
}

// Returns the locale of a page from its metadata, such as lv-LV; undefined where it has none.
function localeOf(html) {
  const meta = html.match(/<meta\b[^>]*og:locale(?!:)[^>]*/)?.[0]
  return meta?.match(/content="?(\w+)/)?.[1].replaceAll("_", "-")
}
