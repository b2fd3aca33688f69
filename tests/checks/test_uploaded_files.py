"""Files that editors put into docs/: those that a page links to are published, once, for pages of every language."""

from __future__ import annotations

import functools
import http.server
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from conftest import PagesHandler, change, mkdocs, script
from test_build import served, wait_for

# What the pages link to: path in docs/ → path in the site
PUBLISHED = {
    "assets/files/prices.pdf": "assets/files/prices.pdf",
    "assets/files/my cup.pdf": "assets/files/my cup.pdf",
    "assets/pictures/photo.svg": "assets/pictures/photo.svg",
    "lv/offer.pdf": "offer.pdf",
    "en/photos/cup.svg": "en/photos/cup.svg",
    "forms/order.docx": "forms/order.docx",
    "assets/files/raw.pdf": "assets/files/raw.pdf",  # From HTML
    "de/note.pdf": "de/note.pdf",  # As if German were one of the languages
}
# What the folders of the languages have besides pages, as their own pages write it
BESIDE_PAGES = ("lv/offer.pdf", "en/photos/cup.svg")
# What programs leave behind
LEFTOVERS = (
    "assets/~$offer.docx",
    "en/Thumbs.db",
    "en/Icon\r",
    "lv/.DS_Store",
    "lv/desktop.ini",
    "lv/index.md.bak",
    "lv/.index.md.swp",
    "lv/#index.md#",
    "en/._index.md",
    "data/comparison (1).yml",
    "en/index (1).md",
    "assets/files/prices - Copy.pdf",
    "lv/index (Anna’s conflicted copy 2024-03-01).md",
)
UNLINKED = ("assets/files/Offer.docx", "assets/pictures/unused.png", "en/notes.txt")
PAGES = {"index.md": "", "guides/deep.md": "guides/deep/"}
# Pictures are loaded as they near the screen.
LOADED_WIDTHS = """() => Promise.all([...document.images].map(async image => {
  image.loading = "eager"
  await image.decode()
  return image.naturalWidth
}))"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def with_files(drinks: Path) -> Path:
    """The drinks, with a page in a folder, and files to which both pages, and a cell, of each language link."""
    docs = drinks / "docs"
    for name in PUBLISHED:
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(SVG if name.endswith(".svg") else name, "utf-8")
    for language in ("lv", "en", "lt"):
        (docs / language / "guides").mkdir()
        (docs / language / "guides/deep.md").write_text("# Guide { #guide }\n\n[Home](../index.md)\n", "utf-8")
        for page in PAGES:
            with (docs / language / page).open("a", encoding="utf-8") as file:
                file.write("\n" + "\n".join(link(language, page, name) for name in PUBLISHED) + "\n")
    data = docs / "data/comparison.yml"
    data.write_text(data.read_text("utf-8").replace("(index.md#which)", "(../assets/files/prices.pdf)"), "utf-8")
    change(drinks / "mkdocs.yml", "  - index.md\n", "  - index.md\n  - guides/deep.md\n")
    return drinks


def link(language: str, page: str, file: str) -> str:
    """Returns Markdown that a page of a language has for a file: ![A cup](../assets/pictures/photo.svg)."""
    way_up = "../" * page.count("/")
    if file in BESIDE_PAGES and file.startswith(f"{language}/"):
        address = way_up + file.removeprefix(f"{language}/")
    else:
        address = way_up + "../" + file
    address = address.replace(" ", "%20")
    if file.endswith("raw.pdf"):
        return f'<a href="{address}">{file}</a>'
    return f"![A cup]({address})" if file.endswith(".svg") else f"[{file}]({address})"


def linked_addresses(html: str) -> list[str]:
    """Returns where the links and pictures of an article lead that are files."""
    nodes = LexborHTMLParser(html).css("article img, article a:not([class])")
    addresses = [node.attributes.get("src") or node.attributes.get("href") or "" for node in nodes]
    return [address for address in addresses if Path(address).suffix in (".svg", ".pdf", ".docx")]


def page_addresses(use_directory_urls: bool) -> Iterator[str]:
    """Yields the address of each page of each language."""
    for folder in ("", "en/", "lt/"):
        for source, address in PAGES.items():
            yield folder + (address if use_directory_urls else source.replace(".md", ".html"))


def fetch(url: str) -> bytes:
    """Returns what a server answers."""
    return urllib.request.urlopen(url, timeout=5).read()


@pytest.fixture
def serve_folder() -> Iterator[Callable[[Path], str]]:
    """Serves a folder, and returns its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(PagesHandler, directory=str(folder))
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, args=[0.02], daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/project/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("use_directory_urls", [True, False], ids=["directories", "files"])
def test_page_of_each_language_loads_files(
    use_directory_urls: bool, with_files: Path, chromium: Browser, serve_folder: Callable[[Path], str]
) -> None:
    checked = script("check", "pages", "comparison", "translations", folder=with_files)
    assert [line for line in checked.stdout.splitlines() if "'description'" not in line] == []
    built = mkdocs(with_files, "build", USE_DIRECTORY_URLS=str(use_directory_urls).lower())
    assert (built.returncode, "contains a link" in built.stderr) == (0, False), built.stderr
    root = serve_folder(with_files / "site")
    page = chromium.new_page()
    for address in page_addresses(use_directory_urls):
        page.goto(root + address)
        widths = page.evaluate(LOADED_WIDTHS)
        assert widths == [40, 40], address
        links = linked_addresses(fetch(root + address).decode())
        found = {unquote(urljoin(root + address, link)).removeprefix(root) for link in links}
        assert found == set(PUBLISHED.values()), address
    page.close()
    for source, path in PUBLISHED.items():
        assert (with_files / "site" / path).read_bytes() == (with_files / "docs" / source).read_bytes()
    copies = [path for path in (with_files / "site").rglob("*") if path.suffix in (".pdf", ".docx")]
    assert len(copies) == sum(not name.endswith(".svg") for name in PUBLISHED)
    table = root + ("en/comparison/" if use_directory_urls else "en/comparison.html")
    [in_cell] = [link for link in linked_addresses(fetch(table).decode()) if link.endswith(".pdf")]
    assert urljoin(table, in_cell) == f"{root}assets/files/prices.pdf"


