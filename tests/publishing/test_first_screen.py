"""The answer is in the first screen, words stay whole, and paper shows what the screen shows; in each language."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from article import OTHER_PAGE, PAGE
from conftest import LANGUAGES, PAGES, until

Visit = Callable[..., Page]

ARTICLES = [name for name in PAGES if name != "saved/"]
# Sans and serif: those of this machine, and the widest that a bare Linux has, which others fall back from.
FONTS = [("", ""), ("DejaVu Sans", "DejaVu Serif")]
SCREENS = [(360, 780), (1280, 900)]
MAX_TOP_OF_TEXT = 300
MAX_TOP_OF_ROW = 430

# The words of an article that the eye sees on two lines. Words end at a space, a hyphen or a dash; what has a digit or
# a full stop in it is an address or a number.
FIND_SPLIT_WORDS = """() => {
  const split = []
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".heard-only, noscript")) continue
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
def test_answer_is_in_the_first_screen(folder: str, visit: Visit) -> None:
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
        page = visit(folder + name)
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            for sans, serif in FONTS:
                set_fonts(page, sans, serif)
                tops = page.evaluate(measure)
                where = (name, width, sans, tops)
                assert tops["lines"] == 1, where
                if width == 360:
                    assert tops["text"] < MAX_TOP_OF_TEXT, where
                if name == "comparison/":
                    assert tops["row"] < MAX_TOP_OF_ROW, where
                    assert tops["endOfRow"] <= height, where


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_words_stay_whole(folder: str, visit: Visit) -> None:
    """On small screens and on paper, in letters a fifth wider than usual; in type twice as large on a wide screen."""
    for name in ARTICLES:
        page = visit(folder + name, width=320)
        widen = "document.querySelectorAll('article *').forEach(e => { e.style.letterSpacing = '.1em' })"
        page.evaluate(widen)
        for width in (280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(FIND_SPLIT_WORDS) == [], (name, width)
        page.set_viewport_size({"width": 605, "height": 800})  # A4, less its margins
        page.emulate_media(media="print")
        assert page.evaluate(FIND_SPLIT_WORDS) == [], (name, "on paper")
    page = visit(f"{folder}comparison/")
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate(FIND_SPLIT_WORDS) == []
    overflow = "e => e.getBoundingClientRect().right - e.parentElement.getBoundingClientRect().right"
    assert page.locator(".comparison").evaluate(overflow) <= 1  # What is too wide scrolls in the table itself.


def test_cards_use_the_width_that_they_have(visit: Visit) -> None:
    """Two and three subjects stand beside each other and fill the row."""
    page = visit("comparison/")
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


def test_save_button_hides_no_text(visit: Visit) -> None:
    page = visit(PAGE, width=360)
    button = page.locator(".save-button")
    before = button.bounding_box()
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    assert button.bounding_box()["y"] == before["y"] - 900  # It stands in the text and moves with it.


def test_filter_below_the_table_stays_where_it_is(visit: Visit) -> None:
    page = visit("comparison/", width=360)
    field = page.locator(".table-filter input")
    field.focus()
    page.evaluate("document.querySelector('.table-filter').scrollIntoView({ block: 'center', behavior: 'instant' })")
    before = field.bounding_box()["y"]
    word = page.locator(".comparison .row-link").first.inner_text()
    field.fill(word)
    until(page, "document.querySelector('.table-filter output').textContent !== ''")
    assert abs(field.bounding_box()["y"] - before) <= 1
    assert page.locator(".comparison tbody tr:visible").count() == 1


def test_heading_has_its_words_only(visit: Visit) -> None:
    """What reader modes and clipboards take of a page has no # in its headings, and no link to the translation."""
    for name in ARTICLES:
        page = visit(name)
        assert page.locator(".headerlink").count() > 0
        assert page.locator("article a.translation").count() == 0
        for text in page.locator("article :is(h1, h2, h3), .comparison tbody th").all_inner_texts():
            assert "#" not in text
        assert page.locator("[class*=byline]").count() == 0  # Reader modes would take it for the author.


def test_dark_page_is_printed_dark_on_white(visit: Visit) -> None:
    """Whether the system is dark or the reader has chosen it; drawings too."""
    collect = """() => [...document.querySelectorAll("body, h1, article p, .picture :is(svg, b, path, circle)")]
      .map(element => getComputedStyle(element))
      .map(style => [style.color, style.fill, style.stroke])"""
    expected = None
    for scheme, chosen in (("light", ""), ("dark", ""), ("light", "dark"), ("dark", "dark")):
        page = visit(PAGE, color_scheme=scheme)
        page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", chosen)
        on_screen = page.evaluate(collect)
        page.emulate_media(media="print")
        printed = page.evaluate(collect)
        expected = expected or printed
        assert printed == expected, (scheme, chosen)
    assert on_screen != printed  # The page was dark.


def printed_pages(page: Page) -> list[list[str]]:
    """Returns the lines of each page that is printed on A5."""
    pdf = PdfReader(io.BytesIO(page.pdf(format="A5")))
    return [[line.strip() for line in sheet.extract_text().split("\n") if line.strip()] for sheet in pdf.pages]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_no_printed_page_is_empty_or_ends_with_a_heading(folder: str, visit: Visit) -> None:
    saved = visit(f"{folder}saved/")
    assert len(printed_pages(saved)) == 1
    page = visit(folder + OTHER_PAGE)
    headings = [text.strip() for text in page.locator("article :is(h2, h3)").all_inner_texts()]
    # The text begins a line further down each time, so that some heading comes to the foot of a page.
    for line in range(8):
        page.evaluate("height => { document.querySelector('h1').style.marginTop = height }", f"{line * 36}px")
        for lines in printed_pages(page):
            assert lines
            assert not any(heading.endswith(lines[-1]) for heading in headings), (line, lines[-1])
    assert any(page.locator(".article-footer time").inner_text() in text for text in lines)  # The date is printed too.
