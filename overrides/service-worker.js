{#- The service worker answers with saved copies of pages when the site cannot be reached. It is registered when the first page is
    saved (assets/saved-pages/saved-pages.js). The network always comes first, so that no reader gets an old page unknowingly; a
    copy says that it is one. With extra.offline: false in mkdocs.yml the worker removes itself and all copies. -#}
{%- set saved_pages = list_of_saved_pages(nav) %}
const CACHE_NAME = `{{ saved_cache }}${registration.scope}`
{% if config.extra.offline %}
{%- set homes = [] %}
{%- set notices = {} %}
{%- for language in config.plugins["i18n"].config.languages %}
  {%- set _ = homes.append(language.link.lstrip("/")) %}
  {%- if saved_pages %}  {#- Without a list of them nothing is saved, and nothing to be said. #}
    {%- set copy = message("saved.copy", language.locale) %}
    {%- set missing = message("saved.missing", language.locale) %}
    {%- set _ = notices.update({language.locale: {"copy": copy, "missing": missing}}) %}
  {%- endif %}
{%- endfor %}
// The addresses of the languages' home pages in the site, "" for that of the default language
const HOMES = {{ homes | tojson }}
// Language → what is said of a copy, whose date follows; and of the list of saved pages that comes instead of a page
const NOTICES = {{ notices | tojson }}
// Milliseconds after which a server that has not answered counts as out of reach: where there is a copy, and where there is none
const TIMEOUT_MS = 3000
const LONG_TIMEOUT_MS = 10000

addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(clients.claim()))
addEventListener("fetch", event => {
  const { request } = event
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(respond(event))
})

async function respond(event) {
  const { request } = event
  const isPage = request.mode === "navigate"
  const address = isPage ? pageAddress(request.url) : request.url
  const copy = await findCopy(address)
  if (copy && request.destination === "script") return copy // The name of a script tells its content.
  const answer = copy ? fetchWhole(request) : fetch(request)
  if (copy) event.waitUntil(answer.then(fresh => renewCopy(address, fresh.clone())).catch(() => {}))
  if (!copy && !isPage) return answer
  try {
    const fresh = await inTime(answer, copy ? TIMEOUT_MS : LONG_TIMEOUT_MS)
    if (!copy || fresh.status < 500) return fresh
  } catch {} // The site cannot be reached.
  if (!isPage) return copy
  if (!copy) return listInsteadOf(request.url)
  const isWrittenSo = request.url.split(/[?#]/)[0] === address
  if (!isWrittenSo) return Response.redirect(address + new URL(request.url).search) // Otherwise its links would lead elsewhere.
  return showNotice(copy, "copy")
}

// Returns the address of a page, which a reader may have written with index.html, a query, or without the slash at its end.
function pageAddress(address) {
  const [written] = address.split(/[?#]/)
  const isWhole = /(\/|\.html)$/.test(written)
  return new URL(".", isWhole ? written : `${written}/`).href
}

// Returns an answer once all of it is here: a server may begin one and never end it.
async function fetchWhole(request) {
  const answer = await fetch(request)
  await answer.clone().arrayBuffer()
  return answer
}

// Returns what a promise gives. Fails after some milliseconds.
function inTime(promise, milliseconds) {
  const timeout = new Promise((_, reject) => setTimeout(reject, milliseconds))
  return Promise.race([promise, timeout])
}

// Returns the copy of what lies at an address, if there is one. (To open a cache that is not there would make one.)
async function findCopy(address) {
  return await caches.has(CACHE_NAME) ? caches.match(address, { cacheName: CACHE_NAME, ignoreSearch: true }) : undefined
}

// Keeps a newer answer in place of a copy, with the scripts that it names; unless the copy has been removed in the meantime.
async function renewCopy(address, fresh) {
  if (!fresh.ok) return
  const html = await fresh.clone().text()
  if (/http-equiv="?refresh/.test(html)) return // A page that has moved (overrides/moved.html) sees to its copy itself.
  const scripts = [...html.matchAll(/ data-script="?([^"\s>]+)/g)].map(([, script]) => new URL(script, address).href)
  await navigator.locks.request(CACHE_NAME, async () => {
    if (!await findCopy(address)) return
    const cache = await caches.open(CACHE_NAME)
    for (const script of scripts) if (!await findCopy(script)) await cache.add(script)
    await cache.put(address.split(/[?#]/)[0], fresh)
  })
}

// Returns the list of saved pages in the language of an address of which there is no copy. The list says so.
async function listInsteadOf(address) {
  const fitting = HOMES.filter(home => address.startsWith(registration.scope + home))
  const [home] = fitting.sort((a, b) => b.length - a.length) // One home page lies in another, as en/ in the site.
  const list = `${registration.scope}${home}{{ saved_pages.file.name if saved_pages }}/`
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
  const notice = `<p class="offline-notice container">${NOTICES[language]?.[name] ?? ""}${ending}</p>`
  const shown = html.replace(/<p\b[^>]*\boffline-notice\b.*?<\/p>/s, () => notice)
  return new Response(shown, { headers: { "Content-Type": "text/html; charset=utf-8" } })
}

// Returns the locale of a page from its metadata, such as lv-LV; undefined where it has none.
function localeOf(html) {
  const meta = html.match(/<meta\b[^>]*og:locale(?!:)[^>]*/)?.[0]
  return meta?.match(/content="?(\w+)/)?.[1].replaceAll("_", "-")
}
{% else %}
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(Promise.all([caches.delete(CACHE_NAME), registration.unregister()])))
{% endif %}
