"""The repository around the site: the commands of the Makefile, workflows and forms, the schemas of the data files."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from conftest import ROOT, change, script

BIN = Path(sys.executable).parent
FORMS = {
    ".github/ISSUE_TEMPLATE/mistake.yml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/idea.yml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    ".github/dependabot.yml": "dependabot",
}
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def make(*arguments: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs make in a folder. variables: of the environment."""
    outer_make = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # `make test` itself runs under make.
    environment = {name: value for name, value in os.environ.items() if name not in outer_make} | variables
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_make_alone_lists_the_commands() -> None:
    listed = make().stdout
    for command in ("serve", "build", "check", "translation-state", "test", "report", "schema", "lock", "clean"):
        assert f"make {command}" in listed


QUICK_PYTHON = f"""#!/bin/sh
# An environment in a moment: with a pip that installs nothing.
case "$*" in
  "-m venv .venv")
    {sys.executable} -m venv --without-pip .venv
    sed -i "s/--without-pip //" .venv/pyvenv.cfg
    for folder in .venv/lib/python3*/site-packages; do touch "$folder/pip.py"; done ;;
  *) exec {sys.executable} "$@" ;;
esac
"""


def test_environment_of_another_python_or_folder_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "old name"
    (folder / "scripts").mkdir(parents=True)
    (folder / "scripts/check.py").write_text('print("checked")')
    (folder / "requirements.txt").write_text("")
    (folder / "python").write_text(QUICK_PYTHON)
    (folder / "python").chmod(0o755)
    shutil.copy(ROOT / "Makefile", folder)
    made_anew = "make: .venv belongs to another Python or another folder, so it is made again\n"
    installed = "installing requirements.txt into .venv\n"
    assert make("check", "PYTHON=./python", folder=folder).stderr == installed
    assert make("check", "PYTHON=./python", folder=folder).stderr == ""
    folder = folder.rename(tmp_path / "new name")
    assert make("check", "PYTHON=./python", folder=folder).stderr == made_anew + installed
    python = folder / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nonexistent/python3.11")
    checked = make("check", "PYTHON=./python", folder=folder)
    assert (checked.stdout, checked.stderr) == ("checked\n", made_anew + installed)


def test_windows_is_told_what_works() -> None:
    assert "on Windows, work in WSL or in the dev container: see README.md" in make("check", OS="Windows_NT").stderr


def test_port_in_use_is_reported_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        served = make("serve", f"PORT={port}")
    assert served.returncode == 2
    assert served.stderr.splitlines()[0] == f"make serve: port {port} is taken; try: make serve PORT={port + 1}"


