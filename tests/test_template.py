"""The repository as a template: another article, in English and Lithuanian only, made as HACKING.md says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT

CODES = ("en", "lt")
LANGUAGES = """\
        - {locale: en, default: true, name: English, site_name: Drinks, site_description: Tea and coffee.}
        - {locale: lt, name: Lietuvių, site_name: Gėrimai, site_description: Arbata ir kava.}
"""


def without(part: Any, *keys: str) -> Any:
    """Data without some keys, at any depth."""
    if isinstance(part, dict):
        return {key: without(value, *keys) for key, value in part.items() if key not in keys}
    return part


def new_site(folder: Path) -> None:
    """What the owner of a new site writes: the pages and data of two subjects, and the settings that name them."""
    unneeded = ("docs", ".git", ".venv", "site", "site.new", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*unneeded))
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    for name in (*CODES, "data"):
        shutil.copytree(ROOT / "tests/cases/drinks/docs" / name, folder / "docs" / name)
    for file in (folder / "docs/data").glob("*.yml"):
        data = without(yaml.safe_load(file.read_text("utf-8")), "lv", "cocoa")
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for pattern, put in {
        r"^site_name: .*\n": "site_name: Drinks\n",
        r"^nav:\n(?:  .*\n)+": "nav:\n  - index.md\n  - comparison.md\n",
        r"(?<=^      languages:\n)(?: {8}.*\n)+": LANGUAGES,
        r"^  language: .*\n": "  language: en\n",
    }.items():
        text, count = re.subn(pattern, put, text, flags=re.MULTILINE)
        assert count == 1, pattern
    settings.write_text(text, "utf-8")
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
    for name in ("requirements.txt", "requirements-test.txt"):
        os.utime(folder / name, (0, 0))  # Installed already


def test_another_article_in_english_and_lithuanian(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    new_site(folder)

    def run(*command: str) -> str:
        outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # `make test` itself runs under make.
        environment = {name: value for name, value in os.environ.items() if name not in outer}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("make", "schema")
    assert all(": warning: " in line for line in run("make", "check").splitlines())
    run("make", "build")
    pages = {
        page.parent.relative_to(folder / "site").as_posix(): page for page in (folder / "site").rglob("index.html")
    }
    assert set(pages) == {".", "comparison", "lt", "lt/comparison"}
    for name, page in pages.items():
        html = page.read_text("utf-8")
        assert re.search(r"<html[^>]* lang=\"?(\w+)", html)[1] == ("lt" if name.startswith("lt") else "en")
        assert set(re.findall(r"\bhreflang=\"?([\w-]+)", html)) == {"en", "lt", "x-default"}
    assert re.findall(r"Arbata|Kava|Kakava", re.search(r"<thead.*?<tbody", html, re.DOTALL)[0]) == ["Arbata", "Kava"]
    whole = "".join(file.read_text("utf-8") for file in (folder / "site").rglob("*.html"))
    assert not re.search(r"[Pp]ārdošan|[Aa]pkalpošan|[Ss]ales|lang=\"?lv", whole)
    schema = json.loads((folder / "docs/data/comparison.schema.json").read_text())
    assert schema["properties"]["rows"]["additionalProperties"]["required"] == ["criterion", "tea", "coffee"]
    run(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "tests/publishing/test_pages.py",
        "-k",
        "names_its_language or lost_reader",
    )
