// Saved pages: the save button of an article, and the list on a page of its own. What is saved is what the list says, which is
// kept in localStorage. All else follows it: the copies of the pages in the browser's cache, and the service worker
// (overrides/service-worker.js), which answers with the copies. Nothing leaves the browser.
{
  const { language, homes, messages } = site
  const STORAGE_KEY = "saved" // As in overrides/partials/inline-scripts/save-button.js, which fills the heart
  const PATIENCE = 8000 // Milliseconds for which a file is waited for
  const saveButton = document.querySelector(".save-button")
  const link = document.querySelector(".saved-pages-link") // To the list; a site without that page has no link and no button.
  const list = document.querySelector("ul.saved-pages")
  const siteAddress = new URL(link?.dataset.root ?? "", location).href
  const cacheName = `saved ${siteAddress}` // As in the service worker
  const listName = link?.href.slice(`${siteAddress}${homes[language]}`.length) // saved/, in the folder of each language
  const listAddresses = Object.values(homes).map(home => `${siteAddress}${home}${listName}`)
  let changes = 0 // Those under way

  // [{ path, title, lang }, …]; of other sites of this origin too, such as those of one GitHub user, for they share localStorage.
  // Throws where storage is forbidden.
  function readStorage() {
    const text = localStorage.getItem(STORAGE_KEY)
    try {
      return JSON.parse(text).filter(page => typeof page?.path === "string")
    } catch { // Something else is in it.
      return []
    }
  }

  function isOfThisSite({ path }) {
    return new URL(path, location).href.startsWith(siteAddress)
  }

  // The saved pages of this site. There are none where storage is forbidden.
  function savedPages() {
    try {
      return readStorage().filter(isOfThisSite)
    } catch {
      return []
    }
  }

  // Replaces the saved pages of this site. Throws where storage is full.
  function writeSavedPages(pages) {
    const others = readStorage().filter(page => !isOfThisSite(page))
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...others, ...pages]))
  }

  // Returns an answer with all of its body here. Throws a NetworkError where there is none in time.
  async function fetchWhole(address) {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), PATIENCE)
    try {
      const response = await fetch(address, { signal: controller.signal })
      await response.clone().arrayBuffer()
      if (response.ok) return response
    } catch {
      throw new DOMException(address, "NetworkError")
    } finally {
      clearTimeout(timer)
    }
    throw new Error(address)
  }

  // Returns the copy of a file, which is made if there is none.
  async function copyFile(cache, address) {
    const copy = await cache.match(address)
    if (copy) return copy
    const response = await fetchWhole(address)
    await cache.put(address, response.clone())
    return response
  }

  // Makes a copy of a page and of all that it may load: scripts and pictures. Returns their addresses.
  async function copyPage(cache, address) {
    const page = await copyFile(cache, address)
    const html = await page.text()
    const files = [...html.matchAll(/ (?:data-script|src)="?([^"\s>]+)/g)].map(([, file]) => new URL(file, address).href)
    const ownFiles = files.filter(file => file.startsWith(siteAddress))
    await Promise.all(ownFiles.map(file => copyFile(cache, file)))
    return [address, ...ownFiles]
  }

  // Removes the worker, once it is at work: in Firefox, a page whose worker is removed before waits for each file forever.
  async function removeWorker() {
    const registration = await navigator.serviceWorker.getRegistration(siteAddress)
    if (!registration) return
    const worker = registration.installing ?? registration.waiting ?? registration.active
    await new Promise(resolve => {
      const check = () => {
        if (worker.state === "activated" || worker.state === "redundant") resolve()
      }
      worker.addEventListener("statechange", check)
      setTimeout(resolve, PATIENCE)
      check()
    })
    await registration.unregister()
  }

  // Makes copies and worker agree with a list. added: the path of a page that must be there in the end, and all it needs; what
  // is missing of others for want of a network is copied another time.
  async function makeAgree(pages, added) {
    if (pages.length === 0) {
      await caches.delete(cacheName)
      await removeWorker()
      return
    }
    const cache = await caches.open(cacheName)
    const copyOrGoOn = async address => {
      try {
        return await copyPage(cache, address)
      } catch (error) {
        const isNeeded = added && (listAddresses.includes(address) || address === new URL(added, location).href)
        if (isNeeded) throw error
        return [address]
      }
    }
    const addresses = [...pages.map(({ path }) => new URL(path, location).href), ...listAddresses]
    const needed = (await Promise.all(addresses.map(copyOrGoOn))).flat()
    for (const request of await cache.keys()) {
      if (!needed.includes(request.url)) await cache.delete(request)
    }
    await navigator.serviceWorker.register(trustedAddress(`${siteAddress}service-worker.js`))
  }

  // Changes the list to what edit(list) returns. One change comes after the other, in all tabs; one that fails leaves
  // everything as it was. added: as in makeAgree.
  async function change(edit, added) {
    if (!isSecureContext) throw new DOMException("No https", "InsecureError")
    const canKeepCopies = navigator.serviceWorker && globalThis.caches && navigator.locks
    if (!canKeepCopies) throw new DOMException("No cache", "SecurityError")
    await navigator.locks.request(cacheName, async () => {
      const before = readStorage().filter(isOfThisSite)
      const after = edit(before)
      try {
        await makeAgree(after, added)
        if (after !== before) writeSavedPages(after)
      } catch (error) {
        await makeAgree(before).catch(() => {})
        throw error
      }
    })
  }

  function failureMessage({ name }, isSaving) {
    if (name === "InsecureError") return messages["save.insecure"]
    if (name === "SecurityError") return messages["save.forbidden"]
    if (name === "QuotaExceededError") return messages["save.full"]
    if (name === "NetworkError") return messages["save.offline"]
    return isSaving ? messages["save.failed"] : messages["save.not-removed"]
  }

  // Makes a change that a button asks for. Returns whether it was made; says why if not.
  async function changeFor(button, edit, added) {
    changes += 1
    const changing = change(edit, added)
    showWaiting(button, changing)
    try {
      await changing
      return true
    } catch (error) {
      showToast(failureMessage(error, added))
      return false
    } finally {
      changes -= 1
      show()
    }
  }

  function without(path) {
    return pages => pages.filter(page => page.path !== path)
  }

  async function toggleSaved() {
    const isSaving = saveButton.getAttribute("aria-pressed") !== "true"
    saveButton.setAttribute("aria-pressed", isSaving)
    // Not what the page shows: browsers translate it, and search adds headings to it.
    const title = document.querySelector("meta[property='og:title']").content
    const withPage = pages => [...without(pagePath)(pages), { path: pagePath, title, lang: language }]
    const isChanged = isSaving ? await changeFor(saveButton, withPage, pagePath) : await changeFor(saveButton, without(pagePath))
    const message = isSaving ? messages["save.saved"] : messages["save.removed"]
    if (isChanged) showToast([message, " ", link.cloneNode(true)])
  }

  function createItem({ path, title, lang }) {
    const pageLink = document.createElement("a")
    Object.assign(pageLink, { href: path, textContent: title, lang })

    const removeButton = document.createElement("button")
    const name = messages["saved.remove"]
    Object.assign(removeButton, { type: "button", textContent: name })
    removeButton.setAttribute("aria-label", `${name}: ${title}`)
    removeButton.addEventListener("click", async () => {
      if (!await changeFor(removeButton, without(path))) return
      const nextFocus = list.querySelector("button") ?? list
      nextFocus.focus()
    })

    const item = document.createElement("li")
    item.append(pageLink, " ", removeButton)
    return item
  }

  // Links the manifest, with which browsers offer to install a site: once there is something to read without a network.
  function linkManifest() {
    if (document.querySelector("link[rel=manifest]")) return
    const manifest = document.createElement("link")
    manifest.rel = "manifest"
    manifest.href = `${siteAddress}${homes[language]}manifest.webmanifest`
    document.head.append(manifest)
  }

  // Shows what is saved, in the heart and in the list; but not while changes are under way, which will show what they have done.
  function show() {
    if (changes > 0) return
    const pages = savedPages()
    if (pages.length > 0) linkManifest()
    showHeart()
    if (!list) return
    const items = pages.map(createItem)
    if (items.length === 0) {
      const item = document.createElement("li")
      item.textContent = messages["saved.none"]
      items.push(item)
    }
    list.replaceChildren(...items)
  }

  if (link) {
    saveButton?.addEventListener("click", toggleSaved)
    if (list) list.tabIndex = -1 // Takes the focus when the last page is removed.
    show()
    for (const type of ["storage", "pageshow"]) addEventListener(type, show) // Another tab, or Back
    change(pages => pages).catch(() => {}) // What a browser has thrown away, or what was not there last time
  }
}
