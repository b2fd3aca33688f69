"""The filter of the table: always at hand, and it says what it leaves out, on paper too."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from article import LANGUAGES, MESSAGES, TABLE_FILTER
from conftest import until

Visit = Callable[..., Page]

COUNT_ROWS = "[...document.querySelectorAll('.comparison tbody tr')].filter(row => row.checkVisibility()).length"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def printed_text(page: Page) -> str:
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return "\n".join(sheet.extract_text() for sheet in sheets)


def test_paper_names_the_filter_where_it_leaves_rows_out(visit: Visit) -> None:
    page = visit("comparison/")
    field, status = page.locator(".table-filter input"), page.locator(".table-filter output")
    label = MESSAGES["table.filter"]["lv"]
    assert label not in printed_text(page)
    field.fill(TABLE_FILTER)
    expect(status).not_to_be_empty()
    text = printed_text(page)
    for part in (label, TABLE_FILTER, status.inner_text()):
        assert part in text
    assert MESSAGES["table.show-all"]["lv"] not in text


def test_filter_without_a_hit_says_so_and_leads_back(language: str, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}comparison/", width=360)
    all_rows = page.evaluate(COUNT_ROWS)
    page.locator(".table-filter input").fill("qwxzy")
    expect(page.locator(".table-filter output")).to_have_text(MESSAGES["table.filter-none"][language])
    assert page.evaluate(COUNT_ROWS) == 0
    page.get_by_role("button", name=MESSAGES["table.show-all"][language]).click()
    assert page.evaluate(COUNT_ROWS) == all_rows
    expect(page.locator(".table-filter output")).to_be_empty()
    expect(page.locator(".table-filter button")).to_be_hidden()
    expect(page.locator(".table-filter input")).to_be_focused()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_filter_is_in_sight_while_the_table_is(width: int, visit: Visit) -> None:
    page = visit("comparison/", width=width)
    field = page.locator(".table-filter input")
    expect(field).to_be_in_viewport(ratio=1)
    page.locator(".comparison tbody tr").nth(1).evaluate("row => row.scrollIntoView({ behavior: 'instant' })")
    expect(field).to_be_in_viewport(ratio=1)
    page.locator("footer").last.scroll_into_view_if_needed()
    expect(field).not_to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_count_of_rows_moves_no_link(width: int, visit: Visit) -> None:
    page = visit("comparison/", width=width)
    links = page.locator(".table-downloads")
    left = links.bounding_box()["x"]
    height = links.bounding_box()["height"]
    page.locator(".table-filter input").fill(TABLE_FILTER)
    until(page, "document.querySelector('.table-filter output').textContent !== ''")
    assert (links.bounding_box()["x"], links.bounding_box()["height"]) == (left, height)
