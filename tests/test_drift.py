"""What has changed in one language only is told to its editors and readers, and recorded."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from conftest import ROOT, change, mkdocs, script
from drift import Text, find_lags, lagging, read_state, record

CASES = yaml.safe_load((ROOT / "tests/cases/drift.yml").read_text("utf-8"))
RECORDS = yaml.safe_load((ROOT / "tests/cases/in_step.yml").read_text("utf-8"))
DAY = "2026-11-20"
RECORD = "docs/data/in-step.yml"
GOOD = "all is good: drift"


@pytest.fixture
def recorded(drinks: Path) -> Path:
    """The drinks, recorded in step."""
    assert check(drinks) == f"{RECORD}:1:1: warning: what says the same is not recorded yet; run: make record\n"
    run_record(drinks, DAY)
    return drinks


def run_record(folder: Path, day: str) -> str:
    done = script("drift", "record", day, folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return (folder / RECORD).read_text("utf-8")


def check(folder: Path) -> str:
    checked = script("check", "drift", folder=folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    return checked.stdout


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_lags_is_told(case: dict, recorded: Path) -> None:
    for name, (find, put) in case["change"].items():
        change(recorded / name, find, put)
    said = check(recorded).splitlines()
    assert said == case["lags"] or (not case["lags"] and said == [GOOD])


def test_life_of_a_lag(recorded: Path) -> None:
    page = recorded / "docs/lv/index.md"
    before = (recorded / RECORD).read_text("utf-8")
    change(page, "Skatiet", "Aplūkojiet")
    assert before.replace("lt: 3514fbdc}", "lt: 3514fbdc, since: 2026-11-21}") == run_record(recorded, "2026-11-21")
    assert "in docs/lv/index.md:1 since 2026-11-21; " in check(recorded)
    change(page, "Aplūkojiet", "Pētiet")
    change(recorded / "docs/en/index.md", "See", "Study")
    assert "since: 2026-11-21" in run_record(recorded, "2026-11-25")  # Lithuanian still lags.
    assert check(recorded).splitlines()[0].startswith("docs/lt/index.md:1:1: warning: 'lt' has not changed with 'lv'")
    change(recorded / "docs/lt/index.md", "Žiūrėkite", "Studijuokite")
    assert "since" not in run_record(recorded, "2026-11-26").partition("passages:")[2]
    change(page, "Pētiet", "Skatiet")
    change(page, "Skatiet", "Pētiet")
    assert check(recorded) == f"{GOOD}\n"


def test_no_new_translation_is_recorded_and_its_line_taken_away(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Skatiet", "Aplūkojiet")
    change(recorded / RECORD, "no-new-translation:\n", "no-new-translation:\n- index#drinks\n")
    assert "- index#drinks" not in run_record(recorded, DAY)
    assert check(recorded) == f"{GOOD}\n"
    change(recorded / "docs/lv/index.md", "Aplūkojiet", "Skatiet")
    assert len(check(recorded).splitlines()) == 2


@pytest.mark.parametrize("case", RECORDS, ids=[case["name"] for case in RECORDS])
def test_faulty_record_fails_check_record_and_build(case: dict, recorded: Path) -> None:
    change(recorded / RECORD, case["find"], case["put"])
    faulty = (recorded / RECORD).read_text("utf-8")
    for command in (("check", "drift"), ("drift", "record")):
        done = script(*command, folder=recorded)
        assert (done.returncode, done.stdout, done.stderr) == (1, case["fault"] + "\n", "")
    assert (recorded / RECORD).read_text("utf-8") == faulty
    if case is RECORDS[0]:
        built = mkdocs(recorded, "build")
        assert (built.returncode, case["fault"] in built.stderr, "Traceback" in built.stderr) == (1, True, False)


@pytest.mark.parametrize("name", ["docs/data/comparison.yml", "docs/en/index.md"])
def test_nothing_is_recorded_of_what_cannot_be_read(name: str, recorded: Path) -> None:
    before = (recorded / RECORD).read_text("utf-8")
    (recorded / name).write_bytes(b"rows: \xff\n")
    done = script("drift", "record", folder=recorded)
    expected = f"{name}:1:1: has faults, so nobody can tell what lags; mend them first\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, expected, "")
    assert (recorded / RECORD).read_text("utf-8") == before


def test_wrong_command(drinks: Path) -> None:
    for command in ("", "chek", "record 31.12.2026", "record 2026-11-20 x"):
        done = script("drift", *command.split(), folder=drinks)
        assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)


def test_report_gets_both_texts(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    lag = lagging(recorded)[0]
    assert (lag.passage, lag.since) == ("index#which", "")
    assert (lag.newer.text, lag.lagging.text) == (
        "## Ko dzert { #which }\n\n[[picture: cup]]",
        "## Which to drink { #which }\n\n[[picture: cup]]",
    )


def test_reader_of_the_lagging_language_is_told(recorded: Path, chromium: Browser) -> None:
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    run_record(recorded, DAY)
    change(recorded / "docs/data/comparison.yml", "en: Mild", "en: Light & mild")  # Not recorded yet
    built = mkdocs(recorded, "build")
    assert built.returncode == 0, built.stderr
    pages = {
        path.parent.relative_to(recorded / "site").as_posix(): path for path in recorded.glob("site/**/index.html")
    }
    notices = {
        name: re.findall('class="?newer.*?>(.*?)</(?:p|span)>', path.read_text()) for name, path in pages.items()
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
    assert re.search(r'<h2 id="?which.*</h2> ?<p class="?newer"? data-search-exclude', pages["en"].read_text())
    assert not any("newer" in index.read_text() for index in recorded.glob("site/**/search_index.json"))
    page = chromium.new_page()
    page.goto(pages["comparison"].as_uri())
    row = page.locator("tbody tr").first.aria_snapshot()
    assert "rowheader" in row and "Jaunāks ir teksts angļu valodā." in row and 'link "Lasīt angļu valodā' in row
    page.close()


def test_unknown_locale_is_told(recorded: Path) -> None:
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    run_record(recorded, DAY)
    change(recorded / "site.yml", "locale: en_GB", "locale: english")
    built = mkdocs(recorded, "build")
    assert built.returncode == 1
    assert "mkdocs.yml:1:1: 'english' in extra.writing is no locale; write one such as en_GB" in built.stderr


def test_record_on_github(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The step's own script, in a shallow clone, with a gh that keeps what it is given; and one that is refused."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text("utf-8"))["jobs"]
    step = jobs["record"]["steps"][-1]
    bin_folder = tmp_path_factory.mktemp("bin")
    (bin_folder / "gh").write_text('#!/bin/sh\necho "$@" >> "$SENT.arguments"; cat > "$SENT"; exit "$REFUSED"\n')
    (bin_folder / "gh").chmod(0o755)
    sent = bin_folder / "sent"
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "SENT": str(sent), "REFUSED": "0"}
    environment |= {"GITHUB_REPOSITORY": "example/project", "FILE": step["env"]["FILE"]}

    def git(*arguments: str) -> str:
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
        return subprocess.run(
            ["git", *names, *arguments], cwd=recorded, check=True, capture_output=True, text=True
        ).stdout

    def run(refused: str = "0") -> str:
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            command, cwd=recorded, env={**environment, "REFUSED": refused}, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Start")
    assert run() == "" and not sent.exists()
    change(recorded / "docs/lv/index.md", "Kuru dzert", "Ko dzert")
    written = run_record(recorded, DAY)
    assert run() == ""
    asked = json.loads(sent.read_text())
    assert base64.b64decode(asked["content"]).decode() == written
    assert asked["sha"] == git("rev-parse", f"HEAD:{RECORD}").strip()
    assert "repos/example/project/contents/docs/data/in-step.yml" in Path(f"{sent}.arguments").read_text()
    assert run("1").startswith("::warning::docs/data/in-step.yml could not be committed")
    git("rm", "-q", "--cached", RECORD)
    git("commit", "-qm", "Forget it")
    assert run() == "" and "sha" not in json.loads(sent.read_text())


WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1)


@given(WORDS, st.lists(st.sampled_from([" ", "\n", ", ", " – ", "” ", " **", "\u00a0"]), min_size=1))
def test_typography_keeps_a_fingerprint_and_another_word_does_not(words: list[str], gaps: list[str]) -> None:
    parted = "".join(word + gaps[place % len(gaps)] for place, word in enumerate(words))
    assert Text("lv", "", parted).fingerprint == Text("lv", "", " ".join(words)).fingerprint
    assert Text("lv", "", f"{parted} x").fingerprint != Text("lv", "", parted).fingerprint


@given(
    content=st.binary()
    | st.text().map(str.encode)
    | st.from_regex(r"(no-new-translation:|passages:|  a#b: \{?|- |\n|x){,30}").map(str.encode)
)
def test_any_record_is_read_or_refused(content: bytes, scratch: Path) -> None:
    file = scratch / "in-step.yml"
    file.write_bytes(content)
    found = {"a#b": {"lv": Text("lv", "p:1", "Teksts"), "en": Text("en", "q:1", "Text")}}
    state, faults = read_state(file, found)
    assert faults or state is not None
    assert all(re.match(r".*:\d+:\d+: .+; .+", fault) for fault in faults)
    if not faults:
        file.write_text(record(found, state, DAY), "utf-8")
        assert find_lags(found, read_state(file, found)[0]) == [
            lag._replace(since=lag.since or DAY) for lag in find_lags(found, state)
        ]
