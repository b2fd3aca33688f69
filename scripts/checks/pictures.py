"""Checks the drawings, their words and their markers."""

from collections.abc import Iterator

from build.pictures import picture_marker, site_pictures
from checks.markers import find_markers
from messages.message import Message
from messages.problems import Location, Problem
from sources.site import Site
from table.data_file import site_tables

INTENDED = r"\[\[picture"  # A line that begins like this is meant as a picture's marker.


def check_pictures(site: Site) -> list[Problem]:
    """Returns the problems of templates, of their words, and of drawing them."""
    pictures = site_pictures(site)
    problems = pictures.problems
    for language, table in site_tables(site).items():
        _, found = pictures.draw(language, table, card_text="")
        problems += found
        if found:  # They would be the same in the next language.
            break
    return problems


def check_picture_markers(site: Site) -> Iterator[Problem]:
    """Yields markers that are misspelt, inside a paragraph, or in one language only."""
    known = [picture_marker(path) for path in site_pictures(site).paths("html")]
    for _, name, page in site.pages():
        markers, found = find_markers(page, known, INTENDED)
        yield from found
        for marker in markers:
            lacking = _translations_without(marker.text, name, site)
            if lacking:
                message = Message("{marker} is missing from {pages}", marker=marker.text, pages=lacking)
                yield Problem(Location(page.path, marker.line), message, Message("write it there in the same place"))


def _translations_without(marker: str, page_name: str, site: Site) -> list[str]:
    """Returns the paths of the translations of a page that do not have a marker."""
    translations = [site.sources.pages(language).get(page_name) for language in site.languages]
    return [str(page.path) for page in translations if page and marker not in (page.file.text or "")]
