"""What catches the eye: the text and the table, before what one may do with them."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from article import LANGUAGES, MESSAGES, PAGE, ROW, SCREENS
from conftest import Site, WatchedSite, settle
from webdriver import Engine

Visit = Callable[..., Page]


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_links_of_a_row_are_there_when_they_are_asked_for(language: str, width: int, visit_again: Visit) -> None:
    page = visit_again(f"{LANGUAGES[language]}comparison/", width=width)
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


@pytest.mark.parametrize("scroll", [0, 60])
def test_contents_open_below_their_button_and_can_be_closed(scroll: int, visit_again: Visit) -> None:
    page = visit_again(PAGE, width=768)
    page.mouse.wheel(0, scroll)
    page.locator(".toc-button").click()
    button, toc = (page.locator(part).bounding_box() for part in (".toc-button", ".toc"))
    assert 0 <= toc["y"] - (button["y"] + button["height"]) < 20
    assert abs(toc["x"] - button["x"]) < 20
    page.get_by_role("button", name=MESSAGES["toc.close"]["lv"]).click()
    expect(page.locator(".toc")).to_be_hidden()


def test_contents_are_closed_by_a_finger_on_a_phone(visit: Visit) -> None:
    page = visit(PAGE, width=360, has_touch=True)
    page.locator(".toc-button").tap()
    close = page.get_by_role("button", name=MESSAGES["toc.close"]["lv"])
    assert close.bounding_box()["width"] >= 44
    close.tap()
    expect(page.locator(".toc")).to_be_hidden()


def test_contents_mark_no_section_before_it_is_reached(visit_again: Visit) -> None:
    page = visit_again(PAGE)
    colours = "links => links.map(link => getComputedStyle(link).color)"
    top, *sections = page.locator(".toc a").evaluate_all(colours)
    assert set(sections) == {sections[0]}
    assert top != sections[0]
    page.evaluate("document.querySelectorAll('article h2')[1].scrollIntoView({ behavior: 'instant' })")
    page.wait_for_timeout(100)
    top, *sections = page.locator(".toc a").evaluate_all(colours)
    assert len(set(sections)) == 2


def test_titles_of_saved_pages_outweigh_their_buttons(visit: Visit, site: Site) -> None:
    page = visit(PAGE)
    page.locator(".save-button").click()
    expect(page.locator(".toast")).to_contain_text(MESSAGES["save.saved"]["lv"])
    page.goto(f"{site.url}saved/")
    settle(page)
    style = """e => {
      const { fontSize, fontWeight, borderTopWidth } = getComputedStyle(e)
      return [parseFloat(fontSize), Number(fontWeight), borderTopWidth]
    }"""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        title_size, title_weight, _ = page.locator(".saved-pages a").first.evaluate(style)
        button_size, button_weight, frame = page.locator(".saved-pages button").first.evaluate(style)
        assert title_size > button_size, width
        assert title_weight > button_weight, width
        assert frame == "0px", width
    expect(page.locator("a[rel=edit]")).to_have_count(0)  # The list is the reader's own.


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_missing_page_has_search_languages_and_theme(language: str, width: int, visit: Visit, site: Site) -> None:
    address = f"{LANGUAGES[language]}nowhere/at/all/"
    page = visit(address, width=width, missing=True, color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name=MESSAGES["theme"][language]).click()
    assert page.evaluate(background) != light
    for other in page.locator(".languages a").all():
        code = other.get_attribute("hreflang")
        assert other.get_attribute("href") == site.url + LANGUAGES[code]
    assert page.locator(".languages a").count() == len(LANGUAGES) - 1
    page.locator("a.search-button:visible").click()
    page.wait_for_url(f"{site.url}{LANGUAGES[language]}?q=*")
    expect(page.locator(".search input")).to_be_focused()
    assert page.evaluate(background) != light  # The choice is kept.


@pytest.mark.parametrize("language", LANGUAGES)
def test_end_of_a_page_on_a_phone_is_in_two_groups(language: str, visit_again: Visit) -> None:
    """The date above the links to what one can do with the page; below a line, those of the site."""
    page = visit_again(f"{LANGUAGES[language]}{PAGE}", width=360)
    tops = "elements => elements.map(element => element.getBoundingClientRect().top)"
    date, *actions = page.locator(".article-tools > *").evaluate_all(tops)
    assert len(actions) > 1
    assert len(set(actions)) == 1
    assert date < actions[0]
    links = page.locator(".site-footer a").evaluate_all(tops)
    assert len(set(links)) == 1
    assert page.locator(".site-footer").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
