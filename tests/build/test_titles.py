"""A title is shown as it is meant wherever it appears; Markdown where only text is shown is reported."""

from __future__ import annotations

import json
import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from article import LANGUAGES, OTHERS
from conftest import change, mkdocs, script

HEADING = "**Tea** &amp; *coffee* `a<b` R&D"
HEADING_AS_TEXT = "Tea & coffee a<b R&D"
TITLE = "Tea & co <3"
LANGUAGE = OTHERS[0]
SITE_NAME_BEFORE = "Tea and coffee"
SITE_NAME = "R&D's “drinks” <3"


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """Returns the text of an element, or what a <meta> says, as a browser has it."""
    node = page.css_first(selector)
    return node.attributes.get("content") or node.text().strip()


def rewrite(file: Path, pattern: str, text: str) -> None:
    """Writes a text in place of the first line that a pattern matches."""
    old = file.read_text("utf-8")
    new, count = re.subn(pattern, lambda _: text, old, count=1, flags=re.MULTILINE)
    assert count == 1, file
    file.write_text(new, "utf-8")


def test_titles_are_shown_as_meant(article: Path) -> None:
    """The home page has its heading for a title, the page of the table one of its own."""
    for language in LANGUAGES:
        home, other = (article / f"docs/{language}/{name}.md" for name in ("index", "comparison"))
        rewrite(home, "^title: .*\n", "")
        rewrite(home, "^# .*", f"# {HEADING} {{ #home }}")
        rewrite(other, "^title: .*", f"title: {TITLE}")
        rewrite(other, "^# .*", f"# {HEADING} {{ #other }}")
    rewrite(article / "mkdocs.yml", f"^          site_name: {SITE_NAME_BEFORE}$", f'          site_name: "{SITE_NAME}"')
    (article / "docs/data/redirects.yml").write_text("old.md: index.md\nindex.md#older: comparison.md\n", "utf-8")
    built = mkdocs(article, "build")
    assert built.returncode == 0, built.stderr
    folder = article / "site" / LANGUAGES[LANGUAGE]

    home = LexborHTMLParser((folder / "index.html").read_text("utf-8"))
    for selector in ("title", "meta[property='og:title']", "[aria-current=page]"):
        assert text_of(home, selector) == HEADING_AS_TEXT, selector
    assert text_of(home, ".redirect-note a") == TITLE
    for selector in ("meta[property='og:site_name']", ".site-name"):
        assert text_of(home, selector) == SITE_NAME, selector

    other = LexborHTMLParser((folder / "comparison/index.html").read_text("utf-8"))
    assert text_of(other, "title") == f"{HEADING_AS_TEXT} – {SITE_NAME}"
    assert text_of(other, "[aria-current=page]") == TITLE
    graph = json.loads(other.css_first("script[type='application/ld+json']").text())["@graph"]
    assert graph[0]["headline"] == HEADING_AS_TEXT
    assert graph[0]["isPartOf"]["name"] == SITE_NAME
    assert [item["name"] for item in graph[1]["itemListElement"]] == [SITE_NAME, TITLE]

    manifest = json.loads((folder / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["name"] == SITE_NAME
    redirect = LexborHTMLParser((folder / "old/index.html").read_text("utf-8"))
    assert text_of(redirect, "title") == f"{HEADING_AS_TEXT} – {SITE_NAME}"
    assert text_of(redirect, "h1 a") == HEADING_AS_TEXT
    [search] = (article / "site/assets/javascripts").glob(f"search.{LANGUAGE}.*.js")
    assert json.dumps(HEADING_AS_TEXT, ensure_ascii=False) in search.read_text("utf-8")


def test_markdown_where_text_is_shown_is_told(drinks: Path) -> None:
    page = drinks / "docs/en/index.md"
    page.write_text(f"---\ntitle: '**Tea** &amp; co'\ndescription: 'A <b>tea</b>, 5 * 4'\n---\n{page.read_text()}")
    change(drinks / "mkdocs.yml", "site_name: Drinks,", 'site_name: "*Drinks* [here](index.md)",')
    change(drinks / "docs/data/pictures.yml", "en: Hot", 'en: "[Hot](index.md) `tea`"')
    change(drinks / "docs/data/interface.yml", "en: More\n", "en: __More__\n")
    checked = script("check", "proofreading", folder=drinks)
    said = [line for line in checked.stdout.splitlines() if "as it is typed" in line]
    problem = "warning: readers see the Markdown or HTML of this text as it is typed"
    line = (drinks / "mkdocs.yml").read_text("utf-8").split("*Drinks*")[0].count("\n") + 1
    entry = (drinks / "mkdocs.yml").read_text("utf-8").splitlines()[line - 1]
    interface_line = (drinks / "docs/data/interface.yml").read_text("utf-8").split("__More__")[0].count("\n") + 1
    assert sorted(said) == sorted(
        [
            f"mkdocs.yml:{line}:{entry.index('site_name') + 1}: {problem}; write 'Drinks here'",
            f"docs/en/index.md:2:8: {problem}; write 'Tea & co'",
            f"docs/en/index.md:3:14: {problem}; write 'A tea, 5 * 4'",
            f"docs/data/pictures.yml:7:7: {problem}; write 'Hot tea'",
            f"docs/data/interface.yml:{interface_line}:7: {problem}; write 'More'",
        ]
    )
