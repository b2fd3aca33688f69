"""What extensions and browsers do to pages by themselves: dark colours, blocked elements, stylesheets of their own."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from article import PAGE, WORD
from conftest import DEFAULT, ROOT, PagesHandler, Site, fill, served, settle
from webdriver import Engine

Visit = Callable[..., Page]

# Words by which lists such as EasyList and Fanboy's find what they hide. Of names such as .share-button, they hide many
# thousands, with words before and behind them.
BLOCKED_WORDS = re.compile(
    r"""
    \b (?: ads? | advert\w* | affiliate | banner | consent | cookies? | facebook | follow | gdpr | likes? | newsletter
    | overlay | popups? | promo\w* | share\w* | sharing | social\w* | sponsor\w* | subscribe | tracking | twitter ) \b
    """,
    re.VERBOSE,
)
CLASSES = re.compile(r'\bclass=(?:"([^"]*)"|([^\s">]+))')
ID = re.compile(r'\bid="([\w-]+)"')
CLASSES_IN_SCRIPT = re.compile(r'className[:=] "([\w -]+)"')


def test_no_name_is_one_that_blockers_hide(site: Site) -> None:
    """Held against the lists themselves, of August 2026: one of 46,000 rules hid something, .share-button."""
    names: set[str] = set()
    for page in site.folder.rglob("*.html"):
        for quoted, bare in CLASSES.findall(page.read_text("utf-8")):
            names.update((quoted or bare).split())
    for template in (ROOT / "overrides").rglob("*.html"):
        names.update(ID.findall(template.read_text("utf-8")))
    for script in (ROOT / "docs/assets").rglob("*.js"):
        for classes in CLASSES_IN_SCRIPT.findall(script.read_text("utf-8")):
            names.update(classes.split())
    assert {"article", "search", "site-header"} <= names
    assert [name for name in sorted(names) if BLOCKED_WORDS.search(name.replace("_", "-"))] == []


def painted_colour(page: Page) -> tuple[int, int, int]:
    """Returns red, green and blue of a pixel beside the text, as the browser has painted it."""
    png = page.screenshot(clip={"x": 2, "y": 400, "width": 1, "height": 1})
    data, position = b"", 8
    while position < len(png):  # Chunk after chunk: length, type, data, checksum
        length = int.from_bytes(png[position : position + 4], "big")
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += length + 12
    _, red, green, blue, *_ = zlib.decompress(data)  # The first byte names the row's filter.
    return red, green, blue


def test_chosen_light_is_not_darkened(visit: Visit) -> None:
    """Chromium can darken every page (chrome://flags, "Auto Dark Mode"; a setting on Android)."""
    page = visit(PAGE, color_scheme="dark")
    page.locator(".theme-button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setAutoDarkModeOverride", {"enabled": True})
    assert min(painted_colour(page)) > 200
    page.locator(".theme-button").click()
    assert max(painted_colour(page)) < 60


class ExtendedPagesHandler(PagesHandler):
    """Serves pages with something at the top of their <head>, as extensions put it there: before the page's policy."""

    added = ""

    def do_GET(self) -> None:
        page = Path(self.translate_path(self.path)) / "index.html"
        if self.path.endswith("/foreign.css"):
            self.send_text("main { outline: 0 }", "text/css")
        elif page.is_file():
            self.send_text(page.read_text("utf-8").replace("<meta ", f"{self.added}<meta ", 1), "text/html")
        else:
            super().do_GET()


@pytest.fixture
def extended_site(site: Site) -> Iterator[str]:
    """The address of the site whose pages have what ExtendedPagesHandler.added says."""
    with served(site.folder, handler=ExtendedPagesHandler) as url:
        yield url


# What extensions put first: a stylesheet of their own, as Dark Reader; one of another origin, whose rules no page may
# read (in Firefox, those of extensions are such); a script that takes the page's own styles away.
FOREIGN_STYLES = {
    "dark": "<style class=dark>.search-results b { color: inherit }</style>",
    "unreadable": '<link rel="stylesheet" href="http://localhost:PORT/foreign.css">',
    "replaced": """<script>
      addEventListener("DOMContentLoaded", () => {
        for (const style of document.querySelectorAll("style")) style.remove()
      })
    </script>""",
}
RESULTS = "document.querySelectorAll('.search-results a').length"
ARE_STYLED = "getComputedStyle(document.querySelector('.search-results a')).display === 'block'"


@pytest.mark.parametrize("kind", FOREIGN_STYLES)
def test_foreign_styles_cost_no_results(kind: str, extended_site: str, chromium: Browser) -> None:
    port = extended_site.split(":")[2].partition("/")[0]
    ExtendedPagesHandler.added = FOREIGN_STYLES[kind].replace("PORT", port)
    page = chromium.new_page()
    page.goto(extended_site)
    settle(page)
    assert page.evaluate("document.styleSheets.length") == (0 if kind == "replaced" else 2)
    page.keyboard.press("/")
    page.keyboard.insert_text(WORD[DEFAULT])
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.evaluate(ARE_STYLED) is (kind != "replaced")
    page.close()


@pytest.mark.parametrize("kind", FOREIGN_STYLES)
def test_foreign_styles_cost_no_results_in_other_engines(kind: str, extended_site: str, engine: Engine) -> None:
    port = extended_site.split(":")[2].partition("/")[0]
    ExtendedPagesHandler.added = FOREIGN_STYLES[kind].replace("PORT", port)
    engine.resize(1280)
    engine.open(extended_site)
    assert engine.evaluate("document.styleSheets.length") == (0 if kind == "replaced" else 2)
    engine.press(".search-button")
    engine.until("document.activeElement.matches('.search input')")
    fill(engine, WORD[DEFAULT])
    engine.until(f"{RESULTS} > 0")
    assert engine.evaluate(ARE_STYLED) is (kind != "replaced")


def test_search_that_cannot_start_says_so(visit: Visit) -> None:
    """It must not say that it is loading without an end; and the next letter tries again."""
    page = visit("")
    page.evaluate(
        """() => {
          normalize = String.prototype.normalize
          String.prototype.normalize = () => { throw new Error() }
        }"""
    )
    page.keyboard.press("/")
    status = page.locator(".search-status")
    expect(status).to_have_text(page.locator(".search").get_attribute("data-failed"))
    page.keyboard.type(WORD[DEFAULT][0])
    expect(status).to_have_text(page.locator(".search").get_attribute("data-failed"))
    page.evaluate("() => { String.prototype.normalize = normalize }")
    page.keyboard.type(WORD[DEFAULT][1:])
    expect(page.locator(".search-results a").first).to_be_visible()
