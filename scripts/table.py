"""A comparison table in one language, and its forms: HTML for the page, CSV, Markdown and JSON to take away."""

import csv
import functools
import html
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, fromstring

import markdown
from jinja2 import Environment, FileSystemLoader
from markdown.serializers import to_html_string, to_xhtml_string
from markupsafe import Markup

# What Markdown may not do in a cell: HTML and entities stay the text that was written, and so does what needs a page.
# By name, so that a version of Python-Markdown without one of them fails at once.
NO_INLINE = ("html", "entity", "autolink", "automail", "linebreak", "reference", "short_reference")
NO_INLINE += ("image_link", "image_reference", "short_image_ref")
LINK_SCHEMES = {"http", "https", "mailto"}
SITE_LINK = re.compile(r"[\w.-][\w./-]*(#[\w-]+)?|#[\w-]+")
PARTIALS = Path(__file__).parent.parent / "overrides/partials"

Cell = str | tuple[str, ...]
"""One text, or a list of texts; inline Markdown."""


class Row(NamedTuple):
    """One criterion and what each subject has to say to it."""

    id: str
    """The row's address in the page, the same in every language."""
    line: int
    """Where the row begins in the data file, from 1."""
    criterion: str
    cells: tuple[Cell, ...]
    """In the order of the table's subjects."""


class Table(NamedTuple):
    """A whole table in one language."""

    title: str
    criterion: str
    subjects: Mapping[str, str]
    """Id → name, in the order of the columns."""
    rows: Sequence[Row]

    @property
    def grid(self) -> list[list[Cell]]:
        """The cells of the head and of each row."""
        return [[self.criterion, *self.subjects.values()], *([row.criterion, *row.cells] for row in self.rows)]


def inline(text: str) -> Element:
    """Inline Markdown as an element, in a tree that a Markdown page can take in."""
    md = _inline_markdown()
    md.reset()
    root = Element("div")
    SubElement(root, "span").text = text
    for step in ("inline", "unescape"):
        md.treeprocessors[step].run(root)
    return _as_written(root[0], {"code"})  # Python-Markdown has escaped code already.


def plain(text: str) -> str:
    """Inline Markdown as a reader sees it, without its marks."""
    return html.unescape("".join(inline(text).itertext()))


def items(cell: Cell) -> tuple[str, ...]:
    """The texts of a cell, one or more."""
    return (cell,) if isinstance(cell, str) else cell


def link_targets(text: str) -> Iterator[str]:
    """Where the links in a text lead, as written."""
    if "](" in text:
        for link in inline(text).iter("a"):
            yield html.unescape(link.get("href", ""))


def is_safe(target: str) -> bool:
    """Whether a link leads to a page of the site, a place on the page, or a full address of a scheme one can trust."""
    try:
        parts = urlsplit(target)
    except ValueError:  # A malformed host, such as http://[
        return False
    return parts.scheme in LINK_SCHEMES if parts.scheme else bool(SITE_LINK.fullmatch(target))


def to_element(table: Table, **more: Any) -> Element:
    """The table as an element tree that Markdown serialises, with a link to each row.

    more: what else partials/comparison.html shows: `words`, the strings of the interface; `files`, name → address of
    the table in other forms; `links`, addresses where one edits it (edit, view, new_issue).
    """
    jinja = Environment(loader=FileSystemLoader(PARTIALS), autoescape=True)
    jinja.filters |= {"plain": plain, "inline": lambda text: Markup(to_xhtml_string(inline(text))[6:-7])}  # <span>
    lines = jinja.get_template("comparison.html").render(table=table, **more).split("\n")
    return _as_written(fromstring("".join(map(str.strip, lines))))


def mark_subjects(root: Element, table: Table) -> None:
    """Gives strong words that end in a subject's name the subject's number, for its colour: **Sales** persuades …"""
    names = [plain(name).casefold() for name in table.subjects.values()]
    for strong in root.iter("strong"):
        for number, name in enumerate(names, 1):
            if (strong.text or "").casefold().endswith(name):
                strong.set("data-subject", str(number))


def to_html(table: Table) -> str:
    """The table as the page has it, without the column for editing."""
    return to_html_string(to_element(table)) + "\n"


def to_csv(table: Table) -> str:
    """RFC 4180 with plain texts; the items of a list are parted by a semicolon."""
    out = io.StringIO()
    rows = [["; ".join(map(plain, items(cell))) for cell in row] for row in table.grid]
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def to_markdown(table: Table) -> str:
    """A pipe table with the Markdown of its cells kept; the items of a list are parted by <br>."""
    head, *rows = (
        ["<br>".join(item.replace("<", "\\<").replace("|", "\\|") for item in items(cell)) for cell in row]
        for row in table.grid
    )
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))


def to_json(table: Table) -> str:
    """The table's texts, Markdown kept, by the ids of rows and subjects."""
    keys = ("id", "criterion", *table.subjects)
    rows = [dict(zip(keys, (row.id, row.criterion, *row.cells), strict=True)) for row in table.rows]
    whole = {"title": table.title, "criterion": table.criterion, "subjects": dict(table.subjects), "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"html": to_html, "csv": to_csv, "md": to_markdown, "json": to_json}


@functools.cache
def _inline_markdown() -> markdown.Markdown:
    md = markdown.Markdown()
    for pattern in NO_INLINE:
        md.inlinePatterns.deregister(pattern)
    return md


def _as_written(root: Element, but: Collection[str] = ()) -> Element:
    """Python-Markdown's serializer lets entities such as &copy; or &#106; through; as &amp;copy; they stay text."""
    for part in root.iter():
        if part.tag not in but:
            part.text = part.text and part.text.replace("&", "&amp;")
        part.tail = part.tail and part.tail.replace("&", "&amp;")
        part.attrib.update({name: value.replace("&", "&amp;") for name, value in part.items()})
    return root
