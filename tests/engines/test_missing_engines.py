"""An engine that cannot be installed: its tests are skipped, which is said in a line; but in CI they fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from browser import install_other_engines
from conftest import ROOT

# One program runs the tests twice, the second time as in CI: to load all that they import takes most of its time.
END = "\n-- end --\n"
RUN_TWICE = f"""import os, sys, pytest
for os.environ["CI"] in ("", "true"):
    sys.stdout.write(f"code {{pytest.main(sys.argv[1:]):d}}" + {END!r})
    sys.stdout.flush()
"""


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no other program is found: no engine, and no apt to install one."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("FIREFOX", "CI"):
        monkeypatch.delenv(name, raising=False)


def test_tests_of_a_missing_engine_are_skipped_but_fail_in_ci(no_programs: None) -> None:
    command = [sys.executable, "-c", RUN_TWICE, "-p", "no:cacheprovider", "-rs", "tests/engines/test_stylesheets.py"]
    command += ["-k", "not chromium"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    outputs = run.stdout.split(END)[:-1]
    for output, code, said in zip(outputs, (0, 1), ("is not installed here", "is missing"), strict=True):
        assert output.endswith(f"code {code}"), run.stdout
        assert f"firefox {said}" in output and f"webkit {said}" in output, run.stdout


def test_make_test_says_which_tests_are_skipped(no_programs: None, capsys: pytest.CaptureFixture[str]) -> None:
    install_other_engines()
    said = capsys.readouterr().out
    assert "no Firefox here: its tests are skipped" in said
    assert "no WebKit here: its tests are skipped" in said
