// The button at each block of code copies it. It is made here, since without JavaScript it would do nothing; not in the site
// bundle, because browsers let a script copy only during the press. Where the browser forbids it, the code is selected.
site.afterPaint(() => {
  const template = document.querySelector(".copy-code")
  for (const pre of document.querySelectorAll(".article pre")) {
    const button = template.content.firstElementChild.cloneNode(true)
    const box = pre.closest(".code") ?? document.createElement("div")
    if (!box.isConnected) {
      box.className = "code"
      pre.before(box)
    }
    box.append(pre, button)
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent)
        site.showToast(button.dataset.copied)
      } catch {
        getSelection().selectAllChildren(pre)
      }
    })
  }
})
