"""A Markdown page as an editor wrote it: its front matter, and a section for each heading, with the lines of both.

Python-Markdown gives no line numbers, and markdown-it-py reads CommonMark, which differs from what the site is built
with. Headings, lists and links are all that the checks need.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sources.front_matter import read_front_matter
from sources.problems import Location, Problem
from sources.source_file import SourceFile
from sources.yaml_source import YamlSource

# What is no text, where it stands outside of the other
CODE_OR_COMMENT = re.compile(
    r"""
    (?P<code> ^[ \t]* (?P<fence>```|~~~) (?:.|\n)*? (?:\n[ \t]*(?P=fence).*|\Z) )  # fenced code
    | (?P<comment> <!-- (?:.|\n)*? (?:-->|\Z) )
    | `[^`\n]+`                                                                    # code in a line, which is kept
    """,
    re.MULTILINE | re.VERBOSE,
)
# Where a space is syntax: before and in what begins a heading, a list item or code, and in braces behind a text. Behind
# a number, a no-break space is good, as it keeps 1999. from being a list.
SYNTAX = re.compile(
    r"""
    ^\s*(?: (?:>[ ]?)* (?:[-*+]|\#{1,6}) \s+ | ```|~~~ | \[[^\[\]]+\]:\s+ | $ )
    | \s*\{:?[^{}]*[\#.=][^{}]*\}
    """,
    re.VERBOSE,
)
INLINE_CODE = re.compile("`[^`\n]*`")
LIKE_START = re.compile("[-–—]{1,5}")  # --- and what Word makes of it
KEY = re.compile(r"[a-z]+:(\s|$)")
MULTIMARKDOWN_KEY = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")  # mkdocs.utils.meta
TEXT_LINE = re.compile(r"\s*[^\s#]")  # Neither empty nor a comment
HEADING_WITH_ID = re.compile(r"#{1,6} .*\{[^{}]*#[^{}]*\}")
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
    """Without comments: a space stands for each of their characters."""
    prose: str
    """The text with a space for each character of fenced code too."""

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
        self.front_matter = read_front_matter(self.yaml)
        self.sections: list[Section] = []
        self.body = ""
        self.body_line = body_start + 1
        """The line where the body, which is all below the front matter, begins; from 1."""
        if self.file.text is not None:
            numbered = enumerate(self.lines[body_start:], self.body_line)
            self.body = "\n".join(self.file.clean_line(number, line, SYNTAX) for number, line in numbered)
            self.sections = self._find_sections(self.body, self.body_line)

    @property
    def problems(self) -> list[Problem]:
        """All problems of the page found so far, in the order of their lines."""
        return self.file.problems

    def _split(self) -> tuple[str | None, int]:
        """Returns the text of the front matter, None where there is none, and the index of the first line below it."""
        if self.lines[0].rstrip() != "---":
            self._report_misplaced_start()
            return None, 0
        for index, line in enumerate(self.lines):
            if HEADING_WITH_ID.match(line):  # A heading: the end is missing, and another --- is a rule.
                break
            if index and line.rstrip() in ("---", "..."):
                front_matter = self.lines[1:index]
                if not any(TEXT_LINE.match(line) for line in front_matter):
                    return None, index + 1
                return "\n".join(["", *front_matter]), index + 1  # The empty line keeps the line numbers right.
        message = "the front matter, which begins here, has no end"
        self.file.report(1, 1, message, "close it with another line ---")
        return None, 0 if index + 1 == len(self.lines) else index

    def _report_misplaced_start(self) -> None:
        """Reports front matter below an empty line, or below a dash that Word has made of ---."""
        if MULTIMARKDOWN_KEY.match(self.lines[0]):  # MkDocs takes it for front matter of an older kind.
            message = "there is no line --- above this front matter"
            self.file.report(1, 1, message, "write --- into the first line, and another below the last one of them")
            return
        filled = [(number, line.strip()) for number, line in enumerate(self.lines, 1) if line.strip()][:2]
        if len(filled) == 2 and LIKE_START.fullmatch(filled[0][1]) and KEY.match(filled[1][1]):
            message = "the front matter does not begin in the first line, with ---"
            self.file.report(filled[0][0], 1, message, "write --- into the first line, without an empty line above it")

    def _find_sections(self, body: str, first_line: int) -> list[Section]:
        """Returns the sections of a text; first_line: the number of its first line, from 1."""
        lines = without_code_and_comments(body, keep_code=True).split("\n")
        prose_lines = without_code_and_comments(body).split("\n")
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


def without_code_and_comments(text: str, keep_code: bool = False) -> str:
    """Returns the text with a space for each character of comments and fenced code. Code in a line stays as it is."""
    if not any(mark in text for mark in ("```", "~~~", "<!--")):
        return text

    def blank(found: re.Match[str]) -> str:
        is_blank = found["comment"] or (found["code"] and not keep_code)
        return re.sub(".", " ", found[0]) if is_blank else found[0]

    return CODE_OR_COMMENT.sub(blank, text)


def blank_out(pattern: re.Pattern[str], text: str, replacement: str = " ") -> str:
    """Returns the text with each character that a pattern matches replaced, so that all locations stay the same."""

    def same_length(found: re.Match[str]) -> str:
        return re.sub(".", replacement, found[0])  # A line's end stays: the dot does not match it.

    return pattern.sub(same_length, text)
