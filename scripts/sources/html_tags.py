"""The tags in a piece of HTML."""

from html.parser import HTMLParser
from typing import NamedTuple


class Tag(NamedTuple):
    """A tag in HTML, and its line in the HTML, from 0."""

    name: str
    attributes: dict[str, str | None]
    line: int


class TagCollector(HTMLParser):
    """Collects the tags of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Adds a tag."""
        self.tags.append(Tag(tag, dict(attrs), self.getpos()[0] - 1))


def html_tags(html: str) -> list[Tag]:
    """Returns the tags of HTML that begin an element."""
    collector = TagCollector()
    collector.feed(html)
    return collector.tags


def addresses_of_sources(srcset: str) -> list[str]:
    """Returns the addresses in a srcset, such as "a.png, b.png 2x"."""
    return [candidate.split()[0] for candidate in srcset.split(",") if candidate.strip()]
