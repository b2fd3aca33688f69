"""Installs hunspell and the dictionaries that `make check` needs to find misspelt words, if there is apt.

python scripts/dictionaries.py

It needs only the packages that build the site. If something cannot be installed, it says so, and the check skips
spelling.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from checks.hunspell import debian_package
from messages.console import print_utf8
from messages.language import wording_for
from messages.message import Message
from sources.config_file import read_config_file
from sources.languages import CONFIG_FILE, i18n_languages, language_settings


def missing_packages(config_file: Path) -> list[str]:
    """Returns the Debian packages that are missing to check the spelling of all languages that mkdocs.yml lists.

    Raises MkDocsException where it cannot be read.
    """
    config = read_config_file(config_file)
    packages = []
    for language in i18n_languages(config):
        locale = language_settings(config, language).locale
        if locale and not is_installed(locale):
            packages.append(debian_package(locale))
    if packages and not shutil.which("hunspell"):
        packages.insert(0, "hunspell")
    return packages


def is_installed(dictionary: str) -> bool:
    """Returns whether hunspell is here, with a dictionary such as lv_LV."""
    command = ["hunspell", "-l", "-d", dictionary]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def install(packages: Sequence[str]) -> Message | None:
    """Installs Debian packages. Returns why that is not possible, or None where it was."""
    if not shutil.which("apt-get"):
        return Message("there is no apt here")
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() != 0:
        command = ["sudo", "-n", *command]  # -n: it never asks for a password
    try:
        # A list of packages that one of many servers refuses need not be one of ours.
        subprocess.run([*command, "update"], capture_output=True)
        arguments = ["install", "-y", "--no-install-recommends", *packages]
        installed = subprocess.run([*command, *arguments], capture_output=True, encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return Message("only an administrator may install packages, and there is no sudo here")
    if installed.returncode == 0:
        return None
    lines = installed.stderr.strip().splitlines()
    if not lines:
        return Message("apt-get gave no reason")
    return Message("apt-get reports: {line}", line=lines[0])


def main() -> int:
    """The command line; returns 0 also where spelling is left out, 1 where mkdocs.yml cannot be read."""
    print_utf8()
    try:
        packages = missing_packages(CONFIG_FILE)
    except MkDocsException as error:
        print(error)
        return 1
    if packages:
        wording = wording_for(os.environ)
        names = " ".join(packages)
        print(wording(Message("installing {packages}", packages=names)), flush=True)
        reason = install(packages)
        if reason:
            message = Message("could not be installed: {packages} ({reason})", packages=names, reason=reason)
            print(wording(message, Message("spelling is not checked")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
