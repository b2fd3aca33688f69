"""Finds a Chromium or Chrome for the tests, and installs what is missing to drive one.

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
PLAYWRIGHTS = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "AppData/Local/ms-playwright/chromium-*/*/chrome.exe",
)


def find() -> str | None:
    """The path of a browser: that of CHROME if it is set, one on the machine, or one that Playwright downloaded."""
    downloaded = [str(path) for pattern in PLAYWRIGHTS for path in Path.home().glob(pattern)]
    found = [os.environ.get("CHROME"), *map(shutil.which, NAMES), *PLACES, *downloaded]
    return next((path for path in found if path and Path(path).is_file()), None)


def is_ready() -> bool:
    """Whether there is a browser, and Playwright's own Node.js runs (it needs libatomic, which a bare Linux lacks)."""
    driver = [sys.executable, "-m", "playwright", "--version"]
    return bool(find()) and not subprocess.run(driver, capture_output=True).returncode


def apt_install(*packages: str) -> None:
    """Installs Debian's packages where there is apt and it may be used without a password."""
    root = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if shutil.which("apt-get") and not subprocess.run([*apt, "update"], stderr=subprocess.DEVNULL).returncode:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], **quiet)


def install() -> None:
    """Installs Chromium: with apt where that is possible, otherwise Playwright's own."""
    apt_install("libatomic1", *([] if find() else ["chromium"]))
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"])


if __name__ == "__main__":
    if not is_ready():
        print("installing Chromium for the tests", flush=True)
        install()
    cure = "install one, or name it: CHROME=/path/to/chrome make test"
    sys.exit(None if is_ready() else f"no Chromium or Chrome that can be driven; {cure}")
