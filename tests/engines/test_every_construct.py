"""What a page can have besides plain text, in Firefox and WebKit."""

from __future__ import annotations

import pytest

from article import LANGUAGES
from conftest import WatchedSite
from webdriver import Engine

PAGE = "constructs/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_constructs_are_drawn(language: str, engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(390)
    engine.open(f"{watched_site.url}{LANGUAGES[language]}{PAGE}")
    engine.until("document.querySelectorAll('pre ~ .copy-button').length === 2")
    is_fraction = """(() => {
      const [above, below] = document.querySelector("math[display=block] mfrac").children
      return above.getBoundingClientRect().bottom <= below.getBoundingClientRect().top + 2
    })()"""
    assert engine.evaluate(is_fraction)
    aligned = "[...document.querySelectorAll('tbody tr:first-child td')].map(e => getComputedStyle(e).textAlign).join()"
    assert engine.evaluate(aligned).startswith("left,center,right")
    assert engine.evaluate("getComputedStyle(document.querySelector('.table-scroll')).overflowX") == "auto"
    colours = "new Set([...document.querySelectorAll('pre span')].map(e => getComputedStyle(e).color)).size"
    assert engine.evaluate(colours) >= 4
    assert engine.evaluate("errors") == []


def test_foldable_text_opens_and_footnote_leads_there_and_back(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(390)
    engine.open(watched_site.url + PAGE)
    text = "document.querySelector('details strong').checkVisibility({ contentVisibilityAuto: true })"
    assert not engine.evaluate(text) or not engine.evaluate("document.querySelector('details').open")
    engine.press("details summary")
    engine.until(f"document.querySelector('details').open && {text}")
    engine.press("#fnref-2-2 a")
    engine.until(
        "location.hash === '#fn-2' && document.querySelector(':target').getBoundingClientRect().top < innerHeight"
    )
    engine.press("#fn-2 a:last-child")
    engine.until("location.hash === '#fnref-2-2' && document.querySelector(':target').getBoundingClientRect().top > 0")
