"""A comparison table in one language, and its forms: HTML for the page, CSV, Markdown and JSON to take away."""

from __future__ import annotations

import csv
import functools
import html
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.serializers import to_html_string

# What Markdown may not do in a cell: HTML and entities stay the text that was written, and so does what needs a page.
# By name, so that a version of Python-Markdown without one of them fails at once.
NO_INLINE = ("html", "entity", "autolink", "automail", "linebreak", "reference", "short_reference")
NO_INLINE += ("image_link", "image_reference", "short_image_ref")
LINK_SCHEMES = {"http", "https", "mailto"}
SITE_LINK = re.compile(r"[\w.-][\w./-]*(#[\w-]+)?|#[\w-]+")

Cell = str | tuple[str, ...]
"""One text, or a list of texts; inline Markdown."""


@dataclass(frozen=True)
class Row:
    """One criterion and what each subject has to say to it."""

    id: str
    """The row's address in the page, the same in every language."""
    line: int
    """Where the row begins in the data file, from 1."""
    criterion: str
    cells: tuple[Cell, ...]
    """In the order of the table's subjects."""


@dataclass(frozen=True)
class Table:
    """A whole table in one language."""

    title: str
    criterion: str
    subjects: Mapping[str, str]
    """Id → name, in the order of the columns."""
    rows: Sequence[Row]


@dataclass(frozen=True)
class EditLinks:
    """Where a reader mends the table: addresses in the repository, and their words in the table's language."""

    edit: str
    view: str
    new_issue: str
    words: Mapping[str, str]
    """The strings table.edit, row.edit and row.report of interface.yml."""


def inline(text: str, parent: Element) -> Element:
    """Puts inline Markdown into an empty element, as a tree that a Markdown page can take in; returns the element."""
    md = _inline_markdown()
    md.reset()
    span = Element("span")
    span.text = text
    root = Element("div")
    root.append(span)
    for step in ("inline", "unescape"):
        md.treeprocessors[step].run(root)
    for element in span.iter():
        if element.tag != "code":  # Python-Markdown has escaped code already.
            element.text = _escape_ampersands(element.text)
        element.tail = _escape_ampersands(element.tail)
        for name, value in element.items():
            element.set(name, _escape_ampersands(value) or "")
    parent.text = span.text
    parent.extend(span)
    return parent


def plain(text: str) -> str:
    """Inline Markdown as a reader sees it, without its marks."""
    return html.unescape("".join(inline(text, Element("span")).itertext()))


def items(cell: Cell) -> tuple[str, ...]:
    """The texts of a cell, one or more."""
    return (cell,) if isinstance(cell, str) else cell


def link_targets(text: str) -> Iterator[str]:
    """Where the links in a text lead, as written."""
    if "](" in text:
        for link in inline(text, Element("span")).iter("a"):
            yield html.unescape(link.get("href", ""))


def is_safe(target: str) -> bool:
    """Whether a link leads to a page of the site, a place on the page, or a full address of a scheme one can trust."""
    try:
        parts = urlsplit(target)
    except ValueError:  # A malformed host, such as http://[
        return False
    return parts.scheme in LINK_SCHEMES if parts.scheme else bool(SITE_LINK.fullmatch(target))


def to_element(table: Table, links: EditLinks | None = None) -> Element:
    """The table as an element tree that Markdown serialises, with a link to each row.

    links adds a last column, in which a reader edits a row or reports a mistake in it; None leaves it out. The roles
    say what the elements are already: browsers drop that knowledge where CSS lays a table out as cards on a phone. (The
    head stays a table; and a role of its cells would bring the styles of Material's sortable tables onto the page.)
    """
    root = Element("table", {"class": "comparison", "role": "table"})
    inline(table.title, SubElement(root, "caption"))
    head = SubElement(SubElement(root, "thead", role="rowgroup"), "tr", role="row")
    for name in (table.criterion, *table.subjects.values()):
        inline(name, SubElement(head, "th", scope="col"))
    if links:
        cell = SubElement(head, "th", {"class": "edit", "scope": "col"})
        cell.text = links.words["row.edit"]
    body = SubElement(root, "tbody", role="rowgroup")
    for row in table.rows:
        _add_row(body, row, list(table.subjects.values()), links)
    return root


