{#- Loads scripts when a reader first needs them.

    loadScript(address) loads a script once, and returns a promise. What failed is loaded again at the next call.
    The site bundle is loaded at the first click, focus or letter in something that needs it, marked data-lazy. Clicks that come
    before it is loaded are repeated afterwards. Scrolling, links, sharing and copying need no script of it.
    loadBundle(waiting) loads it for an element that a reader has pressed, or that is empty without it; returns a promise.

    A deployment takes away the files of the site before it, while its pages are still open or in the browser's cache. Where a
    script is gone and a reader waits for it, renew-page.js loads the page anew, and then brings back what the reader was about. -#}
afterPaint(() => {
  {#- The page's Content Security Policy accepts no other addresses for scripts than those of this trusted type, and only from
      this site (script-src 'self'). #}
  const policy = globalThis.trustedTypes?.createPolicy("site", { createScriptURL: address => address })
  trustedAddress = address => policy ? policy.createScriptURL(address) : address

  const loading = {} {#- Address → promise #}
  let failures = 0
  const addScript = address => new Promise((resolve, reject) => {
    const script = document.createElement("script")
    {#- After a failure, another address is requested: browsers would join a request for the same one that still hangs. #}
    script.src = trustedAddress(failures ? `${address}?${failures}` : address)
    script.onload = resolve
    script.onerror = reject
    setTimeout(reject, 8000) {#- A server that has not answered by then may never do so; there is no event then. #}
    document.head.append(script)
  })
  const renew = () => addScript(`${sitePath}renew-page.js`).then(() => renewPage())
  loadScript = address => {
    loading[address] ??= addScript(address).catch(async error => {
      failures += 1
      delete loading[address]
      if (error) await renew()
      throw error
    })
    return loading[address]
  }
  if (history.state?.renewed) renew()

  const pending = [] {#- Buttons that were clicked before the bundle was loaded #}
  let isLoaded = false
  const repeatClicks = () => {
    isLoaded = true
    for (const button of pending.splice(0)) button.click()
  }
  const showFailure = () => {
    pending.length = 0
    showToast(document.querySelector(".toast").dataset.failed)
  }
  loadBundle = waiting => {
    const bundle = loadScript(document.body.dataset.script)
    bundle.then(repeatClicks, waiting ? showFailure : () => {})
    if (waiting) showWaiting(waiting, bundle)
    return bundle
  }

  const onIntent = ({ type, target }) => {
    const element = target.closest("[data-lazy]")
    if (!element || isLoaded) return
    const isPressed = type === "click" && element.matches("button")
    if (isPressed) pending.push(element)
    loadBundle(isPressed || type === "input" ? element : undefined)
  }
  for (const type of ["click", "focusin", "input"]) addEventListener(type, onIntent)
})
