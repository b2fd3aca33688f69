"""Checks each page by itself: Markdown, headings, and what the page would load from elsewhere."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from checks.embedded_content import check_embedded_content
from checks.html_pairs import check_tag_pairs
from checks.html_rules import check_raw_html
from checks.links import LinkCheck
from checks.page_rules import check_headings, check_syntax
from sources.front_matter import parse_date
from sources.markdown_page import MarkdownPage
from sources.problems import Location, Problem
from sources.site_sources import Sources

MAX_TITLE = 30  # Characters; with a longer heading in the navigation, a phone shows little else.


def check_single_pages(sources: Sources, languages: Sequence[str], links: LinkCheck) -> list[Problem]:
    """Returns the problems of all pages, in the order of their lines."""
    problems: list[Problem] = []
    for language in languages:
        for page in sources.pages(language).values():
            if page.file.text is not None:
                problems += sorted(_check_page(page, links, sources.docs))
    return problems


def _check_page(page: MarkdownPage, links: LinkCheck, docs: Path) -> list[Problem]:
    tokens = page.parsed.tokens
    return [
        *page.problems,
        *check_front_matter(page),
        *check_headings(page),
        *check_syntax(page),
        *check_raw_html(page),
        *check_tag_pairs(page),
        *check_embedded_content(page, tokens, docs),
        *links.check_page(page, tokens),
    ]


def check_front_matter(page: MarkdownPage) -> Iterator[Problem]:
    """Yields warnings for a missing description, a title too long to be one, and a date that is to come."""
    if "description" not in page.front_matter:
        fix = "write 'description: …' between two lines --- at the top; search engines show it"
        yield Problem(Location(page.path), "the front matter has no 'description'", fix, is_warning=True)
    heading = page.sections[0].heading if page.sections else ""
    if "title" not in page.front_matter and len(heading) > MAX_TITLE:
        fix = "write 'title: …' between two lines --- at the top; the navigation shows it in place of the heading"
        yield Problem(Location(page.path), "the heading is too long for the navigation", fix, is_warning=True)
    _, node = page.front_matter.get("updated", (None, None))
    updated = parse_date(str(node.value)) if node else None
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # Where the check runs it may still be yesterday.
    if updated and updated > tomorrow:
        location = Location(page.path, node.start_mark.line + 1, node.start_mark.column + 1)
        fix = "write the day of the last change"
        yield Problem(location, f"the day {updated} is in the future", fix, is_warning=True)
