"""Installs hunspell and the dictionaries of the site's languages for the tests, where there is apt.

python tests/spelling.py
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from browser import apt_install

PROOFREAD = [sys.executable, str(Path(__file__).parent.parent / "scripts/check.py"), "proofreading"]


def missing() -> set[str]:
    """Debian's packages that `make check` asks for."""
    said = subprocess.run(PROOFREAD, cwd=Path(__file__).parent.parent, capture_output=True, text=True).stdout
    return {package for packages in re.findall("sudo apt install (.+)", said) for package in packages.split()}


if __name__ == "__main__" and (packages := missing()):
    print(f"installing {' '.join(sorted(packages))} for the tests", flush=True)
    apt_install(*sorted(packages))
