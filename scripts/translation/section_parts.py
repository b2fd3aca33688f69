"""The parts of a section that its translations must have too: list items, table rows, links and pictures."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sources.markdown_page import INLINE_CODE, Section, blank_out
from sources.problems import Location

LIST_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+\S")
# All forms in one pattern, so that each target is met once.
LINK = re.compile(
    r"""
    (?:!\[[^\[\]]*)? \]\( \s*<? ([^\s()<>]+(?:\([^\s()<>]*\))?[^\s()<>]*)  # [text](target), ![text](target)
    | ^\s*\[[^\[\]]+\]:\s*(\S+)                                            # [text]: target
    | <(https?:[^<>\s]+)>                                                  # <target>
    | \b(?:href|src)="([^"]*)"                                             # href="target"
    """,
    re.VERBOSE,
)
FULL_ADDRESS = re.compile(r"[\w+.-]+:|//")
OUTSIDE = "outside"  # Stands for any address outside of the site: each language may have its own, as Wikipedia has.


class PartKey(NamedTuple):
    """What identifies a part in each language."""

    kind: str
    """As a message names it: list item, numbered item, table row (cells: 2), link, picture."""
    target: str
    """Where a link or picture leads, the same in each language; OUTSIDE for a link to another site; "" else."""
    number: int
    """From 0, among the parts of the section with the same kind and target."""


class Part(NamedTuple):
    """One part of a section."""

    location: Location
    label: str
    """As a message names it: the link 'sales.md'."""
    is_outside: bool
    """Whether it is a link to another site."""


def section_parts(section: Section, docs: Path) -> dict[PartKey, Part]:
    """Returns the parts of a section, in their order. docs: the folder of the languages' folders."""
    parts = {}
    counts: Counter[tuple[str, str]] = Counter()
    page = section.path.relative_to(docs)
    for line_number, kind, target in _find_parts(section):
        common = _language_independent(target, page) if target else ""
        if kind == "link" and FULL_ADDRESS.match(target):
            common = OUTSIDE
        key = PartKey(kind, common, counts[kind, common])
        counts[kind, common] += 1
        label = f"the {kind} '{target}'" if target else f"a {kind}"
        parts[key] = Part(Location(section.path, line_number), label, common == OUTSIDE)
    return parts


def _find_parts(section: Section) -> Iterator[tuple[int, str, str]]:
    """Yields line number, kind and target of each part; the target of an item or a table row is ""."""
    prose = blank_out(INLINE_CODE, section.prose, "`")
    line_above = ""
    is_in_list = False
    for line_number, line in enumerate(prose.split("\n"), section.start):
        item = LIST_ITEM.match(line)
        # A list begins after an empty line or a heading. In a paragraph, "1." ends a sentence or is a number.
        if not line_above.strip() or line_above.startswith("#"):
            is_in_list = bool(item)
        if item and is_in_list:
            yield line_number, "numbered item" if item[1][0].isdigit() else "list item", ""
        elif line.lstrip().startswith("|"):
            yield line_number, f"table row (cells: {line.count('|') - 1})", ""
        for link in LINK.finditer(line):
            kind = "picture" if link[0].startswith(("!", "src")) else "link"
            yield line_number, kind, link[link.lastindex]
        line_above = line


def _language_independent(target: str, page: Path) -> str:
    """Returns a target as it is in any language: `*/sales.md#why` for a page in the folder of the page's own language.

    A file to download may lie beside the page of any language. page: the path of the page with the link, from docs/ on.
    """
    if FULL_ADDRESS.match(target):
        return target
    path, _, anchor = target.partition("#")
    language = page.parts[0]
    whole = posixpath.normpath(posixpath.join(page.parent.as_posix(), path or page.name))
    folder, _, rest = whole.partition("/")
    is_file = posixpath.splitext(whole)[1] not in ("", ".md")
    if folder == language or is_file:
        whole = f"*/{rest}"
    return f"{whole}#{anchor}"
