"""The one list of checks: each is a function from a site to its problems."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from build.redirects_file import redirects_file
from checks.conflict_markers import check_conflict_markers
from checks.embedded_content import check_embedded_content
from checks.front_matter import check_front_matter
from checks.html_pairs import check_tag_pairs
from checks.html_rules import check_raw_html
from checks.links import check_links_of_cells, check_links_of_pages
from checks.misplaced_files import check_misplaced_pages
from checks.page_rules import check_headings, check_syntax
from checks.pictures import check_picture_markers, check_pictures
from checks.plain_texts import check_plain_texts
from checks.schema_files import check_schema_files
from checks.settings import check_settings
from checks.spelling import check_spelling
from checks.stale_translations import check_stale_translations
from checks.structure import check_nav, check_pages, check_sections, check_templates
from checks.table import check_cells, check_table_file, check_table_markers
from checks.terms import check_terms
from checks.typography import check_typography
from checks.uploaded_files import check_same_addresses, check_uploaded_files
from messages.message import Message
from messages.problems import Problem, SiteError, in_file_order
from sources.markdown_page import MarkdownPage
from sources.site import Site
from table.data_file import table_file
from translation.interface_messages import interface
from translation.stale import stale_translations


class Check(NamedTuple):
    """One check. It may raise MkDocsException where something cannot be read at all."""

    part: str
    """The part of `make check` to which it belongs."""
    find: Callable[[Site], Iterable[Problem]]
    stops_build: bool = False
    """Whether its errors stop a build, which would otherwise fail later, or publish what nobody wants."""


def of_each_page(check: Callable[[MarkdownPage], Iterable[Problem]]) -> Callable[[Site], Iterator[Problem]]:
    """Returns the check of a site that checks each page by itself."""

    def check_each(site: Site) -> Iterator[Problem]:
        for page in site.readable_pages():
            yield from check(page)

    return check_each


def check_interface(site: Site) -> list[Problem]:
    """Returns the problems of the messages of the interface."""
    return interface(site)[1]


def check_redirects(site: Site) -> list[Problem]:
    """Returns the problems of old addresses; none where nobody can tell which rows the table has."""
    return [] if table_file(site).problems else redirects_file(site)[1]


CHECKS = [
    Check("settings", check_settings, stops_build=True),
    Check("settings", check_nav, stops_build=True),
    Check("settings", check_schema_files),
    Check("pages", check_misplaced_pages, stops_build=True),
    Check("pages", check_uploaded_files),
    Check("pages", check_same_addresses, stops_build=True),
    Check("pages", check_conflict_markers, stops_build=True),
    Check("pages", of_each_page(lambda page: page.problems)),
    Check("pages", of_each_page(check_front_matter)),
    Check("pages", of_each_page(check_headings)),
    Check("pages", of_each_page(check_syntax)),
    Check("pages", of_each_page(check_raw_html)),
    Check("pages", of_each_page(check_tag_pairs)),
    Check("pages", check_embedded_content),
    Check("pages", check_links_of_pages),
    Check("comparison", check_table_file, stops_build=True),
    Check("comparison", check_cells, stops_build=True),
    Check("comparison", check_table_markers, stops_build=True),
    Check("comparison", check_links_of_cells, stops_build=True),
    Check("pictures", check_pictures, stops_build=True),
    Check("pictures", check_picture_markers, stops_build=True),
    Check("translations", check_pages, stops_build=True),
    Check("translations", check_sections, stops_build=True),
    Check("translations", check_templates, stops_build=True),
    Check("translations", check_interface, stops_build=True),
    Check("redirects", check_redirects, stops_build=True),
    Check("proofreading", check_terms),
    Check("proofreading", check_typography),
    Check("proofreading", check_spelling),
    Check("proofreading", check_plain_texts),
    Check("stale", check_stale_translations),
]
PARTS = list(dict.fromkeys(check.part for check in CHECKS))


def fail_on_errors(site: Site) -> None:
    """Raises SiteError with all errors of the sources that a build cannot do without."""
    problems: list[Problem] = []
    for check in CHECKS:
        if check.stops_build:
            problems += check.find(site)
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        raise SiteError(Message("the sources have errors:"), *in_file_order(errors))
    stale_translations(site)  # Raises where the recorded state cannot be read.
