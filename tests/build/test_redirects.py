"""Old addresses, from docs/data/redirects.yml, lead readers on, with JavaScript and without; nothing else changes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from article import ARTICLE, LANGUAGES, OTHER_PAGE, OTHER_ROW, PAGE, ROW
from conftest import ROOT, Site, lay_out, mkdocs, served, settle

OLD_PAGE = "guide/old-name/"
SAVED_PAGE = "old-name/"  # In the folder where PAGE lies
CASES = yaml.safe_load((ROOT / "tests/cases/build/redirects.yml").read_text("utf-8"))


def source(address: str) -> str:
    """Returns the source of an address, as redirects.yml names it: sales.md for sales/."""
    return f"{address.rstrip('/') or 'index'}.md"


MOVED = f"""\
{source(SAVED_PAGE)}: {source(PAGE)}
{source(OLD_PAGE)}: {source(PAGE)}
{source(OLD_PAGE)}#old-row: comparison.md#{ROW}
{source(OLD_PAGE)}#l%C4%ABgums: comparison.md#{ROW}
comparison.md#l%C4%ABgums: comparison.md#{ROW}
comparison.md#old-row: comparison.md#{ROW}
comparison.md#older: comparison.md
{source(OTHER_PAGE)}#old-section: comparison.md#{OTHER_ROW}
"""


@pytest.fixture(scope="module")
def redirected_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with some old addresses, served under a sub-path."""
    project = lay_out(ARTICLE, tmp_path_factory.mktemp("redirects"))
    (project / "docs/data/redirects.yml").write_text(MOVED, "utf-8")
    with served(project / "site") as url:
        built = mkdocs(project, "build", SITE_URL=url)
        assert built.returncode == 0, built.stderr
        yield Site(project / "site", url, project)


@pytest.fixture
def open_page(chromium: Browser, redirected_site: Site) -> Iterator[Callable[..., Page]]:
    """Opens an address in a new browser context; fails where a page's policy refuses anything, or a script fails."""
    errors: list[str] = []
    contexts = []

    def open_address(address: str, **options: object) -> Page:
        contexts.append(chromium.new_context(reduced_motion="reduce", **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Policy" in message.text else None)
        page.goto(redirected_site.url + address)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert not errors


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_wrong_line_is_reported(case: dict, drinks: Path) -> None:
    (drinks / "docs/data/redirects.yml").write_text(case["write"], "utf-8")
    expected = [f"docs/data/redirects.yml:{problem}" for problem in case["problems"]]
    built = mkdocs(drinks, "build")
    assert [line for line in built.stderr.splitlines() if "redirects.yml" in line] == expected
    assert "Traceback" not in built.stderr


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_old_addresses_lead_on_in_each_language(
    has_scripts: bool, open_page: Callable[..., Page], redirected_site: Site
) -> None:
    page = open_page("", java_script_enabled=has_scripts)
    for folder in LANGUAGES.values():
        page.goto(redirected_site.url + folder + OLD_PAGE)
        page.wait_for_url(redirected_site.url + folder + PAGE)
        if has_scripts:  # Without scripts, what stands after # cannot be known.
            for old, new in ((f"{OLD_PAGE}#old-row", f"comparison/#{ROW}"), (f"{OLD_PAGE}#some", f"{PAGE}#some")):
                page.goto(redirected_site.url + folder + old)
                page.wait_for_url(redirected_site.url + folder + new)
        page.goto(f"{redirected_site.url}{folder}comparison/#old-row")
        expect(page.locator("tr:has(:target) th")).to_have_attribute("id", ROW)
        expect(page.locator("tr:has(:target)")).to_be_in_viewport()
        note = page.locator(".redirect-note")
        page.goto(redirected_site.url + folder + OTHER_PAGE)
        expect(note).to_be_hidden()
        page.goto(f"{redirected_site.url}{folder}{OTHER_PAGE}#old-section")
        expect(note).to_be_in_viewport()
        note.locator("a").click()
        page.wait_for_url(f"{redirected_site.url}{folder}comparison/#{OTHER_ROW}")


def test_anchor_in_any_letters_finds_its_place(open_page: Callable[..., Page], redirected_site: Site) -> None:
    """A link has ī as it is, or as browsers write it; what only looks like that leads to the page."""
    page = open_page("")
    for anchor in ("l%C4%ABgums", "līgums"):
        page.goto(f"{redirected_site.url}{OLD_PAGE}#{anchor}")
        page.wait_for_url(f"{redirected_site.url}comparison/#{ROW}")
        page.goto(f"{redirected_site.url}comparison/#{anchor}")
        expect(page.locator("tr:has(:target) th")).to_have_attribute("id", ROW)
    page.goto(f"{redirected_site.url}{OLD_PAGE}#100%")
    page.wait_for_url(f"{redirected_site.url}{PAGE}#100%")


def test_old_page_is_no_page_of_the_site(redirected_site: Site) -> None:
    """Search engines learn the new address; sitemap and search do not know the old one; other pages weigh the same."""
    for folder in LANGUAGES.values():
        html = (redirected_site.folder / folder / OLD_PAGE / "index.html").read_text("utf-8")
        assert re.search(r"<meta content=noindex name=robots>", html)
        assert f"<link href={redirected_site.url}{folder}{PAGE} rel=canonical>" in html
        assert "require-trusted-types-for 'script'" in html
    texts = [path.read_text("utf-8") for path in redirected_site.folder.rglob("*") if path.suffix in (".xml", ".js")]
    assert texts and not any("old-name" in text for text in texts)
    assert ".redirect-note" not in (redirected_site.folder / PAGE / "index.html").read_text("utf-8")


def test_page_saved_under_its_old_address_stays_saved(open_page: Callable[..., Page], redirected_site: Site) -> None:
    """The page is saved as the site had it before; then it moves."""
    file = redirected_site.folder / SAVED_PAGE / "index.html"
    redirect = file.read_text("utf-8")
    file.write_text((redirected_site.folder / PAGE / "index.html").read_text("utf-8"), "utf-8")
    try:
        page = open_page(SAVED_PAGE)
        settle(page)
        page.locator(".save-button").click()
        expect(page.locator(".toast a")).to_be_visible()
        file.write_text(redirect, "utf-8")
        # The server tells whole seconds: within one it would say that nothing has changed.
        later = file.stat().st_mtime + 2
        os.utime(file, (later, later))
        page.goto(redirected_site.url + SAVED_PAGE)
        page.wait_for_url(redirected_site.url + PAGE)
        settle(page)
        expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")
        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".offline-notice")).to_be_visible()
        page.goto(f"{redirected_site.url}saved/")
        expect(page.locator(".saved-pages a")).to_have_attribute("href", f"/project/{PAGE}")
    finally:
        file.write_text(redirect, "utf-8")
