"""A page that a browser has translated works as before, whichever browser did it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from article import PAGE
from conftest import LANGUAGES, WatchedSite, until
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
  const translateAll = () => {
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT), texts = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    texts.filter(isNew).forEach(translate)
  }
  translateAll()
  const changes = { subtree: true, childList: true, characterData: true }
  new MutationObserver(translateAll).observe(document.documentElement, changes)
  return true
})"""
# The address of each result; the list of each word that the page's own text has, in any form
ADDRESSES = "[...document.querySelectorAll('.search-results a')].map(link => link.href)"
WORDS = "[...new Set(document.querySelector('article > p').textContent.match(/\\p{L}{5,}/gu))].slice(0, 12)"


def found_words(page: Page, words: list[str]) -> dict[str, list[str]]:
    """Returns each word → the results of a search for it."""
    page.keyboard.press("/")
    until(page, "document.querySelector('.search').dataset.state === 'ready'")
    found = {}
    for word in words:
        page.locator(".search input").fill(word)
        found[word] = page.evaluate(ADDRESSES)
    return found


@pytest.mark.parametrize("translator", TRANSLATORS)
def test_search_finds_the_same_on_a_translated_page(translator: str, visit: Visit) -> None:
    """In every form of a word, which it knows by the language of the site's texts."""
    for folder in LANGUAGES.values():
        page = visit(folder + PAGE)
        words = page.evaluate(WORDS)
        expected = found_words(page, words)
        assert all(expected.values())
        page = visit(folder + PAGE)
        page.evaluate(f"{TRANSLATE}({TRANSLATORS[translator]})")
        assert found_words(page, words) == expected


def test_search_finds_the_same_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    engine.open(watched_site.url + PAGE)
    words = " ".join(engine.evaluate(WORDS)[:2])
    found = []
    for translator in (None, *TRANSLATORS.values()):
        engine.open(watched_site.url + PAGE)
        if translator:
            engine.evaluate(f"{TRANSLATE}({translator})")
        engine.press(".search-button")
        engine.until("document.querySelector('.search').dataset.state === 'ready'")
        engine.type(words)
        engine.until(f"document.querySelector('.search input').value === {words!r}")
        found.append(engine.evaluate(ADDRESSES))
        assert engine.evaluate("errors") == []
    assert found == [found[0]] * len(found)
    assert found[0]


@pytest.mark.parametrize("translator", TRANSLATORS)
def test_message_of_waiting_goes_when_the_wait_is_over(translator: str, visit: Visit) -> None:
    """Though it says something else than the script has written."""
    page = visit(PAGE)
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


def test_filter_finds_what_the_reader_sees(visit: Visit) -> None:
    page = visit("comparison/")
    page.evaluate(f"{TRANSLATE}({TRANSLATORS['wraps']})")
    rows = page.locator(".comparison tbody tr")
    seen = rows.nth(1).locator("td").first.inner_text().split("\n")[0]
    page.locator(".table-filter input").fill(seen)
    expect(rows.locator("visible=true")).to_have_count(1)
