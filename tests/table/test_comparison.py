"""The table: problems of its data file, its formats, and its marker in a page."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from article import LANGUAGES
from conftest import ROOT, Site, change, mkdocs, script

CASES = ROOT / "tests/cases/table"
GOOD = (CASES / "good.yml").read_text("utf-8")
# Texts that YAML, Markdown or HTML could take for something else
TEXTS = ["a < b", "R&D", "a | b", '„C++” un "citi"', "no", "1.10", "2024-03-01", "5", "~", "C#", "50 %"]
TEXTS += ["'{ onclick=x }'", "'- nav saraksts'", "'1. nav saraksts'", "'# nav virsraksts'"]
# What a spreadsheet would run, and where it stands in a cell
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\\t=1+1",
    "\\r=1+1",
    "a;=1+1;b",
    "a, =1+1",
    "a\\n=1+1",
    '\\"=1+1',
    "＝1+1",
]
FORMULAS += ['=HYPERLINK(\\"https://example.org\\";\\"x\\")', "a\\t@SUM(1)", '; \\"-1+1', "<b>=1+1</b>", "`=1+1`"]
SEPARATORS = {"lv": ";", "lt": ";"}
MARKERS = yaml.safe_load((CASES / "markers.yml").read_text("utf-8"))
ERRORS = yaml.safe_load((CASES / "errors.yml").read_text("utf-8"))


def formula_row(text: str) -> str:
    """Returns the lines of a row that has a text in all its cells. text: as it stands in double quotes in YAML."""
    names = f'{{lv: "{text}", en: x}}'
    cell = f'{{lv: ["{text}", "{text}"], en: [x, x]}}'
    return f"    criterion: {names}\n    tea: {names}\n    coffee: {cell}\n"


def check(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return script("comparison", "check", file.name, "--languages", "lv,en", *arguments, folder=file.parent)


def print_table(file: Path, output_format: str, language: str = "lv") -> str:
    """Returns the table of a data file in a format, as the command line prints it."""
    command = ("table", file.name, "--language", language, "--languages", "lv,en", "--format", output_format)
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
    change(data, case["find"], case["replace"])
    checked = check(data)
    assert checked.stdout.splitlines() == [f"data.yml:{problem}" for problem in case["problems"]]
    assert (checked.returncode, checked.stderr) == (1, "")


def test_incomplete_table_is_not_printed(data: Path) -> None:
    change(data, "      en: More\n", "")
    printed = script("comparison", "table", "data.yml", "--language", "lv", "--languages", "lv,en", folder=data.parent)
    assert (printed.returncode, printed.stdout) == (1, "")
    assert printed.stderr == "data.yml:36:5: rows.caffeine.coffee has no 'en'; add a line 'en: …' to it\n"


def test_valid_file_is_reported_in_one_line(data: Path) -> None:
    checked = check(data)
    assert (checked.returncode, checked.stdout, checked.stderr) == (
        0,
        "data.yml: no problems found, 2 rows in lv, en\n",
        "",
    )
    data.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())  # As Windows saves it
    assert check(data).stdout == checked.stdout


def test_table_of_a_thousand_rows(data: Path) -> None:
    row = GOOD[GOOD.index("  caffeine:") :]
    data.write_text(GOOD + "".join(row.replace("caffeine", f"row-{number}") for number in range(1_000)), "utf-8")
    assert check(data).stdout == "data.yml: no problems found, 1,002 rows in lv, en\n"
    assert print_table(data, "csv").count("\n") == 1_003


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_printed_as_written(text: str, data: Path) -> None:
    change(data, "lv: Maiga", f"lv: {text}")
    assert json.loads(print_table(data, "json"))["rows"][0]["tea"] == text.strip("'")
    cell = list(csv.reader(print_table(data, "csv").splitlines(), delimiter=";"))[1][1]
    assert cell.removeprefix("'") == text.strip("'")  # An apostrophe stands before what could be a formula.


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("First<br>second", "First<br>second", "First second"),
        ("<b>B</b> &copy; ~~old~~", "<b>B</b> © <del>old</del>", "B © old"),
        ("See https://example.com", '<a href="https://example.com">https://example.com</a>', "See https://example.com"),
        ("![A cup](cup.png)", '<img alt="A cup" src="cup.png">', "A cup"),
    ],
)
def test_cell_has_what_a_line_of_a_page_has(text: str, html: str, plain: str, data: Path) -> None:
    change(data, "lv: Maiga", f"lv: '{text}'")
    assert html in print_table(data, "html")
    assert f'"{plain}"' in print_table(data, "csv")


@pytest.mark.parametrize("text", ["<b>Open", "</td></tr></table>", "<ul><li>"])
def test_tag_without_its_partner_stays_in_its_cell(text: str, data: Path) -> None:
    before = print_table(data, "html")
    change(data, "lv: Maiga", f"lv: '{text} Maiga'")
    after = print_table(data, "html")
    assert after.partition("Maiga")[2].partition("</td>")[2] == before.partition("Maiga")[2].partition("</td>")[2]


def test_csv_runs_no_formula(data: Path) -> None:
    """However a spreadsheet separates the cells, none begins a formula (OWASP, CSV injection)."""
    for number, text in enumerate(FORMULAS):
        change(data, "  caffeine:\n", f"  row-{number}:\n{formula_row(text)}  caffeine:\n")
    printed = print_table(data, "csv").removeprefix("\ufeff")
    assert "HYPERLINK" in printed and "'=1+1" in printed
    cells = re.split(r"[,;\t\n]", printed)  # As a spreadsheet that knows no quotation marks
    for separator in ",;\t":
        for row in csv.reader(printed.splitlines(), delimiter=separator):
            cells += row
    starts = [cell for cell in cells if re.match(r'[\s"]*[=+@＝＋＠－-]', cell)]
    assert starts == []


def test_csv_opens_in_the_spreadsheets_of_each_language(site: Site) -> None:
    """Columns are separated as Windows does it: by ; where decimals have a comma, otherwise by a comma."""
    separators = {}
    for language, folder in LANGUAGES.items():
        text = (site.folder / folder / "comparison/comparison.csv").read_text("utf-8")
        assert text.startswith('\ufeff"')  # Excel knows UTF-8 by this mark.
        separators[language] = re.match(r'\ufeff"[^"]*"(.)"', text)[1]
        rows = list(csv.reader(text.splitlines(), delimiter=separators[language]))
        assert len({len(row) for row in rows}) == 1
        assert (
            script("comparison", "table", "--language", language, "--format", "csv", folder=site.project).stdout == text
        )
    assert separators == {code: SEPARATORS.get(code, ",") for code in LANGUAGES}


@pytest.mark.parametrize("output_format", ["html", "csv", "md", "json"])
def test_format(output_format: str, data: Path) -> None:
    """The golden files have a cell with inline Markdown, a list, and a text that each format must escape."""
    change(data, "lv: Mazāk", 'lv: "*Mazāk* | < b, `a & b`, [te](tea.md#x)"')
    assert print_table(data, output_format) == (CASES / f"table.{output_format}").read_text("utf-8")


def test_wrong_command_line(data: Path) -> None:
    wrong_commands = [
        "table data.yml --language de",
        "table data.yml",
        "check --languages lv,,en",
        "check a b",
        "chek",
        "",
    ]
    for command in wrong_commands:
        arguments = command.split()
        done = script("comparison", *arguments, folder=data.parent)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize("case", MARKERS, ids=[case["name"] for case in MARKERS])
def test_wrong_marker_fails_check_and_build(case: dict, drinks: Path) -> None:
    change(drinks / case["page"], case["find"], case["replace"])
    expected = f"{case['page']}:{case['problem']}\n"
    assert script("comparison", "check", folder=drinks).stdout == expected
    assert_build_fails(drinks, expected)


def test_row_may_not_share_its_id_with_a_heading(drinks: Path) -> None:
    for language in ("lv", "en", "lt"):
        change(drinks / f"docs/{language}/comparison.md", "#conclusions", "#taste")
    location = "docs/data/comparison.yml:23:3"
    expected = f"{location}: 'taste' is the id of a heading too (docs/lt/comparison.md:7); rename one of the two\n"
    assert script("comparison", "check", folder=drinks).stdout == expected
    assert_build_fails(drinks, expected)


def assert_build_fails(drinks: Path, expected: str) -> None:
    """The build ends with the expected error instead of a traceback, and leaves no half-built site."""
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert expected in built.stderr
    assert "Traceback" not in built.stderr
    assert not (drinks / "site").exists()
