"""The texts that translate each other: sections of pages, and rows of the table."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from sources.markdown_page import MarkdownPage
from sources.problems import Location
from sources.site_sources import Sources
from table.model import Row, Table, items

# What may change without a new translation
UNIMPORTANT = re.compile(
    r"""
    \[\[[^\[\]]*\]\]                                   # markers
    | \]\([^()\s]*                                     # targets of links
    | \{[^{}]*\}                                       # attributes
    | [\s.,;:!?…()\[\]{}\"'„“”‘’‚«»‹›*_`‐‑–—-]         # spaces, punctuation, Markdown
    """,
    re.VERBOSE,
)


class Text(NamedTuple):
    """A section in one language."""

    language: str
    location: Location
    text: str

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that stay the same as long as the words do; upper case counts as lower case."""
        words = UNIMPORTANT.sub(" ", unicodedata.normalize("NFC", self.text).casefold()).split()
        return hashlib.sha256(" ".join(words).encode(errors="replace")).hexdigest()[:8]


Sections = Mapping[str, Mapping[str, Text]]
"""Name of a section → language → its text. Names are page and heading, sales#follow-up, or table and row,
comparison#metrics."""


def collect_sections(
    sources: Sources, tables: Mapping[str, Table], table_file: Path, languages: Sequence[str]
) -> Sections:
    """Returns all sections of the pages and all rows of the table, in their order.

    tables: language → the table in it. table_file: its data file.
    """
    sections: dict[str, dict[str, Text]] = defaultdict(dict)
    for language in languages:
        for name, page in sources.pages(language).items():
            for section_id, text in _page_texts(page, language):
                sections[f"{name}#{section_id}"][language] = text
        if language in tables:
            for row in tables[language].rows:
                text = Text(language, Location(table_file, row.line), _row_text(row))
                sections[f"{table_file.stem}#{row.id}"][language] = text
    return sections


def _page_texts(page: MarkdownPage, language: str) -> list[tuple[str, Text]]:
    """Returns the id and the text of each section; the front matter belongs to the first."""
    front_matter = [value.value for _, value in page.front_matter.values() if isinstance(value, yaml.ScalarNode)]
    texts = []
    for index, section in enumerate(page.sections):
        above = front_matter if index == 0 else []
        text = "\n".join([*above, section.text]).strip()
        texts.append((section.id, Text(language, section.location, text)))
    return texts


def _row_text(row: Row) -> str:
    lines = [row.criterion]
    for cell in row.cells:
        lines += items(cell)
    return "\n".join(lines)
