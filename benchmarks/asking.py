"""Asks a site's search in the browser: this site's as a reader does, Material's through its worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

AT_ONCE = 1000  # Queries in one call of the browser
# Asks this site's search. The list is read to its end: behind the button for more there are more.
ASK = """queries => {
  const dialog = document.getElementById("search")
  const field = dialog.querySelector("input[type=search]")
  const listed = what => [...dialog.querySelectorAll(`.search-results ${what}`)]
  const shown = what => [...dialog.querySelectorAll(what)].find(element => element.checkVisibility())
  return queries.map(query => {
    field.value = query
    field.dispatchEvent(new Event("input", { bubbles: true }))
    for (let more; more = shown(".search-more");) {
      const before = listed("a").length
      more.click()
      if (listed("a").length <= before) throw new Error(`${query}: the button for more results brings none`)
    }
    return {
      found: listed("a").map(link => link.pathname.slice(1) + decodeURIComponent(link.hash)),
      marks: listed("mark").map(mark => mark.textContent.toLowerCase()),
      correction: shown(".search-suggestion b")?.textContent.trim().toLowerCase() ?? "",
    }
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
    const found = data.items.flat().filter(item => item.score > 0).map(item => item.location)
    answers.push({ found, marks: [], correction: "" })
  }
  worker.terminate()
  return answers
}"""


@dataclass(frozen=True)
class Answer:
    """What a query brings: addresses of sections, best first; the words marked in them; the corrected query, if any."""

    found: list[str]
    marks: list[str]
    correction: str


Ask = Callable[[Sequence[str]], list[Answer]]
"""Answers queries, in their order."""


def ask_here(page: Page, home: str) -> Ask:
    """This site's search on one page of it, opened and ready."""
    page.goto(home)
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")  # Paints, then listens.
    page.locator(".search-button").click()
    page.locator("#search[data-state=ready]").wait_for()

    def ask(queries: Sequence[str]) -> list[Answer]:
        answers = []
        for start in range(0, len(queries), AT_ONCE):
            answers += page.evaluate(ASK, list(queries[start : start + AT_ONCE]))
        return [Answer(**answer) for answer in answers]

    return ask


def ask_material(page: Page, home: str) -> Ask:
    """Material's search on one page of a site that is made with it."""
    page.goto(home)
    return lambda queries: [Answer(**answer) for answer in page.evaluate(ASK_MATERIAL, list(queries))]
