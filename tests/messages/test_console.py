"""What commands print, where their reader stops early, as in `make check | head`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, change


@pytest.mark.parametrize("arguments", ["check", "comparison check", "comparison table --language lv", "check no-part"])
def test_reader_of_a_command_may_stop_early(arguments: str, drinks: Path) -> None:
    change(drinks / "docs/lv/index.md", "Skatiet", "Skatieet")
    name, *more = arguments.split()
    command = [sys.executable, str(ROOT / f"scripts/{name}.py"), *more]
    with subprocess.Popen(command, cwd=drinks, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        printed = process.stderr.read()
    assert "Traceback" not in printed
    assert "BrokenPipe" not in printed
