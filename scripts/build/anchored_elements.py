"""The elements of a page's HTML to which links lead: headings, and the headers of the table's rows, with an id."""

import re

# Up to the end tag; as Python-Markdown writes it
ANCHORED_ELEMENT = re.compile(
    r"""
    (?P<start> <(?P<tag>h[1-6]|th)\b [^>]* \b id="(?P<id>[^"]+)" [^>]* > )
    (?P<content> .*? )
    (?= </(?P=tag)> )
    """,
    re.VERBOSE | re.DOTALL,
)


def find_anchored_element(html: str, id: str) -> re.Match[str] | None:
    """Returns the heading or row header with an id."""
    return next((element for element in ANCHORED_ELEMENT.finditer(html) if element["id"] == id), None)


def insert(html: str, position: int, more: str) -> str:
    """Returns HTML with more of it put in at a position."""
    return html[:position] + more + html[position:]
