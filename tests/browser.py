"""Finds a Chromium or Chrome for the tests, and installs one where there is none.

python tests/browser.py        so that `make test` needs nothing but Python and make
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def find() -> str | None:
    """The path of a browser: that of CHROME if it is set, one on the machine, or Playwright's own."""
    found = [os.environ.get("CHROME"), *map(shutil.which, NAMES), *PLACES, _playwrights()]
    return next((path for path in found if path and Path(path).is_file()), None)


def install() -> None:
    """Installs Chromium: with apt where that is allowed without a password, otherwise Playwright's own."""
    root = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if shutil.which("apt-get") and not subprocess.run([*apt, "update"], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", "chromium"], stdout=subprocess.DEVNULL)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"])


def _playwrights() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


if __name__ == "__main__":
    if not find():
        print("installing Chromium for the tests", flush=True)
        install()
    sys.exit(None if find() else "no Chromium or Chrome; install one, or name it: CHROME=/path/to/chrome make test")
