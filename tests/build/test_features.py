"""What a reader can do with a page: save, share, filter, download, discuss, switch to dark; in each language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect
from selectolax.lexbor import LexborHTMLParser

from article import (
    DATE,
    DATE_FORM,
    FILTERED_ROWS_SAY,
    LANGUAGES,
    MESSAGES,
    OTHER_PAGE,
    OTHER_ROW,
    PAGE,
    ROW,
    TABLE_FILTER,
)
from conftest import ROOT, Site, change, lay_out, mkdocs, until

Visit = Callable[..., Page]

GISCUS = "https://giscus.app"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_saved_page_is_read_offline_and_removed(language: str, visit: Visit, site: Site) -> None:
    home = site.url + LANGUAGES[language]
    page = visit(f"{LANGUAGES[language]}{PAGE}")
    title = page.locator("h1").inner_text().rstrip("#").strip()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.locator(".save-button").click()
    expect(page.locator(".toast")).to_contain_text(MESSAGES["save.saved"][language])
    until(page, "!!navigator.serviceWorker.controller")
    page.reload()
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".offline-notice")).to_be_hidden()

    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator(".offline-notice")).to_contain_text(MESSAGES["saved.copy"][language])
    expect(page.locator(".offline-notice b")).to_have_text(DATE_FORM[language])
    page.goto(f"{home}{OTHER_PAGE}")  # Not saved: the list of saved pages comes instead.
    expect(page.locator(".saved-pages a")).to_have_text(title)
    page.locator(".saved-pages a").click()
    expect(page.locator("h1")).to_contain_text(title)
    page.goto(f"{home}saved/")
    page.locator(".saved-pages button").click()
    expect(page.locator(".saved-pages a")).to_have_count(0)
    page.context.set_offline(False)
    until(page, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
    assert page.evaluate("caches.keys()") == []


def test_page_that_cannot_be_saved_is_not_listed(language: str, visit_again: Visit) -> None:
    page = visit_again(f"{LANGUAGES[language]}{PAGE}")
    page.evaluate("() => { caches.open = () => Promise.reject(new Error()) }")
    page.locator(".save-button").click()
    expect(page.locator(".toast")).to_have_text(MESSAGES["save.failed"][language])
    assert page.locator(".save-button").get_attribute("aria-pressed") == "false"
    assert page.evaluate("localStorage['/project/saved']") is None


def test_saved_page_is_renewed_when_it_is_read_online(visit: Visit, site: Site) -> None:
    page = visit(PAGE)
    page.locator(".save-button").click()
    expect(page.locator(".toast")).not_to_be_empty()
    until(page, "!!navigator.serviceWorker.controller")
    file = site.folder / PAGE / "index.html"
    old = file.read_text("utf-8")
    try:
        file.write_text(old.replace("<h1", "<p>New!</p><h1", 1), "utf-8")
        page.reload()
        expect(page.get_by_text("New!")).to_be_visible()
        until(page, "caches.match(location.href).then(copy => copy.text()).then(html => html.includes('New!'))")
        page.context.set_offline(True)  # The saved copy was renewed too.
        page.reload()
        expect(page.get_by_text("New!")).to_be_visible()
        expect(page.locator(".offline-notice")).to_be_visible()
    finally:
        file.write_text(old, "utf-8")


@pytest.fixture(scope="module")
def without_offline_and_giscus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a tiny article, built without reading offline, and without a discussion but with a repository."""
    drinks = lay_out(ROOT / "tests/cases/drinks", tmp_path_factory.mktemp("drinks"))
    change(drinks / "site.yml", "offline: true", "offline: false")
    for page in drinks.glob("docs/*/index.md"):
        page.write_text("---\nupdated: 2026-01-31\n---\n\n" + page.read_text("utf-8"), "utf-8")
    built = mkdocs(drinks, "build", REPO_URL="https://github.com/example/drinks", EDIT_URI="edit/main/docs/")
    assert built.returncode == 0, built.stderr
    return drinks / "site"


def test_setting_switches_offline_reading_off(without_offline_and_giscus: Path) -> None:
    worker = (without_offline_and_giscus / "service-worker.js").read_text("utf-8")
    assert "registration.unregister()" in worker
    assert 'addEventListener("fetch"' not in worker


