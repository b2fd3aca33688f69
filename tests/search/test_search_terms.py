"""The terms that search leads to a page: an error in one is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import mkdocs, script


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


def test_term_may_lead_to_a_row(drinks: Path) -> None:
    with (drinks / "docs/data/terms.yml").open("a", encoding="utf-8") as file:
        file.write("  page: comparison.md#taste\n")
    checked = script("check", "proofreading", folder=drinks)
    assert "terms.yml" not in checked.stdout
    assert mkdocs(drinks, "build").returncode == 0
    [search] = (drinks / "site/assets/javascripts").glob("search.en.*.js")
    assert '["taste","Taste","Tea: Mild' in search.read_text("utf-8")
    assert '["steeping"]]' in search.read_text("utf-8")
