"""The anchors of pages, to which links lead: headings, and rows of the table."""

from collections.abc import Mapping

from sources.site import Site, once_per_site
from sources.site_sources import Sources
from table.data_file import site_tables, table_file, table_path
from table.model import Table

Anchors = Mapping[str, set[str]]
"""Name of a page → the ids of its headings, and of the rows of the table where it is on that page."""


def page_anchors(sources: Sources, tables: Mapping[str, Table], table_page: str, language: str) -> Anchors:
    """Returns the anchors of all pages. They are the same in each language; language: the one that is read."""
    anchors = {}
    for name, page in sources.pages(language).items():
        anchors[name] = {section.id for section in page.sections if section.id}
    if language in tables and table_page in anchors:
        anchors[table_page] |= {row.id for row in tables[language].rows}
    return anchors


@once_per_site
def site_anchors(site: Site) -> dict[str, Anchors]:
    """Returns language → the anchors of its pages; without the table's page if its data file has problems."""
    table_page = table_path(site).stem
    anchors = {}
    for language in site.languages:
        anchors[language] = page_anchors(site.sources, site_tables(site), table_page, language)
        if table_file(site).problems:
            anchors[language].pop(table_page, None)
    return anchors
