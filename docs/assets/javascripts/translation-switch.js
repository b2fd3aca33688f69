// The language switch leads to the place that is being read, not to the top of the page. Headings and rows have the same ids
// in each language. A click comes from the keyboard too; a new tab or the context menu begins with pointerdown.
const place = () => {
  const target = document.querySelector(":target")
  const box = target?.getBoundingClientRect()
  if (box && box.bottom > 0 && box.top < innerHeight) return target.id
  const passed = [...document.querySelectorAll("article :is(h2, h3, h4, th)[id]")]
    .filter(element => element.getBoundingClientRect().top < 100) // Below Material's header, and a line more
  return scrollY > 0 && passed.length ? passed.at(-1).id : ""
}
for (const link of document.querySelectorAll(".languages a"))
  for (const event of ["pointerdown", "click"])
    link.addEventListener(event, () => { link.hash = place() })
