"""What is wrong in a source file: where, what, and how to fix it."""

import difflib
import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from mkdocs.exceptions import PluginError

from messages.language import IN_ENGLISH, Wording, wording_for
from messages.message import Message

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
    """An error, or a warning that stops nobody."""

    location: Location
    message: Message
    fix: Message
    is_warning: bool = False

    def in_words(self, wording: Wording) -> str:
        """Returns `path:line:column: message; fix`. GitHub finds a warning by its name, which is never translated."""
        path, line, column = self.location
        severity = "warning: " if self.is_warning else ""
        return CONTROL_CHARACTER.sub("?", f"{path}:{line}:{column}: {severity}{wording(self.message, self.fix)}")

    def __str__(self) -> str:
        return self.in_words(IN_ENGLISH)


class SiteError(PluginError):
    """What ends a command or a build, which prints it in the language of the machine."""

    def __init__(self, *lines: Problem | Message) -> None:
        super().__init__("")
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(lines_in_words(self.lines, wording_for(os.environ)))


def lines_in_words(lines: Iterable[Problem | Message], wording: Wording) -> list[str]:
    """Returns the line of each problem or message, each once, though two checks may find a problem."""
    words = [line.in_words(wording) if isinstance(line, Problem) else wording(line) for line in lines]
    return list(dict.fromkeys(words))


def closest(word: str, known: Collection[str], similarity: float = 0.6) -> str:
    """Returns the known word that a misspelt one was probably meant to be; "" where none is near enough."""
    close = difflib.get_close_matches(word, known, 1, similarity)
    return close[0] if close else ""


def did_you_mean(word: str, known: Collection[str], otherwise: Message, before: str = "") -> Message:
    """Returns the fix for a word that is not among the known ones: the one that resembles it, or else another fix.

    before: what is written before a word, such as #.
    """
    meant = closest(word, known)
    return Message("did you mean '{word}'?", word=before + meant) if meant else otherwise


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
