"""Keyboard focus is never hidden, in any engine; and behind an open dialog nothing moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from conftest import Site, WatchedSite, press_search
from webdriver import SHIFT, TAB, Engine

Visit = Callable[..., Page]

# What hides the element that has the focus: something over its first or last line, or the edge of the screen.
FIND_COVER = """(() => {
  const focused = document.activeElement
  if (focused === document.body) return "nothing has the focus"
  const boxes = [...focused.getClientRects()]
  for (const box of [boxes[0], boxes.at(-1)]) {
    for (const y of [box.top + 1, box.bottom - 1]) {
      const topmost = document.elementFromPoint((box.left + box.right) / 2, y)
      const isSeen = topmost && (focused.contains(topmost) || topmost.contains(focused))
      if (!isSeen) return `${focused.outerHTML} is below ${topmost?.outerHTML.slice(0, 60) ?? "the edge of the screen"}`
    }
  }
  return ""
})()"""
SCREENS = [(320, 256), (360, 780), (720, 600), (1280, 720)]  # The first is a wide screen at 400 %.


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_focus_is_never_covered(width: int, height: int, visit: Visit) -> None:
    """Backwards through the whole page with the table; tests/build/test_access.py goes forwards."""
    page = visit("comparison/", width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("[...document.querySelectorAll('a[href]')].at(-1).focus()")
    stops = page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    for _ in range(stops - 1):
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(30)  # Chromium scrolls to what has the focus in the next frame.
        assert page.evaluate(FIND_COVER) == ""


def test_focus_is_never_covered_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(720, 600)
    engine.open(f"{watched_site.url}comparison/")
    engine.press(".site-footer")  # The focus goes on from there.
    for _ in range(20):
        engine.type(TAB, held=SHIFT)
        assert engine.evaluate(FIND_COVER) == ""


@pytest.mark.parametrize("width", [360, 1280])
def test_page_behind_the_open_search_does_not_scroll(width: int, visit: Visit) -> None:
    page = visit("comparison/", width=width)
    page.mouse.wheel(0, 200)
    press_search(page)
    before = page.evaluate("scrollY")
    for x, y in ((width / 2, 100), (5, 790)):  # In the dialog, which has nothing to scroll; beside it
        page.mouse.move(x, y)
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(300)
        assert page.evaluate("scrollY") == before


def test_page_has_the_same_width_behind_the_open_search(site: Site, engine: Engine) -> None:
    """Where scrollbars take room, the page does not move as its own one goes away."""
    engine.resize(1280)
    engine.open(f"{site.url}comparison/")
    left = "document.querySelector('h1').getBoundingClientRect().left"
    before = engine.evaluate(left)
    engine.press(".search-button")
    engine.until("document.querySelector('.search').open")
    assert engine.evaluate(left) == before
