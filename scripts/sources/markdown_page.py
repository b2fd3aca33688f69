"""A Markdown page as an editor wrote it: its front matter, and a section for each heading, with the lines of both.

The build renders the same tokens that the checks read.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it.token import Token

from messages.message import Message
from messages.problems import Location, Problem
from sources.formulas import FORMULA
from sources.front_matter import NAME, read_front_matter
from sources.markdown_parser import ParsedMarkdown, parse_markdown, plain_text
from sources.source_file import SourceFile
from sources.yaml_source import YamlSource

CODE_TOKENS = frozenset(("fence", "code_block", "math_block"))
COMMENT = re.compile(r"<!--(?:.|\n)*?(?:-->|\Z)|`[^`\n]+`")  # Or code in a line, in which nothing is a comment
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


class Section(NamedTuple):
    """A heading and what is under it, up to the next heading; the first has what is above its heading too."""

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
    tokens: Sequence[Token]
    """What the text is parsed into. Their lines are counted from 0, from the beginning of the page's body."""
    body_line: int
    """The line where that body begins, from 1."""

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
        self.yaml = YamlSource(self.file, front_matter, NAME)
        self.front_matter = read_front_matter(self.yaml)
        self.body = ""
        self.body_line = body_start + 1
        """The line where the body, which is all below the front matter, begins; from 1."""
        if self.file.text is not None:
            while body_start < len(self.lines) - 1 and not self.lines[body_start]:  # MkDocs leaves them out too.
                body_start += 1
            self.body_line = body_start + 1
            numbered = enumerate(self.lines[body_start:], self.body_line)
            self.body = "\n".join(self.file.clean_line(number, line, SYNTAX) for number, line in numbered)

    @cached_property
    def parsed(self) -> ParsedMarkdown:
        """The tokens of the body."""
        return parse_markdown(self.body)

    @cached_property
    def text_lines(self) -> list[str]:
        """The lines of the body, with a space for each character of comments."""
        lines = self.body.split("\n")
        text = "\n".join("" if index in self._code_lines else line for index, line in enumerate(lines))
        without_comments = _without_comments(text).split("\n")
        return [lines[index] if index in self._code_lines else line for index, line in enumerate(without_comments)]

    @cached_property
    def prose_lines(self) -> list[str]:
        """The lines of the body, with a space for each character of comments and of code blocks."""
        lines = enumerate(self.text_lines)
        return [" " * len(line) if index in self._code_lines else line for index, line in lines]

    @cached_property
    def _code_lines(self) -> set[int]:
        """The lines of the body that are blocks of code, from 0."""
        code = [token for token in self.parsed.tokens if token.type in CODE_TOKENS]
        return {line for token in code for line in range(*token.map)}

    @cached_property
    def sections(self) -> list[Section]:
        """The sections of the page; none where the file cannot be read."""
        if self.file.text is None:
            return []
        return list(self._find_sections())

    def line_of(self, token: Token) -> int:
        """Returns the line where a token begins, from 1."""
        return self.body_line + (token.map[0] if token.map else 0)

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
        message = Message("the front matter, which begins here, has no end")
        self.file.report(1, 1, message, Message("close it with another line ---"))
        return None, 0 if index + 1 == len(self.lines) else index

    def _report_misplaced_start(self) -> None:
        """Reports front matter below an empty line, or below a dash that Word has made of ---."""
        if MULTIMARKDOWN_KEY.match(self.lines[0]):  # MkDocs takes it for front matter of an older kind.
            message = Message("there is no line --- above this front matter")
            fix = Message("write --- into the first line, and another one below the last line of the front matter")
            self.file.report(1, 1, message, fix)
            return
        filled = [(number, line.strip()) for number, line in enumerate(self.lines, 1) if line.strip()][:2]
        if len(filled) == 2 and LIKE_START.fullmatch(filled[0][1]) and KEY.match(filled[1][1]):
            message = Message("the front matter does not begin in the first line, with ---")
            fix = Message("write --- into the first line, without an empty line above it")
            self.file.report(filled[0][0], 1, message, fix)

    def _find_sections(self) -> Iterator[Section]:
        """Yields the sections of the page. A heading in a list or in a quotation begins none."""
        tokens = self.parsed.tokens
        headings = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
        if not headings:
            yield self._section("", 0, "", 0, (0, len(self.text_lines)), tokens)
            return
        bounds = [0, *headings[1:], len(tokens)]
        for index, (first, end) in zip(headings, pairwise(bounds), strict=True):
            heading = tokens[index]
            start_line = 0 if first == 0 else heading.map[0]
            end_line = tokens[end].map[0] if end < len(tokens) else len(self.text_lines)
            yield self._section(
                str(heading.attrs.get("id", "")),
                int(heading.tag[1]),
                plain_text(tokens[index + 1]),
                heading.map[0],
                (start_line, end_line),
                tokens[first:end],
            )

    def _section(
        self, id: str, level: int, heading: str, line: int, lines: tuple[int, int], tokens: Sequence[Token]
    ) -> Section:
        """Returns a section. line: that of its heading; lines: its first one, and the one after it; all from 0."""
        start, end = lines
        return Section(
            path=self.path,
            id=id,
            level=level,
            heading=heading,
            line=self.body_line + line,
            start=self.body_line + start,
            text="\n".join(self.text_lines[start:end]),
            tokens=tokens,
            body_line=self.body_line,
        )


def inline_tokens(page: MarkdownPage, tokens: Sequence[Token]) -> Iterator[tuple[Token, Location]]:
    """Yields links, pictures, HTML and other parts of paragraphs, each with its location, as well as can be told.

    tokens: those of the page, or some of them.
    """
    for token in tokens:
        line = page.line_of(token)
        column = 0  # Where the search for the next part begins, from 0
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
                column = 0
            written = {"image": f"![{child.content}](", "link_open": "["}.get(child.type, child.content)
            if child.markup in ("autolink", "linkify"):  # Its address is its text, which follows.
                written = ""
            found = page.lines[line - 1].find(written, column) if written else -1
            yield child, Location(page.path, line, max(found, column) + 1)
            if found >= 0:
                column = found + len(written)


def _without_comments(text: str) -> str:
    """Returns a text with a space for each character of its comments."""
    if "<!--" not in text:
        return text

    def blank(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("`") else re.sub(".", " ", found[0])

    return COMMENT.sub(blank, text)


def without_code(line: str) -> str:
    """Returns a line with ` for each character of code and of formulas, so that rules for texts pass them over."""
    return blank_out(FORMULA, blank_out(INLINE_CODE, line, "`"), "`")


def blank_out(pattern: re.Pattern[str], text: str, replacement: str = " ") -> str:
    """Returns the text with each character that a pattern matches replaced, so that all locations stay the same."""

    def same_length(found: re.Match[str]) -> str:
        return re.sub(".", replacement, found[0])  # A line's end stays: the dot does not match it.

    return pattern.sub(same_length, text)
