"""A title is shown as it is meant wherever it appears; Markdown where only text is shown is told."""

from __future__ import annotations

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from conftest import change, mkdocs, script

HEADING = "**Tea** &amp; *coffee* `a<b` R&D"
HEADING_AS_TEXT = "Tea & coffee a<b R&D"
TITLE = "Tea & co <3"
SITE_NAME = "R&D's “drinks” <3"


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """Returns the text of an element, or what a <meta> says, as a browser has it."""
    node = page.css_first(selector)
    return node.attributes.get("content") or node.text().strip()


def test_titles_are_shown_as_meant(drinks: Path) -> None:
    for language, heading in (("lv", "Dzērieni"), ("en", "Drinks"), ("lt", "Gėrimai")):
        change(drinks / f"docs/{language}/index.md", f"# {heading} ", f"# {HEADING} ")
        page = drinks / f"docs/{language}/comparison.md"
        page.write_text(f"---\ntitle: {TITLE}\nupdated: 2024-03-01\n---\n\n{page.read_text('utf-8')}", "utf-8")
    change(drinks / "mkdocs.yml", "site_name: Drinks,", f'site_name: "{SITE_NAME}",')
    (drinks / "docs/data/moved.yml").write_text("old.md: index.md\nindex.md#older: comparison.md\n", "utf-8")
    messages = drinks / "docs/data/interface.yml"
    for key in ("moved.page", "moved.section"):
        if f"{key}:" not in messages.read_text("utf-8"):
            with messages.open("a", encoding="utf-8") as file:
                file.write(f"{key}:\n  lv: Pārcelta\n  en: Moved to\n  lt: Perkelta\n")
    assert mkdocs(drinks, "build").returncode == 0

    home = LexborHTMLParser((drinks / "site/en/index.html").read_text("utf-8"))
    for selector in ("title", "meta[property='og:title']", "[aria-current=page]"):
        assert text_of(home, selector) == HEADING_AS_TEXT, selector
    assert text_of(home, ".moved a") == TITLE
    for selector in ("meta[property='og:site_name']", ".site-name"):
        assert text_of(home, selector) == SITE_NAME, selector

    other = LexborHTMLParser((drinks / "site/en/comparison/index.html").read_text("utf-8"))
    assert text_of(other, "title") == f"Tea, coffee and cocoa – {SITE_NAME}"
    assert text_of(other, "[aria-current=page]") == TITLE
    graph = json.loads(other.css_first("script[type='application/ld+json']").text())["@graph"]
    assert graph[0]["isPartOf"]["name"] == SITE_NAME
    assert [item["name"] for item in graph[1]["itemListElement"]] == [SITE_NAME, TITLE]

    manifest = json.loads((drinks / "site/en/manifest.webmanifest").read_text("utf-8"))
    assert manifest["name"] == SITE_NAME
    redirect = LexborHTMLParser((drinks / "site/en/old/index.html").read_text("utf-8"))
    assert text_of(redirect, "title") == f"{HEADING_AS_TEXT} – {SITE_NAME}"
    assert text_of(redirect, "h1 a") == HEADING_AS_TEXT
    [search] = (drinks / "site/assets/javascripts").glob("search.en.*.js")
    assert json.dumps(HEADING_AS_TEXT, ensure_ascii=False) in search.read_text("utf-8")


def test_markdown_where_text_is_shown_is_told(drinks: Path) -> None:
    page = drinks / "docs/en/index.md"
    page.write_text(f"---\ntitle: '**Tea** &amp; co'\ndescription: 'A <b>tea</b>, 5 * 4'\n---\n{page.read_text()}")
    change(drinks / "mkdocs.yml", "site_name: Drinks,", 'site_name: "*Drinks* [here](index.md)",')
    change(drinks / "docs/data/pictures.yml", "en: Hot", 'en: "[Hot](index.md) `tea`"')
    change(drinks / "docs/data/interface.yml", "en: Search", "en: __Search__")
    checked = script("check", "proofreading", folder=drinks)
    said = [line for line in checked.stdout.splitlines() if "as it is typed" in line]
    problem = "warning: readers see the Markdown or HTML of this text as it is typed"
    line = (drinks / "mkdocs.yml").read_text("utf-8").split("*Drinks*")[0].count("\n") + 1
    entry = (drinks / "mkdocs.yml").read_text("utf-8").splitlines()[line - 1]
    interface_line = (drinks / "docs/data/interface.yml").read_text("utf-8").split("__Search__")[0].count("\n") + 1
    assert sorted(said) == sorted(
        [
            f"mkdocs.yml:{line}:{entry.index('site_name') + 1}: {problem}; write 'Drinks here'",
            f"docs/en/index.md:2:8: {problem}; write 'Tea & co'",
            f"docs/en/index.md:3:14: {problem}; write 'A tea, 5 * 4'",
            f"docs/data/pictures.yml:7:7: {problem}; write 'Hot tea'",
            f"docs/data/interface.yml:{interface_line}:7: {problem}; write 'Search'",
        ]
    )
