// Of the articles of 404.html, one in each language, the one of the address stays. An address begins with that of its language's
// home page. Several home pages fit where one lies in another, as /en/ in /; the longest is the right one.
{
  const articles = [...document.querySelectorAll(".missing-page")]
  const homeOf = article => article.querySelector("a").pathname
  const fitting = articles.filter(article => location.pathname.startsWith(homeOf(article)))
  fitting.sort((a, b) => homeOf(b).length - homeOf(a).length)
  const [shown] = fitting
  if (shown) {
    for (const article of articles) if (article !== shown) article.remove()
    document.documentElement.lang = shown.lang
    document.title = `404 – ${shown.querySelector("h1").textContent}`
  }
}
