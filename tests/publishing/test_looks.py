"""What catches the eye: the text and the table, before what one may do with them."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from article import LANGUAGES, MESSAGES, ROW
from conftest import WatchedSite
from webdriver import Engine

Visit = Callable[..., Page]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_links_of_a_row_are_there_when_they_are_asked_for(language: str, width: int, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}comparison/", width=width)
    row = page.locator(f"tr:has(#{ROW})")
    expect(page.locator("td.edit a:visible")).to_have_count(0)
    share = "cell => cell.offsetWidth / cell.closest('table').offsetWidth"
    assert row.locator("td.edit").evaluate(share) < 1 / 7
    name = (
        "summary => summary.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).innerText)"
    )
    criterion = page.locator(f"#{ROW}").inner_text()
    assert row.locator("summary").evaluate(name) == [MESSAGES["row.tools"][language], criterion]
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    for link in row.locator("td.edit a").all():
        expect(link).to_be_in_viewport(ratio=1)
    other = page.locator("tbody tr").first.locator("summary")
    other.click()
    expect(page.locator("td.edit a:visible")).to_have_count(2)  # One row's links at a time


@pytest.mark.parametrize("width", [360, 1280])
def test_tint_of_a_marked_row_is_wider_than_its_texts(width: int, visit: Visit) -> None:
    """A pixel beside the first text and one beside the last have the colour of the row."""
    page = visit(f"comparison/#{ROW}", width=width)
    row = page.locator(f"tr:has(#{ROW})")
    box = row.bounding_box()
    row_colour = row.evaluate("row => getComputedStyle(row).backgroundColor")
    page.evaluate("document.querySelectorAll('tr *').forEach(e => { e.style.opacity = 0 })")
    clip = {"x": box["x"] - 8, "y": box["y"] + box["height"] / 2, "width": box["width"] + 16, "height": 1}
    colours = page.evaluate(
        """async address => {
          const picture = new Image()
          picture.src = address
          await picture.decode()
          const context = new OffscreenCanvas(picture.width, 1).getContext("2d")
          context.drawImage(picture, 0, 0)
          const pixel = x => `rgb(${[...context.getImageData(x, 0, 1, 1).data].slice(0, 3).join(", ")})`
          return [pixel(1), pixel(picture.width - 2)]
        }""",
        "data:image/png;base64," + picture(page, clip),
    )
    assert colours == [row_colour, row_colour]


def picture(page: Page, clip: dict[str, float]) -> str:
    """Returns a part of the screen as a PNG in base64."""
    return base64.b64encode(page.screenshot(clip=clip)).decode()


def test_row_tint_and_links_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    engine.open(f"{watched_site.url}comparison/#{ROW}")
    assert engine.evaluate(f"getComputedStyle(document.querySelector('tr:has(#{ROW})')).boxShadow") != "none"
    is_seen = f"document.querySelector('tr:has(#{ROW}) td.edit a').checkVisibility()"
    assert not engine.evaluate(is_seen)
    engine.press(f"tr:has(#{ROW}) summary")
    engine.until(is_seen)
