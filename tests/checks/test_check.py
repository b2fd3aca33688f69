"""The command that lists all problems: each once, however many parts of the check meet it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, change, script


@pytest.mark.parametrize("text", ["2019. gadā to dzēra visi.", "[Tabula] (comparison.md).", "[Tabula](comparisom.md)."])
def test_line_with_an_error_is_told_once(text: str, drinks: Path) -> None:
    """What such a line lacks in other languages is no second problem."""
    change(drinks / "docs/lv/index.md", "Skatiet", f"{text}\n\nSkatiet")
    lines = script("check", folder=drinks).stdout.splitlines()
    errors = [line for line in lines if "warning: " not in line]
    assert len(errors) == 1
    assert errors[0].startswith("docs/lv/index.md:3:1: ")


def test_list_that_another_language_lacks_is_still_told(drinks: Path) -> None:
    change(drinks / "docs/lv/index.md", "Skatiet", "2019. gadā to dzēra visi.\n\n- Tēja\n\nSkatiet")
    lines = script("check", "pages", "translations", folder=drinks).stdout.splitlines()
    assert "docs/lv/index.md:5:1: a list item is missing from docs/en/index.md:1; put it there too" in lines


def test_reader_of_the_output_may_stop_early(drinks: Path) -> None:
    change(drinks / "docs/lv/index.md", "Skatiet", "Skatieet kakavva " * 5000)
    command = [sys.executable, str(ROOT / "scripts/check.py"), "proofreading"]
    with subprocess.Popen(command, cwd=drinks, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert "is not in the dictionary" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 1
