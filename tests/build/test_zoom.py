"""Large letters, as readers set them in their browser: nothing is cut off, and the first screen is for the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from article import EACH_PAGE
from browser import find as find_browser
from conftest import Site

LARGE_TEXT = "--blink-settings=defaultFontSize=32"  # 200 %: media queries in em know it too.
MINIMUM_SIZE = "--blink-settings=minimumFontSize=24"
MOST_OF_THE_FIRST_SCREEN = 1 / 3

# What the eye cannot reach: parts of the page beyond its edges, where they do not scroll.
FIND_CUT = """(() => {
  const scrolls = element => ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
  const isScrolled = element => element !== document.body && (scrolls(element) || isScrolled(element.parentElement))
  const clips = element => ["hidden", "clip"].includes(getComputedStyle(element).overflowX)
  const pageWidth = document.documentElement.scrollWidth
  return [...document.querySelectorAll("body *")]
    .filter(element => element.checkVisibility() && !element.closest("thead, .visually-hidden, .skip-link"))
    .filter(element => !isScrolled(element.parentElement))
    .filter(element => {
      const { left, right } = element.getBoundingClientRect()
      const isBeyond = right + scrollX > pageWidth + 1 || left + scrollX < -1
      const isClipped = clips(document.documentElement) && right > innerWidth + 1
      return isBeyond || isClipped
    })
    .map(element => element.outerHTML.slice(0, 80))
})()"""


@pytest.fixture(scope="module", params=[LARGE_TEXT, MINIMUM_SIZE])
def large_letters(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page in a browser of which a reader has asked large letters."""
    browser = chromium.browser_type.launch(executable_path=find_browser(), args=[request.param])
    yield browser.new_page()
    browser.close()


@pytest.mark.parametrize("address", EACH_PAGE)
def test_large_letters_are_never_cut_off_and_leave_the_first_screen_to_the_text(
    address: str, large_letters: Page, site: Site
) -> None:
    page = large_letters
    page.goto(site.url + address)
    for width in (320, 360, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate(FIND_CUT) == [], width
        if 360 <= width <= 768:
            bottom = page.evaluate("document.querySelector('.site-navigation').getBoundingClientRect().bottom")
            assert bottom < 780 * MOST_OF_THE_FIRST_SCREEN, width


@pytest.mark.parametrize("address", EACH_PAGE)
def test_navigation_is_not_covered_at_400_percent(address: str, visit_again: Callable[..., Page]) -> None:
    page = visit_again(address, width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    page.mouse.wheel(0, 40)
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 40
    header, navigation = (page.locator(part).bounding_box() for part in (".site-header", ".site-navigation"))
    assert header["y"] + header["height"] <= navigation["y"]
