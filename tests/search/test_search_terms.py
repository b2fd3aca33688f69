"""The terms that search leads to a page, whose errors are reported; and a language whose words have no stemmer."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, lay_out, mkdocs, script


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("  page: nowhere.md\n", "9:9: there is no page docs/lv/nowhere.md; name a page that each language has"),
        (
            "  page: index.md#x\n",
            "9:9: docs/lv/index.md has no heading or row #x; name one that exists, or the page alone: index.md",
        ),
        (
            "  page: comparison.md#tast\n",
            "9:9: docs/lv/comparison.md has no heading or row #tast; did you mean '#taste'?",
        ),
        (
            "  synonyms:\n    lv: cits\n",
            "1:1: steeping has 'synonyms', but no 'page'; add a line 'page: …' to it",
        ),
    ],
)
def test_synonym_without_a_page_is_an_error(lines: str, problem: str, drinks: Path) -> None:
    with (drinks / "docs/data/terms.yml").open("a", encoding="utf-8") as file:
        file.write(lines)
    checked = script("check", "proofreading", folder=drinks)
    assert f"docs/data/terms.yml:{problem}" in checked.stdout
    assert checked.returncode == 1


@pytest.fixture(scope="module")
def drinks_with_term(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny article in three languages, built with a term that leads to a row."""
    drinks = lay_out(ROOT / "tests/cases/drinks", tmp_path_factory.mktemp("drinks"))
    with (drinks / "docs/data/terms.yml").open("a", encoding="utf-8") as file:
        file.write("  page: comparison.md#taste\n")
    assert mkdocs(drinks, "build").returncode == 0
    return drinks


def search_script(drinks: Path, language: str) -> str:
    [file] = (drinks / "site/assets/javascripts").glob(f"search.{language}.*.js")
    return file.read_text("utf-8")


def test_term_may_lead_to_a_row(drinks_with_term: Path) -> None:
    checked = script("check", "proofreading", folder=drinks_with_term)
    assert "terms.yml" not in checked.stdout
    search = search_script(drinks_with_term, "en")
    assert '["taste","Taste","Tea: Mild' in search
    assert '["steeping"]]' in search


def test_language_without_a_stemmer_gets_a_search_too(drinks_with_term: Path) -> None:
    search = search_script(drinks_with_term, "lt")
    assert '["taste","Skonis"' in search
    assert "suggest(" in search and "THEMES_LEFT_OUT" not in search