def test_page_of_each_language_loads_files_from_mkdocs_serve(with_files: Path) -> None:
    with served(with_files) as (root, _):
        wait_for("<h1", lambda: fetch(root).decode())
        for address in page_addresses(use_directory_urls=True):
            links = linked_addresses(fetch(root + address).decode())
            assert len(links) == len(PUBLISHED)
            for link in links:
                assert fetch(urljoin(root + address, link))


def test_what_nothing_links_to_is_told_and_not_published(with_files: Path) -> None:
    for name in (*LEFTOVERS, *UNLINKED):
        (with_files / "docs" / name).write_text("x", "utf-8")
    checked = script("check", "pages", "translations", folder=with_files)
    assert checked.returncode == 0
    lines = [line for line in checked.stdout.splitlines() if "'description'" not in line]
    assert {line.split(":")[0].removeprefix("docs/").replace("?", "\r") for line in lines} == {*LEFTOVERS, *UNLINKED}
    assert (
        "docs/assets/pictures/unused.png:1:1: warning: no page links to this file, so it is not published; "
        "write ![What it shows](../assets/pictures/unused.png) on a page, or delete it" in lines
    )
    assert (
        "docs/en/notes.txt:1:1: warning: no page links to this file, so it is not published; "
        "write [its name](notes.txt) on a page, or delete it" in lines
    )
    assert (
        "docs/en/index (1).md:1:1: warning: a program left this file here, and it is not published; "
        "delete it, or copy what is new in it to the other file" in lines
    )
    built = mkdocs(with_files, "build")
    assert built.returncode == 0, built.stderr
    names = {path.name for path in (with_files / "site").rglob("*")}
    assert names.isdisjoint(Path(name).name for name in (*LEFTOVERS, *UNLINKED))
    assert "index (1)" not in (with_files / "site/sitemap.xml").read_text("utf-8")


def test_own_files_of_the_site_are_published(drinks: Path) -> None:
    """Nothing links to them on a page, and nobody is told."""
    checked = script("check", "pages", folder=drinks)
    assert "docs/assets" not in checked.stdout
    assert mkdocs(drinks, "build").returncode == 0
    for path in (drinks / "docs/assets").rglob("*.*"):
        is_published = (drinks / "site" / path.relative_to(drinks / "docs")).exists()
        assert is_published == (path.suffix != ".js"), path


def test_two_files_that_links_cannot_tell_apart_are_told(with_files: Path) -> None:
    other = with_files / "docs/en/assets/files/prices.pdf"
    other.parent.mkdir(parents=True)
    other.write_text("x", "utf-8")
    change(
        with_files / "docs/en/index.md", "# Drinks { #drinks }", "# Drinks { #drinks }\n\n[x](assets/files/prices.pdf)"
    )
    checked = script("check", "pages", folder=with_files)
    assert (
        "docs/en/assets/files/prices.pdf:1:1: links to docs/assets/files/prices.pdf lead to this file; "
        "rename one of the two files" in checked.stdout
    )
