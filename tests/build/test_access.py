"""Accessibility: what axe finds in what opens, and what it cannot check. (tests/built_site has it check each page.)"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from article import EACH_PAGE, FOREIGN_PART, LANGUAGES, MISTYPED_WORD, PAGE, SCREENS, WORD
from conftest import Site, html_of, press_search

Visit = Callable[..., Page]

# Of AAA, all but the contrast of 7 : 1, which links and secondary texts do not have.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": False}},
    "resultTypes": ["violations"],
}


def axe_violations(page: Page, part: str) -> list[str]:
    """Returns what axe finds in a part of the page, given by its selector."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate("([part, options]) => axe.run(part, options)", [part, AXE_OPTIONS])
    found = []
    for violation in results["violations"]:
        found += [f"{violation['id']}: {node['html']}" for node in violation["nodes"]]
    return found


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_axe_finds_no_violation_in_what_opens(language: str, width: int, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}{PAGE}", width=width)
    page.locator(".save-button").click()
    expect(page.locator(".toast")).not_to_be_empty()
    assert axe_violations(page, ".toast") == []
    assert axe_violations(page, ".save-button") == []
    if width == 360:
        page.locator(".toc-button").click()
        expect(page.locator(".toc")).to_be_visible()
        assert axe_violations(page, ".toc") == []
        page.keyboard.press("Escape")
    press_search(page)
    assert axe_violations(page, ".search") == []
    box = page.locator(".search input")
    for text in (WORD[language], "qwxzy", MISTYPED_WORD[language]):
        box.fill(text)
        expect(page.locator(".search-status")).not_to_be_empty()
        assert axe_violations(page, ".search") == [], text


@pytest.mark.parametrize("width", [360, 1280])
def test_keyboard_reaches_everything_and_shows_where_it_is(width: int, visit: Visit) -> None:
    page = visit("comparison/", width=width)
    focusable = page.locator("a[href]:visible, button:visible, input:visible").count()
    seen = set()
    # The focused element, whether it has an outline, and whether it is in view with nothing over it.
    describe_focus = """() => {
      const element = document.activeElement
      const box = element.getClientRects()[0]
      const hasOutline = getComputedStyle(element).outlineStyle !== "none"
      const topmost = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      const isInView = box.y >= 0 && box.bottom < innerHeight + 1 // Browsers scroll by whole pixels.
      return [element.outerHTML, hasOutline, element.contains(topmost) && isInView]
    }"""
    for number in range(focusable + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        page.wait_for_timeout(50)
        html, has_outline, is_visible = page.evaluate(describe_focus)
        if number == 0:
            assert 'class="skip-link"' in html
        seen.add(html)
        assert has_outline, html
        assert is_visible, html
    assert len(seen) >= focusable - 5


@pytest.mark.parametrize("address", EACH_PAGE)
def test_targets_are_large_enough(address: str, visit_again: Visit) -> None:
    """At least 24 pixels high, on a phone 44; links in a sentence are exempt, as in WCAG 2.5.5 and 2.5.8."""
    measure = """least => [...document.querySelectorAll("a[href], button, input")]
      .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
      .filter(e => !e.closest("p:not(.edit-page, .discussion, .table-downloads)"))
      .filter(e => !e.closest("li:not(.site-navigation li, .toc li, .languages li, .saved-pages li)"))
      .filter(e => !e.matches(".skip-link, .headerlink"))
      .filter(e => {
        const { height } = e.getBoundingClientRect()
        return height > 0 && height < least
      })
      .map(e => e.outerHTML)"""
    for width, least in ((360, 44), (1280, 24)):
        page = visit_again(address, width=width, has_touch=width == 360)
        assert page.evaluate(measure, least - 0.5) == []


@pytest.mark.parametrize("address", EACH_PAGE)
def test_text_can_be_spaced_and_magnified(address: str, visit_again: Visit) -> None:
    """WCAG 1.4.12 text spacing; 1.4.10 reflow at 400 % (320 × 256); nothing is cut off or scrolls sideways."""
    page = visit_again(address, width=320)
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
    find_clipped = """() => [...document.querySelectorAll("article *, nav *, footer *, .site-name")]
      .filter(e => e.checkVisibility() && !e.closest("thead, svg, .visually-hidden"))
      .filter(e => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
      .map(e => e.outerHTML)"""
    assert page.evaluate(find_clipped) == []


def test_nothing_moves_where_reduced_motion_is_preferred(visit: Visit) -> None:
    moving = """() => [...document.querySelectorAll("*")]
      .flatMap(e => ["", "::before", "::after"].map(part => getComputedStyle(e, part)))
      .filter(style => {
        const hasTransition = parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none"
        const hasAnimation = style.animationName !== "none"
        return hasTransition || hasAnimation
      }).length"""
    page = visit("comparison/", reduced_motion="no-preference")
    assert page.evaluate(moving) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0


def test_forced_colours_show_the_pressed_button_and_the_current_page(visit: Visit) -> None:
    page = visit(PAGE, forced_colors="active")
    bottom_border = "e => getComputedStyle(e).borderBottomColor"
    links = page.locator(".site-navigation a")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for link in links.all():
        is_current = link.get_attribute("aria-current") == "page"
        assert (link.evaluate(bottom_border) != background) == is_current
    width = "e => getComputedStyle(e).borderTopWidth"
    before = page.locator(".save-button").evaluate(width)
    page.locator(".save-button").click()
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")
    assert page.locator(".save-button").evaluate(width) != before


def test_parts_in_another_language_name_it(site: Site) -> None:
    for folder in LANGUAGES.values():
        links = html_of(site, f"{folder}comparison/").css(".languages a")
        assert [link.attributes["lang"] for link in links] == [code for code in LANGUAGES if LANGUAGES[code] != folder]
        for link in links:
            assert link.attributes["lang"] == link.attributes["hreflang"]
    if FOREIGN_PART:
        assert html_of(site, "comparison/").css(FOREIGN_PART)


@pytest.mark.parametrize("width", [360, 1280])
def test_header_covers_no_ring_of_the_focus(width: int, visit_again: Visit) -> None:
    page = visit_again("", width=width)
    link = page.locator(".site-navigation a").nth(1)
    while not link.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    ring = "link => parseFloat(getComputedStyle(link).outlineWidth) + parseFloat(getComputedStyle(link).outlineOffset)"
    header = page.locator(".site-header").bounding_box()
    top = link.bounding_box()["y"] - link.evaluate(ring)
    assert top >= header["y"] + header["height"] - 0.1
