"""What stands around the site: the commands of the Makefile, and the workflows."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, change

BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def make(*arguments: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # `make test` itself runs under make.
    environment = {name: value for name, value in os.environ.items() if name not in outer} | variables
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_make_alone_lists_each_command_of_the_readme() -> None:
    listed = make().stdout
    for command in ("serve", "build", "check", "record", "test", "lock", "clean"):
        assert f"make {command}" in listed


def test_port_in_use_gets_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        served = make("serve", f"PORT={port}")
    assert served.returncode == 2
    assert served.stderr.splitlines()[0] == f"make serve: port {port} is taken; try: make serve PORT={port + 1}"


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("no-such-python", "make: Python 3.10 or newer is needed; install it, or name it: make PYTHON=python3.12"),
        ("old", "make: Python 3.10 or newer is needed; install it, or name it: make PYTHON=python3.12"),
        ("bare", "make: Python's venv is missing; on Debian or Ubuntu: sudo apt install python3-venv"),
    ],
)
def test_missing_prerequisite_gets_one_line(python: str, said: str, tmp_path: Path) -> None:
    """The Makefile alone, with no .venv/ yet, and an interpreter that is missing, too old, or without venv."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    for name, answer in (("old", "exit 1"), ("bare", 'case "$2" in *ensurepip*) exit 1;; esac')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n")
        (tmp_path / name).chmod(0o755)
    built = make("build", f"PYTHON={python}", folder=tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert built.returncode == 2
    assert built.stderr.splitlines()[0] == said


def test_check_says_all_is_good() -> None:
    checked = make("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert [line.split(":")[1].split(",")[0] for line in checked.stdout.splitlines()] == [" good"] * 5


def test_check_says_everything_at_once(drinks: Path) -> None:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, drinks)
    os.utime(drinks / "requirements.txt", (0, 0))  # Installed already
    (drinks / ".venv").symlink_to(BIN.parent)
    assert make("record", "DATE=2026-11-20", folder=drinks).returncode == 0
    change(drinks / "docs/lv/comparison.md", "[[comparison]]", "[[comparision]]")
    change(drinks / "docs/lv/index.md", "Skatiet [tabulu](comparison.md#taste)", "Skatieet tabulu")
    checked = make("check", folder=drinks)
    assert checked.returncode == 2
    for part in ("unknown marker", "the link 'comparison.md#taste' is missing", "'Skatieet'", "'en' has not changed"):
        assert part in checked.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_is_sound_and_safe(workflow: Path) -> None:
    schema = [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow]
    assert subprocess.run(schema, capture_output=True).returncode == 0
    audit = subprocess.run([BIN / "zizmor", "--offline", "--pedantic", workflow], capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout


def test_requirements_name_no_host_and_have_hashes() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        packages = [line for line in text.splitlines() if "==" in line]
        assert packages
        assert all(line.endswith("\\") for line in packages)  # A hash follows.
