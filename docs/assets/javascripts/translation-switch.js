// The language switch leads to the place that is being read, not to the top of the page. Its address is renewed when it is
// pointed at or focused, so that opening it in a new tab works too. Headings and rows have the same ids in each language.
const place = () => {
  const target = document.querySelector(":target")
  const box = target?.getBoundingClientRect()
  if (box && box.bottom > 0 && box.top < innerHeight) return target.id
  const passed = [...document.querySelectorAll("article :is(h2, h3, h4, th)[id]")]
    .filter(element => element.getBoundingClientRect().top < innerHeight / 3)
  return scrollY > 0 && passed.length ? passed.at(-1).id : ""
}
for (const link of document.querySelectorAll(".languages a"))
  for (const event of ["pointerover", "focus"])
    link.addEventListener(event, () => { link.hash = place() })
