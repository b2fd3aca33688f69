"""On paper: links say where they lead, and no row and no item of a list is alone on a sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from article import LANGUAGES, PAGE
from conftest import Site

Visit = Callable[..., Page]


def printed_sheets(page: Page, height: int = 297) -> Iterator[str]:
    """Yields the text of each sheet that is printed on paper as wide as A4 and as high as this, in mm."""
    pdf = PdfReader(io.BytesIO(page.pdf(width="210mm", height=f"{height}mm")))
    for sheet in pdf.pages:
        yield sheet.extract_text()


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_link_to_another_page_shows_its_whole_address(folder: str, visit_again: Visit, site: Site) -> None:
    page = visit_again(folder)
    text = "".join("".join(printed_sheets(page)).split())
    assert f"({site.url}{folder}{PAGE})" in text
    assert "(#" not in text
    text = "".join("".join(printed_sheets(visit_again(f"{folder}comparison/"))).split())
    assert "comparison/#" not in text  # Where a link leads to the same page, paper has no need of an address.


@pytest.mark.parametrize("elements", [".comparison tbody tr", "article ol > li"])
def test_last_row_and_last_item_are_not_printed_alone(elements: str, visit_again: Visit) -> None:
    """Papers of many heights are tried; on some, the last would stand alone if the rules for paper allowed it."""
    page = visit_again("comparison/")
    *_, second, last = (" ".join(text.split())[:12] for text in page.locator(elements).all_inner_texts())
    set_break = "([elements, value]) => { [...document.querySelectorAll(elements)].at(-1).style.breakBefore = value }"

    def is_alone(height: int) -> bool:
        sheets = (" ".join(sheet.split()) for sheet in printed_sheets(page, height))
        sheet_of_last = next(sheet for sheet in sheets if last in sheet)  # No more is read: that takes long.
        return second not in sheet_of_last

    for height in range(120, 300, 6):
        page.evaluate(set_break, [elements, "auto"])
        if is_alone(height):
            page.evaluate(set_break, [elements, ""])
            assert not is_alone(height), height
            return
    pytest.fail("nothing would stand alone on any paper")
