"""A Markdown page as an editor wrote it: its front matter, and a passage for each heading, with the lines of both."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from source import Source

CODE = re.compile(r"^[ \t]*(```|~~~)(?:.|\n)*?(?:\n[ \t]*\1.*|\Z)", re.MULTILINE)
HEADING = re.compile(r"(#{0,6})(.*?)(\{[^{]*\})?")
IDENTITY = re.compile(r"#([\w-]+)")


class Passage(NamedTuple):
    """A heading and what stands under it, up to the next one; the first has what stands above it too.

    id: as written behind the heading, the same in every language, or "". level: 1 to 6; 0 where there is no heading.
    line: that of the heading; start: that where the text begins. prose: the text with spaces for code.
    """

    path: Path
    id: str
    level: int
    heading: str
    line: int
    start: int
    text: str
    prose: str

    @property
    def place(self) -> str:
        """`path:line` of the heading."""
        return f"{self.path}:{self.line}"


class MarkdownPage(Source):
    """A page: the keys and values of its front matter as nodes, and its passages. Nothing is raised."""

    def __init__(self, path: Path) -> None:
        self.passages: list[Passage] = []
        super().__init__(path)
        self.front_matter = self.mapping(self.root, "the front matter")

    def _take(self, text: str) -> None:
        lines = text.split("\n")
        ends = (number for number, line in enumerate(lines) if number and line.rstrip() in ("---", "..."))
        end = next(ends, 0) if lines[0].rstrip() == "---" else 0
        if lines[0].rstrip() == "---" and not end:
            self._note(0, 0, "the front matter, which begins here, has no end; close it with another line ---")
        if any(line.strip() for line in lines[1:end]):
            super()._take("\n".join(["", *lines[1:end]]))
        start = end + 1 if end else 0
        body = [self._seen(number, line) for number, line in enumerate(lines[start:], start)]
        self.passages = [*self._passages(body, start + 1)]

    def _passages(self, lines: list[str], first: int) -> Iterator[Passage]:
        """The passages of lines; first: the number of the first of them."""
        prose = hide(CODE, "\n".join(lines)).split("\n")
        heads = [place for place, line in enumerate(prose) if line.startswith("#")]
        for head, (start, end) in zip(heads or [0], pairwise([0, *heads[1:], len(lines)]), strict=True):
            marks, heading, attributes = HEADING.fullmatch(prose[head].rstrip() if heads else "").groups("")
            name = [*IDENTITY.findall(attributes), ""][0]
            texts = ("\n".join(part[start:end]) for part in (lines, prose))
            yield Passage(self.path, name, len(marks), heading.strip("# \t"), first + head, first + start, *texts)


def page_files(folder: Path) -> list[Path]:
    """The Markdown pages of a language's folder, in the order of their names."""
    return [file for file in sorted(folder.rglob("*.md")) if file.is_file()]


def read_pages(folder: Path) -> dict[str, MarkdownPage]:
    """The same as name → page: sales for sales.md."""
    return {file.relative_to(folder).with_suffix("").as_posix(): MarkdownPage(file) for file in page_files(folder)}


def hide(pattern: re.Pattern[str], text: str, put: str = " ") -> str:
    """The text with what a pattern finds replaced letter by letter, so that places stay where they are."""
    return pattern.sub(lambda found: re.sub(".", put, found[0]), text)
