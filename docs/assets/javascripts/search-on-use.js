// Comes before Material's script, and holds back what that would fetch on every page. The search index and its worker wait
// until the search is used: the index's request is held, and the worker begins with its first message, which needs the index.
{
  const parts = "[data-md-component=search], [data-md-toggle=search], [for=__search]"
  const used = new Promise(use => {
    const now = [...document.querySelectorAll(parts)].some(part => part.matches(":hover, :focus-within, :checked"))
    if (now || /[?&][qh]=/.test(location.search)) use()
    for (const sign of ["pointerover", "focusin", "change"])
      addEventListener(sign, ({ target }) => target.closest?.(parts) && use())
  })
  const { open, send } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.waits = /search_index\.json$/.test(url)
    open.call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = function (body) {
    this.waits ? used.then(() => send.call(this, body)) : send.call(this, body)
  }
  const Eager = Worker
  Worker = class extends EventTarget {
    constructor(url) { super(); this.url = url }
    postMessage(message) {
      this.worker ??= Object.assign(new Eager(this.url), {
        onmessage: ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })),
      })
      this.worker.postMessage(message)
    }
  }
  // Material 9.8 asks each link[rel=alternate] for a sitemap.xml beside it, which is not there: two 404s a page. With a second
  // word in rel its selector misses them; a search engine reads the words one by one.
  for (const link of document.querySelectorAll("link[hreflang]")) link.relList.add("translation")
}
