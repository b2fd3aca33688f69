{#- On paper a link shows its address (layout/print.css), so before the page is printed each address is written out whole. Links
    to a place on the same page have none to show. -#}
afterPaint(() => addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll("article a:not([href^='#'])")) link.href = link.href
}))
