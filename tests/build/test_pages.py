"""The built pages in a real browser, under a project's address as GitHub Pages serves them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from article import ADDRESSES, ARTICLE, DEFAULT, EACH_PAGE, LANGUAGES, OTHERS, PAGES, UNTRANSLATED
from conftest import EDIT_URI, REPOSITORY, Site, html_of, press_search, settle, until

Visit = Callable[..., Page]

OTHER = OTHERS[0]
TABLES = [f"{folder}comparison/" for folder in LANGUAGES.values()]


def language_of(address: str) -> str:
    """Returns the language of the page at an address of the site."""
    for code in OTHERS:
        if address.startswith(LANGUAGES[code]):
            return code
    return DEFAULT


@pytest.mark.parametrize("address", EACH_PAGE)
def test_layout_does_not_shift(address: str, visit_again: Visit) -> None:
    page = visit_again(address, width=360)
    page.wait_for_load_state("networkidle")
    # The size of each layout shift; [] if there is none within half a second.
    measure_shifts = """() => new Promise(resolve => {
      const observer = new PerformanceObserver(list => resolve(list.getEntries().map(entry => entry.value)))
      observer.observe({ type: "layout-shift", buffered: true })
      setTimeout(() => resolve([]), 500)
    })"""
    assert page.evaluate(measure_shifts) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_names_its_language_and_its_translations(address: str, site: Site) -> None:
    page = html_of(site, address)
    name = address.removeprefix(LANGUAGES[language_of(address)])
    assert page.css_first("html").attributes["lang"] == language_of(address)
    links = [[link.attributes.get(key) for key in ("hreflang", "href", "rel")] for link in page.css("link[hreflang]")]
    translations = {(code, site.url + folder + name) for code, folder in LANGUAGES.items()}
    assert {(code, href) for code, href, _ in links} == {*translations, ("x-default", site.url + name)}
    assert {rel for *_, rel in links} == {"alternate"}
    [canonical] = page.css("link[rel=canonical]")
    assert canonical.attributes["href"] == site.url + address


def test_every_text_is_translated(visit_again: Visit) -> None:
    """No text for eyes or screen readers is the same in both languages, but for names and symbols."""
    default, other = list(LANGUAGES.values())[:2]
    collect = """() => {
      const texts = []
      for (const element of document.querySelectorAll("*")) {
        for (const name of ["aria-label", "title", "placeholder"]) texts.push(element.getAttribute(name) ?? "")
        const data = Object.values(element.dataset ?? {})
        texts.push(...data.filter(value => value.includes(" "))) // Without a space it is no message but a name.
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const text = walker.currentNode
        if (!text.parentElement.closest("script, style, pre, code, math, [lang]:not(html)")) texts.push(text.data)
      }
      return texts.map(text => text.trim()).filter(text => text !== "")
    }"""
    for name in PAGES:
        texts = []
        for folder in (default, other):
            page = visit_again(folder + name)
            if name == "":  # The search is the same on all pages of a language.
                press_search(page)
                until(page, "document.getElementById('search').dataset.state === 'ready'")
            texts.append(set(page.evaluate(collect)))
        same = {text for text in texts[0] & texts[1] if re.search(r"[^\W\d]{2}", text)}
        assert {text for text in same if not text.startswith("doi:")} <= UNTRANSLATED, name


@pytest.mark.parametrize(("address", "width"), list(zip(TABLES, (320, 1280), strict=True)))
def test_screen_reader_gets_a_table(address: str, width: int, visit_again: Visit) -> None:
    """Each cell lies in a row with its criterion, under the subjects, in the accessibility tree of a phone too."""
    page = visit_again(address, width=width)
    tree = page.locator("table.comparison").aria_snapshot()
    caption = page.locator("caption").inner_text()
    head = page.locator("thead th:not(.edit)").all_inner_texts()
    assert tree.startswith(f'- table "{caption}":')
    for text in head:
        assert f'- columnheader "{text}"' in tree
    rows = page.locator("tbody tr")
    for number in range(rows.count()):
        criterion = rows.nth(number).locator(".row-link").text_content()  # A row out of view has no inner text.
        assert f'- rowheader "{criterion}":' in tree
        assert rows.nth(number).get_by_role("cell").count() == len(head)  # The subjects, and the links to edit
    assert page.locator("tbody th[scope=row]").count() == rows.count()
    assert page.locator("thead th[scope=col]").count() == len(head) + 1


@pytest.mark.parametrize(("address", "javascript"), list(zip(TABLES, (True, False), strict=True)))
def test_phone_shows_the_subject_of_each_cell(address: str, javascript: bool, visit_again: Visit) -> None:
    page = visit_again(address, width=320, java_script_enabled=javascript)
    subjects = page.locator("thead th:not(.edit)").all_text_contents()[1:]
    cells = page.locator("tbody td:not(.edit)")
    for number in range(cells.count()):
        cell = cells.nth(number)
        label = cell.locator(".cell-label")
        assert label.inner_text() == subjects[number % len(subjects)]
        assert label.is_visible()
        box = cell.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_table_head_stays_in_view(javascript: bool, visit_again: Visit) -> None:
    page = visit_again("comparison/", java_script_enabled=javascript)
    page.locator("tbody").evaluate(
        "e => { while (e.offsetHeight < 1500) e.append(e.lastElementChild.cloneNode(true)) }"
    )
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(300)
    head = page.locator("thead th").nth(1).bounding_box()
    header = page.locator(".site-header").bounding_box()
    assert abs(head["y"] - (header["y"] + header["height"])) <= 2
    assert page.locator("tbody tr").first.bounding_box()["y"] < head["y"]


@pytest.mark.parametrize("address", TABLES)
def test_row_has_an_anchor_and_links_to_edit_and_report_it(address: str, visit_again: Visit, site: Site) -> None:
    html = html_of(site, address)
    source = (ARTICLE / "docs/data/comparison.yml").read_text("utf-8").splitlines()
    for row in html.css("tbody tr"):
        identity = row.css_first("th").attributes["id"]
        assert [link.attributes["href"] for link in row.css(".row-link")] == [f"#{identity}"]
        line = source.index(f"  {identity}:") + 1
        edit, report = (link.attributes["href"] for link in row.css(".edit a"))
        assert edit == f"{REPOSITORY}/{EDIT_URI}data/comparison.yml#L{line}"
        assert report.startswith(f"{REPOSITORY}/issues/new?template=mistake.yml&place=")
        assert report.endswith(f"&place={quote(REPOSITORY)}/blob/main/docs/data/comparison.yml%23L{line}")
    sources = {".edit-table": "data/comparison.yml", "a[rel=edit]": f"{language_of(address)}/comparison.md"}
    for link, source_file in sources.items():
        assert [a.attributes["href"] for a in html.css(link)] == [f"{REPOSITORY}/{EDIT_URI}{source_file}"]
    page = visit_again(address)
    page.locator(".row-link").last.click()
    assert page.url.endswith(page.locator(".row-link").last.get_attribute("href"))


def test_language_link_keeps_the_anchor_or_the_section_in_view(visit: Visit) -> None:
    """Pressed by the keyboard on the way there, and with the mouse on the way back."""
    page = visit("comparison/")
    row = page.locator("tbody th").last.get_attribute("id")
    heading = page.locator("article h2[id]").last.get_attribute("id")
    page.goto(f"{page.url}#{row}")
    page.locator(".languages a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{OTHER}/comparison/#{row}")
    page.locator(".languages a").first.click()
    page.wait_for_url(f"**/project/comparison/#{row}")
    page.goto(page.url.partition("#")[0])
    settle(page)
    scroll_into_view = "e => { e.parentElement.style.paddingBottom = '100vh'; e.scrollIntoView({behavior: 'instant'}) }"
    page.locator(f"#{heading}").evaluate(scroll_into_view)  # The address has no anchor.
    page.locator(".languages a").first.click()
    page.wait_for_url(f"**/{OTHER}/comparison/#{heading}")


def test_without_javascript_each_anchor_links_to_its_translation(visit: Visit, site: Site) -> None:
    page = visit("comparison/", java_script_enabled=False)
    assert page.locator(".languages a").first.get_attribute("href") == f"../{OTHER}/comparison/"
    anchors = page.locator("article :is(h2, h3, tbody th)[id]")
    assert anchors.count() > 2
    for anchor in anchors.all():
        link = anchor.locator("a.translation").first
        assert link.is_visible()
        assert link.get_attribute("href") == f"../{OTHER}/comparison/#{anchor.get_attribute('id')}"
    page.locator("tbody th a.translation").last.click()
    assert re.fullmatch(f"{site.url}{OTHER}/comparison/#[a-z-]+", page.url)
    assert page.locator(".search-button").is_hidden()  # It needs JavaScript.


@pytest.mark.parametrize(
    ("address", "language", "home"),
    [
        ("nowhere/", DEFAULT, ""),
        ("a/nowhere", DEFAULT, ""),
        (f"{OTHER}/nowhere", OTHER, f"{OTHER}/"),
        (f"{OTHER}/a/b/c/", OTHER, f"{OTHER}/"),
    ],
)
def test_missing_page_is_reported_in_the_language_of_its_address(
    address: str, language: str, home: str, visit: Visit, visit_once: Visit, site: Site
) -> None:
    page = visit(address, missing=True)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".missing-page:visible").get_attribute("lang") == language
    links = page.locator(".missing-page:visible .related a").all()
    listed = [name for name in PAGES if name != "saved/"]
    assert {link.get_attribute("href") for link in links} == {f"{site.url}{home}{name}" for name in listed}
    page.locator(".site-name:visible").click()
    assert page.url == site.url + home
    # The same file at any address
    without_javascript = visit_once("nowhere/", missing=True, java_script_enabled=False)
    assert without_javascript.locator("article:visible").count() == len(LANGUAGES)
    background = "getComputedStyle(document.body).backgroundColor"
    assert without_javascript.evaluate(background) == page.evaluate(background)


def test_print_has_the_whole_table(visit: Visit) -> None:
    page = visit("comparison/", width=400)
    page.emulate_media(media="print")
    assert page.locator("thead th").nth(1).bounding_box()["height"] > 10
    assert page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
    for selector in ("button", "input", ".edit a", "nav", "summary", ".table-downloads"):
        assert page.locator(f"{selector}:visible").count() == 0, selector


def test_reads_well_without_css(visit_again: Visit) -> None:
    page = visit_again("comparison/")
    page.evaluate("document.querySelectorAll('link[rel=stylesheet], style').forEach(e => e.remove())")
    assert page.locator("thead th").nth(1).is_visible()
    assert page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
