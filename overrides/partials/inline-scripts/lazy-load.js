{#- Loads scripts when a reader first needs them.

    loadScript(address) loads a script once, and returns a promise. What failed is loaded again at the next call.
    The site bundle is loaded at the first click or focus on something that needs it, marked data-lazy. Clicks that come before it
    is loaded are repeated afterwards. Scrolling and links need no script. -#}
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
    setTimeout(reject, 8000) {#- A server that has not answered by then may never do so. #}
    document.head.append(script)
  })
  loadScript = address => {
    loading[address] ??= addScript(address).catch(error => {
      failures += 1
      delete loading[address]
      throw error
    })
    return loading[address]
  }

  const pending = [] {#- Buttons that were clicked before the bundle was loaded #}
  let isLoaded = false
  const loadBundle = () => loadScript(document.body.dataset.script).then(() => {
    isLoaded = true
    for (const button of pending.splice(0)) button.click()
  }, () => {
    pending.length = 0
  })

  const onIntent = ({ type, target }) => {
    const button = target.closest("[data-lazy], .row-link, .headerlink")
    if (!button || isLoaded) return
    if (type === "click") pending.push(button)
    loadBundle()
  }
  for (const type of ["click", "focusin"]) addEventListener(type, onIntent)

  {#- Needed without a click: the list of saved pages, and the discussion after signing in #}
  if (document.querySelector("[data-lazy=now]") || /[?&]giscus=/.test(location.search)) loadBundle()
})
