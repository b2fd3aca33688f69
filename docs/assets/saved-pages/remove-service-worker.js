// The service worker of a site that no longer keeps pages, with extra.offline: false in mkdocs.yml: it removes all copies and
// itself.
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => {
  event.waitUntil(Promise.all([caches.delete(site.cacheName), registration.unregister()]))
})
