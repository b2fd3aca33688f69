"""The formats of a table: HTML for the page; CSV, Markdown and JSON to download."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, FileSystemLoader
from markdown.serializers import to_html_string
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from sources.markdown_html import render_html, to_element
from sources.markdown_parser import parse_inline_markdown
from table.inline_markdown import plain_text
from table.model import Cell, Table, items

PARTIALS = Path(__file__).parents[2] / "overrides/partials"
FORMATS = ("html", "csv", "md", "json")
BYTE_ORDER_MARK = "\ufeff"  # Without it, Excel does not see that a CSV file is in UTF-8.
# Where a spreadsheet would begin a formula (https://owasp.org/www-community/attacks/CSV_Injection): at the start of a
# cell, and behind what may separate cells, because a spreadsheet of another language separates them elsewhere.
FORMULA_START = re.compile(
    r"""
    (^ | [,;])       # where a cell begins
    ([\s"]*)         # spaces and quotation marks, which spreadsheets may drop
    (?=[=+@＝＋＠－-])
    """,
    re.VERBOSE,
)


def render_table(table: Table, **more: Any) -> str:
    """Returns the table as HTML, with a link to each row.

    more: what else partials/comparison-table.html shows: `messages` of the interface; `downloads`, format → address;
    `links`, addresses where one edits it (edit, view, new_issue).
    """
    jinja = Environment(loader=FileSystemLoader(PARTIALS), autoescape=True)
    jinja.filters["plain"] = plain_text
    jinja.filters["inline"] = lambda text: Markup(to_inline_html(text))
    html = jinja.get_template("comparison-table.html").render(table=table, **more)
    return "".join(line.strip() for line in html.split("\n"))


def to_inline_html(text: str) -> str:
    """Returns inline Markdown as HTML in which each element has its end, so that it reaches into no other cell."""
    html = render_html(parse_inline_markdown(text), str)  # Nothing in a line has a message.
    body = LexborHTMLParser(html).body
    return body.inner_html if body and "<" in html else html


def to_html(table: Table) -> str:
    """Returns the table as the page has it, without the column for editing."""
    return to_html_string(to_element(render_table(table))[0]) + "\n"


def to_csv(table: Table, locale: str) -> str:
    """Returns CSV (RFC 4180) with plain texts, for a spreadsheet in a locale such as lv_LV to open by a double click.

    A semicolon separates the items of a list. An apostrophe is before what could be a formula, to make it a text.
    """
    out = io.StringIO()
    # All in quotes: LibreOffice takes commas, semicolons and tabs alike for separators.
    writer = csv.writer(out, delimiter=cell_separator(locale), lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in table.grid:
        writer.writerow([_to_csv_cell(cell) for cell in row])
    return BYTE_ORDER_MARK + out.getvalue()


def cell_separator(locale: str) -> str:
    """Returns what separates the cells of a CSV file in a locale: a semicolon where decimals have the comma.

    So does Windows, by whose regional settings Excel opens a file; LibreOffice takes either. A first line `sep=;` would
    be a row of the table in LibreOffice.
    """
    try:
        symbols = Locale.parse(locale.replace("-", "_")).number_symbols
    except (UnknownLocaleError, ValueError):
        return ","
    return ";" if symbols["latn"]["decimal"] == "," else ","


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


def to_format(format_name: str, table: Table, locale: str) -> str:
    """Returns the table in one of FORMATS. locale: such as lv_LV, by which a spreadsheet reads it."""
    if format_name == "html":
        return to_html(table)
    if format_name == "csv":
        return to_csv(table, locale)
    if format_name == "md":
        return to_markdown(table)
    return to_json(table)


def _to_csv_cell(cell: Cell) -> str:
    text = "; ".join(plain_text(item) for item in items(cell))
    on_one_line = re.sub(r"[\t\r\n]+", " ", text)
    return FORMULA_START.sub(r"\1\2'", on_one_line)


def _to_markdown_cell(cell: Cell) -> str:
    escaped = [item.replace("|", "\\|") for item in items(cell)]
    return "<br>".join(escaped)
