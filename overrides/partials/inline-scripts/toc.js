// The table of contents of a phone closes when one of its links is followed, and when a reader presses beside it: there
// lies its ::before (layout/toc.css), so that what lies beneath is not pressed too.
{
  const toc = document.getElementById("toc")
  toc.addEventListener("click", ({ target }) => {
    if (target === toc || target.closest("a")) toc.togglePopover?.(false)
  })
}
