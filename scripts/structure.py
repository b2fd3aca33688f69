"""What pages that translate each other must share: front matter, headings, lists and tables, pictures and links."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count, zip_longest
from pathlib import Path

import yaml

from page import MarkdownPage, Passage, hide, read_pages

CODE = re.compile("`[^`\n]*`")
ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+\S")
# [text](address), ![text](address), [text]: address, <address>, href="address": one pattern, so that each is met once.
TARGET = re.compile(
    r"""(?:!\[[^\[\]]*)?\]\(\s*<?([^\s()<>]+(?:\([^\s()<>]*\))?[^\s()<>]*)
    | ^\s*\[[^\[\]]+\]:\s*(\S+) | <(https?:[^<>\s]+)> | \b(?:href|src)="([^"]*)" """,
    re.VERBOSE,
)


def passage_faults(docs: Path, codes: Sequence[str]) -> Iterator[str]:
    """Faults of the pages themselves, and what one language has and another lacks in them."""
    first_pages, *others = (read_pages(docs / code) for code in codes)
    for name, first in first_pages.items():
        yield from own_faults(first)
        for other in (pages[name] for pages in others if name in pages):
            yield from own_faults(other)
            if first.passages and other.passages:
                yield from _differences(first, other, docs)


def own_faults(page: MarkdownPage) -> Iterator[str]:
    """What is wrong with a page whatever its translations have."""
    for key, (node, value) in page.front_matter.items():
        if isinstance(value, yaml.ScalarNode):
            page.text(value, key, node)
    yield from page.faults
    lines: dict[str, int] = {}
    for passage in page.passages:
        place = f"{passage.place}:1: heading '{passage.heading}'"
        if not passage.level:
            yield f"{page.path}:1:1: the page has no heading; begin it with '# Its title {{ #short-english-name }}'"
        elif not passage.id:
            yield f"{place} has no id; write one behind it, the same in each language: {{ #short-english-name }}"
        elif lines.setdefault(passage.id, passage.line) != passage.line:
            yield f"{place} has the id of line {lines[passage.id]}; give it another, the same in each language"


def parts(passage: Passage, docs: Path) -> dict[tuple[str, str, int], tuple[str, str]]:
    """The items, table rows, links and pictures of a passage, each with its place and how a message names it.

    Their keys are the same in each language: kind, where a link leads, and the number among those of the same.
    """
    found, numbers = {}, defaultdict(count)
    is_list, before = False, ""
    for number, line in enumerate(hide(CODE, passage.prose, "`").split("\n"), passage.start):
        here = []
        item = ITEM.match(line)
        is_list = bool(item) if not before.strip() or before.startswith("#") else is_list  # 1. in mid-sentence is none.
        if item and is_list:
            here.append(("numbered item" if item[1][0].isdigit() else "list item", ""))
        elif line.lstrip().startswith("|"):
            here.append((f"table row (cells: {line.count('|') - 1})", ""))
        for target in TARGET.finditer(line):
            here.append(("picture" if target[0].startswith(("!", "src")) else "link", target[target.lastindex]))
        for kind, address in here:
            key = (kind, _common(address, passage.path.relative_to(docs)) if address else "")
            shown = f"the {kind} '{address}'" if address else f"a {kind}"
            found[(*key, next(numbers[key]))] = (f"{passage.path}:{number}", shown)
        before = line
    return found


def _common(address: str, page: Path) -> str:
    """An address as any language would have it: `*/sales.md#place` for a page in the own language's folder."""
    if re.match(r"[\w+.-]+:|//", address):
        return address
    path, _, place = address.partition("#")
    whole = posixpath.normpath(posixpath.join(page.parent.as_posix(), path or page.name))
    return re.sub(f"^{re.escape(page.parts[0])}/", "*/", whole) + f"#{place}"


def _differences(ours: MarkdownPage, theirs: MarkdownPage, docs: Path) -> Iterator[str]:
    """Keys and headings that one page lacks, headings in another order, and what stands below one of two headings."""
    known, others = ({passage.id: passage for passage in page.passages} for page in (ours, theirs))
    for page, other, ids in ((ours, theirs, others), (theirs, ours, known)):
        for key, (node, _) in page.front_matter.items():
            if key not in other.front_matter and not other.faults:
                has = f"as {page.path}:{node.start_mark.line + 1} has"
                yield f"{other.path}:1:1: the front matter has no '{key}', {has}; write it between two lines ---"
        for passage in page.passages:
            if passage.id and passage.id not in ids:
                cure = f"write it there with {{ #{passage.id} }}"
                yield f"{passage.place}:1: heading '{passage.heading}' is missing in {other.path}; {cure}"
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
    sides = [parts(passage, docs) for passage in (ours, theirs)]
    lone = [{key: part for key, part in side.items() if key not in other} for side, other in (sides, sides[::-1])]
    for kind in dict.fromkeys(kind for kind, *_ in chain(*lone)):
        for here, there in zip_longest(*([part for key, part in side.items() if key[0] == kind] for side in lone)):
            if here and there:
                fault = f"{here[1]} stands here, and {there[1]} in {there[0]}"
                yield f"{here[0]}:1: {fault}; let both be the same, each in its own language"
            else:
                (place, shown), home = (here, theirs) if here else (there, ours)
                yield f"{place}:1: {shown} is missing in {home.place}; put it there too"
