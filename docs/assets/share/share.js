// Sharing: the system's own sheet where there is one, else the link is copied. The # of a heading or a row copies its link too.
{
  const share = document.querySelector(".share")
  // Where a browser forbids copying, the address is shown to be copied by hand.
  const copy = address => navigator.clipboard.writeText(address).then(() => say(share.dataset.done), () => say(address))

  share?.addEventListener("click", async () => {
    const url = document.querySelector("link[rel=canonical]").href
    if (!navigator.share) return copy(url)
    try {
      await navigator.share({ title: document.title, url })
    } catch (error) {
      if (error.name !== "AbortError") copy(url) // Not closed by the reader, but not possible after all
    }
  })

  document.addEventListener("click", event => {
    const link = event.target.closest(".row-link, .headerlink")
    if (link && share && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(link.href)
  })
}
