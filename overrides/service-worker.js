{#- Hands out the pages that a reader saved when there is no network; registered only when the first page is saved
    (assets/javascripts/save.js). A network always goes first, so that nothing is old unnoticed; a copy says that it is one.
    extra.offline: false in mkdocs.yml publishes a worker that removes itself and all copies. -#}
const NAME = `saved ${registration.scope}`
{% if config.extra.offline %}
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(clients.claim()))
addEventListener("fetch", event => {
  const { request } = event
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request))
})

async function answer(request) {
  const cache = await caches.open(NAME)
  const copy = await cache.match(request, { ignoreSearch: true })
  try {
    const fresh = await fetch(request)
    if (copy && fresh.ok) await cache.put(request.url.split(/[?#]/)[0], fresh.clone())
    return fresh
  } catch {
    if (request.mode !== "navigate") return copy ?? Response.error()
    return marked(copy ?? await list(cache))
  }
}

// The list of saved pages, for an address of which there is no copy.
async function list(cache) {
  const address = (await cache.keys()).find(({ url }) => url.endsWith("/saved/"))
  return address ? cache.match(address) : Response.error()
}

// The copy with its note in sight: how old it is.
async function marked(copy) {
  if (!copy.ok) return copy
  const text = await copy.text()
  const day = new Date(copy.headers.get("date") ?? Date.now())
  const locale = text.match(/<meta\b[^>]*og:locale(?!:)[^>]*/)?.[0].match(/content="?(\w+)/)?.[1].replaceAll("_", "-")
  const date = day.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" })
  const shown = text.replace(/(class="?copy-note[^>]*?) hidden/, "$1").replace("<b></b>", `<b>${date}</b>`)
  return new Response(shown, { headers: { "Content-Type": "text/html; charset=utf-8" } })
}
{% else %}
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(Promise.all([caches.delete(NAME), registration.unregister()])))
{% endif %}
