"""`make dictionaries`, on machines with apt, without it, or where it is forbidden. hunspell and apt are stand-ins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

# It knows a dictionary once apt has "installed" it.
HUNSPELL = '#!/bin/sh\ntest -e "$(dirname "$0")/installed"\n'
APT = """#!/bin/sh
here=$(dirname "$0")
echo "$@" >> "$here/calls"
case "$*" in *install*) touch "$here/installed";; esac
"""
SUDO = '#!/bin/sh\nshift; exec "$@"\n'
REFUSED = "E: Failed to fetch https://example.org/hunspell-lv.deb  403  Forbidden"


def dictionaries(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Runs the command where PATH has only these programs; a name is the program's, a value its script."""
    (folder / "bin").mkdir()
    for name, text in programs.items():
        program = folder / "bin" / name.replace("_", "-")
        program.write_text(text)
        program.chmod(0o755)
    for name in ("sh", "env", "dirname", "touch"):
        (folder / "bin" / name).symlink_to(shutil.which(name))
    command = [sys.executable, str(ROOT / "scripts/dictionaries.py")]
    environment = {**os.environ, "PATH": str(folder / "bin")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose mkdocs.yml lists two languages with a dictionary, and one without."""
    settings = {"lv": {"locale": "lv_LV"}, "en": {"locale": "en_GB"}}
    languages = [{"locale": language} for language in ("lv", "en", "lt")]
    config = {"plugins": [{"i18n": {"languages": languages}}], "extra": {"language_settings": settings}}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config))
    return tmp_path


def test_missing_packages_are_installed_once(folder: Path) -> None:
    installed = dictionaries(folder, hunspell=HUNSPELL, apt_get=APT, sudo=SUDO)
    assert (installed.returncode, installed.stderr) == (0, "")
    assert installed.stdout == "installing hunspell-lv hunspell-en-gb\n"
    calls = (folder / "bin/calls").read_text().splitlines()
    assert [call.split("=120 ")[1] for call in calls] == [
        "update",
        "install -y --no-install-recommends hunspell-lv hunspell-en-gb",
    ]


def test_nothing_is_installed_where_all_is_here(folder: Path) -> None:
    assert dictionaries(folder, hunspell="#!/bin/sh\n").stdout == ""


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        ({}, "there is no apt here"),
        ({"apt_get": f'#!/bin/sh\necho "{REFUSED}" >&2\nexit 100\n'}, f"apt-get reports: {REFUSED}"),
    ],
    ids=["no apt", "apt is refused"],
)
def test_it_is_said_in_a_sentence_why_spelling_is_left_out(programs: dict[str, str], reason: str, folder: Path) -> None:
    left_out = dictionaries(folder, sudo=SUDO, **programs)
    assert (left_out.returncode, left_out.stderr) == (0, "")
    packages = "hunspell hunspell-lv hunspell-en-gb"
    assert left_out.stdout == (
        f"installing {packages}\ncould not be installed: {packages} ({reason}); spelling is not checked\n"
    )
