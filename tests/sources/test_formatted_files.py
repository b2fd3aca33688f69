"""Data files after a formatter: whatever is valid YAML and means the same is read as the same, without a problem.

The golden files in tests/cases/sources/formatted/ are what these make of original.yml; vscode-yaml formats as
prettier does.

    prettier.yml            prettier
    prettier-wrapped.yml    prettier --prose-wrap always --single-quote
    prettier-narrow.yml     prettier --print-width 40 --prose-wrap always --no-bracket-spacing --tab-width 4
    json.yml                a program that writes JSON
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, mkdocs, script
from sources.site_sources import Sources
from table.data_file import read_tables
from table.formats import to_format

CASES = ROOT / "tests/cases/sources/formatted"
FORMATTED = sorted(path.name for path in CASES.glob("*.yml") if path.name != "original.yml")


def tables(name: str) -> dict[str, str]:
    """Returns language → the table of a golden file, as JSON."""
    found, problems, _ = read_tables(Sources(CASES), CASES / name, ["lv", "en"])
    assert problems == []
    return {language: to_format("json", table, "lv_LV") for language, table in found.items()}


@pytest.mark.parametrize("name", FORMATTED)
def test_formatted_file_is_read_as_the_original(name: str) -> None:
    assert (CASES / name).read_text("utf-8") != (CASES / "original.yml").read_text("utf-8")
    assert tables(name) == tables("original.yml")


def test_values_are_what_stands_in_the_file() -> None:
    """Texts over several lines, in quotes or not, become one line; no, 50 % and a comment stay what they are."""
    table = json.loads(tables("original.yml")["lv"])
    price = table["rows"][1]
    assert price["tea"] == "No 1.10 € līdz 2,50 €"
    assert price["coffee"] == ["Tālr.: +371 20000000", "no", "50 %"]
    assert table["rows"][0]["coffee"][2] == "„Espresso” un citas"


def test_all_data_files_over_several_lines_build_the_same_site(drinks: Path) -> None:
    """Each list and mapping, also of mkdocs.yml and of the files that make writes, as far apart as YAML allows."""
    updated = script("translation_state", "update", folder=drinks)
    assert updated.returncode == 0, updated.stderr
    before = built_pages(drinks)
    for path in [drinks / "mkdocs.yml", *(drinks / "docs/data").glob("*.yml")]:
        data = yaml.load(path.read_text("utf-8"), yaml.SafeLoader if path.name == "mkdocs.yml" else yaml.BaseLoader)
        data = {key: value or None for key, value in data.items()}  # BaseLoader reads all as texts, nothing as "".
        flow = yaml.safe_dump(data, allow_unicode=True, default_flow_style=True, width=20, sort_keys=False)
        path.write_text(flow, "utf-8")
    checked = script("check", folder=drinks)
    assert checked.returncode == 0, checked.stdout
    assert built_pages(drinks) == before


def built_pages(folder: Path) -> dict[str, bytes]:
    """Builds a site and returns its files, without the links to lines of the data file."""
    built = mkdocs(folder, "build")
    assert built.returncode == 0, built.stderr
    return {str(path): path.read_bytes() for path in sorted((folder / "site").rglob("*")) if path.is_file()}
