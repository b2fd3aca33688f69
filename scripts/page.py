"""A Markdown page as an editor wrote it: its front matter, and a passage for each heading, with the lines of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from source import Source

FENCE = re.compile(r"\s*(```|~~~)")
HEADING = re.compile(r"(#{1,6})(.*)")
IDENTITY = re.compile(r"#([\w-]+)")


class Line(NamedTuple):
    """A line of a page: its number from 1, its text, and whether it is code."""

    number: int
    text: str
    is_code: bool


@dataclass(frozen=True)
class Passage:
    """A heading and what stands under it, up to the next one; the first has what stands above it too."""

    id: str
    """As written behind the heading, the same in every language; "" where there is none."""
    level: int
    """1 to 6; 0 where the page has no heading at all."""
    heading: str
    line: int
    lines: list[Line]


class MarkdownPage(Source):
    """A page: the keys and values of its front matter as nodes, and its passages. Nothing is raised."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.passages: list[Passage] = []
        super().__init__(path)
        self.front_matter = self.mapping(self.root, "the front matter") if self.root else {}

    def _take(self, text: str) -> None:
        lines = text.split("\n")
        ends = (number for number, line in enumerate(lines) if number and line.rstrip() in ("---", "..."))
        end = next(ends, 0) if lines[0].rstrip() == "---" else 0
        if any(line.strip() for line in lines[1:end]):
            super()._take("\n".join(["", *lines[1:end]]))
        if lines[0].rstrip() == "---" and not end:
            self._note(0, 0, "the front matter, which begins here, has no end; close it with another line ---")
        start = end + 1 if end else 0
        self.passages = _passages([*lines[:start], *map(self._seen, range(start, len(lines)), lines[start:])], start)


def page_files(folder: Path) -> Iterator[Path]:
    """The Markdown pages of a language's folder, in the order of their names."""
    return (page for page in sorted(folder.rglob("*.md")) if page.is_file())


def _passages(lines: list[str], start: int) -> list[Passage]:
    """The passages of the lines from `start`, counted from 0."""
    passages: list[Passage] = []
    above: list[Line] = []
    fence = ""
    for number, text in enumerate(lines[start:], start + 1):
        if marker := FENCE.match(text):
            fence = "" if fence == marker[1] else fence or marker[1]
        line = Line(number, text, bool(fence or marker))
        if not line.is_code and (found := HEADING.match(text)):
            heading, identity = _attributes(found[2].strip())
            passages.append(Passage(identity, len(found[1]), heading, number, [] if passages else above))
        (passages[-1].lines if passages else above).append(line)
    return passages or [Passage("", 0, "", start + 1, above)]


def _attributes(heading: str) -> tuple[str, str]:
    """The text of a heading and its id, from `Text { #id }`."""
    has_attributes = heading.endswith("}") and "{" in heading
    text, _, attributes = heading[:-1].rpartition("{") if has_attributes else (heading, "", "")
    identity = IDENTITY.search(attributes)
    return text.strip(" #"), identity[1] if identity else ""
