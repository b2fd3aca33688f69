// Sharing: the send button (blockers hide what is named .share-button) opens the system's share sheet, or copies the link where
// there is none. A click on the # of a heading or on a criterion of the table copies its link too. Not in the site bundle,
// because browsers let a script share and copy only during the press.
site.afterPaint(() => {
  const sendButton = document.querySelector(".send-button")
  if (!sendButton) return
  const copyLink = async address => {
    try {
      await navigator.clipboard.writeText(address)
      site.showToast(sendButton.dataset.copied)
    } catch {
      // The browser forbids it, or has no clipboard for pages without https: the address, to be copied by hand
      site.showToast(address, 30)
    }
  }
  sendButton.addEventListener("click", async () => {
    const url = document.querySelector("link[rel=canonical]").href
    if (!navigator.share) return copyLink(url)
    try {
      await navigator.share({ title: document.title, url })
    } catch ({ name }) {
      const isHandled = name === "AbortError" || name === "InvalidStateError" // Closed by the reader, or still open
      if (!isHandled) copyLink(url)
    }
  })
  addEventListener("click", event => {
    const link = event.target.closest(".row-link, .headerlink")
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey
    if (link && !opensElsewhere) copyLink(link.href)
  })
})
