"""The answer is in the first screen, words stay whole, and paper shows what the screen shows; in each language."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from article import LANGUAGES, OTHER_PAGE, PAGE, PAGES
from conftest import until

Visit = Callable[..., Page]

ARTICLES = [name for name in PAGES if name != "saved/"]
# Sans and serif: those of this machine, and the widest that a bare Linux has, which others fall back from.
FONTS = [("", ""), ("DejaVu Sans", "DejaVu Serif")]
SCREENS = [(320, 780), (360, 780), (1280, 900)]
MAX_TOP_OF_TEXT = 300
MAX_TOP_OF_ROW = 430

# The words that the eye sees on two lines, in all elements of the article that a selector names. Words end at a space,
# a hyphen or a dash; what has a digit or a full stop in it is an address or a number.
FIND_SPLIT_WORDS = """selector => {
  const split = []
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.parentElement.closest(selector)) continue
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".visually-hidden, noscript")) continue
    for (const { index, 0: word } of node.data.matchAll(/[^\\s\\-–—\\/]+/g)) {
      if (/[\\d.:]/.test(word.slice(0, -1))) continue
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      const tops = [...range.getClientRects()].map(box => Math.round(box.top))
      if (Math.max(...tops) - Math.min(...tops) > 8) split.push(word)
    }
  }
  return split
}"""


def set_fonts(page: Page, sans: str, serif: str) -> None:
    """Sets the fonts of a page; "" leaves those of the site. Letters are not fitted to pixels, as on a phone."""
    page.evaluate(
        """([sans, serif]) => {
          const { style } = document.documentElement
          style.setProperty("--sans", sans)
          style.setProperty("--serif", serif)
          style.textRendering = "geometricPrecision"
        }""",
        [sans, serif],
    )


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_answer_is_in_the_first_screen(folder: str, visit_again: Visit) -> None:
    """The first sentence, and on the page of the table its first row; the pages of the site in one line on a phone."""
    measure = """() => {
      const top = element => element.getBoundingClientRect().top
      const row = document.querySelector(".comparison tbody tr")
      return {
        text: top(document.querySelector("article > p")),
        row: row && top(row),
        endOfRow: row && row.getBoundingClientRect().bottom,
        lines: new Set([...document.querySelectorAll(".site-navigation li")].map(top)).size,
      }
    }"""
    for name in ARTICLES:
        page = visit_again(folder + name)
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            for sans, serif in FONTS:
                set_fonts(page, sans, serif)
                tops = page.evaluate(measure)
                where = (name, width, sans, tops)
                assert tops["lines"] == 1, where
                if width < 1280:
                    assert tops["text"] < MAX_TOP_OF_TEXT, where
                if name == "comparison/":
                    assert tops["row"] < MAX_TOP_OF_ROW, where
                    assert tops["endOfRow"] <= height, where


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_words_stay_whole(folder: str, visit_again: Visit) -> None:
    """On small screens and on paper, in letters a fifth wider than usual; in type twice as large on a wide screen.

    On a small screen type twice as large leaves room for the words of headings and drawings only.
    """
    for name in ARTICLES:
        page = visit_again(folder + name, width=320)
        widen = "document.querySelectorAll('article *').forEach(e => { e.style.letterSpacing = '.1em' })"
        page.evaluate(widen)
        for width in (280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(FIND_SPLIT_WORDS, "article") == [], (name, width)
        page.set_viewport_size({"width": 605, "height": 800})  # A4, less its margins
        page.emulate_media(media="print")
        assert page.evaluate(FIND_SPLIT_WORDS, "article") == [], (name, "on paper")
        page.emulate_media(media="null")  # None emulated
        page.set_viewport_size({"width": 320, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '250%'")
        assert page.evaluate(FIND_SPLIT_WORDS, "h1, h2, h3, .picture") == [], (name, "large")
    page = visit_again(f"{folder}comparison/")
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate(FIND_SPLIT_WORDS, "article") == []
    overflow = "e => e.getBoundingClientRect().right - e.parentElement.getBoundingClientRect().right"
    assert page.locator(".comparison").evaluate(overflow) <= 1  # What is too wide scrolls in the table itself.


def test_cards_use_the_width_that_they_have(visit_again: Visit) -> None:
    """Two and three subjects stand beside each other and fill the row."""
    page = visit_again("comparison/")
    # The boxes of the first row's cells, and how much of the row's width they and the gaps between them leave empty
    measure = """() => {
      const row = document.querySelector(".comparison tbody tr")
      const cells = [...row.querySelectorAll("td:not(.edit)")].map(cell => cell.getBoundingClientRect())
      return {
        lines: new Set(cells.map(box => box.top)).size,
        empty: row.getBoundingClientRect().right - Math.max(...cells.map(box => box.right)),
        widths: cells.map(box => box.width),
      }
    }"""
    for subjects in (2, 3):
        for width in (432, 560, 719):
            page.set_viewport_size({"width": width, "height": 800})
            row = page.evaluate(measure)
            assert len(row["widths"]) == subjects
            assert row["lines"] == 1, width
            assert row["empty"] <= 1, width
            assert max(row["widths"]) - min(row["widths"]) <= 1, width
        add_subject = "cells => cells.forEach(cell => cell.after(cell.cloneNode(true)))"
        page.locator(".comparison tr > :nth-child(3)").evaluate_all(add_subject)


def test_related_pages_leave_no_card_alone(visit: Visit) -> None:
    """They stand all side by side or all below each other; the pages that a missing page offers, two by two or so."""
    measure = """() => {
      const boxes = [...document.querySelectorAll(".related li")].map(card => card.getBoundingClientRect())
      const shown = boxes.filter(box => box.width)
      return {
        lines: new Set(shown.map(box => box.top)).size,
        cards: shown.length,
        widths: Math.max(...shown.map(box => box.width)) - Math.min(...shown.map(box => box.width)),
      }
    }"""
    columns = {PAGE: {320: 1, 432: 1, 600: 3, 1280: 3}, "missing/": {320: 1, 432: 1, 600: 2, 1280: 2}}
    for address, of_widths in columns.items():
        page = visit(address, missing=address not in PAGES)
        for width, expected in of_widths.items():
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(measure)
            assert found["lines"] == math.ceil(found["cards"] / expected), (address, width)
            if found["cards"] % expected == 0:  # Otherwise the last one has a line to itself, and fills it.
                assert found["widths"] <= 1, (address, width)


def test_save_button_hides_no_text(visit_again: Visit) -> None:
    page = visit_again(PAGE, width=360)
    button = page.locator(".save-button")
    before = button.bounding_box()
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    assert button.bounding_box()["y"] == before["y"] - 900  # It stands in the text and moves with it.


def test_filter_below_the_table_stays_where_it_is(visit_again: Visit) -> None:
    page = visit_again("comparison/", width=360)
    field = page.locator(".table-filter input")
    field.focus()
    page.evaluate("document.querySelector('.table-filter').scrollIntoView({ block: 'center', behavior: 'instant' })")
    before = field.bounding_box()["y"]
    word = page.locator(".comparison .row-link").first.inner_text()
    field.fill(word)
    until(page, "document.querySelector('.table-filter output').textContent !== ''")
    is_at_the_top = page.evaluate("scrollY") == 0  # The table may be shorter now than the screen.
    assert is_at_the_top or abs(field.bounding_box()["y"] - before) <= 1
    assert page.locator(".comparison tbody tr:visible").count() == 1


def test_heading_has_its_words_only(visit_again: Visit) -> None:
    """What reader modes and clipboards take of a page has no # in its headings, and no link to the translation."""
    for name in ARTICLES:
        page = visit_again(name)
        assert page.locator(".headerlink").count() > 0
        assert page.locator("article a.translation").count() == 0
        for text in page.locator("article :is(h1, h2, h3), .comparison tbody th").all_inner_texts():
            assert "#" not in text
        assert page.locator("[class*=byline]").count() == 0  # Reader modes would take it for the author.
        assert page.locator("aside.page-header").count() == 1  # They leave out an <aside>: reading time and buttons.


