"""What pages that translate each other must share: front matter, headings, lists and tables, pictures and links."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, zip_longest
from pathlib import Path
from typing import NamedTuple

import yaml

from page import MarkdownPage, Passage, hide, page_files

CODE = re.compile("`[^`\n]*`")
ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+\S")
# [text](address), ![text](address), [text]: address, <address>, href="address": one pattern, so that each is met once.
TARGET = re.compile(
    r"""(?:!\[[^\[\]]*)?\]\(\s*<?([^\s()<>]+(?:\([^\s()<>]*\))?[^\s()<>]*)
    | ^\s*\[[^\[\]]+\]:\s*(\S+) | <(https?:[^<>\s]+)> | \b(?:href|src)="([^"]*)" """,
    re.VERBOSE,
)


class Part(NamedTuple):
    """Something in a passage that each language must have; it is the same where kind and address are."""

    kind: str
    address: str
    """Where a link or a picture leads, in the words of any language; "" for the rest."""
    place: str
    shown: str
    """How a message names it."""


def passage_faults(docs: Path, codes: Sequence[str]) -> Iterator[str]:
    """Faults of the pages themselves, and what one language has and another lacks in them."""
    for file in page_files(docs / codes[0]):
        files = [docs / code / file.relative_to(docs / codes[0]) for code in codes]
        first, *others = (MarkdownPage(file) for file in files if file.is_file())
        for page in (first, *others):
            yield from own_faults(page)
        for other in others:
            if first.passages and other.passages:
                yield from _missing(first, other)
                yield from _missing(other, first)
                yield from _differences(first, other, docs)


def own_faults(page: MarkdownPage) -> Iterator[str]:
    """What is wrong with a page whatever its translations have."""
    for key, (node, value) in page.front_matter.items():
        if isinstance(value, yaml.ScalarNode):
            page.text(value, key, node)
    yield from (fault.at(page.path) for fault in page.faults)
    lines: dict[str, int] = {}
    for passage in page.passages:
        place = f"{passage.place}:1: heading '{passage.heading}'"
        if not passage.level:
            yield f"{page.path}:1:1: the page has no heading; begin it with '# Its title {{ #short-english-name }}'"
        elif not passage.id:
            yield f"{place} has no id; write one behind it, the same in each language: {{ #short-english-name }}"
        elif lines.setdefault(passage.id, passage.line) != passage.line:
            yield f"{place} has the id of line {lines[passage.id]}; give it another, the same in each language"


def parts(passage: Passage, docs: Path) -> Iterator[Part]:
    """The items, table rows, links and pictures of a passage. Code has none."""
    is_list, before = False, ""
    for number, line in enumerate(hide(CODE, passage.prose, "`").split("\n"), passage.start):
        place = f"{passage.path}:{number}"
        item = ITEM.match(line)
        is_list = bool(item) if not before.strip() or before.startswith("#") else is_list  # 1. in mid-sentence is none.
        if item and is_list:
            kind = "numbered item" if item[1][0].isdigit() else "list item"
            yield Part(kind, "", place, f"a {kind}")
        elif line.lstrip().startswith("|"):
            kind = f"table row (cells: {line.count('|') - 1})"
            yield Part(kind, "", place, f"a {kind}")
        for target in TARGET.finditer(line):
            kind = "picture" if target[0].startswith(("!", "src")) else "link"
            address = target[target.lastindex]
            yield Part(kind, _common(address, passage.path.relative_to(docs)), place, f"the {kind} '{address}'")
        before = line


def _common(address: str, page: Path) -> str:
    """An address as any language would have it: `*/sales.md#place` for a page in the own language's folder."""
    if re.match(r"[\w+.-]+:|//", address):
        return address
    path, _, place = address.partition("#")
    whole = posixpath.normpath(posixpath.join(page.parent.as_posix(), path or page.name))
    return re.sub(f"^{re.escape(page.parts[0])}/", "*/", whole) + f"#{place}"


def _missing(page: MarkdownPage, other: MarkdownPage) -> Iterator[str]:
    """Keys of the front matter, and headings, that a page has and another has not."""
    for key, (node, _) in page.front_matter.items():
        if key not in other.front_matter and not other.faults:
            place = f"{page.path}:{node.start_mark.line + 1}"
            yield f"{other.path}:1:1: the front matter has no '{key}', as {place} has; write it between two lines ---"
    known = {passage.id for passage in other.passages}
    for passage in page.passages:
        if passage.id and passage.id not in known:
            cure = f"write it there with {{ #{passage.id} }}"
            yield f"{passage.place}:1: heading '{passage.heading}' is missing in {other.path}; {cure}"


def _differences(ours: MarkdownPage, theirs: MarkdownPage, docs: Path) -> Iterator[str]:
    """Headings in another order, and what stands below one of two headings only."""
    known, others = ({passage.id: passage for passage in page.passages} for page in (ours, theirs))
    for here, there in zip(ours.passages, theirs.passages, strict=False) if known.keys() == others.keys() else ():
        if (here.level, here.id) != (there.level, there.id):
            cure = f"give both the same order and level, #{here.id} here and #{there.id} there"
            yield f"{here.place}:1: the headings part ways with {there.place}; {cure}"
            break
    for here in ours.passages:
        if here.id in others:
            yield from _part_differences(here, others[here.id], docs)


def _part_differences(ours: Passage, theirs: Passage, docs: Path) -> Iterator[str]:
    """Parts may change places: the order of words is each language's own."""
    sides = [_numbered(parts(passage, docs)) for passage in (ours, theirs)]
    lone = [[part for key, part in side.items() if key not in other] for side, other in (sides, sides[::-1])]
    for kind in dict.fromkeys(part.kind for part in chain(*lone)):
        for here, there in zip_longest(*([part for part in side if part.kind == kind] for side in lone)):
            if here and there:
                cure = "let both be the same, each in its own language"
                yield f"{here.place}:1: {here.shown} stands here, and {there.shown} in {there.place}; {cure}"
            else:
                part, home = (here, theirs) if here else (there, ours)
                yield f"{part.place}:1: {part.shown} is missing in {home.place}; put it there too"


def _numbered(parts: Iterable[Part]) -> dict[tuple[str, str, int], Part]:
    """The parts by kind, address, and their number among those that are the same."""
    numbers: dict[tuple[str, str], Iterator[int]] = defaultdict(count)
    return {(*part[:2], next(numbers[part[:2]])): part for part in parts}