@pytest.mark.parametrize(
    ("python", "error"),
    [
        ("no-such-python", "make: Python 3.11 or newer is needed; install it, or name it: make PYTHON=python3.12"),
        ("old", "make: Python 3.11 or newer is needed; install it, or name it: make PYTHON=python3.12"),
        ("bare", "make: Python's venv is missing; on Debian or Ubuntu: sudo apt install python3-venv"),
    ],
)
def test_missing_prerequisite_is_reported_in_one_line(python: str, error: str, tmp_path: Path) -> None:
    """Runs the Makefile without .venv/, with an interpreter that is missing, too old, or without the module venv."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    for name, answer in (("old", "exit 1"), ("bare", 'case "$2" in *ensurepip*) exit 1;; esac')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n")
        (tmp_path / name).chmod(0o755)
    built = make("build", f"PYTHON={python}", folder=tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert built.returncode == 2
    assert built.stderr.splitlines()[0] == error


def test_check_reports_all_problems_in_one_run(drinks: Path) -> None:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, drinks)
    os.utime(drinks / "requirements.txt", (0, 0))  # Older than the environment: already installed
    (drinks / ".venv").symlink_to(BIN.parent)
    assert make("translation-state", "DATE=2026-11-20", folder=drinks).returncode == 0
    change(drinks / "docs/lv/comparison.md", "[[comparison]]", "[[comparision]]")
    change(drinks / "docs/lv/index.md", "Skatiet [tabulu](comparison.md#taste)", "Skatieet tabulu")
    checked = make("check", folder=drinks)
    assert checked.returncode == 2
    for part in ("is not a marker", "the link 'comparison.md#taste' is missing", "'Skatieet'", "'en' has not changed"):
        assert part in checked.stdout


def test_failed_build_leaves_the_last_good_site(drinks: Path) -> None:
    """The error comes at the very end, when MkDocs has emptied its folder and written all pages."""
    shutil.copy(ROOT / "Makefile", drinks)
    (drinks / ".venv").symlink_to(BIN.parent)
    shutil.copy(ROOT / "requirements.txt", drinks)
    os.utime(drinks / "requirements.txt", (0, 0))  # Older than the environment: already installed
    assert make("build", folder=drinks).returncode == 0
    good = {path: path.read_bytes() for path in (drinks / "site").rglob("*.html")}
    change(drinks / "docs/lv/index.md", "Skatiet", "Citādi: skatiet")
    (drinks / "scripts/fail.py").write_text("def on_post_build(config):\n    raise SystemExit(1)\n")
    change(drinks / "site.yml", "hooks:\n", "hooks:\n  - scripts/fail.py\n")
    assert make("build", folder=drinks).returncode == 2
    assert {path: path.read_bytes() for path in (drinks / "site").rglob("*.html")} == good
    change(drinks / "site.yml", "  - scripts/fail.py\n", "")
    assert make("build", folder=drinks).returncode == 0
    assert "Citādi: skatiet" in (drinks / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["Windows", "LC_ALL=C"],
)
def test_commands_print_letters_whatever_the_locale(environment: dict[str, str], drinks: Path) -> None:
    """Each prints into a file, as when its output is redirected, an error whose letters the locale lacks."""
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (["init", "--quiet", "--initial-branch", "main"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *command], cwd=drinks, check=True)
    letters = "Šņāc„ē”"
    change(drinks / "docs/data/comparison.yml", "lv: Maiga", f'"{letters}": Maiga')
    table = "comparison table --language lv"
    for command in ("check", "comparison check", table, "schema", "translation_state update", "report"):
        name, *arguments = command.split()
        with (drinks / "output").open("wb") as output:
            program = [sys.executable, str(drinks / f"scripts/{name}.py"), *arguments]
            done = subprocess.run(
                program, cwd=drinks, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
            )
        printed = (drinks / "output").read_bytes().decode("utf-8")
        assert "Traceback" not in printed
        assert done.returncode == 1, printed
        if name != "translation_state":  # It names only the file.
            assert letters in printed, command


def test_git_gives_and_takes_the_same_line_ends_on_windows(tmp_path: Path) -> None:
    """With core.autocrlf=true, which Git for Windows sets: LF in the working tree, LF in the repository."""
    kinds = sorted({file.suffix for file in ROOT.rglob("*") if file.is_file() and ".venv" not in file.parts})
    assert {".md", ".yml", ".txt", ".css", ".js", ".html", ".svg", ".csv", ".py"} <= set(kinds)
    git = ("git", "-c", "core.autocrlf=true", "-c", "core.safecrlf=false", "-c", "user.name=x", "-c", "user.email=x@y")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    texts = [tmp_path / name for name in ("Makefile", *(f"file{kind}" for kind in kinds if kind != ".png"))]
    for text in texts:
        text.write_bytes("ā\r\nb\r\n".encode())  # As a program on Windows writes it
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    for file in (*texts, tmp_path / "picture.png"):
        file.unlink()
    subprocess.run([*git, "checkout", "--quiet", "."], cwd=tmp_path, check=True)
    assert {text.read_bytes() for text in texts} == {"ā\nb\n".encode()}
    assert (tmp_path / "picture.png").read_bytes() == b"\x89PNG\r\n\x1a\n\x00"


def validate(schema: Path | str, file: Path) -> bool:
    """Returns whether a file is valid. schema: a file, or the name of one that check-jsonschema knows."""
    option = "--builtin-schema"
    if isinstance(schema, Path):
        option = "--schemafile"
    return CliRunner().invoke(check_jsonschema, [option, str(schema), str(file)]).exit_code == 0


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_is_valid_and_safe(workflow: Path) -> None:
    assert validate("vendor.github-workflows", workflow)
    audit = subprocess.run([BIN / "zizmor", "--offline", "--pedantic", workflow], capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout


def test_requirements_name_no_host_and_have_hashes() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        packages = [line for line in text.splitlines() if "==" in line]
        assert packages
        assert all(line.endswith("\\") for line in packages)  # Its hashes follow.


@pytest.mark.parametrize(("file", "schema"), FORMS.items())
def test_form_is_valid(file: str, schema: str) -> None:
    assert validate(f"vendor.{schema}", ROOT / file)


def test_link_to_report_a_row_opens_a_form_with_its_field() -> None:
    template = (ROOT / "overrides/partials/comparison-table.html").read_text("utf-8")
    address = re.search(r"\?template=(\S+?)&(\w+)=", template)
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / address[1]).read_text("utf-8"))
    assert address[2] in [field["id"] for field in form["body"]]


def test_problem_matcher_reads_each_problem(drinks: Path) -> None:
    change(drinks / "docs/data/comparison.yml", "      lt: Švelnus\n", "")
    (drinks / "docs/lt/index.md").unlink()
    report = script("check", "comparison", "translations", folder=drinks).stdout
    matcher = json.loads((ROOT / ".github/problem-matcher.json").read_text())["problemMatcher"][0]
    (pattern,) = matcher["pattern"]
    annotations = []
    for line in report.splitlines():
        match = re.match(pattern["regexp"], line)
        annotations.append(tuple(match[pattern[part]] for part in ("file", "line", "column", "message")))
    assert annotations == [
        ("docs/data/comparison.yml", "28", "5", "rows.taste.tea has no 'lt'; add a line 'lt: …' to it"),
        ("docs/lt/index.md", "1", "1", "there is no such page; translate docs/lv/index.md"),
    ]
    assert not re.match(pattern["regexp"], script("check", "settings", folder=drinks).stdout)


def test_schema_that_is_out_of_date_is_a_warning(drinks: Path) -> None:
    assert script("schema", folder=drinks).returncode == 0
    assert script("check", "settings", folder=drinks).stdout == "no problems found: settings\n"
    change(drinks / "docs/data/pictures/cup.html", "<p>", "<p>{{ cold }}")
    checked = script("check", "settings", folder=drinks)
    assert checked.stdout == (
        "docs/data/pictures.schema.json:1:1: warning: code editors complete what you type by this file, and it is "
        "out of date; run make schema, or leave that to a programmer\n"
    )
    assert checked.returncode == 0
    assert script("schema", folder=drinks).returncode == 0
    assert script("check", "settings", folder=drinks).stdout == "no problems found: settings\n"


@pytest.mark.parametrize(
    ("name", "find", "replacement", "is_valid"),
    [
        ("comparison", "", "", True),
        ("comparison", "lv: Maiga", "lv: 1.10", True),
        ("comparison", "lv: Maiga", f"lv: {'a' * 2001}", False),
        ("comparison", "      en: Mild\n", "", False),
        ("comparison", "  taste:", "  Taste:", False),
        ("comparison", "lv: [Salda, Bieza]", "lv: []", False),
        ("interface", "", "", True),
        ("interface", "  lt: Taisyti\n", "", False),
        ("pictures", "", "", True),
        ("pictures", "  lt: Karštas\n", "", False),
        ("pictures", "cup.hot:", "cup.hott:", False),
        ("redirects", "", "", True),
        ("redirects", "index.md#which", "index", False),
        ("terms", "", "", True),
        ("terms", "    en: leaf boiling", "    lt: []", True),
        ("terms", "  why:", "  allowed: {en: leaf boiling of silk}\n  why:", True),
        ("terms", "  why: {lv: Lapas nevāra., en: Leaves are not boiled.}\n", "", False),
        ("terms", "vārīt* lap*", "vā* lap*", False),
        ("translation-state", "", "", True),
        ("translation-state", "up-to-date:\n", "up-to-date:\n  - index#which\n", True),
        ("translation-state", "up-to-date:\n", "up-to-date: index#which\n", True),
        ("translation-state", "up-to-date:\n", "up-to-date: a typo\n", False),
        ("translation-state", "{lv: ", "{lv: x", False),
        ("translation-state", "{lv: ", "{since: soon, lv: ", False),
        ("translation-state", "{lv: ", "{stale: en lt, since: 2026-11-20, lv: ", True),
        ("translation-state", "{lv: ", "{stale: 5, since: 2026-11-20, lv: ", False),
    ],
)
def test_schema_agrees_with_the_check(name: str, find: str, replacement: str, is_valid: bool, drinks: Path) -> None:
    file = drinks / f"docs/data/{name}.yml"
    assert script("schema", folder=drinks).returncode == 0
    assert script("translation_state", "update", folder=drinks).returncode == 0
    if find:
        change(file, find, replacement)
    assert validate(file.with_suffix(".schema.json"), file) is is_valid
    assert (script("check", folder=drinks).returncode == 0) is is_valid


def test_styles_follow_the_direction_of_writing() -> None:
    """Start and end, not left and right: a language from right to left gets the same layout, the other way round."""
    physical = re.compile(
        r"""
        (?:margin|padding|border|scroll-margin)-(?:left|right)\b
        | (?<![\w-]) (?:left|right|float):
        | text-align:\ (?:left|right)
        | (?<![\w-]) (?:margin|padding|inset):\ [^\s;]+\ ([^\s;]+)\ [^\s;]+\ (?!\1[\s;])[^\s;}]  # They differ.
        """,
        re.VERBOSE,
    )
    for stylesheet in (ROOT / "docs/assets").rglob("*.css"):
        for number, line in enumerate(stylesheet.read_text("utf-8").splitlines(), 1):
            is_asked_for = line.startswith((".align-left", ".align-right"))  # By an editor, in a table
            assert is_asked_for or not physical.search(line), f"{stylesheet.relative_to(ROOT)}:{number}: {line}"
