"""What is wrong in a source file: where, what, and how to fix it."""

import difflib
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")  # In the name of a file, or in an address


class Location(NamedTuple):
    """A place in a file. Line and column are counted from 1."""

    path: Path
    line: int = 1
    column: int = 1

    @property
    def path_and_line(self) -> str:
        """As a message about another location names it: `path:line`."""
        return f"{self.path}:{self.line}"


class Problem(NamedTuple):
    """An error, or a warning that stops nobody. As a text it is `path:line:column: message; fix`."""

    location: Location
    message: str
    fix: str
    is_warning: bool = False

    def __str__(self) -> str:
        path, line, column = self.location
        severity = "warning: " if self.is_warning else ""
        return CONTROL_CHARACTER.sub("?", f"{path}:{line}:{column}: {severity}{self.message}; {self.fix}")


def did_you_mean(word: str, known: Collection[str], otherwise: str, before: str = "") -> str:
    """Returns the fix for a word that is not among the known ones: the one that resembles it, or else another fix.

    before: what is written before a word, such as #.
    """
    close = difflib.get_close_matches(word, known, 1)
    return f"did you mean '{before}{close[0]}'?" if close else otherwise


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Returns each problem once: file by file, as they come, and in each file in the order of its lines."""
    by_path: dict[Path, set[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.location.path, set()).add(problem)
    return [problem for found in by_path.values() for problem in sorted(found)]


def display_path(path: Path) -> Path:
    """Returns the path as an editor knows it: relative to the folder where the command runs, if it lies in there."""
    path = path.resolve()
    if path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd())
    return path
