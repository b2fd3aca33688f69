// Saved pages: the save button of an article, and the list on a page of its own. What is saved is what the list says, which is
// kept in localStorage. All else follows it: the copies of the pages in the browser's cache, and the service worker
// (service-worker.js), which answers with the copies. Nothing leaves the browser.
//
// sync() makes copies and worker agree with a list. change() changes the list, one change after the other in all tabs (Web
// Locks), or leaves everything as it was; each change puts right what a browser has thrown away. The heart and the list show
// it again when another tab has changed it (storage) and after Back (pageshow). A page is known by one address, without
// index.html and with a slash at its end. A worker is removed only once it is at work: in Firefox, a page whose worker is
// removed before waits forever for each file.
{
  const { language, homes, savedPages: listPath, messages, cacheName } = site
  const STORAGE_KEY = `${site.path}saved` // As in overrides/partials/inline-scripts/saved-list.js
  const TIMEOUT_MS = 8000 // For which a file is waited for
  const saveButton = document.querySelector(".save-button")
  const link = document.querySelector(".saved-pages-link") // To the list; a site without that page has no link and no button.
  const list = document.querySelector("ul.saved-pages")
  const siteAddress = new URL(site.path, location).href
  const pagePath = site.pageAddress(location).pathname
  const listAddresses = Object.values(homes).map(home => `${siteAddress}${home}${listPath}`)
  const removed = [] // What was removed from the list since it was opened, and can come back: [{ page, index }, …]
  let changes = 0 // Those under way
  let refusal = "" // Why this browser keeps nothing for this site
  let shown = "" // What the list shows

  // Returns the saved pages: [{ path, title, lang }, …]. Throws where storage is forbidden.
  function readSavedPages() {
    localStorage.getItem(STORAGE_KEY)
    try {
      // All sites of a host once shared a list, from which those of this one are taken.
      return site.readSavedList().filter(page => page?.path?.startsWith?.(site.path))
    } catch {
      // There is none, or something else is in it.
      return []
    }
  }

  // The saved pages. There are none where storage is forbidden.
  function savedPages() {
    try {
      return readSavedPages()
    } catch {
      return []
    }
  }

  // Returns an answer that is whole. Throws a NetworkError where there is none in time. cache: as fetch() takes it.
  async function fetchInTime(address, cache) {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), TIMEOUT_MS)
    try {
      const response = await site.fetchWhole(address, { cache, signal: controller.signal })
      if (response.ok) return response
    } catch {
      throw new DOMException(address, "NetworkError")
    } finally {
      clearTimeout(timer)
    }
    throw new Error(address)
  }

  // Returns the copy of a file, which is made if there is none. mode: how the browser's own cache is used.
  async function copyFile(cache, address, mode = "default") {
    const copy = await cache.match(address)
    if (copy) return copy
    const response = await fetchInTime(address, mode)
    await cache.put(address, response.clone())
    return response
  }

  // Makes a copy of a page and of all that it may load: scripts and pictures. Returns their addresses.
  async function copyPage(cache, address) {
    const page = await copyFile(cache, address, "no-cache") // An older one may name scripts that are no longer there.
    const html = await page.text()
    const tags = html.matchAll(/<\w(?:[^<>"]|"[^"]*")*? (?:data-script|src|srcset)="?([^"\s>,]+)/g) // Not what code shows
    const files = [...tags].map(([, file]) => new URL(file, address).href)
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
      setTimeout(resolve, TIMEOUT_MS)
      check()
    })
    await registration.unregister()
  }

  // Makes copies and worker agree with a list. added: the path of a page that must be there in the end, and all it needs; what
  // is missing of others for want of a network is copied another time.
  async function sync(pages, added) {
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
    await navigator.serviceWorker.register(site.trustedAddress(`${siteAddress}service-worker.js`))
  }

  // Changes the list to what edit(list) returns. One change comes after the other, in all tabs; one that fails leaves
  // everything as it was. added: as in sync.
  async function change(edit, added) {
    if (!isSecureContext) throw new DOMException("No https", "InsecureError")
    const canKeepCopies = navigator.serviceWorker && globalThis.caches && navigator.locks
    if (!canKeepCopies) throw new DOMException("No cache", "SecurityError")
    await navigator.locks.request(cacheName, async () => {
      const before = readSavedPages()
      const after = edit(before)
      try {
        await sync(after, added)
        const isUnwritten = after.length > 0 // In a list of this site's own, where they come from the one that was shared
        if (after !== before || isUnwritten) localStorage.setItem(STORAGE_KEY, JSON.stringify(after))
      } catch (error) {
        await sync(before).catch(() => {})
        throw error
      }
      // Otherwise a browser that runs out of room may throw all of it away. Firefox asks the reader, so this is done once.
      if (added && before.length === 0) navigator.storage?.persist?.().catch(() => {})
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
    site.showWaiting(button, changing)
    try {
      await changing
      return true
    } catch (error) {
      site.showToast(failureMessage(error, added))
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
    const isChanged = isSaving
      ? await changeFor(saveButton, withPage, pagePath)
      : await changeFor(saveButton, without(pagePath))
    if (!isChanged) return
    // The link is gone with the message, before a keyboard has reached it; so the message says where it stands.
    if (isSaving) site.showToast([messages["save.saved"], " ", messages["save.listed"], " ", link.cloneNode(true)], 10)
    else site.showToast(messages["save.removed"])
  }

  function createButton(name, title, onClick) {
    const button = document.createElement("button")
    Object.assign(button, { type: "button", textContent: name })
    button.setAttribute("aria-label", `${name}: ${title}`)
    button.addEventListener("click", () => onClick(button))
    return button
  }

  function createItem(page, ...children) {
    const item = document.createElement("li")
    item.dataset.path = page.path
    item.append(...children)
    return item
  }

  function createSavedItem(page) {
    const pageLink = document.createElement("a")
    Object.assign(pageLink, { href: page.path, textContent: page.title, lang: page.lang })
    const button = createButton(messages["saved.remove"], page.title, () => removePage(page, button))
    return createItem(page, pageLink, " ", button)
  }

  function createRemovedItem({ page, index }) {
    const title = document.createElement("span")
    Object.assign(title, { textContent: page.title, lang: page.lang })
    const text = document.createElement("span")
    text.append(messages["saved.removed"], " ", title)
    const button = createButton(messages["saved.undo"], page.title, () => bringBack(page, index, button))
    return createItem(page, text, " ", button)
  }

  function focusItem({ path }) {
    const item = [...list.children].find(({ dataset }) => dataset.path === path)
    const target = item?.querySelector("button") ?? list
    target.focus()
  }

  // In place of the page stands then that it was removed, and a button that brings it back.
  async function removePage(page, button) {
    const index = savedPages().findIndex(({ path }) => path === page.path)
    if (!(await changeFor(button, without(page.path)))) return
    removed.push({ page, index })
    show()
    focusItem(page)
  }

  async function bringBack(page, index, button) {
    const withPage = pages => {
      const others = without(page.path)(pages)
      return [...others.slice(0, index), page, ...others.slice(index)]
    }
    if (await changeFor(button, withPage, page.path)) focusItem(page)
  }

  // Puts right what a browser has thrown away, and copies what was not there last time. Finds out whether it keeps anything.
  async function checkCopies() {
    try {
      await change(pages => pages)
    } catch (error) {
      const isRefused = error.name === "InsecureError" || error.name === "SecurityError"
      if (isRefused) refusal = failureMessage(error)
    }
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
    site.showHeart()
    if (!list) return
    const next = JSON.stringify([pages, removed, refusal])
    if (next === shown) return // A button that is being pressed must stay where it is.
    shown = next
    const items = pages.map(createSavedItem)
    const isSaved = ({ page }) => pages.some(({ path }) => path === page.path)
    const gone = removed.filter(one => !isSaved(one))
    for (const one of gone.reverse()) items.splice(one.index, 0, createRemovedItem(one)) // The last one that went comes first.
    if (items.length === 0) {
      const item = document.createElement("li")
      item.textContent = refusal || messages["saved.none"]
      items.push(item)
    }
    list.replaceChildren(...items)
  }

  if (link) {
    saveButton?.addEventListener("click", toggleSaved)
    if (list) list.tabIndex = -1 // Takes the focus when the last page is removed.
    if (savedPages().length > 0) show()
    checkCopies().then(show) // Only then is it known why nothing is saved.
    for (const type of ["storage", "pageshow"]) addEventListener(type, show) // Another tab, or Back
  }
}
