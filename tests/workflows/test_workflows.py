"""The workflows, run as on GitHub, for what an editor or a programmer does and for the states of a repository."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest
import yaml
from job import WORKFLOWS, Annotation, Machine, evaluate, fill_in, link_programs, project_in_git

from article import ARTICLE
from conftest import ROOT, change, lay_out

NO_DICTIONARY = Annotation(
    "warning",
    "mkdocs.yml",
    "1",
    "spelling in lv, en is not checked; on Debian or Ubuntu: sudo apt install hunspell hunspell-lv hunspell-en-gb",
)
# All that the tests import is there; but nothing is tested a second time within a test.
COLLECT_ONLY = {"PYTEST_ADDOPTS": "--collect-only --quiet --assert plain", "MESSAGE_LANGUAGES": "en"}
CHECK = "Check the texts, and mark each problem at its line"
BUILD = "Build, so that a double click on index.html opens it"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' own article in a repository; its one stale translation is said to be none."""
    project = lay_out(ARTICLE, tmp_path_factory.mktemp("repository"))
    change(project / "docs/data/translation-state.yml", "up-to-date:\n", "up-to-date:\n  - coffee#grinding\n")
    return project_in_git(project)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a machine."""
    return link_programs(tmp_path_factory.mktemp("system"))


@pytest.fixture
def machine(project: Path, system: Path, tmp_path: Path) -> Machine:
    return Machine(project, system, tmp_path)


def edit(machine: Machine, *languages: str, added: str) -> None:
    """Adds a text at the end of the page on tea in some languages, and commits that."""
    for language in languages:
        page = machine.folder / f"docs/{language}/tea.md"
        page.write_text(f"{page.read_text('utf-8')}\n{added}\n", "utf-8")
    machine.git("commit", "--quiet", "--all", "--message", "Edit")


def assert_is_for_people(machine: Machine, summary: str) -> None:
    """Fails if a report has what only machines want: lines of a log, folders of the machine."""
    for noise in ("INFO", "Traceback", "make:", "Aborted", "/tmp", str(machine.folder)):
        assert noise not in summary


def test_all_is_good(machine: Machine) -> None:
    machine.add_hunspell()
    edit(machine, "lv", "en", added="2 + 2 = 4.")
    outcome = machine.run("check.yml", "outcome", **COLLECT_ONLY)
    assert outcome.failed == [], outcome.log
    assert outcome.annotations == []
    assert outcome.summary.startswith("# What changes for a reader\n\nPages: 2 · rows of the table: 0 ")
    assert "\n+2 + 2 = 4.\n" in outcome.summary
    assert_is_for_people(machine, outcome.summary)


def test_warnings_stop_nobody(machine: Machine) -> None:
    """A change in one language only, on a machine where apt gets no dictionary."""
    sentence = "This whole sentence stands in one language only, until somebody translates it for others."
    edit(machine, "en", added=sentence)
    outcome = machine.run("check.yml", "outcome", **COLLECT_ONLY)
    assert outcome.failed == [], outcome.log
    packages = "hunspell hunspell-lv hunspell-en-gb"
    reason = "apt-get reports: E: Failed to fetch hunspell-lv.deb  403  Forbidden"
    assert f"could not be installed: {packages} ({reason}); spelling is not checked\n" in outcome.log
    stale, left_out = sorted(outcome.annotations)
    assert left_out == NO_DICTIONARY
    assert (stale.severity, stale.file) == ("warning", "docs/lv/tea.md")
    assert stale.message.startswith("'lv' has not changed with 'en' in docs/en/tea.md:")
    warnings, changes = outcome.summary.split("# What changes for a reader\n\n")
    assert warnings.startswith("## Warnings\n\nThey do not prevent publishing.\n\n- `")
    assert f"- `docs/lv/tea.md:{stale.line}:1`: `{stale.message}`\n".replace("  ", " ") in warnings
    assert f"- `mkdocs.yml:1:1`: `{left_out.message}`\n" in warnings
    assert sentence in changes
    assert_is_for_people(machine, outcome.summary)


def test_errors_in_a_text(machine: Machine) -> None:
    """GitHub shows ten, the summary all."""
    links = "\n\n".join(f"[x](nowhere-{number}.md)" for number in range(12))
    edit(machine, "lv", "en", added=links)
    outcome = machine.run("check.yml", "outcome", **COLLECT_ONLY)
    assert outcome.failed[0] == CHECK
    errors = [annotation for annotation in outcome.annotations if annotation.severity == "error"]
    assert len(errors) == 10
    assert {error.file for error in errors} <= {"docs/lv/tea.md", "docs/en/tea.md"}
    assert outcome.summary.startswith("# This change cannot be published yet\n\nCorrect each error")
    for number in range(12):
        assert outcome.summary.count(f"nowhere-{number}.md") >= 2  # One in each language
    assert_is_for_people(machine, outcome.summary)


@pytest.mark.parametrize(
    ("languages", "message", "title"),
    [
        (["lv"], "lapas vai faila „nowhere.md” nav", "Šīs izmaiņas vēl nevar publicēt"),
        (["en"], "there is no page or file 'nowhere.md'", "This change cannot be published yet"),
        (
            ["lv", "en"],
            "there is no page or file 'nowhere.md'",
            "Šīs izmaiņas vēl nevar publicēt / This change cannot be published yet",
        ),
    ],
    ids=["Latvian", "English", "both"],
)
def test_messages_are_in_the_languages_of_the_change(
    machine: Machine, languages: list[str], message: str, title: str
) -> None:
    for language in languages:
        edit(machine, language, added="[x](nowhere.md)")
    machine.git("reset", "--soft", f"HEAD~{len(languages)}")
    machine.git("commit", "--quiet", "--message", "Edit")
    outcome = machine.run("check.yml", "outcome", PYTEST_ADDOPTS="--collect-only --quiet")
    assert outcome.failed[0] == CHECK
    errors = [annotation for annotation in outcome.annotations if annotation.severity == "error"]
    assert {error.file for error in errors} == {f"docs/{language}/tea.md" for language in languages}
    assert all(message in error.message for error in errors)
    assert outcome.summary.startswith(f"# {title}\n\n")


def test_error_that_only_the_build_finds(machine: Machine) -> None:
    """A page that has more to load than a reader should wait for."""
    letters = random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=40_000)
    edit(machine, "lv", "en", added=f"```\n{''.join(letters)}\n```")
    outcome = machine.run("check.yml", "outcome", **COLLECT_ONLY)
    assert outcome.failed[0] == BUILD, outcome.log
    errors = [annotation for annotation in outcome.annotations if annotation.severity == "error"]
    assert [error.file for error in errors] == ["docs/en/tea.md", "docs/lv/tea.md"]
    assert all(error.message.startswith("the page is ") for error in errors)
    errors_of_report, warnings = outcome.summary.split("## Warnings\n\n")
    assert errors_of_report.count("bytes larger than the") == 2
    assert NO_DICTIONARY.message in warnings
    assert_is_for_people(machine, outcome.summary)


def test_fault_of_the_program_is_told_to_programmers(machine: Machine) -> None:
    change(machine.folder / "overrides/main.html", "<body", "{% no such tag %}<body")
    machine.git("commit", "--quiet", "--all", "--message", "x")
    outcome = machine.run("check.yml", "outcome", **COLLECT_ONLY)
    assert outcome.failed[0] == BUILD, outcome.log
    assert Annotation("error", "", "", "Error building page 'lv/index.md': Encountered unknown tag 'no'.") in (
        outcome.annotations
    )
    assert_is_for_people(machine, outcome.summary)


def test_program_is_tested_on_a_clean_machine(machine: Machine) -> None:
    """Only what requirements-test.txt lists is there, and no engine but Chromium."""
    outcome = machine.run("check.yml", "program", event="push", **COLLECT_ONLY)
    assert outcome.failed == [], outcome.log
    assert "everything: there is no commit '' to compare with\n" in outcome.log
    assert "tests/test_build.py" in outcome.log


@pytest.mark.parametrize(
    ("file", "old", "new", "is_tested"),
    [
        ("docs/en/tea.md", "", "Tea.\n", False),
        ("docs/data/comparison.yml", "", "# A comment\n", False),
        ("mkdocs.yml", "  - tea.md\n", "  - tea.md  # First\n  - prices.md\n", False),
        ("mkdocs.yml", "  language: lv", "  language: en", True),
        ("docs/assets/table/filter.js", "", "\n", True),
        ("docs/assets/layout/base.css", "", "\n", True),
        ("scripts/check.py", "", "\n", True),
        ("README.md", "", "Read me.\n", True),
    ],
)
def test_suite_runs_for_what_is_no_text(file: str, old: str, new: str, is_tested: bool, machine: Machine) -> None:
    machine.add_program("make", '#!/bin/sh\necho "make $@"\n')
    path = machine.folder / file
    text = path.read_text("utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    machine.git("add", ".")
    machine.git("commit", "--quiet", "--message", "x")
    outcome = machine.run("check.yml", "program")
    assert outcome.failed == []
    assert outcome.log == (f"{file}\nmake test\n" if is_tested else "")


def test_suite_runs_until_what_was_changed_is_published(machine: Machine) -> None:
    """A script was changed, that run failed, and now a text is changed: both are compared with what is published."""
    machine.add_program("make", '#!/bin/sh\necho "make $@"\n')
    published = machine.git("rev-parse", "HEAD")
    (machine.folder / "scripts/new.py").write_text("")
    machine.git("add", ".")
    machine.git("commit", "--quiet", "--message", "Script")
    edit(machine, "lv", added="2 + 2 = 4.")
    machine.add_program("gh", f'#!/bin/sh\necho "$@" >&2; echo {published}\n')
    outcome = machine.run("check.yml", "program", event="push")
    assert outcome.log == (
        "run list --workflow publish.yml --branch trunk --status success --limit 1 --json headSha --jq .[].headSha\n"
        "scripts/new.py\nmake test\n"
    )
    machine.add_program("gh", "#!/bin/sh\necho $(git rev-parse HEAD^1)\n")
    assert machine.run("check.yml", "program", event="push").log == ""


GH = """#!/bin/sh
echo "$@" >> "$RUNNER_TEMP/calls"
case "$1" in repo) echo "$HAS_ISSUES"; exit;; esac
case "$2" in list) echo "$OPEN"; exit;; esac
case "$*" in *content=@-*) cat > "$RUNNER_TEMP/content";; esac
echo "$ANSWER"
exit "$CODE"
"""
STATE = "docs/data/translation-state.yml"


def calls(machine: Machine) -> list[str]:
    """Returns what `gh` was told to do, and forgets it."""
    file = machine.temp / "calls"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return lines


@pytest.mark.parametrize(
    ("answer", "code", "is_switched_on"),
    [
        ("workflow", "0", True),
        ("legacy", "0", False),
        ('{"message":"Not Found"}gh: Not Found (HTTP 404)', "1", False),
        ("gh: Bad gateway (HTTP 502)", "1", True),  # Then the deployment itself says what is wrong.
    ],
)
def test_pages_that_are_not_switched_on(answer: str, code: str, is_switched_on: bool, machine: Machine) -> None:
    machine.add_program("gh", GH)
    outcome = machine.run("publish.yml", "deploy", event="push", ANSWER=answer, CODE=code)
    assert calls(machine) == ["api repos/example/project/pages --jq .build_type"]
    todo = "Choose Settings → Pages → Source: GitHub Actions, then press Re-run jobs → Re-run failed jobs here."
    if is_switched_on:
        assert (outcome.failed, outcome.annotations, outcome.summary) == ([], [], "")
    else:
        assert outcome.failed == ["See whether GitHub Pages is switched on"]
        assert outcome.annotations == [Annotation("error", "", "", f"GitHub Pages is not switched on {todo}")]
        assert outcome.summary == f"GitHub Pages is not switched on. {todo}\n"


def test_translation_state_is_committed(machine: Machine) -> None:
    """Of a change in one language too, on a branch of any name; not where nothing is new; it says so where it fails."""
    machine.add_program("gh", GH)
    arguments = ("publish.yml", "translation-state", "push")
    first = machine.run(*arguments, ANSWER="", CODE="0")
    assert first.failed == [], first.log
    calls(machine)
    machine.git("commit", "--quiet", "--all", "--message", "State")
    assert machine.run(*arguments, ANSWER="", CODE="0").annotations == []
    assert calls(machine) == []
    edit(machine, "en", added="This sentence is new, and nobody has translated it.")
    before = machine.git("rev-parse", f"HEAD:{STATE}")
    assert machine.run(*arguments, ANSWER="", CODE="0").failed == []
    assert calls(machine) == [
        f"api --method PUT repos/example/project/contents/{STATE} --silent --raw-field branch=trunk "
        f"--raw-field message=Update the translation state --raw-field sha={before} --field content=@-"
    ]
    state = (machine.folder / STATE).read_bytes()
    assert b"stale: lv" in state
    assert base64.b64decode((machine.temp / "content").read_text()) == state
    refused = machine.run(*arguments, ANSWER="", CODE="1")
    assert refused.failed == []
    [annotation] = refused.annotations
    assert annotation.message.startswith(f"{STATE} could not be committed: trunk is protected, or has changed since.")
    machine.git("rm", "--quiet", "--cached", STATE)
    machine.git("commit", "--quiet", "--message", "Forget it")
    calls(machine)
    assert machine.run(*arguments, ANSWER="", CODE="0").failed == []
    assert "sha=" not in calls(machine)[0]


@pytest.mark.parametrize("event", ["push", "workflow_dispatch"])
@pytest.mark.parametrize("branch", ["trunk", "main"])
def test_only_the_default_branch_is_published(event: str, branch: str) -> None:
    jobs = yaml.safe_load((WORKFLOWS / "publish.yml").read_text("utf-8"))["jobs"]
    payload = {"repository": {"default_branch": "trunk"}}
    contexts = {"github": {"event": payload, "ref_name": branch, "event_name": event}}
    assert evaluate(jobs["check"]["if"], contexts) is (branch == "trunk")
    assert evaluate(jobs["translation-state"]["if"], contexts) is (branch == "trunk" and event == "push")
    assert jobs["deploy"]["needs"] == "check"  # It is left out with it.
    assert "if" not in jobs["deploy"]


def test_each_attempt_deploys_a_site_of_its_own() -> None:
    """Both attempts of a run keep theirs; a deployment that alone is run again takes the one that was checked."""
    job = yaml.safe_load((WORKFLOWS / "check.yml").read_text("utf-8"))["jobs"]["outcome"]
    [upload] = [step for step in job["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    names = {
        fill_in(name, {"github": {"run_attempt": "2"}}) for name in (upload["with"]["name"], job["outputs"]["artifact"])
    }
    assert names == {"github-pages-2"}
    deploy = yaml.safe_load((WORKFLOWS / "publish.yml").read_text("utf-8"))["jobs"]["deploy"]["steps"][-1]
    assert fill_in(deploy["with"]["artifact_name"], {"needs": {"check": {"outputs": {"artifact": "x"}}}}) == "x"


def report_weekly(machine: Machine, result: str, *issues: dict, has_issues: str = "true") -> list[str]:
    """Returns what the weekly workflow does about a job's result, with some open issues. It says what `gh` says."""
    matrix = {"result": result, "title": 'Saites "x" $(y)', "text": "t", "found": "f"}
    machine.add_program("gh", GH)
    variables = {"OPEN": json.dumps(issues), "HAS_ISSUES": has_issues, "ANSWER": "", "CODE": "0"}
    outcome = machine.run("weekly.yml", "report", "schedule", matrix, **variables)
    assert outcome.failed == [], outcome.log
    machine.last_outcome = outcome
    return [call for call in calls(machine) if call.startswith("issue ") and " list " not in call]