def test_share_uses_the_system_or_copies(language: str, visit_again: Visit, site: Site) -> None:
    address = f"{LANGUAGES[language]}{OTHER_PAGE}"
    page = visit_again(address, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("delete Navigator.prototype.share")
    page.locator(".send-button").click()
    expect(page.locator(".toast")).to_have_text(MESSAGES["share.copied"][language])
    assert page.evaluate("navigator.clipboard.readText()") == site.url + address
    page.evaluate("navigator.share = async data => { window.shared = data }")
    page.locator(".send-button").click()
    until(page, "!!window.shared")
    assert page.evaluate("shared") == {"title": page.title(), "url": site.url + address}


def test_link_of_a_row_is_copied_and_highlights_it(language: str, visit_again: Visit, site: Site) -> None:
    address = f"{LANGUAGES[language]}comparison/"
    page = visit_again(address, permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"#{ROW} .row-link").click()
    expect(page.locator(".toast")).to_have_text(MESSAGES["share.copied"][language])
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}{address}#{ROW}"
    background = "e => getComputedStyle(e.closest('tr')).backgroundColor"
    shared = visit_again(f"{address}#{ROW}", width=360)
    assert shared.locator(f"#{ROW}").evaluate(background) != shared.locator(f"#{OTHER_ROW}").evaluate(background)
    expect(shared.locator(f"#{ROW}")).to_be_in_viewport()


def test_filter_finds_rows_without_diacritics(visit_again: Visit) -> None:
    page = visit_again("comparison/")
    rows = page.locator(".comparison tbody tr")
    count = rows.count()
    page.locator(".table-filter input").fill(TABLE_FILTER)
    expect(page.locator(".table-filter output")).not_to_be_empty()
    found = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(found) < count
    assert all(FILTERED_ROWS_SAY in row.inner_text().lower() for row in found)
    page.locator(".table-filter input").fill("")
    assert all(row.is_visible() for row in rows.all())


def test_table_is_downloaded_without_javascript(language: str, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}comparison/", java_script_enabled=False, accept_downloads=True)
    for name, extension in (("CSV", ".csv"), ("Markdown", ".md.txt")):
        with page.expect_download() as download:
            page.locator(".table-downloads a", has_text=name).click()
        assert download.value.suggested_filename == f"comparison{extension}"
        text = download.value.path().read_text("utf-8-sig")
        assert page.locator(".row-link").first.inner_text() in text


def test_discussion_loads_nothing_before_its_button_is_pressed(language: str, visit: Visit, site: Site) -> None:
    address = f"{LANGUAGES[language]}{PAGE}"
    page = visit(address, stub=GISCUS)
    requested: list[str] = []

    def collect(request: Request) -> None:
        if request.url.startswith(GISCUS):
            requested.append(request.url)

    page.on("request", collect)
    expect(page.locator(".discussion")).to_contain_text("giscus.app")  # Where the discussion comes from
    page.mouse.wheel(0, 9000)
    page.wait_for_timeout(200)
    assert requested == []
    page.locator(".discussion button").click()
    frame = page.frame_locator(".discussion iframe")
    expect(frame.locator("p")).to_have_text("stub")
    parts = urlsplit(requested[0])
    values = parse_qs(parts.query)
    assert parts.path == "/en/widget"  # giscus has no Latvian
    assert (values["repo"], values["repoId"], values["term"]) == (["example/project"], ["R_1"], [address])
    assert values["origin"] == [site.url + address]


def test_without_giscus_a_link_opens_an_issue(without_offline_and_giscus: Path) -> None:
    text = (without_offline_and_giscus / "en/index.html").read_text("utf-8")
    assert "https://github.com/example/drinks/issues/new?title=" in text
    assert "giscus.app" not in text


def test_dark_colours_stay_on_other_pages(language: str, visit_again: Visit) -> None:
    page = visit_again(LANGUAGES[language], color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    button = page.get_by_role("button", name=MESSAGES["theme"][language])
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    dark = page.evaluate(background)
    assert (button.get_attribute("aria-pressed"), dark != light) == ("true", True)
    assert page.locator("meta[name=theme-color]").first.get_attribute("content") == dark
    page.reload()
    assert page.evaluate(background) == dark
    page.locator(".languages a").click()
    expect(page.locator("html")).not_to_have_attribute("lang", language)
    assert page.evaluate(background) == dark


def test_dates_are_written_as_the_language_writes_them(language: str, site: Site) -> None:
    html = (site.folder / LANGUAGES[language] / PAGE / "index.html").read_text("utf-8")
    assert LexborHTMLParser(html).css_first(".article-footer time").text() == DATE[language]
