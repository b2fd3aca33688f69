"""An engine that cannot be installed: its tests are skipped, which is said in a line; but in CI they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from browser import install_other_engines
from conftest import ROOT


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no other program is found: no engine, and no apt to install one."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("FIREFOX", "CI"):
        monkeypatch.delenv(name, raising=False)


def test_tests_of_a_missing_engine_are_skipped_but_fail_in_ci(no_programs: None) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", "tests/engines/test_stylesheets.py"]
    command += ["-k", "not chromium"]
    for variables, code, said in (({}, 0, "is not installed here"), ({"CI": "true"}, 1, "is missing")):
        run = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True)
        assert run.returncode == code, run.stdout
        assert f"firefox {said}" in run.stdout and f"webkit {said}" in run.stdout, run.stdout


def test_make_test_says_which_tests_are_skipped(no_programs: None, capsys: pytest.CaptureFixture[str]) -> None:
    install_other_engines()
    said = capsys.readouterr().out
    assert "no Firefox here: its tests are skipped" in said
    assert "no WebKit here: its tests are skipped" in said
