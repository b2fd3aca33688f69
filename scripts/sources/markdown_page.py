"""A Markdown page as an editor wrote it: its front matter, and a section for each heading, with the lines of both.

Python-Markdown gives no line numbers, and markdown-it-py reads CommonMark, which differs from what the site is built
with. Headings, lists and links are all that the checks need.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sources.problems import Location, Problem
from sources.source_file import SourceFile
from sources.yaml_source import YamlSource

FENCED_CODE = re.compile(r"^[ \t]*(```|~~~)(?:.|\n)*?(?:\n[ \t]*\1.*|\Z)", re.MULTILINE)
HEADING = re.compile(r"(?P<marks>#{0,6})(?P<heading>.*?)(?P<attributes>\{[^{]*\})?")
ID_ATTRIBUTE = re.compile(r"#([\w-]+)")


class Section(NamedTuple):
    """A heading and what stands under it, up to the next heading; the first has what stands above its heading too."""

    path: Path
    id: str
    """As written behind the heading, the same in every language; "" where there is none."""
    level: int
    """1 to 6; 0 where the page has no heading."""
    heading: str
    line: int
    """The line of the heading, from 1."""
    start: int
    """The line where the text begins, from 1."""
    text: str
    prose: str
    """The text with a space for each character of fenced code."""

    @property
    def location(self) -> Location:
        """The location of the heading."""
        return Location(self.path, self.line)


class MarkdownPage:
    """A page: the keys and values of its front matter as YAML nodes, and its sections. Nothing is raised.

    A file that cannot be read has no sections; `problems` says why.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = SourceFile(path)
        self.lines = (self.file.text or "").split("\n")
        front_matter, body_start = self._split()
        self.yaml = YamlSource(self.file, front_matter)
        self.front_matter = self.yaml.mapping(self.yaml.root, "the front matter")
        self.sections: list[Section] = []
        if self.file.text is not None:
            numbered = enumerate(self.lines[body_start:], body_start + 1)
            body = [self.file.clean_line(number, line) for number, line in numbered]
            self.sections = self._find_sections(body, body_start + 1)

    @property
    def problems(self) -> list[Problem]:
        """All problems of the page found so far, in the order of their lines."""
        return self.file.problems

    def _split(self) -> tuple[str | None, int]:
        """Returns the text of the front matter, None where there is none, and the index of the first line below it."""
        if self.lines[0].rstrip() != "---":
            return None, 0
        for index, line in enumerate(self.lines):
            if index and line.rstrip() in ("---", "..."):
                front_matter = self.lines[1:index]
                if not any(line.strip() for line in front_matter):
                    return None, index + 1
                return "\n".join(["", *front_matter]), index + 1  # The empty line keeps the line numbers right.
        message = "the front matter, which begins here, has no end"
        self.file.report(1, 1, message, "close it with another line ---")
        return None, 0

    def _find_sections(self, lines: list[str], first_line: int) -> list[Section]:
        """Returns the sections of lines; first_line: the number of the first of them, from 1."""
        prose_lines = blank_out(FENCED_CODE, "\n".join(lines)).split("\n")
        heading_indexes = [index for index, line in enumerate(prose_lines) if line.startswith("#")]
        if not heading_indexes:
            whole = ("\n".join(lines), "\n".join(prose_lines))
            return [Section(self.path, "", 0, "", first_line, first_line, *whole)]
        bounds = pairwise([0, *heading_indexes[1:], len(lines)])
        sections = []
        for heading_index, (start, end) in zip(heading_indexes, bounds, strict=True):
            found = HEADING.fullmatch(prose_lines[heading_index].rstrip())
            id_attribute = ID_ATTRIBUTE.search(found["attributes"] or "")
            section = Section(
                path=self.path,
                id=id_attribute[1] if id_attribute else "",
                level=len(found["marks"]),
                heading=found["heading"].strip("# \t"),
                line=first_line + heading_index,
                start=first_line + start,
                text="\n".join(lines[start:end]),
                prose="\n".join(prose_lines[start:end]),
            )
            sections.append(section)
        return sections


def blank_out(pattern: re.Pattern[str], text: str, replacement: str = " ") -> str:
    """Returns the text with each character that a pattern matches replaced, so that all locations stay the same."""

    def same_length(found: re.Match[str]) -> str:
        return re.sub(".", replacement, found[0])  # A line's end stays: the dot does not match it.

    return pattern.sub(same_length, text)
