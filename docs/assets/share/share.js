// Sharing: the share button opens the system's share sheet, or copies the link where there is none. A click on the # of a
// heading or on a criterion of the table copies its link too.
{
  const shareButton = document.querySelector(".share-button")

  function copyLink(address) {
    const showCopied = () => showToast(shareButton.dataset.copied)
    const showAddress = () => showToast(address) // To be copied by hand, where the browser forbids scripts to copy
    navigator.clipboard.writeText(address).then(showCopied, showAddress)
  }

  async function share() {
    const url = document.querySelector("link[rel=canonical]").href
    if (!navigator.share) {
      copyLink(url)
      return
    }
    try {
      await navigator.share({ title: document.title, url })
    } catch (error) {
      const isClosedByReader = error.name === "AbortError"
      if (!isClosedByReader) copyLink(url)
    }
  }

  shareButton?.addEventListener("click", share)

  document.addEventListener("click", event => {
    const link = event.target.closest(".row-link, .headerlink")
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey
    if (link && shareButton && !opensElsewhere) copyLink(link.href)
  })
}
