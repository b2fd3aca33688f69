"""A page that a browser has translated works as before, whichever browser did it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from article import PAGE
from conftest import LANGUAGES, WatchedSite, fill, until
from webdriver import Engine

Visit = Callable[..., Page]

# Each translator's way with a page. Google's puts each text into <font> elements; Firefox replaces the text of nodes
# in place; Safari puts new text nodes in place of the old ones. All of them set the language of the page, and go on
# while it changes.
TRANSLATORS = {
    "wraps": """text => {
      const outer = document.createElement("font"), inner = document.createElement("font")
      text.replaceWith(outer)
      outer.append(inner)
      inner.append(`de ${text.data}`)
    }""",
    "edits": "text => { text.data = `de ${text.data}` }",
    "replaces": "text => text.replaceWith(`de ${text.data}`)",
}
TRANSLATE = """(translate => {
  document.documentElement.lang = "de"
  document.documentElement.dir = "ltr"
  const isNew = ({ data, parentElement }) => {
    const isText = data.trim() && parentElement && !parentElement.closest("script, style, template, noscript")
    return isText && !data.startsWith("de ")
  }
  const translateAll = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = root.nodeType === 3 ? [root] : []
    while (walker.nextNode()) texts.push(walker.currentNode)
    texts.filter(isNew).forEach(translate)
  }
  const translateChanges = changes => {
    for (const { type, target, addedNodes } of changes)
      for (const node of type === "characterData" ? [target] : addedNodes)
        if (node.isConnected) translateAll(node)
  }
  translateAll(document.documentElement)
  const changes = { subtree: true, childList: true, characterData: true }
  new MutationObserver(translateChanges).observe(document.documentElement, changes)
  return true
})"""
# The address of each result; the list of each word that the page's own text has, in any form
ADDRESSES = "[...document.querySelectorAll('.search-results a')].map(link => link.href)"
WORDS = "[...new Set(document.querySelector('article > p').textContent.match(/\\p{L}{5,}/gu))].slice(0, 12)"
# Each of some words → the results of a search for it. Between them it lets the search and the translator do their work.
SEARCH = f"""async words => {{
  const box = document.querySelector(".search input"), found = {{}}
  for (const word of words) {{
    box.value = word
    box.dispatchEvent(new Event("input", {{ bubbles: true }}))
    await new Promise(resolve => setTimeout(resolve))
    found[word] = {ADDRESSES}
  }}
  return found
}}"""


def found_words(page: Page, words: list[str]) -> dict[str, list[str]]:
    """Returns each word → the results of a search for it."""
    page.keyboard.press("/")
    until(page, "document.querySelector('.search').dataset.state === 'ready'")
    return page.evaluate(SEARCH, words)


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_search_finds_the_same_on_a_translated_page(folder: str, visit_again: Visit) -> None:
    """In every form of a word, which it knows by the language of the site's texts."""
    page = visit_again(folder + PAGE)
    words = page.evaluate(WORDS)
    expected = found_words(page, words)
    assert all(expected.values())
    for translator, code in TRANSLATORS.items():
        page = visit_again(folder + PAGE)
        page.evaluate(f"{TRANSLATE}({code})")
        assert found_words(page, words) == expected, translator


def test_search_finds_the_same_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    found, words = [], ""
    for translator in (None, *TRANSLATORS.values()):
        engine.open(watched_site.url + PAGE)
        words = words or " ".join(engine.evaluate(WORDS)[:2])
        if translator:
            engine.evaluate(f"{TRANSLATE}({translator})")
        engine.press(".search-button")
        engine.until("document.querySelector('.search').dataset.state === 'ready'")
        engine.until("document.activeElement.matches('.search input')")
        fill(engine, words)
        engine.until(f"document.querySelector('.search input').value === {words!r}")
        found.append(engine.evaluate(ADDRESSES))
        assert engine.evaluate("errors") == []
    assert found == [found[0]] * len(found)
    assert found[0]


@pytest.mark.parametrize("translator", TRANSLATORS)
def test_message_of_waiting_goes_when_the_wait_is_over(translator: str, visit_again: Visit) -> None:
    """Though it says something else than the script has written."""
    page = visit_again(PAGE)
    page.evaluate(f"{TRANSLATE}({TRANSLATORS[translator]})")
    page.evaluate(
        """() => {
          const wait = new Promise(resolve => { finish = resolve })
          site.showWaiting(document.querySelector(".save-button"), wait)
        }"""
    )
    expect(page.locator(".toast")).to_contain_text("de ")
    page.evaluate("finish()")
    expect(page.locator(".toast")).to_be_empty()


def test_filter_finds_what_the_reader_sees(visit_again: Visit) -> None:
    page = visit_again("comparison/")
    page.evaluate(f"{TRANSLATE}({TRANSLATORS['wraps']})")
    rows = page.locator(".comparison tbody tr")
    seen = rows.nth(1).locator("td").first.inner_text().split("\n")[0]
    page.locator(".table-filter input").fill(seen)
    expect(rows.locator("visible=true")).to_have_count(1)
