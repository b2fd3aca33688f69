"""Stale translations: editors get a warning, readers get a notice, and the translation state is kept."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from conftest import ROOT, change, mkdocs, script
from messages.problems import Location
from sources.site import Site
from sources.site_sources import Sources
from translation.stale import find_stale_translations, stale_translations, updated_state
from translation.state_file import read_state
from translation.translated_texts import Text

CASES = yaml.safe_load((ROOT / "tests/cases/translation/stale.yml").read_text("utf-8"))
STATES = yaml.safe_load((ROOT / "tests/cases/translation/translation_state.yml").read_text("utf-8"))
DAY = "2026-11-20"
STATE = "docs/data/translation-state.yml"
GOOD = "no problems found: stale"


@pytest.fixture
def recorded(drinks: Path) -> Path:
    """The drinks, with a translation state in which all is up to date."""
    warning = "the translation state is not recorded yet; run: make translation-state"
    assert check(drinks) == f"{STATE}:1:1: warning: {warning}\n"
    update_state(drinks, DAY)
    return drinks


def update_state(folder: Path, day: str) -> str:
    done = script("translation_state", "update", day, folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return (folder / STATE).read_text("utf-8")


def check(folder: Path) -> str:
    checked = script("check", "stale", folder=folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    return checked.stdout


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_stale_translation_is_a_warning(case: dict, recorded: Path) -> None:
    for name, (find, replacement) in case["change"].items():
        change(recorded / name, find, replacement)
    expected = case["warnings"] or [GOOD]
    assert check(recorded).splitlines() == expected


def recorded_line(folder: Path, section: str) -> str:
    """Returns what the translation state says of a section: fingerprints without their counts."""
    line = re.search(rf"^  {section}: (.*)", (folder / STATE).read_text("utf-8"), re.MULTILINE)[1]
    return re.sub("-[0-9a-z]{40}", "", line)


def test_late_translation_may_be_far_longer(recorded: Path) -> None:
    """What was stale is measured by the text that it lags behind, and never the other way round."""
    change(recorded / "docs/lv/index.md", "Skatiet", "Ko dzert no rīta un ko vakarā, uzzināsiet, ja aplūkosiet")
    update_state(recorded, "2026-11-21")
    change(recorded / "docs/en/index.md", "See", " ".join(f"word{number}" for number in range(60)))
    [told] = check(recorded).splitlines()
    assert told.startswith("docs/lt/index.md:1:1: warning: 'lt' has not changed with 'lv' in docs/lv/index.md:1 since")


def test_life_of_a_stale_translation(recorded: Path) -> None:
    """Latvian is reworded; English only loses a typo, Lithuanian follows; headings are renamed; English follows."""
    before = recorded_line(recorded, "index#drinks")
    change(recorded / "docs/lv/index.md", "Skatiet", "Ko dzert no rīta un ko vakarā, uzzināsiet, ja aplūkosiet")
    update_state(recorded, "2026-11-21")
    assert recorded_line(recorded, "index#drinks") == before.replace("}", ", stale: en lt, since: 2026-11-21}")
    assert "in docs/lv/index.md:1 since 2026-11-21; " in check(recorded)
    change(recorded / "docs/en/index.md", "See", "Sea")
    change(recorded / "docs/lt/index.md", "Žiūrėkite", "Ką gerti rytą ir ką vakare, rodo")
    update_state(recorded, "2026-11-25")
    assert recorded_line(recorded, "index#drinks") == before.replace("}", ", stale: en, since: 2026-11-21}")
    for language in ("lv", "en", "lt"):
        page = (recorded / f"docs/{language}/index.md").rename(recorded / f"docs/{language}/start.md")
        change(page, "#drinks", "#all-drinks")
    warning = "'en' has changed by 1 word, and 'lv' by 10 in docs/lv/start.md:1 since 2026-11-21; "
    assert check(recorded).startswith(f"docs/en/start.md:1:1: warning: {warning}")
    update_state(recorded, "2026-11-26")
    assert recorded_line(recorded, "start#all-drinks") == before.replace("}", ", stale: en, since: 2026-11-21}")
    assert "index#" not in (recorded / STATE).read_text("utf-8")
    change(recorded / "docs/en/start.md", "Sea", "What to drink in the morning and in the evening is in")
    assert check(recorded) == f"{GOOD}\n"
    update_state(recorded, "2026-11-27")
    assert "since" not in recorded_line(recorded, "start#all-drinks")


def test_small_change_of_a_stale_text_needs_the_word_of_an_editor(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Skatiet", "Aplūkojiet")
    update_state(recorded, "2026-11-21")
    change(recorded / "docs/en/index.md", "See", "Study")
    change(recorded / "docs/lt/index.md", "Žiūrėkite", "Studijuokite")
    update_state(recorded, "2026-11-25")
    warnings = check(recorded).splitlines()
    assert len(warnings) == 2
    line = re.search(r"write '(.*?)' under up-to-date in (\S+)", warnings[0])
    change(recorded / line[2], "up-to-date:\n", f"up-to-date:\n{line[1]}\n")
    assert check(recorded) == f"{GOOD}\n"
    assert "since" not in update_state(recorded, "2026-11-26").partition("sections:")[2]


def test_undone_change_leaves_nothing_stale(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Skatiet", "Aplūkojiet")
    update_state(recorded, "2026-11-21")
    change(recorded / "docs/lv/index.md", "Aplūkojiet", "Skatiet")
    assert check(recorded) == f"{GOOD}\n"


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_one_command_cures_a_conflict_in_the_state(style: str, recorded: Path) -> None:
    """Two branches update the state: on one Latvian is reworded, on the other English, and a change is settled."""

    def git(*arguments: str) -> int:
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", f"merge.conflictStyle={style}"]
        return subprocess.run(["git", *names, *arguments], cwd=recorded, capture_output=True).returncode

    git("init", "-q", "-b", "main")
    git("add", "docs")
    git("commit", "-qm", "Start")
    git("checkout", "-qb", "latvian")
    change(recorded / "docs/lv/index.md", "Skatiet", "Aplūkojiet")
    update_state(recorded, "2026-11-22")
    git("commit", "-qam", "Latvian")
    git("checkout", "-q", "main")
    change(recorded / "docs/en/index.md", "Which to drink", "What to drink")
    update_state(recorded, "2026-11-21")
    change(recorded / "docs/data/comparison.yml", "lv: Maiga", "lv: Maiga garša")
    change(recorded / STATE, "up-to-date:\n", "up-to-date:\n  - comparison#taste\n")
    git("commit", "-qam", "English")
    assert git("merge", "latvian") == 1
    checked = script("check", "stale", folder=recorded)
    assert checked.returncode == 1
    assert "two versions of this file meet here; run: make translation-state (" in checked.stdout
    update_state(recorded, "2026-11-25")
    assert recorded_line(recorded, "index#drinks").endswith(", stale: en lt, since: 2026-11-22}")
    assert recorded_line(recorded, "index#which").endswith(", stale: lv lt, since: 2026-11-21}")
    assert "since" not in recorded_line(recorded, "comparison#taste")
    assert len(check(recorded).splitlines()) == 4


def test_change_that_needs_no_translation_is_recorded_and_its_line_removed(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Skatiet", "Aplūkojiet")
    change(recorded / STATE, "up-to-date:\n", "up-to-date:\n- index#drinks\n")
    assert "- index#drinks" not in update_state(recorded, DAY)
    assert check(recorded) == f"{GOOD}\n"
    change(recorded / "docs/lv/index.md", "Aplūkojiet", "Skatiet")
    assert len(check(recorded).splitlines()) == 2


@pytest.mark.parametrize("case", STATES, ids=[case["name"] for case in STATES])
def test_error_in_the_state_fails_check_update_and_build(case: dict, recorded: Path) -> None:
    change(recorded / STATE, case["find"], case["replace"])
    wrong_state = (recorded / STATE).read_text("utf-8")
    for command in (("check", "stale"), ("translation_state", "update")):
        done = script(*command, folder=recorded)
        assert (done.returncode, done.stdout, done.stderr) == (1, case["problem"] + "\n", "")
    assert (recorded / STATE).read_text("utf-8") == wrong_state
    if case is STATES[0]:
        built = mkdocs(recorded, "build")
        assert built.returncode == 1
        assert case["problem"] in built.stderr
        assert "Traceback" not in built.stderr


@pytest.mark.parametrize("name", ["docs/data/comparison.yml", "docs/en/index.md"])
def test_unreadable_file_leaves_the_state_as_it_is(name: str, recorded: Path) -> None:
    before = (recorded / STATE).read_text("utf-8")
    (recorded / name).write_bytes(b"rows: \xff\n")
    done = script("translation_state", "update", folder=recorded)
    expected = (
        f"{name}:1:1: this file has errors, so nobody can tell which translations are stale; correct them first\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, expected, "")
    assert (recorded / STATE).read_text("utf-8") == before


def test_wrong_command(drinks: Path) -> None:
    for command in ("", "chek", "update 31.12.2026", "update 2026-11-20 x"):
        done = script("translation_state", *command.split(), folder=drinks)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_stale_translation_has_both_texts(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    stale = stale_translations(Site(recorded / "mkdocs.yml"))[0]
    assert (stale.section, stale.since) == ("index#which", "")
    assert (stale.newer.text, stale.stale.text) == (
        "## Ko dzert { #which }\n\n[[picture: cup]]",
        "## Which to drink { #which }\n\n[[picture: cup]]",
    )


def test_reader_of_a_stale_translation_gets_a_notice(recorded: Path, chromium: Browser) -> None:
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    update_state(recorded, DAY)
    change(recorded / "docs/data/comparison.yml", "en: Mild", "en: Light & mild")  # Not recorded yet
    built = mkdocs(recorded, "build")
    assert built.returncode == 0, built.stderr
    pages = {
        path.parent.relative_to(recorded / "site").as_posix(): path for path in recorded.glob("site/**/index.html")
    }
    notices = {
        name: re.findall('class="?stale-notice.*?>(.*?)</(?:p|span)>', path.read_text()) for name, path in pages.items()
    }
    assert {name: found for name, found in notices.items() if found} == {
        "en": ["The text in Latvian is newer (20 November 2026). <a href=../#which hreflang=lv>Read it in Latvian</a>"],
        "lt": [
            "Naujesnis tekstas yra latvių kalba (2026 m. lapkričio 20 d.). "
            "<a href=../#which hreflang=lv>Skaityti latvių kalba</a>"
        ],
        "comparison": [
            "Jaunāks ir teksts angļu valodā. <a href=../en/comparison/#taste hreflang=en>Lasīt angļu valodā</a>"
        ],
        "lt/comparison": [
            "Naujesnis tekstas yra anglų kalba. <a href=../../en/comparison/#taste hreflang=en>Skaityti anglų kalba</a>"
        ],
    }
    assert re.search(r'<h2 id="?which.*</h2> ?<p class="?stale-notice"? data-search-exclude', pages["en"].read_text())
    scripts = recorded.glob("site/assets/javascripts/search.*.js")
    assert not any("Jaunāks ir teksts" in script.read_text("utf-8") for script in scripts)
    page = chromium.new_page()
    page.goto(pages["comparison"].as_uri())
    row = page.locator("tbody tr").first.aria_snapshot()
    assert "rowheader" in row and "Jaunāks ir teksts angļu valodā." in row and 'link "Lasīt angļu valodā' in row
    page.close()


def test_unknown_locale_fails_the_build(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    update_state(recorded, DAY)
    change(recorded / "mkdocs.yml", "locale: en_GB", "locale: english")
    built = mkdocs(recorded, "build")
    assert built.returncode == 1
    assert (
        "mkdocs.yml:20:10: 'english' in extra.language_settings is not a locale; write one such as en_GB"
        in built.stderr
    )


NOWHERE = Location(Path())
RANDOM_WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1)


@given(RANDOM_WORDS, st.lists(st.sampled_from([" ", "\n", ", ", " – ", "” ", " **", "\u00a0"]), min_size=1))
def test_fingerprint_changes_with_the_words_only(words: list[str], gaps: list[str]) -> None:
    text = "".join(word + gaps[number % len(gaps)] for number, word in enumerate(words))
    assert Text("lv", NOWHERE, text).fingerprint == Text("lv", NOWHERE, " ".join(words)).fingerprint
    assert Text("lv", NOWHERE, f"{text} x").fingerprint != Text("lv", NOWHERE, text).fingerprint


@given(
    content=st.binary()
    | st.text().map(str.encode)
    | st.from_regex(r"(up-to-date:|sections:|  a#b: \{?|- |\n|x){,30}").map(str.encode)
)
def test_any_state_is_read_or_refused(content: bytes, scratch: Path) -> None:
    file = scratch / "docs/data/translation-state.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    found = {"a#b": {"lv": Text("lv", Location(Path("p")), "Teksts"), "en": Text("en", Location(Path("q")), "Text")}}
    state, problems = read_state(Sources(scratch / "docs"), found)
    assert problems or state is not None
    assert all(re.match(r".*:\d+:\d+: .+; .+", str(problem)) for problem in problems)
    if not problems:
        file.write_text(updated_state(found, state, DAY), "utf-8")
        after, _ = read_state(Sources(scratch / "docs"), found)
        assert find_stale_translations(found, after) == [
            stale._replace(since=stale.since or DAY) for stale in find_stale_translations(found, state)
        ]
