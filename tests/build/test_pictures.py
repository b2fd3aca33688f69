"""The pictures in each language, for a screen reader and on a phone; the card; errors in their files."""

from __future__ import annotations

import gzip
import html
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from article import ARTICLE, DEFAULT, LANGUAGES, PAGES
from conftest import ROOT, Site, change, html_of, lay_out, mkdocs, script

CASES = yaml.safe_load((ROOT / "tests/cases/build/pictures.yml").read_text("utf-8"))
MAX_BYTES = 6_000  # Gzipped, of all pictures in one language
MAX_CARD_BYTES = 60_000

# Language → the spaces that an editor may leave before a marker, and after it
SPACES = {"lv": ("", "  "), "en": (" ", "\t"), "lt": ("", "")}

Visit = Callable[..., Page]
DOCS = ARTICLE / "docs" / DEFAULT
DRAWN = {page.stem for page in DOCS.glob("*.md") if "[[picture:" in page.read_text("utf-8")}
PICTURED = [name for name in PAGES if (name.rstrip("/") or "index") in DRAWN]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_error_fails_check_and_build(case: dict, drinks: Path) -> None:
    for name, (find, replacement) in case["change"].items():
        change(drinks / name, find, replacement)
    expected = "".join(f"{problem}\n" for problem in case["problems"])
    checked = script("check", "pictures", folder=drinks)
    assert (checked.returncode, checked.stdout, checked.stderr) == (1, expected, "")
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert expected in built.stderr
    assert "Traceback" not in built.stderr


def surround_markers(drinks: Path, language: str, before: str, after: str) -> None:
    """Writes something before and after the markers on the pages of a language."""
    for name, marker in {"index": "[[picture: cup]]", "comparison": "[[comparison]]"}.items():
        change(drinks / f"docs/{language}/{name}.md", marker, f"{before}{marker}{after}")


@pytest.fixture(scope="module")
def drinks_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of drinks/, built once for several tests, with a description and markers that are hard to read."""
    drinks = lay_out(ROOT / "tests/cases/drinks", tmp_path_factory.mktemp("drinks"))
    change(drinks / "docs/data/pictures.yml", "lv: Krūze", """lv: '"Krūze" & <b>'""")
    for language, (before, after) in SPACES.items():
        surround_markers(drinks, language, before, after)
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    return drinks / "site"


def test_picture_in_each_language(drinks_site: Path) -> None:
    latvian, lithuanian = ((drinks_site / f"{folder}index.html").read_text("utf-8") for folder in ("", "lt/"))
    description = re.search("<figcaption[^>]*>([^<]*)</figcaption>", latvian)[1]
    assert html.unescape(description) == '"Krūze" & <b>'
    assert "<p>Karštas</p><b>Arbata</b><b>Kava</b><b>Kakava</b></div><figcaption" in lithuanian
    [script] = (drinks_site / "assets/javascripts").glob("search.lt.*.js")
    assert "Karštas" not in script.read_text("utf-8")


@pytest.mark.parametrize("folder", ["", "en"])
def test_markers_may_have_spaces_around_them(folder: str, drinks_site: Path) -> None:
    assert "<figure" in (drinks_site / folder / "index.html").read_text("utf-8")
    assert "<thead" in (drinks_site / folder / "comparison/index.html").read_text("utf-8")


def test_markers_may_belong_to_a_list(drinks: Path) -> None:
    for language in SPACES:
        surround_markers(drinks, language, "- a\n\n    ", "")
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    assert "<figure" in (drinks / "site/index.html").read_text("utf-8")
    assert "<thead" in (drinks / "site/comparison/index.html").read_text("utf-8")


def test_each_page_has_a_picture_in_its_language(visit_again: Visit) -> None:
    for name in PICTURED:
        texts = []
        for folder in LANGUAGES.values():
            page = visit_again(folder + name, java_script_enabled=False)
            picture = page.locator("figure.picture")
            assert picture.count() == 1, name
            description = picture.locator("figcaption").inner_text()
            # A screen reader reads the description and nothing else.
            assert yaml.safe_load(picture.aria_snapshot()) == [f'figure "{description}"']
            texts.append(set(picture.inner_text().split("\n")))
        shared = {text for text in texts[0] & texts[1] if not text.isdigit()}
        assert shared <= {""}, name


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_pictures_weigh_little(folder: str, site: Site) -> None:
    figures = [figure.html for name in PICTURED for figure in html_of(site, folder + name).css("figure.picture")]
    assert len(figures) == len(PICTURED)
    assert len(gzip.compress("".join(figures).encode(), mtime=0)) <= MAX_BYTES


def test_card_is_the_same_without_system_fonts(site: Site, tmp_path: Path) -> None:
    """The card has the size that social networks ask for, and its text is drawn on a machine without fonts too."""
    built = mkdocs(site.project, "build", "--site-dir", str(tmp_path), FONTCONFIG_PATH="/nowhere")
    assert built.returncode == 0, built.stderr
    for language in LANGUAGES:
        card = (site.folder / f"assets/pictures/card-{language}.png").read_bytes()
        assert struct.unpack(">II", card[16:24]) == (1200, 630)
        assert 20_000 < len(card) <= MAX_CARD_BYTES
        assert (tmp_path / f"assets/pictures/card-{language}.png").read_bytes() == card


def test_card_and_icons_of_another_article(drinks_site: Path) -> None:
    folder = drinks_site / "assets/pictures"
    images = {file.name: struct.unpack(">II", file.read_bytes()[16:24]) for file in folder.glob("*.png")}
    cards = {f"card-{language}.png": (1200, 630) for language in ("lv", "en", "lt")}
    assert images == {**cards, "icon-192.png": (192, 192), "icon-512.png": (512, 512)}
    assert len({(folder / card).read_bytes() for card in cards}) == 3