def add_tools(frame: Element, files: Mapping[str, str], words: Mapping[str, str], edit: str | None) -> None:
    """Puts around a table what a reader does with it: filters its rows, takes it away, edits it.

    files: name → address of the table in other forms. edit: the address of its source; None where there is none.
    """
    tools = Element("div", {"class": "table-filter needs-script"})
    label = SubElement(tools, "label")
    label.text = words["table.filter"]
    SubElement(label, "input", {"type": "search", "data-late": "", "autocomplete": "off"})
    SubElement(tools, "output", {"data-count": words["table.filter-count"]})
    frame.insert(0, tools)
    take = SubElement(frame, "p", {"class": "table-files"})
    take.text = words["table.take"] + " "
    for name, address in files.items():
        link = SubElement(take, "a", {"href": address, "download": ""})
        link.text, link.tail = name, " "
    if edit:
        SubElement(take, "a", {"href": edit, "class": "table-edit"}).text = words["table.edit"]


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
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([plain(text) for text in (table.criterion, *table.subjects.values())])
    for row in table.rows:
        rows.writerow([plain(row.criterion), *("; ".join(map(plain, items(cell))) for cell in row.cells)])
    return out.getvalue()


def to_markdown(table: Table) -> str:
    """A pipe table with the Markdown of its cells kept; the items of a list are parted by <br>."""

    def line(cells: Sequence[Cell]) -> str:
        texts = ("<br>".join(item.replace("<", "\\<").replace("|", "\\|") for item in items(cell)) for cell in cells)
        return f"| {' | '.join(texts)} |\n"

    names = [table.criterion, *table.subjects.values()]
    return line(names) + line(["---"] * len(names)) + "".join(line([row.criterion, *row.cells]) for row in table.rows)


def to_json(table: Table) -> str:
    """The table's texts, Markdown kept, by the ids of rows and subjects."""
    rows = [
        {"id": row.id, "criterion": row.criterion, **dict(zip(table.subjects, row.cells, strict=True))}
        for row in table.rows
    ]
    whole = {"title": table.title, "criterion": table.criterion, "subjects": dict(table.subjects), "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"html": to_html, "csv": to_csv, "md": to_markdown, "json": to_json}


@functools.cache
def _inline_markdown() -> markdown.Markdown:
    md = markdown.Markdown()
    for pattern in NO_INLINE:
        md.inlinePatterns.deregister(pattern)
    return md


def _escape_ampersands(text: str | None) -> str | None:
    """Python-Markdown's serializer lets entities such as &copy; or &#106; through; as &amp;copy; they stay text."""
    return text and text.replace("&", "&amp;")


def _add_row(body: Element, row: Row, subjects: Sequence[str], links: EditLinks | None) -> None:
    tr = SubElement(body, "tr", role="row")
    header = SubElement(tr, "th", scope="row", id=row.id, role="rowheader")
    inline(row.criterion, SubElement(header, "a", {"class": "row-link", "href": f"#{row.id}"}))
    for subject, cell in zip(subjects, row.cells, strict=True):
        td = SubElement(tr, "td", {"role": "cell", "data-label": plain(subject)})
        if isinstance(cell, str):
            inline(cell, td)
            continue
        listed = SubElement(td, "ul")
        for item in cell:
            inline(item, SubElement(listed, "li"))
    if links:
        _add_edit_links(SubElement(tr, "td", {"class": "edit", "role": "cell"}), row, links)


def _add_edit_links(cell: Element, row: Row, links: EditLinks) -> None:
    criterion, place = plain(row.criterion), f"#L{row.line}"
    report = f"{links.new_issue}?template=mistake.yml&place={quote(f'{links.view}{place}')}"
    for word, href in (("row.edit", links.edit + place), ("row.report", report)):
        label = links.words[word]
        link = SubElement(cell, "a", {"href": _escape_ampersands(href) or "", "aria-label": f"{label}: {criterion}"})
        link.text = label
