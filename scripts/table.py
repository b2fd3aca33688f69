"""A comparison table in one language, and its forms: HTML for the page, CSV, Markdown and JSON to take away."""

import csv
import functools
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, fromstring

import markdown
from markdown.serializers import to_html_string

# What Markdown may not do in a cell: HTML and entities stay the text that was written, and so does what needs a page.
# By name, so that a version of Python-Markdown without one of them fails at once.
NO_INLINE = ("html", "entity", "autolink", "automail", "linebreak", "reference", "short_reference")
NO_INLINE += ("image_link", "image_reference", "short_image_ref")
LINK_SCHEMES = {"http", "https", "mailto"}
SITE_LINK = re.compile(r"[\w.-][\w./-]*(#[\w-]+)?|#[\w-]+")
TABLE = """<table class="comparison" role="table"><caption/>\
<thead role="rowgroup"><tr role="row"/></thead><tbody role="rowgroup"/></table>"""
ROW = '<tr role="row"><th scope="row" id="{0}" role="rowheader"><a class="row-link" href="#{0}"/></th></tr>'
FRAME = """<div class="comparison-frame" data-search-exclude="true"><div class="table-filter needs-script">\
<label><input type="search" data-late="" autocomplete="off"/></label><output/></div><p class="table-files"/></div>"""

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


class EditLinks(NamedTuple):
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
    root = Element("div")
    SubElement(root, "span").text = text
    for step in ("inline", "unescape"):
        md.treeprocessors[step].run(root)
    for part in root[0].iter():
        if part.tag != "code":  # Python-Markdown has escaped code already.
            part.text = _escape_ampersands(part.text)
        part.tail = _escape_ampersands(part.tail)
        part.attrib.update({name: _escape_ampersands(value) for name, value in part.items()})
    parent.text = root[0].text
    parent.extend(root[0])
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
    root = fromstring(TABLE)
    caption, (head,), body = root
    inline(table.title, caption)
    head.extend(inline(name, Element("th", scope="col")) for name in table.grid[0])
    body.extend(_row(row, table.subjects.values()) for row in table.rows)
    if links:
        SubElement(head, "th", {"class": "edit", "scope": "col"}).text = links.words["row.edit"]
        for tr, row in zip(body, table.rows, strict=True):
            SubElement(tr, "td", {"class": "edit", "role": "cell"}).extend(_edit_links(row, links))
    return root


def to_frame(table: Table, words: Mapping[str, str], files: Mapping[str, str], links: EditLinks | None) -> Element:
    """The table with what a reader does with it: filters its rows, takes it away, edits it.

    words: strings of the interface. files: name → address of the table in other forms.
    """
    frame = fromstring(FRAME)
    (label, count), take = frame
    label.text, take.text = words["table.filter"], words["table.take"] + " "
    count.set("data-count", words["table.filter-count"])
    for name, address in files.items():
        link = SubElement(take, "a", {"href": address, "download": ""})
        link.text, link.tail = name, " "
    if links:
        SubElement(take, "a", {"href": links.edit, "class": "table-edit"}).text = words["table.edit"]
    frame.insert(1, to_element(table, links))
    return frame


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


def _row(row: Row, subjects: Iterable[str]) -> Element:
    tr = fromstring(ROW.format(row.id))
    inline(row.criterion, tr[0][0])
    for subject, cell in zip(subjects, row.cells, strict=True):
        td = SubElement(tr, "td", {"role": "cell", "data-label": plain(subject)})
        if isinstance(cell, str):
            inline(cell, td)
        else:
            SubElement(td, "ul").extend(inline(item, Element("li")) for item in cell)
    return tr


def _edit_links(row: Row, links: EditLinks) -> Iterator[Element]:
    edit, view = (f"{address}#L{row.line}" for address in (links.edit, links.view))
    report = f"{links.new_issue}?template=mistake.yml&place={quote(view)}"
    for word, href in (("row.edit", edit), ("row.report", report)):
        label = f"{links.words[word]}: {plain(row.criterion)}"
        link = Element("a", {"href": _escape_ampersands(href) or "", "aria-label": label})
        link.text = links.words[word]
        yield link