def test_weekly_workflow_keeps_one_issue(machine: Machine) -> None:
    same = {"number": 7, "title": 'Saites "x" $(y)'}
    other = {"number": 8, "title": "Saites"}
    assert report_weekly(machine, "failure", other) == ['issue create --title Saites "x" $(y) --body t']
    assert report_weekly(machine, "failure", other, same) == ["issue edit 7 --body t"]
    run = "https://github.com/example/project/actions/runs/1"
    assert report_weekly(machine, "success", other, same) == [f"issue close 7 --comment {run}"]
    assert report_weekly(machine, "success", other) == []
    assert report_weekly(machine, "cancelled", same) == []


def test_weekly_workflow_without_issues(machine: Machine) -> None:
    assert report_weekly(machine, "failure", has_issues="false") == []
    run = "https://github.com/example/project/actions/runs/1"
    assert machine.last_outcome.summary == f'# Saites "x" $(y)\n\nt\n\n{run}\n\nf\n'
    [notice] = machine.last_outcome.annotations
    assert notice.message == "Issues are switched off here, so any failure is described in the summary of this run."
    assert report_weekly(machine, "success", has_issues="false") == []
    assert machine.last_outcome.summary == ""


def test_weekly_workflow_stays_on_schedule(machine: Machine) -> None:
    machine.add_program("gh", GH)
    stays = machine.run("weekly.yml", "stay", "schedule", ANSWER="", CODE="0")
    assert calls(machine) == ["api --method PUT repos/example/project/actions/workflows/weekly.yml/enable --silent"]
    assert (stays.failed, stays.annotations) == ([], [])
    refused = machine.run("weekly.yml", "stay", "schedule", ANSWER="", CODE="1")
    assert (refused.failed, refused.annotations[0].severity) == ([], "warning")


def test_dependabot_can_renew_each_package() -> None:
    """It asks for one version of a package, for all versions of Python: two that are locked need two.

    It compiles one file after the other in the order of their -r lines; -c lines it does not know.
    """
    [settings] = [
        entry
        for entry in yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
        if entry["package-ecosystem"] == "uv"
    ]
    left_out = {entry["dependency-name"] for entry in settings["ignore"]}
    for name in ("requirements", "requirements-test"):
        locked = [line.split("==")[0] for line in (ROOT / f"{name}.txt").read_text().splitlines() if "==" in line]
        assert {package for package in locked if locked.count(package) > 1} <= left_out
    assert "\n-r requirements.txt\n" in (ROOT / "requirements-test.in").read_text()
