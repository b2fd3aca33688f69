"""The parts of a section that its translations must have too: list items, links, pictures, notes and others."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from messages.message import Message
from messages.problems import Location
from sources.addresses import FULL_ADDRESS
from sources.markdown_page import Section

TARGET_IN_HTML = re.compile(r"""\b(?P<attribute>href|src)=(["']?)(?P<target>[^"'\s>]*)\2""")
# Token of a block → what it is called
PARTS = {
    "fence": Message("a code block"),
    "code_block": Message("a code block"),
    "math_block": Message("a formula"),
    "footnote_open": Message("the text of a footnote"),
}
LINK = Message("a link")
PICTURE = Message("a picture")
OUTSIDE = "outside"  # Stands for any address outside of the site: each language may have its own, as Wikipedia has.


class PartKey(NamedTuple):
    """What identifies a part in each language."""

    kind: Message
    """As a message names it: a list item, a table row (cells: 2), a link, a picture, a note [!TIP]."""
    target: str
    """Where a link or picture leads, the same in each language; OUTSIDE for a link to another site; "" else."""
    number: int
    """From 0, among the parts of the section with the same kind and target."""


class Part(NamedTuple):
    """One part of a section."""

    location: Location
    label: Message
    """As a message names it: the link 'sales.md'."""
    is_outside: bool
    """Whether it is a link to another site."""


def section_parts(section: Section, docs: Path) -> dict[PartKey, Part]:
    """Returns the parts of a section, in their order. docs: the folder of the languages' folders."""
    parts = {}
    counts: Counter[tuple[Message, str]] = Counter()
    page = section.path.relative_to(docs)
    for line_number, kind, target in _find_parts(section):
        common = _language_independent(target, page) if target else ""
        if kind == LINK and FULL_ADDRESS.match(target):
            common = OUTSIDE
        key = PartKey(kind, common, counts[kind, common])
        counts[kind, common] += 1
        parts[key] = Part(Location(section.path, line_number), _label(kind, target), common == OUTSIDE)
    return parts


def _label(kind: Message, target: str) -> Message:
    """Returns what a message calls a part. target: where a link or picture leads; "" for other parts."""
    if not target:
        return kind
    if kind == LINK:
        return Message("the link '{address}'", address=target)
    return Message("the picture '{address}'", address=target)


def _find_parts(section: Section) -> Iterator[tuple[int, Message, str]]:
    """Yields line number, kind and target of each part; the target of what leads nowhere is ""."""
    for index, token in enumerate(section.tokens):
        line = section.body_line + (token.map[0] if token.map else 0)
        if token.type == "list_item_open":
            yield line, _kind_of_item(section.tokens, index), ""
        elif token.type == "tr_open":
            count = _count_cells(section.tokens, index)
            yield line, Message("a table row (cells: {count})", count=count), ""
        elif token.type == "alert_open":
            yield line, Message("a note {mark}", mark=f"[!{token.info}]"), ""
        elif token.type == "html_block":
            yield from _find_targets_in_html(token.content, line)
        elif token.type in PARTS:
            yield line, PARTS[token.type], ""
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                yield line, LINK, str(child.attrs["href"])
            elif child.type == "image":
                yield line, PICTURE, str(child.attrs["src"])
            elif child.type == "footnote_ref":
                yield line, Message("a footnote"), ""
            elif child.type == "math_inline":
                yield line, Message("a formula"), ""
            elif child.type == "html_inline":
                yield from _find_targets_in_html(child.content, line)


def _kind_of_item(tokens: Sequence[Token], index: int) -> Message:
    """Returns what a list item is called. index: that of the item's token."""
    item = tokens[index]
    if "checked" in item.meta:
        return Message("a ticked item") if item.meta["checked"] else Message("an item to tick")
    return Message("a numbered item") if item.info else Message("a list item")


def _count_cells(tokens: Sequence[Token], index: int) -> int:
    """Returns how many cells a table row has. index: that of the row's token."""
    count = 0
    for token in tokens[index:]:
        if token.type == "tr_close":
            break
        count += token.type in ("th_open", "td_open")
    return count


def _find_targets_in_html(html: str, line: int) -> Iterator[tuple[int, Message, str]]:
    for found in TARGET_IN_HTML.finditer(html):
        kind = PICTURE if found["attribute"] == "src" else LINK
        yield line + html.count("\n", 0, found.start()), kind, found["target"]


def _language_independent(target: str, page: Path) -> str:
    """Returns a target as it is in any language: `*/sales.md#why` for a page in the folder of the page's own language.

    A file to download may lie beside the page of any language. page: the path of the page with the link, from docs/ on.
    """
    if FULL_ADDRESS.match(target):
        return target
    path, _, anchor = unquote(target).partition("#")
    whole = posixpath.normpath(posixpath.join(page.parent.as_posix(), path or page.name))
    folder, _, rest = whole.partition("/")
    is_file = posixpath.splitext(whole)[1] not in ("", ".md")
    if rest and (is_file or folder == page.parts[0]):
        whole = f"*/{rest}"
    return f"{whole}#{anchor}"
