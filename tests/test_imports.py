"""Imports run downwards only: commands → checks → build → search, translation → table → sources → messages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from conftest import ROOT

SCRIPTS = ROOT / "scripts"
# Package → its level, from the bottom to the top. Those of one level may import each other.
LEVELS = {"messages": 0, "sources": 1, "table": 2, "translation": 3, "search": 3, "build": 4, "checks": 5}
COMMANDS = 6  # The level of what lies in scripts/ itself
FILES = sorted(SCRIPTS.rglob("*.py"))


def level(path: Path) -> int:
    """Returns the level of a file: that of its package."""
    return LEVELS.get(path.relative_to(SCRIPTS).parts[0], COMMANDS)


def imported_modules(code: str) -> list[tuple[int, str]]:
    """Returns the line and the full name of each module that code imports."""
    modules = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append((node.lineno, "." * node.level + (node.module or "")))
    return modules


def upward_imports(path: Path, code: str) -> list[str]:
    """Returns the imports of a file that lead upwards, or that are relative."""
    commands = {file.stem for file in SCRIPTS.glob("*.py")}
    found = []
    for line, module in imported_modules(code):
        top = module.split(".")[0]
        is_upward = LEVELS.get(top, 0) > level(path)
        if is_upward or top in commands or module.startswith("."):
            found.append(f"{path.relative_to(ROOT)}:{line}: {module}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SCRIPTS)))
def test_no_import_leads_upwards(path: Path) -> None:
    assert upward_imports(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "import checks.site",
        "from translation.stale import find",
        "import check",
        "from . import model",
        "def f():\n  import hooks",
    ],
)
def test_upward_import_is_found(code: str) -> None:
    assert upward_imports(SCRIPTS / "table/formats.py", code)


def test_each_package_has_files() -> None:
    assert {level(path) for path in FILES} == {*LEVELS.values(), COMMANDS}
