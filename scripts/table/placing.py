"""Puts the table where its page says so: in the place of a marker such as [[comparison]]."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from table.formats import to_element
from table.inline_markdown import plain_text
from table.model import Table

SUBJECT_COLOURS = 3  # In docs/assets/layout/colours-and-fonts.css; all further subjects have the last one.


class TablePlacer(Extension, Treeprocessor):
    """Python-Markdown extension that puts a table in the place of its marker, with what a reader does with it."""

    def __init__(
        self,
        name: str,
        table: Table,
        messages: Mapping[str, str],
        downloads: Mapping[str, str],
        edit_links: Mapping[str, str],
    ) -> None:
        """name: that of the marker. downloads: a form of the table → the address of its file."""
        super().__init__()
        self.name = name
        self.table = table
        self.messages = messages
        self.downloads = downloads
        self.edit_links = edit_links

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers the step that places the table."""
        # After attr_list (8), so that a cell cannot give an element attributes; before MkDocs collects anchors (5) and
        # resolves links (0), so that those of the table are checked like any other.
        md.treeprocessors.register(self, "comparison", 6)

    def run(self, root: Element) -> None:
        """Places the table, and marks the names of its subjects in the text."""
        mark_subjects(root, self.table)
        for parent in list(root.iter()):  # In a list item too
            for index, element in enumerate(parent):
                if self._is_marker(element):
                    if index:
                        hide_heading(parent[index - 1])
                    parent[index] = to_element(
                        self.table, messages=self.messages, downloads=self.downloads, links=self.edit_links
                    )

    def _is_marker(self, element: Element) -> bool:
        """Returns whether an element is a paragraph of nothing but the marker; spaces around it may have come along."""
        return element.tag == "p" and (element.text or "").strip() == f"[[{self.name}]]"


def hide_heading(element: Element) -> None:
    """Leaves a heading that stands right above the table to screen readers, the table of contents and links.

    What it would tell the eye, the title of the page has just said, and the table is to be seen on the first screen.
    """
    if element.tag in ("h2", "h3"):
        element.set("class", "visually-hidden table-heading")


def mark_subjects(root: Element, table: Table) -> None:
    """Gives strong words that end in a subject's name its number, for its colour: **Sales** persuades …"""
    names = [plain_text(name).casefold() for name in table.subjects.values()]
    for strong in root.iter("strong"):
        for number, name in enumerate(names, 1):
            if (strong.text or "").casefold().endswith(name):
                strong.set("data-subject", str(min(number, SUBJECT_COLOURS)))
