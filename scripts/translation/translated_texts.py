"""The texts that translate each other: sections of pages, and rows of the table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from messages.message import Message
from messages.problems import Location, Problem, SiteError
from sources.front_matter import TEXT_KEYS
from sources.markdown_page import MarkdownPage
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from table.data_file import site_tables, table_file, table_path
from table.model import Row, Table, items
from translation.fingerprints import Fingerprint, fingerprint


class Text(NamedTuple):
    """A section in one language."""

    language: str
    location: Location
    text: str

    @property
    def fingerprint(self) -> Fingerprint:
        """What the translation state keeps of the text; it stays the same as long as the words do."""
        return fingerprint(self.text)


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
    """Returns the id and the text of each section; what readers see of the front matter belongs to the first.

    A date does not: one that is written into each language would look like a translation.
    """
    nodes = [page.front_matter[key][1] for key in TEXT_KEYS if key in page.front_matter]
    front_matter = [node.value for node in nodes if isinstance(node, yaml.ScalarNode)]
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


@once_per_site
def site_sections(site: Site) -> Sections:
    """Returns all sections of the pages and rows of the table. Raises SiteError where one cannot be read."""
    unreadable = [table_path(site)] if table_file(site).problems else []
    unreadable += [page.path for _, _, page in site.pages() if not page.sections]
    if unreadable:  # Sections that are missing would be forgotten, and with them that their translations are stale.
        message = Message("this file has errors, so nobody can tell which translations are stale")
        raise SiteError(Problem(Location(unreadable[0]), message, Message("correct them first")))
    return collect_sections(site.sources, site_tables(site), table_path(site), site.languages)
