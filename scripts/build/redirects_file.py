"""Addresses that have moved, from docs/data/redirects.yml: a line for each old one, which holds for every language.

prices.md: sales.md                             a page
sales.md#old-heading: sales.md#what-is-sales    a heading, or a row of the table
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from messages.message import Message
from messages.problems import Problem
from sources.json_schema import TEXT, THIS, Explanation, Schema, free_keys, read_data
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from sources.yaml_source import YamlSource
from table.anchors import Anchors, page_anchors
from table.data_file import site_tables, table_path

REDIRECTS_FILE = Path("data/redirects.yml")  # In docs/
ADDRESS_PATTERN = r"^[^\s#]+\.md(#[^\s#]+)?$"
ADDRESS_FIX = Message("write the name of a page, such as index.md, or of a place on it: index.md#place")


class Address(NamedTuple):
    """A page, or a place on it."""

    page: str
    """Its name: sales for sales.md."""
    anchor: str
    """The id of a heading or of a row of the table; "" for the page itself."""

    def __str__(self) -> str:
        return f"{self.page}.md#{self.anchor}" if self.anchor else f"{self.page}.md"


Redirects = dict[Address, Address]
"""Old address → new address."""


def redirects_schema() -> Schema:
    """Returns what the file may hold."""
    message = Explanation(Message("{value} is not an address", value=THIS), ADDRESS_FIX)
    address = {**TEXT, "pattern": ADDRESS_PATTERN, "errorMessage": message}
    names = {"pattern": ADDRESS_PATTERN, "errorMessage": message}
    return free_keys(address, 0, propertyNames=names) | {"type": ["object", "null"]}


def read_redirects(sources: Sources, anchors: Anchors, languages: Sequence[str]) -> tuple[Redirects, list[Problem]]:
    """Returns the addresses that have moved, and all problems of their file.

    A file that is not there, or has comments only, has none.
    """
    path = sources.docs / REDIRECTS_FILE
    if not path.exists():
        return {}, []
    source = sources.yaml(path)
    redirects: Redirects = {}
    keys: dict[Address, str] = {}  # Old address → how it is written
    for key, value in (read_data(source, redirects_schema()) or {}).items():
        old = _address(source, key, key, languages, at_key=True)
        new = _address(source, key, value, languages)
        if old in redirects:
            message = Message("{address} appears twice, once percent-encoded", address=str(old))
            source.report((key,), message, Message("keep one"), at_key=True)
        elif old and new:
            redirects[old] = new
            keys[old] = key
    for old, new in redirects.items():
        _check_old(source, keys[old], old, redirects, anchors)
        _check_new(source, keys[old], old, new, redirects, anchors)
    return redirects, source.problems


def _address(source: YamlSource, key: str, text: str, languages: Sequence[str], at_key: bool = False) -> Address | None:
    """Returns the address that a text names; None, and reports it, where it names none. key: of the line.

    The address bar of a browser may give it with %C4%AB for ī.
    """
    if not re.match(ADDRESS_PATTERN, text):  # A key that the schema has reported
        return None
    folder, _, rest = text.partition("/")
    if folder in languages and rest:
        message = Message("'{address}' names a language, but a line holds for every language", address=text)
        source.report((key,), message, Message("write {address}", address=rest), at_key)
        return None
    page, _, anchor = unquote(text).partition("#")
    return Address(page.removesuffix(".md"), anchor)


def _check_old(source: YamlSource, key: str, old: Address, redirects: Redirects, anchors: Anchors) -> None:
    """Reports an old address that is still in use, or whose page would be found by nobody. key: of its line."""
    if old.page in anchors:
        is_used = not old.anchor or old.anchor in anchors[old.page]
        if is_used:
            message = Message("{address} exists, so this line is never needed", address=str(old))
            source.report((key,), message, Message("delete it"), at_key=True)
    elif old.anchor and Address(old.page, "") not in redirects:
        page = f"{old.page}.md"
        fix = Message("write a line '{page}: …' for the page too", page=page)
        source.report((key,), Message("there is no page {page}", page=page), fix, at_key=True)


def _check_new(
    source: YamlSource, key: str, old: Address, new: Address, redirects: Redirects, anchors: Anchors
) -> None:
    """Reports a new address that leads nowhere, or only to another old one. key: of its line."""
    way = _way_from(old, redirects, anchors)
    page = f"{new.page}.md"
    if len(set(way)) < len(way):
        circle = " → ".join(str(address) for address in way)
        message = Message("this address leads in a circle: {addresses}", addresses=circle)
        source.report((key,), message, Message("name an existing page, such as index.md"))
    elif way[-1] != new:
        message = Message("{address} has itself moved", address=str(new))
        source.report((key,), message, Message("write {address}", address=str(way[-1])))
    elif new.page not in anchors:
        message = Message("there is no page {page}", page=page)
        source.report((key,), message, Message("name an existing page, such as index.md"))
    elif new.anchor and new.anchor not in anchors[new.page]:
        message = Message("{page} has no heading or row {anchor}", page=page, anchor=f"#{new.anchor}")
        source.report((key,), message, Message("name one that exists, or the page alone: {page}", page=page))


def _way_from(old: Address, redirects: Redirects, anchors: Anchors) -> list[Address]:
    """Returns an old address and those to which it leads, one after the other, up to the first that comes again."""
    way = [old]
    while len(set(way)) == len(way):
        last = way[-1]
        if last in redirects:
            way.append(redirects[last])
        elif last.page not in anchors and Address(last.page, "") in redirects:  # Its page has moved.
            page = redirects[Address(last.page, "")]
            way.append(page if page.anchor else Address(page.page, last.anchor))
        else:
            break
    return way


@once_per_site
def redirects_file(site: Site) -> tuple[Redirects, list[Problem]]:
    """Returns old addresses → new ones of a site, and the problems of their file."""
    anchors = page_anchors(site.sources, site_tables(site), table_path(site).stem, site.languages[0])
    return read_redirects(site.sources, anchors, site.languages)
