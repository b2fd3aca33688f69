"""What pages that translate each other must share: front matter, headings, lists and tables, pictures and links."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import yaml

from page import MarkdownPage, Passage, page_files

# What a block of lines begins with, and an address with what stands before it: one pattern, so that each is met once.
ITEM = re.compile(r"\s*(?:(?P<bullet>[-*+])|\d+[.)])\s+\S")
TARGET = re.compile(
    r"""(?P<picture>!\[[^\[\]]*)?\]\(\s*<?(?P<inline>[^\s()<>]+(?:\([^\s()<>]*\))?[^\s()<>]*)
    | ^\s*\[[^\[\]]+\]:\s*(?P<reference>\S+) | <(?P<plain>https?:[^<>\s]+)>
    | \b(?P<name>href|src)="(?P<value>[^"]*)" """,
    re.VERBOSE,
)


class Part(NamedTuple):
    """Something in a passage that each language must have; it is the same where kind and address are."""

    kind: str
    address: str
    """Where a link or a picture leads, in the words of any language; "" for the rest."""
    line: int
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
                yield from _compare_front_matter(first, other)
                yield from _compare_front_matter(other, first)
                yield from _compare_headings(first, other)
                yield from _compare_parts(first, other, docs)


def own_faults(page: MarkdownPage) -> Iterator[str]:
    """What is wrong with a page whatever its translations have."""
    for key, (node, value) in page.front_matter.items():
        if isinstance(value, yaml.ScalarNode):
            page.text(value, key, node)
    yield from (fault.at(page.path) for fault in page.faults)
    if page.passages and not page.passages[0].level:
        yield f"{page.path}:1:1: the page has no heading; begin it with '# Its title {{ #short-english-name }}'"
    lines: dict[str, int] = {}
    for passage in page.passages:
        place = f"{page.path}:{passage.line}:1: heading '{passage.heading}'"
        if passage.level and not passage.id:
            yield f"{place} has no id; write one behind it, the same in each language: {{ #short-english-name }}"
        elif passage.id in lines:
            yield f"{place} has the id of line {lines[passage.id]}; give it another, the same in each language"
        lines.setdefault(passage.id, passage.line)


def parts(passage: Passage, page: Path, docs: Path) -> Iterator[Part]:
    """The items, table rows, links and pictures of a passage. Code has none."""
    is_list, before = False, ""
    for line in passage.lines:
        text = "" if line.is_code else re.sub("`[^`]*`", "`", line.text)
        item = ITEM.match(text)
        is_list = bool(item) if not before.strip() or before.startswith("#") else is_list  # 1. in mid-sentence is none.
        if item and is_list:
            kind = "list item" if item["bullet"] else "numbered item"
            yield Part(kind, "", line.number, f"a {kind}")
        elif text.lstrip().startswith("|"):
            yield Part(f"row {text.count('|')}", "", line.number, f"a table row (cells: {text.count('|') - 1})")
        for found in TARGET.finditer(text):
            kind = "picture" if found["picture"] or found["name"] == "src" else "link"
            address = next(filter(None, found.group("inline", "reference", "plain", "value")), "")
            yield Part(kind, _common(address, page, docs), line.number, f"the {kind} '{address}'")
        before = text


def _common(address: str, page: Path, docs: Path) -> str:
    """An address as any language would have it: `*/sales.md#place` for a page in the own language's folder."""
    if re.match(r"[\w+.-]+:|//", address):
        return address
    path, _, place = address.partition("#")
    own = page.relative_to(docs)
    whole = posixpath.normpath(posixpath.join(own.parent.as_posix(), path or own.name))
    return re.sub(f"^{re.escape(own.parts[0])}/", "*/", whole) + f"#{place}"


def _compare_parts(ours: MarkdownPage, theirs: MarkdownPage, docs: Path) -> Iterator[str]:
    """Parts of a passage may change places: the order of words is each language's own."""
    others = {passage.id: passage for passage in theirs.passages}
    for passage in ours.passages:
        if passage.id not in others:
            continue
        sides = [(ours.path, passage), (theirs.path, others[passage.id])]
        found = [list(parts(passage, path, docs)) for path, passage in sides]
        mine, rest = _unmatched(*found), _unmatched(*reversed(found))
        for kind in dict.fromkeys(part.kind for part in mine + rest):
            for here, there in zip_longest(*([part for part in side if part.kind == kind] for side in (mine, rest))):
                if here and there:
                    place = f"{theirs.path}:{there.line}"
                    cure = "let both be the same, each in its own language"
                    yield f"{ours.path}:{here.line}:1: {here.shown} stands here, and {there.shown} in {place}; {cure}"
                else:
                    (path, _), (other, place) = sides if here else sides[::-1]
                    part = here or there
                    yield f"{path}:{part.line}:1: {part.shown} is missing in {other}:{place.line}; put it there too"


def _unmatched(parts: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    rest = Counter(part[:2] for part in others)
    unmatched = []
    for part in parts:
        rest[part[:2]] -= 1
        if rest[part[:2]] < 0:
            unmatched.append(part)
    return unmatched


def _compare_front_matter(ours: MarkdownPage, theirs: MarkdownPage) -> Iterator[str]:
    for key, (node, _) in ours.front_matter.items():
        if key not in theirs.front_matter and not theirs.faults:
            place = f"{ours.path}:{node.start_mark.line + 1}"
            yield f"{theirs.path}:1:1: the front matter has no '{key}', as {place} has; write it between two lines ---"


def _compare_headings(ours: MarkdownPage, theirs: MarkdownPage) -> Iterator[str]:
    """Headings of two pages that are each other's translation, matched by id."""
    for page, other in ((ours, theirs), (theirs, ours)):
        known = {passage.id for passage in other.passages}
        for passage in page.passages:
            if passage.id and passage.id not in known:
                cure = f"write it there with {{ #{passage.id} }}"
                yield f"{page.path}:{passage.line}:1: heading '{passage.heading}' is missing in {other.path}; {cure}"
    if {passage.id for passage in ours.passages} == {passage.id for passage in theirs.passages}:
        for here, there in zip(ours.passages, theirs.passages, strict=False):
            if (here.level, here.id) != (there.level, there.id):
                cure = f"give both the same order and level, #{here.id} here and #{there.id} there"
                yield f"{ours.path}:{here.line}:1: the headings part ways with {theirs.path}:{there.line}; {cure}"
                return