def test_dark_page_is_printed_dark_on_white(visit: Visit) -> None:
    """Whether the system is dark or the reader has chosen it; drawings too."""
    collect = """() => [...document.querySelectorAll("body, h1, article p, .picture :is(svg, b, path, circle)")]
      .map(element => getComputedStyle(element))
      .map(style => [style.color, style.fill, style.stroke])"""
    expected = None
    page = visit(PAGE)
    for scheme, chosen in (("light", ""), ("dark", ""), ("light", "dark"), ("dark", "dark")):
        page.emulate_media(media="screen", color_scheme=scheme)
        page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", chosen)
        on_screen = page.evaluate(collect)
        page.emulate_media(media="print", color_scheme=scheme)
        printed = page.evaluate(collect)
        expected = expected or printed
        assert printed == expected, (scheme, chosen)
    assert on_screen != printed  # The page was dark.


def test_paper_is_white(visit: Visit) -> None:
    """Where a reader prints backgrounds too."""
    page = visit(PAGE)
    page.emulate_media(media="print")
    backgrounds = "[document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor)"
    assert set(page.evaluate(backgrounds)) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def printed_sheets(page: Page, height: int = 210) -> Sequence[PageObject]:
    """Prints a page on paper as wide as A5 and as high as this, in mm."""
    return PdfReader(io.BytesIO(page.pdf(width="148mm", height=f"{height}mm"))).pages


