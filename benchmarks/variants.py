"""The two sites that the benchmarks compare, made of the same texts, and larger ones made of copies of their pages.

this site: the repository in a copy, as it is published.
plain Material: as its documentation and static-i18n's begin; of ours only the marks that the texts need (attr_list,
toc), and the table in Markdown. Without its fonts, which come from Google, and without drawings: that flatters it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parent.parent
MARKER = "[[comparison]]"
OWN_LINES = re.compile(r"^(\[\[.*\]\]|template: .*)$\n?", re.MULTILINE)  # Markers of drawings, templates of our own
PAGES_IN_SECTION = 32  # In the navigation of a larger site
NOT_OF_THE_SITE = shutil.ignore_patterns(".*", "__pycache__", "benchmarks", "node_modules", "site", "tests")
PUBLISHED = {"REPO_URL": "https://github.com/example/project", "EDIT_URI": "edit/main/docs/"}


def write_this(folder: Path, url: str, pages: int = 0) -> int:
    """Writes this site's sources into a folder, grown to `pages` over all languages. Returns how many there are."""
    shutil.copytree(ROOT, folder, ignore=NOT_OF_THE_SITE)
    (folder / "mkdocs.yml").rename(folder / "site.yml")
    return _grow(folder, pages, {"INHERIT": "site.yml", "site_url": url})


def write_plain(folder: Path, url: str, pages: int = 0) -> int:
    """Writes plain Material's sources into a folder, as `write_this`."""
    for code in _languages():
        shutil.copytree(ROOT / "docs" / code, folder / "docs" / code)
        command = [sys.executable, "scripts/comparison.py", "table", "--language", code, "--format", "md"]
        table = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
        for page in (folder / "docs" / code).glob("*.md"):
            text = page.read_text("utf-8").replace(MARKER, table)
            page.write_text(OWN_LINES.sub("", text), "utf-8")
    settings = {
        "site_name": _settings()["site_name"],
        "site_url": url,
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": [*_languages().values()]}}],
        "markdown_extensions": ["attr_list", {"toc": {"permalink": True}}],
    }
    return _grow(folder, pages, settings)


def build(folder: Path, site: Path) -> float:
    """Builds a folder's site anew. Returns the seconds that it takes. Ends the program where it fails."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    environment = {**os.environ, **PUBLISHED, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    built = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    seconds = time.perf_counter() - start
    if built.returncode:
        sys.exit(f"{folder.name} cannot be built:\n{built.stderr}")
    return seconds


def _grow(folder: Path, pages: int, settings: dict[str, Any]) -> int:
    """Writes mkdocs.yml, and copies the longest page of each language until there are `pages` over all languages.

    A larger site has navigation.prune, as Material advises from 100 pages on. Without it, each of its pages would hold
    the whole navigation, and its build take time with the square of the pages.
    """
    nav = _settings()["nav"]
    languages = list(_languages())
    originals = [ROOT / "docs" / languages[0] / name for name in nav]
    without_table = [page for page in originals if MARKER not in page.read_text("utf-8")]
    longest = max(without_table, key=lambda page: page.stat().st_size)
    copies = [f"page-{number:04}.md" for number in range(pages // len(languages) - len(nav))]
    for language in languages:
        for copy in copies:
            shutil.copyfile(folder / "docs" / language / longest.name, folder / "docs" / language / copy)
    settings["nav"] = list(nav)
    for start in range(0, len(copies), PAGES_IN_SECTION):
        section = copies[start : start + PAGES_IN_SECTION]
        settings["nav"].append({f"{start + 1}–{start + len(section)}": section})
    if copies:
        settings["theme"] = {**settings.get("theme", {}), "features": ["navigation.prune"]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return len(languages) * (len(nav) + len(copies))


def _settings() -> dict[str, Any]:
    with (ROOT / "mkdocs.yml").open("rb") as file:
        return yaml_load(file)


def _languages() -> dict[str, dict[str, Any]]:
    """Code → what mkdocs.yml says of the language."""
    [plugin] = [plugin["i18n"] for plugin in _settings()["plugins"] if "i18n" in plugin]
    return {entry["locale"]: entry for entry in plugin["languages"]}
