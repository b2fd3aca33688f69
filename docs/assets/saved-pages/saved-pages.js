// Saving for later: the list is in localStorage, the copies are in the browser's cache. Nothing leaves the browser. The
// service worker that hands the copies out is there from the first saved page until the last is removed.
{
  const KEY = "saved"
  const heart = document.querySelector(".save")
  const link = document.querySelector(".saved-link")
  const list = document.querySelector("ul.saved")
  const root = new URL(link?.dataset.root ?? "", location).href // A site without a page saved.md has no link, no heart.
  const store = () => caches.open(`saved ${root}`)

  const read = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? [] } catch { return [] }
  }
  // localStorage is shared by all sites of an origin, as those of one GitHub user are.
  const own = () => read().filter(({ path }) => new URL(path, location).href.startsWith(root))
  const write = pages => localStorage.setItem(KEY, JSON.stringify(pages))

  async function save() {
    const { pathname: path } = location
    const title = document.querySelector("h1").firstChild.data.trim()
    await navigator.serviceWorker.register(scriptAddress(`${root}service-worker.js`))
    const search = document.getElementById("search").dataset.script // A saved page is searched without a network too.
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name)
    const needed = loaded.filter(name => name.startsWith(root) && !name.endsWith(".json"))
    await (await store()).addAll([...new Set([path, link.href, new URL(search, document.baseURI).href, ...needed])])
    write([...read(), { path, title, lang: document.documentElement.lang }])
  }

  async function remove(path) {
    write(read().filter(page => page.path !== path))
    await (await store()).delete(path)
    if (own().length) return
    await caches.delete(`saved ${root}`)
    await (await navigator.serviceWorker.getRegistration(root))?.unregister()
  }

  heart?.addEventListener("click", async () => {
    const saving = heart.ariaPressed !== "true"
    heart.ariaPressed = saving
    try {
      await (saving ? save() : remove(location.pathname))
      say(saving ? heart.dataset.saved : heart.dataset.removed, " ", link.cloneNode(true))
    } catch { // No network, no room, or a browser that keeps nothing
      heart.ariaPressed = !saving
      say(heart.dataset.failed)
    }
  })

  function show() {
    const pages = own()
    list.replaceChildren(...pages.map(({ path, title, lang }) => {
      const item = document.createElement("li")
      const page = Object.assign(document.createElement("a"), { href: path, textContent: title, lang })
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: list.dataset.remove })
      button.ariaLabel = `${list.dataset.remove}: ${title}`
      button.addEventListener("click", async () => {
        await remove(path)
        show()
        const next = list.querySelector("button") ?? list
        next.focus()
      })
      item.append(page, " ", button)
      return item
    }))
    if (!pages.length) list.append(Object.assign(document.createElement("li"), { textContent: list.dataset.none }))
  }
  if (list) {
    list.tabIndex = -1 // Focus has somewhere to go when the last page is removed.
    show()
    addEventListener("storage", show)
  }
}
