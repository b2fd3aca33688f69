// The links to the other languages lead to the section that is being read: headings and rows have the same ids in each
// language. Both events are needed: the keyboard gives only click; a new tab or the context menu begins with pointerdown.
{
  const currentAnchor = () => {
    const target = document.querySelector(":target")
    const box = target?.getBoundingClientRect()
    if (box && box.bottom > 0 && box.top < innerHeight) return target.id
    const passed = [...document.querySelectorAll("article :is(h2, h3, h4, th)[id]")].filter(
      element => element.getBoundingClientRect().top < 100, // The header's height, and one line
    )
    return scrollY > 0 && passed.length ? passed.at(-1).id : ""
  }
  for (const link of document.querySelectorAll(".languages a"))
    for (const type of ["pointerdown", "click"])
      link.addEventListener(type, () => {
        link.hash = currentAnchor()
      })
}
