"""The search index of each language, made from the text of the built pages, each text once.

A section runs from a heading to the next; each row of the table is a section of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from translation.language_folders import language_folders

TEXT_NODE = "-text"  # What selectolax calls a text between tags
SKIPPED_TAGS = frozenset({"script", "style", "template", "svg"})
CELL_LABEL = "cell-label"  # As in overrides/partials/comparison-table.html
SKIPPED_CLASSES = frozenset({"edit", "footnote-ref", "footnote-back"})
FOOTNOTES = "footnotes"  # The class of the section that has them
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What is written behind a part of a text where the next part begins, unless it ends in punctuation already.
ENDS = {
    "li": " ·",
    "p": ".",
    "caption": ".",
    "td": ".",
    "th": " ·",
    "dt": ":",
    "dd": ".",
    "blockquote": ".",
    "figcaption": ".",
    "summary": ".",
}
PUNCTUATION = tuple(".,:;!?…–")

Attributes = Mapping[str, str | None]


@dataclass
class Section:
    """A heading, or a row of the table, and the text up to the next one. id is "" for the first: the page itself."""

    id: str
    heading: str = ""
    text: str = ""


class SectionReader:
    """Reads the content of a page into its sections, element by element. Footnotes are a section of their own.

    What is marked with data-search-exclude, drawings (role=img), the links behind headings, those that edit a row and
    the numbers of footnotes are no text. The label of a cell, which a phone shows before it, is.
    """

    def __init__(self) -> None:
        self.sections = [Section("")]
        self.in_heading = False
        self.ending = ""
        """What is written where the next text begins."""

    def read(self, element: LexborNode) -> None:
        """Reads all that is in an element. A heading or a row's header with an id begins a section."""
        for child in element.iter(include_text=True):
            tag = child.tag
            if tag == TEXT_NODE:
                self.add_text(child.text_content or "")
                continue
            attributes = child.attributes
            if is_skipped(tag, attributes):
                continue
            is_heading = tag in HEADINGS or tag == "th"
            if is_heading and attributes.get("id"):
                self.begin_section(tag, attributes["id"])
            elif attributes.get("class") == FOOTNOTES:
                self.sections.append(Section(attributes["id"] or "", attributes["aria-label"] or ""))
            self.read(child)
            if attributes.get("class") == CELL_LABEL:
                self.ending = ":"
            elif is_heading and self.in_heading:
                self.in_heading = False
            elif tag in ENDS:
                self.ending = ENDS[tag]

    def begin_section(self, tag: str, id: str) -> None:
        """Begins a section whose heading comes next; the first heading of a page is that of the page itself."""
        self.in_heading, self.ending = True, ""
        if tag == "h1" and not self.sections[0].heading:
            return
        self.sections.append(Section(id))

    def add_text(self, text: str) -> None:
        """Adds text, after the mark that ends the part before it."""
        section = self.sections[-1]
        if self.in_heading:
            section.heading += text
            return
        if self.ending and text.strip():
            before = section.text.rstrip()
            is_ended = not before or before.endswith(PUNCTUATION)
            section.text = before + ("" if is_ended else self.ending) + " "
            self.ending = ""
        section.text += text


def is_skipped(tag: str, attributes: Attributes) -> bool:
    """Whether an element of a page is no text of it."""
    classes = (attributes.get("class") or "").split()
    is_marked = "data-search-exclude" in attributes or attributes.get("role") == "img"
    return is_marked or tag in SKIPPED_TAGS or not SKIPPED_CLASSES.isdisjoint(classes)


def page_sections(content: str) -> list[Section]:
    """The sections of a page, from its content as HTML; those without heading and text are left out."""
    reader = SectionReader()
    reader.read(LexborHTMLParser(content).body)
    spaced = [Section(s.id, " ".join(s.heading.split()), " ".join(s.text.split())) for s in reader.sections]
    return [section for section in spaced if section.heading or section.text]


@dataclass
class IndexedPage:
    """A page of one language: its file's name (sales.md), its address from the language's home page, its sections."""

    name: str
    address: str
    sections: list[Section]


def search_index(pages: Iterable[IndexedPage], keywords: Mapping[str, Sequence[str]]) -> list[list[Any]]:
    """The index of one language, as docs/assets/search/engine.js takes it.

    keywords: name of a page, or of a place on it (sales.md, comparison.md#metrics) → terms that lead there.
    """
    index = []
    for page in pages:
        entries = []
        for section in page.sections:
            name = f"{page.name}#{section.id}" if section.id else page.name
            entry: list[Any] = [section.id, section.heading, section.text]
            if name in keywords:
                entry.append(keywords[name])
            entries.append(entry)
        index.append([page.address, *entries])
    return index


class SearchIndex:
    """Collects the sections of the pages while they are built, language after language."""

    def __init__(self) -> None:
        self.pages: dict[str, list[IndexedPage]] = {}

    def add(self, page: Page, sections: list[Section], config: MkDocsConfig) -> None:
        """Adds a page, unless its front matter has `search: {exclude: true}`."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        language = page.file.locale
        name = page.file.src_uri.removeprefix(f"{language}/")
        address = page.file.url.removeprefix(language_folders(config)[language]).removeprefix("./")
        self.pages.setdefault(language, []).append(IndexedPage(name, address, sections))
