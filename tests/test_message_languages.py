"""The languages in which messages about a change are printed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import script
from message_languages import languages_of_change


@pytest.mark.parametrize(
    ("files", "languages", "expected"),
    [
        (["docs/lv/sales.md", "docs/lv/deep/a.md"], ["lv", "en"], ["lv"]),
        (["docs/en/sales.md"], ["lv", "en"], ["en"]),
        (["docs/data/words.lv.txt", "docs/lv/sales.md"], ["lv", "en"], ["lv"]),
        (["CONTRIBUTING.lv.md"], ["lv", "en"], ["lv"]),
        (["docs/en/sales.md", "docs/lv/sales.md"], ["lv", "en"], ["lv", "en"]),
        (["docs/lv/sales.md", "docs/data/comparison.yml"], ["lv", "en"], ["lv", "en"]),
        (["docs/data/comparison.yml"], ["en", "lv"], ["en", "lv"]),
        (["mkdocs.yml"], ["lv", "en"], ["lv", "en"]),
        ([], ["lv", "en"], ["lv", "en"]),
        (["docs/lt/sales.md"], ["lt", "lv"], ["lv"]),
        (["docs/lt/sales.md"], ["lt"], ["en"]),
        (["docs/lv.md", "docs/a"], ["lv", "en"], ["lv", "en"]),
    ],
)
def test_languages_of_a_change(files: list[str], languages: list[str], expected: list[str]) -> None:
    assert languages_of_change(files, languages) == expected


def test_change_in_git(drinks: Path) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *command], cwd=drinks, check=True)
    (drinks / "docs/en/index.md").write_text("# Drinks { #drinks }\n", "utf-8")
    subprocess.run([*git, "commit", "--quiet", "-am", "x"], cwd=drinks, check=True)
    assert script("message_languages", "HEAD^", folder=drinks).stdout == "en\n"
    unknown = script("message_languages", "nowhere", folder=drinks)
    assert (unknown.returncode, unknown.stdout, unknown.stderr) == (0, "lv en\n", "")
