"""The messages of the interface: what a template puts a value in the place of is the same in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.site_sources import Sources
from translation.interface_messages import read_messages

NAMES = "language.lv: {lv: latviski, en: Latvian}\nlanguage.en: {lv: angliski, en: English}\n"
GOOD = 'newer: {lv: "Teksts {language}", en: "The {language} text"}\n'


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        (GOOD, []),
        (
            GOOD.replace("Teksts {language}", "Teksts {langauge}"),
            ["3:13: newer.lv has {langauge}, which nothing replaces; did you mean '{language}'?"],
        ),
        (
            GOOD.replace("The {language}", "The newer"),
            [
                "3:38: newer.en has no {language}, as newer.lv has; "
                "write it where its value belongs, or delete it there",
            ],
        ),
        (
            GOOD.replace("Teksts", "Teksts {valoda}"),
            ["3:13: newer.lv has {valoda}, which nothing replaces; leave out the braces"],
        ),
        (
            'rows: {lv: "Rindas: # no %", en: "# rows"}\n',
            ["3:34: rows.en has no %, as rows.lv has; write it where its value belongs, or delete it there"],
        ),
    ],
    ids=["good", "misspelt", "missing", "added", "numbers"],
)
def test_placeholders_are_the_same_in_each_language(line: str, problems: list[str], tmp_path: Path) -> None:
    path = tmp_path / "interface.yml"
    path.write_text(NAMES + line, "utf-8")
    found = read_messages(Sources(tmp_path), path, ["lv", "en"])[1]
    assert [str(problem).removeprefix(f"{path}:") for problem in found] == problems
