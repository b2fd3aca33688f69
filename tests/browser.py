"""Finds Chromium or Chrome, Firefox and WebKit for the tests, and installs what is missing to drive them.

python tests/browser.py             all three, so that `make test` needs nothing but Python and make
python tests/browser.py chromium    Chromium alone, which `make test-site` uses
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from webdriver import find_firefox, find_webkit

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome", "msedge")
# Debian's: the same engine without windows, which opens a page in less than half the time. It keeps no page in memory
# for the way back.
HEADLESS_SHELL = "chromium-headless-shell"
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT_DOWNLOADS = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "AppData/Local/ms-playwright/chromium-*/*/chrome.exe",
)


def find() -> str | None:
    """Returns the path of the quickest browser for tests: the one in CHROME, the headless shell, or any other."""
    return os.environ.get("CHROME") or shutil.which(HEADLESS_SHELL) or find_complete()


def find_complete() -> str | None:
    """Returns the path of a browser as readers have it: the one in CHROME, an installed one, or one of Playwright's."""
    candidates = [os.environ.get("CHROME"), *map(shutil.which, NAMES), *APPLICATIONS]
    for pattern in PLAYWRIGHT_DOWNLOADS:
        candidates += [str(path) for path in Path.home().glob(pattern)]
    for path in candidates:
        if path and Path(path).is_file():
            return path
    return None


def is_ready() -> bool:
    """Returns whether there is a browser and Playwright's Node.js runs. (It needs libatomic; a bare Linux has none.)"""
    driver = [sys.executable, "-m", "playwright", "--version"]
    return bool(find_complete()) and not subprocess.run(driver, capture_output=True).returncode


def apt_install(*packages: str) -> None:
    """Installs Debian packages, where there is apt and it may be used without a password."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        apt = ["sudo", "-n", *apt]
    if shutil.which("apt-get") and not subprocess.run([*apt, "update"], stderr=subprocess.DEVNULL).returncode:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], **quiet)


def install() -> None:
    """Installs Chromium: with apt where that is possible, otherwise Playwright's own."""
    apt_install("libatomic1")
    if not find_complete():
        apt_install("chromium", HEADLESS_SHELL)
    if not find_complete():
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"])


def install_other_engines() -> None:
    """Installs Firefox and WebKit with apt where that is possible. Says which tests are skipped where it is not.

    Ubuntu has no firefox-esr, and its package firefox leads to a snap; GitHub's machines have Firefox already.
    """
    for name, find_engine, packages in (
        ("Firefox", find_firefox, ["firefox-esr"]),
        ("WebKit", find_webkit, ["webkit2gtk-driver", "xvfb"]),
    ):
        if not find_engine():
            print(f"installing {name} for the tests", flush=True)
            apt_install(*packages)
        if not find_engine():
            print(f"no {name} here: its tests are skipped; GitHub runs them", flush=True)


if __name__ == "__main__":
    if not is_ready():
        print("installing Chromium for the tests", flush=True)
        install()
    if not is_ready():
        fix = "install one, or name it: CHROME=/path/to/chrome make test"
        sys.exit(f"no Chromium or Chrome that can be driven; {fix}")
    if sys.argv[1:] != ["chromium"]:
        install_other_engines()