def lines_of(sheet: PageObject) -> list[str]:
    """Returns the lines that a sheet has. (To read it takes longer than to print it.)"""
    text = unicodedata.normalize("NFKC", sheet.extract_text())  # Fonts join fi to one sign.
    return [line.strip() for line in text.split("\n") if line.strip()]


def has_heading_at_the_foot(page: Page, sheets: Sequence[PageObject]) -> bool:
    headings = [text.strip() for text in page.locator("article :is(h2, h3)").all_inner_texts()]
    last_lines = [lines_of(sheet)[-1] for sheet in sheets]
    return any(heading.endswith(line) for heading in headings for line in last_lines)


def has_date_alone(page: Page, sheets: Sequence[PageObject]) -> bool:
    date = page.locator(".article-footer time").inner_text()
    last_lines = lines_of(sheets[-1])
    assert date in last_lines[-1]
    return len(last_lines) == 1


@pytest.mark.parametrize("address", ["saved/", "missing/"])
def test_short_page_is_printed_on_one_sheet(address: str, visit: Visit) -> None:
    assert len(printed_sheets(visit(address, missing=address not in PAGES))) == 1


@pytest.mark.parametrize(
    ("elements", "is_alone"), [("h1, h2, h3", has_heading_at_the_foot), (".article-footer", has_date_alone)]
)
def test_nothing_is_printed_alone(
    elements: str, is_alone: Callable[[Page, Sequence[PageObject]], bool], visit_again: Visit
) -> None:
    """Papers of several heights are tried, until one would stand alone if the rules for paper allowed it."""
    page = visit_again(OTHER_PAGE)
    set_breaks = """([elements, value]) => {
      for (const { style } of document.querySelectorAll(elements)) style.breakAfter = style.breakBefore = value
    }"""
    for height in range(120, 297, 8):
        page.evaluate(set_breaks, [elements, "auto"])
        if is_alone(page, printed_sheets(page, height)):
            page.evaluate(set_breaks, [elements, ""])
            sheets = printed_sheets(page, height)
            assert not is_alone(page, sheets), height
            assert all(map(lines_of, sheets))
            return
    pytest.fail("nothing would stand alone on any paper")
