"""The sites that benchmarks/pages.py compares, all of the same texts.

this site: the repository in a copy, as it is published. plain Material: as its documentation and static-i18n's begin;
of ours only the marks that the texts need (attr_list, toc), and the table in Markdown. It names no repository, which
spares it a request to GitHub, and has no drawings. bare page: plain Material's <article>, ten lines of CSS, no script.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parent.parent
Rewrite = Callable[[str, str, int], str]
"""Gives a grown page its own text: of a language, the text of the page that is copied, the number of the copy."""
MARKER = "[[comparison]]"
OWN_LINES = re.compile(r"^(\[\[.*\]\]|template: .*)$\n?", re.MULTILINE)  # Markers of drawings, templates of our own
SECTION = 32  # Pages in a section of a grown site's navigation
NOT_OF_THE_SITE = shutil.ignore_patterns(".*", "__pycache__", "benchmarks", "node_modules", "site", "tests")
PUBLISHED = {"REPO_URL": "https://github.com/example/project", "EDIT_URI": "edit/main/docs/"}
BARE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 45rem; margin: auto; padding: 1rem; font: 100%/1.6 system-ui, sans-serif }
h1, h2, h3 { line-height: 1.2 }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border: 1px solid; padding: .4rem; text-align: left; vertical-align: top }
ul, ol { padding-left: 1.5rem }
img { max-width: 100% }
a { color: #0645ad }
.headerlink { display: none }
@media (prefers-color-scheme: dark) { html { background: #111; color: #eee } }
@media (prefers-color-scheme: dark) { a { color: #8ab4f8 } }
</style>
{text}
"""
IN_PLAIN = {"language": r'<html lang="([^"]+)', "title": "<title>(.*?)</title>", "text": "<article.*?>(.*)</article>"}
# Runs a build from a small process: Linux never gives a child a lower peak of memory than its parent had.
METER = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
seconds, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps({"build, s": seconds, "build, s of processor time": cpu, "peak memory, MiB": memory}))
sys.exit(code)
"""


def write_this(folder: Path, url: str, pages: int = 0, rewrite: Rewrite | None = None) -> int:
    """Writes this site's sources into a folder, grown to `pages` over all languages; how many there are, maybe more."""
    shutil.copytree(ROOT, folder, ignore=NOT_OF_THE_SITE)
    (folder / "mkdocs.yml").rename(folder / "site.yml")
    features = _settings()["theme"].get("features", [])
    return _write_settings(folder, pages, {"INHERIT": "site.yml", "site_url": url}, features, rewrite)


def write_plain(folder: Path, url: str, pages: int = 0) -> int:
    """Writes plain Material's sources into a folder; as `write_this`."""
    for code in _languages():
        shutil.copytree(ROOT / "docs" / code, folder / "docs" / code)
        command = [sys.executable, "scripts/comparison.py", "table", "--language", code, "--format", "md"]
        table = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
        for page in (folder / "docs" / code).glob("*.md"):
            text = page.read_text("utf-8").replace(MARKER, table)
            page.write_text(OWN_LINES.sub("", text), "utf-8")
    plain = {
        "site_name": _settings()["site_name"],
        "site_url": url,
        "theme": {"name": "material"},
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": [*_languages().values()]}}],
        "markdown_extensions": ["attr_list", {"toc": {"permalink": True}}],
    }
    return _write_settings(folder, pages, plain, [])


def write_bare(plain_site: Path, site: Path) -> None:
    """Writes the bare pages into a folder, from plain Material's built site."""
    for page in plain_site.rglob("index.html"):
        bare, plain = BARE, page.read_text("utf-8")
        for name, pattern in IN_PLAIN.items():
            bare = bare.replace(f"{{{name}}}", re.search(pattern, plain, re.DOTALL)[1].strip())
        target = site / page.relative_to(plain_site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(bare, "utf-8")


def build(folder: Path, site: Path) -> dict[str, float]:
    """Builds a folder's site anew; its wall time, processor time and peak memory by their names in the table."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-c", METER, sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    environment = {**os.environ, **PUBLISHED, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"make bench: '{folder.name}' cannot be built:\n{done.stderr}")
    return json.loads(done.stdout)


def _write_settings(
    folder: Path, pages: int, own: dict[str, Any], features: list[str], rewrite: Rewrite | None = None
) -> int:
    """Writes mkdocs.yml, and copies the longest page of each language until there are `pages` over all; how many are.

    A grown site has navigation.prune, as Material advises from 100 pages on. Without it each of its pages holds the
    whole navigation: the build takes time with the square of the pages, and makes any other look fast.
    """
    nav, docs = _settings()["nav"], [folder / "docs" / code for code in _languages()]
    pages_by_size = sorted((ROOT / "docs" / docs[0].name / name for name in nav), key=lambda page: -page.stat().st_size)
    longest = next(page.name for page in pages_by_size if MARKER not in page.read_text("utf-8"))
    names = [f"page-{number:04}.md" for number in range(pages // len(docs) - len(nav))]
    for language, (number, name) in itertools.product(docs, enumerate(names)):
        text = (language / longest).read_text("utf-8")
        (language / name).write_text(rewrite(language.name, text, number) if rewrite else text, "utf-8")
    starts = range(0, len(names), SECTION)
    own["nav"] = nav + [{f"{start + 1}–{start + SECTION}": names[start : start + SECTION]} for start in starts]
    if names:
        own["theme"] = {**own.get("theme", {}), "features": [*features, "navigation.prune"]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(own), "utf-8")
    return len(docs) * (len(nav) + len(names))


def _settings() -> dict[str, Any]:
    with (ROOT / "mkdocs.yml").open("rb") as file:
        return yaml_load(file)


def _languages() -> dict[str, dict[str, Any]]:
    """Code → what mkdocs.yml says of the language, but for the theme."""
    entries = next(plugin["i18n"] for plugin in _settings()["plugins"] if "i18n" in plugin)["languages"]
    return {entry["locale"]: {key: entry[key] for key in entry if key != "theme"} for entry in entries}
