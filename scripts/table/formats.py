"""The forms of a table: HTML for the page; CSV, Markdown and JSON to download."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from jinja2 import Environment, FileSystemLoader
from markdown.serializers import to_html_string, to_xhtml_string
from markupsafe import Markup

from table.inline_markdown import keep_entities_as_text, plain_text, to_inline_element
from table.model import Cell, Table, items

PARTIALS = Path(__file__).parents[2] / "overrides/partials"


def to_element(table: Table, **more: Any) -> Element:
    """Returns the table as an element tree that Python-Markdown serialises, with a link to each row.

    more: what else partials/comparison-table.html shows: `messages` of the interface; `downloads`, form of the table →
    address; `links`, addresses where one edits it (edit, view, new_issue).
    """
    jinja = Environment(loader=FileSystemLoader(PARTIALS), autoescape=True)
    jinja.filters["plain"] = plain_text
    jinja.filters["inline"] = _to_inline_html
    html = jinja.get_template("comparison-table.html").render(table=table, **more)
    element = fromstring("".join(line.strip() for line in html.split("\n")))
    keep_entities_as_text(element)
    return element


def to_html(table: Table) -> str:
    """Returns the table as the page has it, without the column for editing."""
    return to_html_string(to_element(table)) + "\n"


def to_csv(table: Table) -> str:
    """Returns CSV (RFC 4180) with plain texts; a semicolon separates the items of a list."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in table.grid:
        writer.writerow(["; ".join(plain_text(item) for item in items(cell)) for cell in row])
    return out.getvalue()


def to_markdown(table: Table) -> str:
    """Returns a pipe table with the Markdown of its cells kept; <br> separates the items of a list."""
    head, *rows = [[_to_markdown_cell(cell) for cell in row] for row in table.grid]
    separator = ["---"] * len(head)
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, separator, *rows])


def to_json(table: Table) -> str:
    """Returns the table's texts, Markdown kept, by the ids of rows and subjects."""
    rows = []
    for row in table.rows:
        cells = dict(zip(table.subjects, row.cells, strict=True))
        rows.append({"id": row.id, "criterion": row.criterion, **cells})
    data = {"title": table.title, "criterion": table.criterion, "subjects": dict(table.subjects), "rows": rows}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Table], str]] = {"html": to_html, "csv": to_csv, "md": to_markdown, "json": to_json}


def _to_inline_html(text: str) -> Markup:
    html = to_xhtml_string(to_inline_element(text))
    return Markup(html.removeprefix("<span>").removesuffix("</span>"))


def _to_markdown_cell(cell: Cell) -> str:
    escaped = [item.replace("<", "\\<").replace("|", "\\|") for item in items(cell)]
    return "<br>".join(escaped)
