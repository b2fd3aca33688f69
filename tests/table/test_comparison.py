"""The data file of the table: what the check says, what the formats print, and where the table stands."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, change, mkdocs, script

CASES = ROOT / "tests/cases/table"
GOOD = (CASES / "good.yml").read_text("utf-8")
TEXTS = ["a < b", "R&D", "a | b", '„C++” un "citi"', "no", "1.10", "2024-03-01", "5", "~", "<b>x</b>", "C#", "50 %"]
TEXTS += ["'&copy; &#106;'", "'{ onclick=x }'", "'- nav saraksts'", "'1. nav saraksts'", "'# nav virsraksts'"]
MARKERS = yaml.safe_load((CASES / "markers.yml").read_text("utf-8"))
ERRORS = yaml.safe_load((CASES / "errors.yml").read_text("utf-8"))


def check(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return script("comparison", "check", file.name, "--languages", "lv,en", *arguments, folder=file.parent)


def table(file: Path, form: str, language: str = "lv") -> str:
    command = ("table", file.name, "--language", language, "--languages", "lv,en", "--format", form)
    printed = script("comparison", *command, folder=file.parent)
    assert printed.returncode == 0, printed.stderr
    return printed.stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "data.yml"
    file.write_text(GOOD, "utf-8")
    return file


@pytest.mark.parametrize("case", ERRORS, ids=[case["name"] for case in ERRORS])
def test_error_is_reported_with_location_and_fix(case: dict, data: Path) -> None:
    change(data, case["find"], case["put"])
    checked = check(data)
    assert checked.stdout.splitlines() == [f"data.yml:{problem}" for problem in case["problems"]]
    assert (checked.returncode, checked.stderr) == (1, "")


def test_no_half_table(data: Path) -> None:
    change(data, "      en: More\n", "")
    printed = script("comparison", "table", "data.yml", "--language", "lv", "--languages", "lv,en", folder=data.parent)
    assert (printed.returncode, printed.stdout) == (1, "")
    assert printed.stderr == "data.yml:36:5: rows.caffeine.coffee has no 'en'; add a line 'en: …' to it\n"


def test_good_file_gets_one_line(data: Path) -> None:
    checked = check(data)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "data.yml: good, 2 rows in lv, en\n", "")
    data.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())  # As Windows saves it
    assert check(data).stdout == checked.stdout


def test_ten_thousand_rows(data: Path) -> None:
    row = GOOD[GOOD.index("  caffeine:") :]
    data.write_text(GOOD + "".join(row.replace("caffeine", f"row-{number}") for number in range(10_000)), "utf-8")
    assert check(data).stdout == "data.yml: good, 10002 rows in lv, en\n"
    assert table(data, "csv").count("\n") == 10_003


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_out_as_written(text: str, data: Path) -> None:
    change(data, "lv: Maiga", f"lv: {text}")
    assert json.loads(table(data, "json"))["rows"][0]["tea"] == text.strip("'")
    assert list(csv.reader(table(data, "csv").splitlines()))[1][1] == text.strip("'")


@pytest.mark.parametrize("form", ["html", "csv", "md", "json"])
def test_format(form: str, data: Path) -> None:
    """The golden files show an inline Markdown cell, a list, and a text that each format must escape."""
    change(data, "lv: Mazāk", 'lv: "*Mazāk* | <i>, `a & b`, [te](tea.md#x)"')
    assert table(data, form) == (CASES / f"table.{form}").read_text("utf-8")


def test_wrong_command_line(data: Path) -> None:
    wrong = ["table data.yml --language de", "table data.yml", "check --languages lv,,en", "check a b", "chek", ""]
    for command in wrong:
        arguments = command.split()
        done = script("comparison", *arguments, folder=data.parent)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize("case", MARKERS, ids=[case["name"] for case in MARKERS])
def test_misplaced_marker_fails_check_and_build(case: dict, drinks: Path) -> None:
    change(drinks / case["page"], case["find"], case["put"])
    expected = f"{case['page']}:{case['problem']}\n"
    assert script("comparison", "check", folder=drinks).stdout == expected
    assert_build_fails(drinks, expected)


def test_row_may_not_share_its_id_with_a_heading(drinks: Path) -> None:
    for language in ("lv", "en", "lt"):
        change(drinks / f"docs/{language}/comparison.md", "#conclusions", "#taste")
    place = "docs/data/comparison.yml:23:3"
    expected = f"{place}: 'taste' is the id of a heading too (docs/lt/comparison.md:7); rename one of the two\n"
    assert script("comparison", "check", folder=drinks).stdout == expected
    assert_build_fails(drinks, expected)


def assert_build_fails(drinks: Path, expected: str) -> None:
    """The build says what is expected in place of a traceback, and leaves nothing half built."""
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert expected in built.stderr
    assert "Traceback" not in built.stderr
    assert not (drinks / "site").exists()
