{#- The service worker answers with saved copies of pages when there is no network. It is registered when the first page is saved
    (assets/saved-pages/saved-pages.js). The network always comes first, so that no reader gets an old page unknowingly; a copy
    says that it is one. With extra.offline: false in mkdocs.yml the worker removes itself and all copies. -#}
{%- set saved_pages = nav.pages | selectattr("meta.template", "equalto", "saved-pages.html") | first %}
const CACHE_NAME = `saved ${registration.scope}`
{% if config.extra.offline %}
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(clients.claim()))
addEventListener("fetch", event => {
  const { request } = event
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(respond(request))
})

async function respond(request) {
  const cache = await caches.open(CACHE_NAME)
  const copy = await cache.match(request, { ignoreSearch: true })
  try {
    const fresh = await fetch(request)
    if (copy && fresh.ok && !await leadsElsewhere(fresh)) {
      const address = request.url.split(/[?#]/)[0]
      await cache.put(address, fresh.clone())
    }
    return fresh
  } catch {
    if (request.mode !== "navigate") return copy ?? Response.error()
    return withOfflineNotice(copy ?? await listOfSavedPages(cache))
  }
}

// Returns whether a page has moved (overrides/moved.html): then the copy stays until the page has seen to it.
async function leadsElsewhere(response) {
  return /http-equiv="?refresh/.test(await response.clone().text())
}

// Returns the page that lists the saved pages. It answers for an address of which there is no copy.
async function listOfSavedPages(cache) {
  const requests = await cache.keys()
  const request = requests.find(({ url }) => url.endsWith("/{{ saved_pages.file.name if saved_pages }}/"))
  return request ? cache.match(request) : Response.error()
}

// Returns a copy of a page with its offline notice shown, which says how old the copy is.
async function withOfflineNotice(copy) {
  if (!copy.ok) return copy
  const html = await copy.text()
  const savedOn = new Date(copy.headers.get("date") ?? Date.now())
  const date = savedOn.toLocaleDateString(localeOf(html), { day: "numeric", month: "long", year: "numeric" })
  const shown = html
    .replace(/(class="?offline-notice[^>]*?) hidden/, "$1")
    .replace("<b></b>", `<b>${date}</b>`)
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
