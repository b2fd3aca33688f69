"""Markers: lines such as [[comparison]], alone in their paragraph, which a table or a picture replaces."""

import re
from collections.abc import Collection
from typing import NamedTuple

from messages.message import Message, either
from messages.problems import Location, Problem, closest
from sources.markdown_page import INLINE_CODE, MarkdownPage, blank_out
from sources.raw_html import TAGS

BRACKETED = re.compile(r"[\[{(<%!-]+\s*([\w .:-]+?)\s*[\]})>%!-]+")  # Words in brackets of any kind
MIN_SIMILARITY = 0.75  # From here on, difflib's ratio says that a bracketed text is a misspelt marker.


class Marker(NamedTuple):
    """A marker on a page, such as [[comparison]], and its line, from 1."""

    text: str
    line: int


def find_markers(page: MarkdownPage, known: Collection[str], intended: str) -> tuple[list[Marker], list[Problem]]:
    """Returns the markers on a page, and the problems of those that are misspelt or inside a paragraph.

    known: the markers that there are. intended: a pattern for the beginning of a line that is certainly meant as one of
    them, even where it resembles none.
    """
    lines = [blank_out(INLINE_CODE, line, "`").strip() for line in page.prose_lines]
    markers = []
    problems = []
    for index, line in enumerate(lines):
        if "[" not in line and not BRACKETED.match(line):  # An ordinary line, or none
            continue
        number = page.body_line + index
        line_above = lines[index - 1] if index else ""
        line_below = lines[index + 1] if index + 1 < len(lines) else ""
        if line in known and not line_above and not line_below:
            markers.append(Marker(line, number))
            continue
        inside = [marker for marker in known if marker in line]
        if inside:
            message = Message("{marker} is not alone in its paragraph", marker=inside[0])
            problems.append(Problem(Location(page.path, number), message, Message("put it between two empty lines")))
            continue
        if line.replace("\\", "") in known:  # \[[comparison]\], as some code editors write it
            message = Message("{marker} is shown as text because of its \\", marker=line)
            problems.append(Problem(Location(page.path, number), message, Message("delete each \\")))
            continue
        suggestions = _suggest(line, known, intended)
        if suggestions:
            message = Message("{marker} is not a marker", marker=line)
            fix = Message("did you mean {markers}?", markers=either([*suggestions]))
            problems.append(Problem(Location(page.path, number), message, fix))
    return markers, problems


def _suggest(line: str, known: Collection[str], intended: str) -> Collection[str]:
    """Returns the markers that a line may have been meant to be; none where it is an ordinary line."""
    bracketed = BRACKETED.fullmatch(line)
    is_tag = line.startswith("<") and bracketed and bracketed[1] in TAGS  # <picture>
    if not bracketed or is_tag:
        return []
    meant = closest(f"[[{bracketed[1].lower()}]]", known, MIN_SIMILARITY)
    if meant:
        return [meant]
    return known if re.match(intended, line) else []
