"""Files that are not text, not YAML or not files at all: each gets a problem; none raises an error or takes long."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from sources.json_schema import read_data
from sources.yaml_source import read_yaml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data.yml"


def problems_of(file: Path) -> list[str]:
    source = read_yaml(file)
    read_data(source, {"type": "object"})
    return [str(problem).removeprefix(f"{file}:") for problem in source.problems]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "1:1: the file is empty; write its 'key: value' lines"),
        (b"# only a comment\n", "1:1: the file is empty; write its 'key: value' lines"),
        (b"\x89PNG\x00\x01", "1:1: this is binary, not text; save it as text in UTF-8"),
        ("title:".encode("utf-16"), "1:1: the text is in UTF-16; save it as UTF-8"),
        (b"title:\n  lv: T\xe7ja\n", "2:8: a letter is not in UTF-8; save the file as UTF-8, and check the letter"),
        (b"#" * 10_000_000, "1:1: the file is larger than 5 MB, which is the limit; make it shorter"),
    ],
    ids=["empty", "comment", "binary", "utf-16", "latin-1", "10 MB"],
)
def test_unreadable_content(content: bytes, problem: str, file: Path) -> None:
    file.write_bytes(content)
    assert problems_of(file) == [problem]


def test_unreadable_file(file: Path) -> None:
    def check(name: str, *before: str) -> str:
        command = [*before, sys.executable, str(ROOT / "scripts/comparison.py"), "check", name, "--languages", "lv,en"]
        done = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, timeout=30)
        assert (done.returncode, done.stderr) == (1, "")
        return done.stdout

    assert check("no.yml") == "no.yml:1:1: there is no such file; check its name\n"
    assert check(".") == ".:1:1: this is a folder; name a file in it\n"
    assert check("/dev/zero") == "/dev/zero:1:1: this is not a plain file; name a file on the disk\n"
    file.write_text("title:\n")
    file.chmod(0)
    powerless = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []  # Root reads all.
    assert (
        check("data.yml", *powerless) == "data.yml:1:1: the file may not be read; change its permissions (chmod u+r)\n"
    )


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "[" * 100_000,
        "".join(f"{' ' * level}a:\n" for level in range(1_000)),
        '"' * 100_001,
        "- " * 50_000,
    ],
    ids=["aliases", "brackets", "depth", "quotes", "dashes"],
)
def test_bomb_is_refused(bomb: str, file: Path) -> None:
    file.write_text(bomb)
    problems = problems_of(file)
    assert problems
    assert all("; " in problem for problem in problems)
