"""Asks a site's search in the browser: this site's as a reader does, Material's through its worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Page

AT_ONCE = 1000  # Queries in one call of the browser
# Types queries into this site's search box, and reads the list to its end: behind the button for more there are more.
ASK_THIS = """queries => {
  const dialog = document.getElementById("search")
  const field = dialog.querySelector("input")
  const more = dialog.querySelector(".search-more")
  return queries.map(query => {
    field.value = query
    field.dispatchEvent(new Event("input"))
    while (!more.hidden) more.click()
    const links = [...dialog.querySelectorAll(".search-results a")]
    return links.map(link => link.pathname.slice(1) + decodeURIComponent(link.hash))
  })
}"""
# Asks Material's worker, one query after another; a section that only heads its group has no score.
ASK_MATERIAL = """async queries => {
  const { search } = JSON.parse(document.getElementById("__config").text)
  const index = await (await fetch("search/search_index.json")).json()
  const worker = new Worker(search)
  const call = message => new Promise(done => {
    worker.addEventListener("message", ({ data }) => done(data), { once: true })
    worker.postMessage(message)
  })
  await call({ type: 0, data: { ...index, options: { suggest: false } } })
  const answers = []
  for (const query of queries) {
    const { data } = await call({ type: 2, data: query })
    answers.push(data.items.flat().filter(item => item.score > 0).map(item => item.location))
  }
  worker.terminate()
  return answers
}"""

Ask = Callable[[Sequence[str]], list[set[str]]]
"""Returns the addresses of the sections that each of some queries finds."""


def ask_this(page: Page, home: str) -> Ask:
    """Returns this site's search on one page of it, opened and ready."""
    page.goto(home)
    page.locator(".search-button").click()
    page.locator("#search[data-state=ready]").wait_for()

    def ask(queries: Sequence[str]) -> list[set[str]]:
        answers = []
        for start in range(0, len(queries), AT_ONCE):
            answers += page.evaluate(ASK_THIS, list(queries[start : start + AT_ONCE]))
        return [set(found) for found in answers]

    return ask


def ask_material(page: Page, home: str) -> Ask:
    """Returns Material's search on one page of a site that is made with it."""
    page.goto(home)
    return lambda queries: [set(found) for found in page.evaluate(ASK_MATERIAL, list(queries))]
