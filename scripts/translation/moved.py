"""Addresses that have moved, from docs/data/moved.yml: a line for each old one, which holds for every language.

prices.md: sales.md                             a page
sales.md#old-heading: sales.md#what-is-sales    a heading, or a row of the table
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import yaml

from sources.problems import Problem
from sources.site_sources import Sources
from sources.yaml_source import YamlSource
from table.model import Table

MOVED_FILE = Path("data/moved.yml")  # In docs/
ADDRESS_PATTERN = r"^[^\s#]+\.md(#[^\s#]+)?$"
ADDRESS_FIX = "write the name of a page, and after # the id of a place on it if it is one: index.md#place"


class Address(NamedTuple):
    """A page, or a place on it."""

    page: str
    """Its name: sales for sales.md."""
    anchor: str
    """The id of a heading or of a row of the table; "" for the page itself."""

    def __str__(self) -> str:
        return f"{self.page}.md#{self.anchor}" if self.anchor else f"{self.page}.md"


Moved = dict[Address, Address]
"""Old address → new address."""
Anchors = Mapping[str, set[str]]
"""Name of a page → the ids of its headings, and of the rows of the table where it is on that page."""


def page_anchors(sources: Sources, tables: Mapping[str, Table], table_page: str, language: str) -> Anchors:
    """Returns the anchors of all pages. They are the same in each language; language: the one that is read."""
    anchors = {}
    for name, page in sources.pages(language).items():
        anchors[name] = {section.id for section in page.sections if section.id}
    if language in tables and table_page in anchors:
        anchors[table_page] |= {row.id for row in tables[language].rows}
    return anchors


def read_moved(sources: Sources, anchors: Anchors, languages: Sequence[str]) -> tuple[Moved, list[Problem]]:
    """Returns the addresses that have moved, and all problems of their file.

    A file that is not there, or has comments only, has none.
    """
    path = sources.docs / MOVED_FILE
    if not path.exists() or _is_empty(path):
        return {}, []
    source = sources.yaml(path)
    moved: Moved = {}
    nodes: list[tuple[yaml.Node, Address, yaml.Node, Address]] = []
    for word, (key, value) in source.mapping(source.root, "the file").items():
        text = source.text(value, word, key)
        old = _address(source, key, word, languages)
        new = _address(source, value, text, languages) if text else None
        if old in moved:
            source.report(key, f"{old} appears twice, once with % in its name", "keep one")
        elif old and new:
            moved[old] = new
            nodes.append((key, old, value, new))
    for key, old, value, new in nodes:
        _check_old(source, key, old, moved, anchors)
        _check_new(source, value, old, new, moved, anchors)
    return moved, source.problems


def _is_empty(path: Path) -> bool:
    """Returns whether a file has nothing but comments."""
    lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    return all(not line.strip() or line.startswith("#") for line in lines)


def _address(source: YamlSource, node: yaml.Node, text: str, languages: Sequence[str]) -> Address | None:
    """Returns the address that a text names; None, and reports it, where it names none.

    The address bar of a browser may give it with %C4%AB for ī.
    """
    if not re.match(ADDRESS_PATTERN, text):
        source.report(node, f"'{text}' is not an address", ADDRESS_FIX)
        return None
    folder, _, rest = text.partition("/")
    if folder in languages and rest:
        source.report(node, f"'{text}' names a language, and a line holds for every language", f"write {rest}")
        return None
    page, _, anchor = unquote(text).partition("#")
    return Address(page.removesuffix(".md"), anchor)


def _check_old(source: YamlSource, node: yaml.Node, old: Address, moved: Moved, anchors: Anchors) -> None:
    """Reports an old address that is still in use, or whose page would be found by nobody."""
    if old.page in anchors:
        is_used = not old.anchor or old.anchor in anchors[old.page]
        if is_used:
            source.report(node, f"{old} is there, so this line is never needed", "delete it")
    elif old.anchor and Address(old.page, "") not in moved:
        source.report(node, f"there is no page {old.page}.md", f"write a line '{old.page}.md: …' for the page too")


def _check_new(source: YamlSource, node: yaml.Node, old: Address, new: Address, moved: Moved, anchors: Anchors) -> None:
    """Reports a new address that leads nowhere, or only to another old one."""
    way = _way_from(old, moved, anchors)
    if len(set(way)) < len(way):
        circle = " → ".join(str(address) for address in way)
        source.report(node, f"this leads in a circle: {circle}", "name a page that is there, such as index.md")
    elif way[-1] != new:
        source.report(node, f"{new} has itself moved", f"write '{way[-1]}'")
    elif new.page not in anchors:
        source.report(node, f"there is no page {new.page}.md", "name one that is there, such as index.md")
    elif new.anchor and new.anchor not in anchors[new.page]:
        message = f"{new.page}.md has no heading or row #{new.anchor}"
        source.report(node, message, f"name one that it has, or the page alone: {new.page}.md")


def _way_from(old: Address, moved: Moved, anchors: Anchors) -> list[Address]:
    """Returns an old address and those to which it leads, one after the other, up to the first that comes again."""
    way = [old]
    while len(set(way)) == len(way):
        last = way[-1]
        if last in moved:
            way.append(moved[last])
        elif last.page not in anchors and Address(last.page, "") in moved:  # Its page has moved.
            page = moved[Address(last.page, "")]
            way.append(page if page.anchor else Address(page.page, last.anchor))
        else:
            break
    return way
