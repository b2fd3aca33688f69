// What the site bundle, pages at old addresses and the service worker know of the copies of saved pages.
//
// site.cacheName: the name of the browser's cache that has them
// site.fetchWhole(request, options): an answer, once all of it is here; a server may begin one and never end it
site.cacheName = `saved ${new URL(site.path, location)}`
site.fetchWhole = async (request, options) => {
  const answer = await fetch(request, options)
  await answer.clone().arrayBuffer()
  return answer
}
