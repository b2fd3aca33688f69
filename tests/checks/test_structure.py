"""The check and the build report what one language has and another lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from conftest import ROOT, change, mkdocs, script

CASES = yaml.safe_load((ROOT / "tests/cases/checks/structure.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_missing_translation_fails_check_and_build(case: dict, drinks: Path) -> None:
    for name, text in case.get("write", {}).items():
        (drinks / name).write_text(text, "utf-8")
    for name in case.get("delete", []):
        (drinks / name).unlink()
    for name, (find, replacement) in case.get("change", {}).items():
        change(drinks / name, find, replacement)
    expected = "".join(f"{problem}\n" for problem in case["problems"])
    if not case.get("only_build"):
        checked = script("check", "translations", folder=drinks)
        assert (checked.returncode, checked.stdout, checked.stderr) == (1, expected, "")
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert expected in built.stderr
    assert "Traceback" not in built.stderr


def test_complete_translations_are_good(drinks: Path) -> None:
    checked = script("check", "translations", folder=drinks)
    assert (checked.returncode, checked.stdout) == (0, "no problems found: translations\n")


def test_wrong_folder_and_command(tmp_path: Path) -> None:
    checked = script("check", "translations", folder=tmp_path)
    assert checked.returncode == 1
    assert checked.stdout == "mkdocs.yml:1:1: there is no such file; run this in the folder of mkdocs.yml\n"
    assert script("check", "spelling", folder=tmp_path).returncode == 2


def test_languages_may_differ_in_what_they_link_and_quote(drinks: Path) -> None:
    """Links to each language's edition of another site, quoted words; a link that one language lacks is a warning."""
    texts = {
        "lv": "Skatiet [Vikipēdiju](https://lv.wikipedia.org/wiki/Kafija), proti, *the “free” one*{ lang=en }, un",
        "en": "See [Wikipedia](https://en.wikipedia.org/wiki/Coffee#History) or [Labs](//labs.lv){ lang=lv }, and see",
        "lt": "<https://lt.wikipedia.org/wiki/Kava> <q lang=lv>„laba” kafija</q> Žiūrėkite",
    }
    for language, first_word in (("lv", "Skatiet"), ("en", "See"), ("lt", "Žiūrėkite")):
        change(drinks / f"docs/{language}/index.md", first_word, texts[language])
    fix = "put it there too, or link to a page in that language"
    checked = script("check", "translations", folder=drinks)
    assert checked.stdout == (
        "docs/en/index.md:3:1: warning: the link '//labs.lv' is missing from docs/lv/index.md:1; " + fix + "\n"
    )
    assert checked.returncode == 0
    assert mkdocs(drinks, "build").returncode == 0


@pytest.mark.parametrize(
    ("find", "replacement", "problem"),
    [
        ("      languages:", "      tongues:", "mkdocs.yml:1:1: the plugin i18n has no languages; write"),
        (
            "site_name: Dzērieni\n",
            "site_name: [Dzērieni\n",
            "mkdocs.yml:3:12: the bracket [ that opens here never closes",
        ),
    ],
    ids=["no languages", "not YAML"],
)
def test_broken_configuration(find: str, replacement: str, problem: str, drinks: Path) -> None:
    change(drinks / "mkdocs.yml", find, replacement)
    for command, status in ((("check",), 1), (("comparison", "check"), 2)):
        checked = script(*command, folder=drinks)
        assert checked.returncode == status
        assert problem in checked.stdout + checked.stderr
        assert "Traceback" not in checked.stderr
