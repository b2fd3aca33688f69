"""Checks the front matter of pages."""

import datetime
from collections.abc import Iterator

from messages.message import Message
from messages.problems import Location, Problem
from sources.front_matter import parse_date
from sources.markdown_page import MarkdownPage
from sources.yaml_source import node_location

MAX_TITLE = 30  # Characters; with a longer heading in the navigation, a phone shows little else.


def check_front_matter(page: MarkdownPage) -> Iterator[Problem]:
    """Yields warnings for a missing description, a title too long to be one, and a date that is to come."""
    if "description" not in page.front_matter:
        message = Message("the front matter has no 'description'")
        fix = Message("write 'description: …' between two lines --- at the top; search engines show it")
        yield Problem(Location(page.path), message, fix, is_warning=True)
    heading = page.sections[0].heading if page.sections else ""
    if "title" not in page.front_matter and len(heading) > MAX_TITLE:
        message = Message("the heading is too long for the navigation")
        fix = Message(
            "write 'title: …' between two lines --- at the top; the navigation shows it in place of the heading"
        )
        yield Problem(Location(page.path), message, fix, is_warning=True)
    _, node = page.front_matter.get("updated", (None, None))
    updated = parse_date(str(node.value)) if node else None
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # Where the check runs it may still be yesterday.
    if updated and updated > tomorrow:
        location = node_location(page.path, node)
        message = Message("the day {date} is in the future", date=str(updated))
        yield Problem(location, message, Message("write the day of the last change"), is_warning=True)
