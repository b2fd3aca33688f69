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


def missing_packages() -> set[str]:
    """Returns the Debian packages that `make check` advises to install."""
    report = subprocess.run(PROOFREAD, cwd=Path(__file__).parent.parent, capture_output=True, text=True).stdout
    packages = set()
    for names in re.findall("sudo apt install (.+)", report):
        packages.update(names.split())
    return packages


if __name__ == "__main__":
    packages = sorted(missing_packages())
    if packages:
        print(f"installing {' '.join(packages)} for the tests", flush=True)
        apt_install(*packages)
