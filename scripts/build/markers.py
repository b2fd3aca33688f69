"""Puts the table and the pictures where pages say so: in the places of markers such as [[comparison]]."""

from collections.abc import Mapping
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from sources.colours import subject_number
from sources.markdown_html import to_element
from table.inline_markdown import plain_text
from table.model import Table

HEADINGS = ("h2", "h3")


class MarkerPlacer(Extension, Treeprocessor):
    """Python-Markdown extension that puts HTML in the place of each marker, and marks the subjects in the text."""

    def __init__(self, contents: Mapping[str, str], table: Table) -> None:
        """contents: marker → HTML, one element. table: it names the subjects."""
        super().__init__()
        self.contents = contents
        self.table = table

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers the step: before MkDocs collects anchors (5) and resolves links (0), for those of the table too."""
        md.treeprocessors.register(self, "markers", 6)

    def run(self, root: Element) -> None:
        """Puts all in place. A marker may stand in a list item, too."""
        mark_subjects(root, self.table)
        for parent in list(root.iter()):
            for index, element in enumerate(parent):
                marker = (element.text or "").strip()  # Spaces around it may have come along.
                if element.tag == "p" and marker in self.contents:
                    parent[index] = to_element(self.contents[marker])[0]
            hide_heading_of_table(parent)


def hide_heading_of_table(parent: Element) -> None:
    """Leaves a heading right above the table to screen readers, the table of contents and links.

    What it would tell the eye, the title of the page has just said, and the table is to be seen on the first screen.
    """
    for heading, element in pairwise(parent):
        if element.get("class") == "comparison-wrapper" and heading.tag in HEADINGS:
            heading.set("class", "visually-hidden table-heading")


def mark_subjects(root: Element, table: Table) -> None:
    """Gives strong words that end in a subject's name its number, for its colour: **Sales** persuades …"""
    names = [plain_text(name).casefold() for name in table.subjects.values()]
    for strong in root.iter("strong"):
        for position, name in enumerate(names):
            if (strong.text or "").casefold().endswith(name):
                strong.set("data-subject", str(subject_number(position)))
