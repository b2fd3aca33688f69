// On paper a link shows its address (layout/print.css), so before the page is printed each address is written out whole. Links
// to an #anchor on the same page have none to show.
addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll("article a:not([href^='#'])")) link.setAttribute("href", link.href)
})
