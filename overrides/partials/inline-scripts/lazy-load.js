// Loads scripts when a reader first needs them.
//
// site.loadScript(address) loads a script once, and returns a promise. What failed is loaded again at the next call.
// The site bundle is loaded at the first click, focus or letter in something that needs it, marked data-lazy. Clicks that come
// before it is loaded are repeated afterwards. Scrolling, links, sharing and copying need no script of it.
// site.loadBundle(waiting) loads it for an element that a reader has pressed, or that is empty without it; returns a promise.
//
// A deployment takes away the files of the site before it, while its pages are still open or in the browser's cache. Where a
// script is gone and a reader waits for it, renew-page.js loads the page anew, and then brings back what the reader was about.
{
  // The page's Content Security Policy accepts no other addresses for scripts than those of this trusted type, and only from
  // this site (script-src 'self').
  const policy = globalThis.trustedTypes?.createPolicy("site", { createScriptURL: address => address })
  site.trustedAddress = address => policy?.createScriptURL(address) ?? address

  const loading = {} // Address → promise
  let failures = 0
  const addScript = address =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      // After a failure, another address is requested: browsers would join a request for the same one that still hangs.
      script.src = site.trustedAddress(failures ? `${address}?${failures}` : address)
      script.onload = resolve
      script.onerror = reject
      setTimeout(reject, 8000) // A server that has not answered by then may never do so; there is no event then.
      document.head.append(script)
    })
  const renew = () => addScript(`${site.path}renew-page.js`).then(() => site.renewPage())
  site.loadScript = address => {
    loading[address] ??= addScript(address).catch(async error => {
      failures += 1
      delete loading[address]
      if (error) await renew()
      throw error
    })
    return loading[address]
  }

  const pending = [] // Buttons that were clicked before the bundle was loaded
  let isLoaded = false
  const repeatClicks = () => {
    isLoaded = true
    for (const button of pending.splice(0)) button.click()
  }
  const showFailure = () => {
    pending.length = 0
    site.showToast(document.querySelector(".toast").dataset.failed)
  }
  site.loadBundle = waiting => {
    const bundle = site.loadScript(document.body.dataset.script)
    bundle.then(repeatClicks, waiting ? showFailure : () => {})
    if (waiting) site.showWaiting(waiting, bundle)
    return bundle
  }

  const onIntent = ({ type, target }) => {
    const element = target.closest("[data-lazy]")
    if (!element || isLoaded) return
    const isPressed = type === "click" && element.matches("button")
    if (isPressed) pending.push(element)
    site.loadBundle(isPressed || type === "input" ? element : undefined)
  }
  for (const type of ["click", "focusin", "input"]) addEventListener(type, onIntent)
  if (history.state?.renewed) site.afterPaint(renew)
}
