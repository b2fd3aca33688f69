// Saved pages: the save button of an article, and the list on the page saved.md. The list is kept in localStorage, the copies of
// the pages in the browser's cache; nothing leaves the browser. The service worker (overrides/service-worker.js), which answers
// with the copies, is registered from the first saved page until the last is removed.
{
  const STORAGE_KEY = "saved"
  const saveButton = document.querySelector(".save-button")
  const link = document.querySelector(".saved-pages-link") // To the list; a site without saved.md has no link and no button.
  const list = document.querySelector("ul.saved-pages")
  const siteAddress = new URL(link?.dataset.root ?? "", location).href
  const cacheName = `saved ${siteAddress}` // As in the service worker

  // [{ path, title, lang }, …]. Without storage, or with something else in it, there are none.
  function readStorage() {
    try {
      return JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? []
    } catch {
      return []
    }
  }

  function writeStorage(pages) {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(pages))
  }

  // Sites of one origin, such as those of one GitHub user, share localStorage; only the pages of this site count here.
  function savedPages() {
    return readStorage().filter(({ path }) => new URL(path, location).href.startsWith(siteAddress))
  }

  // What a page needs without a network: itself, the list, what it has loaded, and the search.
  function neededAddresses() {
    const searchScript = document.getElementById("search").dataset.script
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name)
    const loadedFromSite = loaded.filter(address => address.startsWith(siteAddress) && !address.endsWith(".json"))
    const addresses = [location.pathname, link.href, new URL(searchScript, document.baseURI).href, ...loadedFromSite]
    return [...new Set(addresses)] // The cache refuses an address that comes twice.
  }

  async function savePage() {
    const path = location.pathname
    const title = document.querySelector("h1").firstChild.data.trim()
    await navigator.serviceWorker.register(trustedAddress(`${siteAddress}service-worker.js`))
    const addresses = neededAddresses()
    const cache = await caches.open(cacheName)
    await cache.addAll(addresses)
    writeStorage([...readStorage(), { path, title, lang: document.documentElement.lang }])
  }

  async function removePage(path) {
    writeStorage(readStorage().filter(page => page.path !== path))
    const cache = await caches.open(cacheName)
    await cache.delete(path)
    if (savedPages().length > 0) return
    await caches.delete(cacheName)
    const registration = await navigator.serviceWorker.getRegistration(siteAddress)
    await registration?.unregister()
  }

  async function toggleSaved() {
    const isSaving = saveButton.ariaPressed !== "true"
    saveButton.ariaPressed = isSaving
    try {
      if (isSaving) await savePage()
      else await removePage(location.pathname)
    } catch { // No network, no room, or a browser that keeps nothing
      saveButton.ariaPressed = !isSaving
      showToast(saveButton.dataset.failed)
      return
    }
    const { saved, removed } = saveButton.dataset
    showToast(isSaving ? saved : removed, " ", link.cloneNode(true))
  }

  function createItem({ path, title, lang }) {
    const pageLink = document.createElement("a")
    Object.assign(pageLink, { href: path, textContent: title, lang })

    const { remove } = list.dataset
    const removeButton = document.createElement("button")
    Object.assign(removeButton, { type: "button", textContent: remove, ariaLabel: `${remove}: ${title}` })
    removeButton.addEventListener("click", async () => {
      await removePage(path)
      showList()
      const nextFocus = list.querySelector("button") ?? list
      nextFocus.focus()
    })

    const item = document.createElement("li")
    item.append(pageLink, " ", removeButton)
    return item
  }

  function showList() {
    const items = savedPages().map(createItem)
    if (items.length === 0) {
      const item = document.createElement("li")
      item.textContent = list.dataset.none
      items.push(item)
    }
    list.replaceChildren(...items)
  }

  saveButton?.addEventListener("click", toggleSaved)
  if (list) {
    list.tabIndex = -1 // Takes the focus when the last page is removed.
    showList()
    addEventListener("storage", showList) // Another tab saves or removes a page.
  }
}
