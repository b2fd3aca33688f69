"""What a reader has asked for: large text, few or strong colours, less data; and the narrowest screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from article import ADDRESSES, LANGUAGES, OTHER_ROW, OTHERS, PAGE, ROW
from browser import find as find_browser
from conftest import BESIDE, Site, WatchedSite, settle, until
from webdriver import Engine

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def large_text(chromium: Browser) -> Iterator[Browser]:
    """Chromium with text of 200 %: its letters are of 32 pixels instead of 16, which media queries in em know too."""
    flags = ["--blink-settings=defaultFontSize=32"]
    browser = chromium.browser_type.launch(executable_path=find_browser(), args=flags)
    yield browser
    browser.close()


def test_nothing_lies_beside_a_screen_of_280_pixels(visit: Visit, site: Site) -> None:
    page = visit("", width=280)
    for address in ADDRESSES:
        page.goto(site.url + address)
        assert page.evaluate(BESIDE) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == 280, address


def test_large_text_fits_and_the_buttons_are_reached(large_text: Browser, site: Site) -> None:
    page = large_text.new_page(viewport={"width": 390, "height": 780})
    for address in ADDRESSES:
        page.goto(site.url + address)
        assert page.evaluate(BESIDE) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == 390, address
    settle(page)
    page.locator(".theme-button").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.mouse.wheel(0, 600)  # A header that is so high does not stay: it would cover too much.
    until(page, "document.querySelector('.site-header').getBoundingClientRect().bottom < 0")
    page.close()


def test_forced_colours_tell_the_current_page_and_the_marked_row(visit: Visit) -> None:
    page = visit(f"comparison/#{ROW}", forced_colors="active")
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    line = "e => getComputedStyle(e).borderBottomColor"
    assert page.locator(".site-navigation a[aria-current]").evaluate(line) != canvas
    for link in page.locator(".site-navigation a:not([aria-current])").all():
        assert link.evaluate(line) == canvas
    outline = "e => getComputedStyle(e.closest('tr')).outlineStyle"
    assert page.locator(f"#{ROW}").evaluate(outline) == "solid"
    assert page.locator(f"#{OTHER_ROW}").evaluate(outline) == "none"
    bullet = "e => getComputedStyle(e, '::before').borderTop"
    assert page.locator(".comparison li").first.evaluate(bullet) == "2px solid rgb(0, 0, 0)"


def test_more_contrast_leaves_no_pale_text(visit: Visit) -> None:
    page = visit(PAGE)
    for contrast in ("no-preference", "more"):
        page.emulate_media(contrast=contrast)
        text, footer = (
            page.locator(part).evaluate("e => getComputedStyle(e).color") for part in ("body", ".site-footer")
        )
        assert (footer == text) is (contrast == "more")


def test_nothing_is_loaded_early_for_a_reader_who_saves_data(chromium: Browser, site: Site) -> None:
    """The pointer rests on a link and on the search button. Without the setting both are loaded (test_publish.py)."""
    page = chromium.new_page()
    page.context.new_cdp_session(page).send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})
    page.goto(site.url)
    settle(page)
    requested: list[str] = []
    page.context.on("request", lambda request: requested.append(urlsplit(request.url).path))
    page.hover(f"article a[href='{PAGE}']")
    page.wait_for_timeout(500)
    page.hover(".search-button")
    page.wait_for_timeout(500)
    assert requested == []
    page.close()


def test_words_are_hyphenated_where_the_engine_can(engine: Engine, watched_site: WatchedSite) -> None:
    """Firefox brings English, here without Latvian; WebKit takes the system's dictionaries, which may be missing."""
    engine.resize(390)
    engine.open(f"{watched_site.url}{LANGUAGES[OTHERS[0]]}{PAGE}")
    style = "getComputedStyle(document.querySelector('article'))"
    assert engine.evaluate(f"{style}.hyphens || {style}.webkitHyphens") == "auto"
    height = "(article => (article.style.width = '5rem', article.style.hyphens = '{}', article.offsetHeight))"
    heights = [
        engine.evaluate(f"{height.format(hyphens)}(document.querySelector('article'))")
        for hyphens in ("auto", "manual")
    ]
    assert engine.name != "firefox" or heights[0] != heights[1]
