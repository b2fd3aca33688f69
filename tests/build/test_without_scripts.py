"""Scripts that an extension or a company's policy refuses: what needs them is hidden, and everything else works."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from article import DEFAULT, LANGUAGES, MESSAGES, OTHERS, PAGE, PAGES
from conftest import PagesHandler, Site, served
from webdriver import Engine

Visit = Callable[..., Page]

# What a reader sees that does nothing without a script: a button that opens no popover, and a field
NEEDS_SCRIPT = "button:not([popovertarget]), input, output, .saved-pages-link, .discussion"
USELESS = """[...document.querySelectorAll("NEEDS_SCRIPT")]
  .filter(element => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible")
  .map(element => element.className || element.localName)""".replace("NEEDS_SCRIPT", NEEDS_SCRIPT)


class WithoutScriptsHandler(PagesHandler):
    """Serves pages that may run no scripts, and do not know it: <noscript> and media queries say that they may."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "script-src 'none'")
        super().end_headers()


@pytest.fixture
def scriptless_site(site: Site) -> Iterator[str]:
    """The address of the site whose pages may run no scripts."""
    with served(site.folder, handler=WithoutScriptsHandler) as url:
        yield url


def test_nothing_useless_is_seen(chromium: Browser, scriptless_site: str) -> None:
    page = chromium.new_page()
    for folder in LANGUAGES.values():
        for address in PAGES:
            page.goto(scriptless_site + folder + address)
            assert page.evaluate(USELESS) == [], address
            expect(page.locator(".site-footer")).to_be_visible()
            expect(page.locator(".languages a").first).to_be_visible()
    page.close()


def test_contents_close_by_a_press_beside_them(chromium: Browser, scriptless_site: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.goto(scriptless_site + PAGE)
    page.locator(".toc-button").click()
    expect(page.locator(".toc")).to_be_visible()
    box = page.locator(".toc").bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] - 20)
    expect(page.locator(".toc")).to_be_hidden()
    page.close()


def test_list_of_saved_pages_explains_itself(chromium: Browser, scriptless_site: str) -> None:
    page = chromium.new_page()
    for language, folder in LANGUAGES.items():
        page.goto(f"{scriptless_site}{folder}saved/")
        explanation = page.get_by_text(MESSAGES["saved.no-script"][language])
        expect(explanation).to_be_visible()
    page.close()


def test_all_of_it_in_other_engines(engine: Engine, scriptless_site: str) -> None:
    text = MESSAGES["saved.no-script"][OTHERS[0]]
    for address in (f"{LANGUAGES[OTHERS[0]]}saved/", "comparison/"):
        engine.open(scriptless_site + address)
        assert engine.evaluate("typeof site === 'undefined'")
        assert engine.evaluate(USELESS) == []
        assert engine.evaluate("getComputedStyle(document.querySelector('.site-footer')).visibility") == "visible"
        if address.endswith("saved/"):
            assert engine.evaluate(f"document.querySelector('article').innerText.includes({text!r})")


def test_where_scripts_run_nothing_moves_and_nothing_is_explained(visit: Visit, site: Site) -> None:
    """What needs a script is there before the first paint, also where storage is forbidden."""
    page = visit("")
    page.add_init_script(
        """shifts = []
        new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => entry.value)))
          .observe({ type: "layout-shift", buffered: true })
        Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("", "SecurityError") } })"""
    )
    for address in ("", "saved/", "comparison/"):
        page.goto(site.url + address)
        expect(page.locator(".search-button")).to_be_visible()
        page.wait_for_timeout(300)
        assert sum(page.evaluate("shifts")) == 0, address
        expect(page.get_by_text(MESSAGES["saved.no-script"][DEFAULT])).to_have_count(0 if address != "saved/" else 1)
        expect(page.get_by_text(MESSAGES["saved.no-script"][DEFAULT])).to_be_hidden()
