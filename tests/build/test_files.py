"""The built site of a pull request, opened by double-clicking: links lead to files, without a server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
import yaml
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from article import DEFAULT, OTHERS, PAGE, WORD
from conftest import ROOT, Site, mkdocs

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
ATTRIBUTES = ("href", "src", "data-script", "data-home")


@pytest.fixture(scope="module")
def files(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as the job "Show the outcome" builds it for the artifact."""
    folder = tmp_path_factory.mktemp("files")
    [build] = [step for step in WORKFLOW["jobs"]["outcome"]["steps"] if "USE_DIRECTORY_URLS" in step.get("env", {})]
    built = mkdocs(site.project, "build", "--site-dir", str(folder), **build["env"])
    assert built.returncode == 0, built.stderr
    return folder


def test_each_link_leads_to_a_file(files: Path) -> None:
    pages = [page for page in files.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 4
    for page in pages:
        for node in LexborHTMLParser(page.read_text("utf-8")).css("*"):
            for name in ATTRIBUTES:
                link = urldefrag(node.attributes.get(name) or "")[0]
                if link and "://" not in link and not link.startswith("data:"):
                    target = Path(urljoin(str(page), link))
                    assert target.is_file(), f"{page.relative_to(files)}: {link}"


def test_pages_search_and_languages_without_a_server(files: Path, chromium: Browser) -> None:
    errors: list[str] = []
    page = chromium.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Policy" in message.text else None)
    page.goto((files / "index.html").as_uri())
    name = f"{PAGE.rstrip('/') or 'index'}.html"
    page.goto((files / name).as_uri())
    expect(page.locator(".save-button, .saved-pages-link")).to_have_count(0)  # No browser keeps a page of a file.
    page.locator(".search-button").click()
    page.locator(".search input").fill(WORD[DEFAULT])
    result = page.locator(".search-results a").first
    address = result.evaluate("link => link.href")
    result.click()
    page.wait_for_url(address)
    page.goto((files / name).as_uri())
    page.locator(f".languages a[lang={OTHERS[0]}]").click()
    page.wait_for_url(f"**/{OTHERS[0]}/{name}")
    expect(page.locator("h1")).to_be_visible()
    page.close()
    assert not errors
