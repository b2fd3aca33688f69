"""Finds elements that a page never ends, so that all that follows belongs to them, and ends of elements never begun."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from markdown_it.token import Token

from messages.message import Message
from messages.problems import Location, Problem
from sources.markdown_page import MarkdownPage, inline_tokens
from sources.raw_html import TAGS

WITHOUT_END = frozenset(("br", "hr", "img", "source", "wbr"))
# https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
END_IS_OPTIONAL = frozenset(
    ("caption", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr", "figcaption")
)


class TagPlace(NamedTuple):
    """A tag that begins or ends an element."""

    name: str
    is_end: bool
    location: Location


class TagReader(HTMLParser):
    """Collects the tags of a piece of HTML that need a partner."""

    def __init__(self, location: Location) -> None:
        """location: where the HTML begins."""
        super().__init__()
        self.location = location
        self.tags: list[TagPlace] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Collects the beginning of an element."""
        self._add(tag, is_end=False)

    def handle_startendtag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Passes over <br/>; to browsers, <b/> begins an element as <b> does, but nobody means that."""

    def handle_endtag(self, tag: str) -> None:
        """Collects the end of an element."""
        self._add(tag, is_end=True)

    def _add(self, tag: str, is_end: bool) -> None:
        if tag in TAGS and tag not in WITHOUT_END:
            line, column = self.getpos()
            start = self.location.column if line == 1 else 1
            place = Location(self.location.path, self.location.line + line - 1, start + column)
            self.tags.append(TagPlace(tag, is_end, place))


def check_tag_pairs(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the tags of a page that lack their partner."""
    between_paragraphs: list[TagPlace] = []
    for token in page.parsed.tokens:
        if token.type == "html_block":
            between_paragraphs += _tags(token.content, Location(page.path, page.line_of(token)))
        elif token.type == "inline":
            yield from _check_pairs(_inline_tags(page, token))
    yield from _check_pairs(between_paragraphs)


def _inline_tags(page: MarkdownPage, token: Token) -> list[TagPlace]:
    tags = []
    for child, location in inline_tokens(page, [token]):
        if child.type == "html_inline":
            tags += _tags(child.content, location)
    return tags


def _tags(html: str, location: Location) -> list[TagPlace]:
    reader = TagReader(location)
    reader.feed(html)
    reader.close()
    return reader.tags


def _check_pairs(tags: Sequence[TagPlace]) -> Iterator[Problem]:
    """Yields the tags that lack their partner among those of a paragraph, or of all that is between paragraphs."""
    open_tags: list[TagPlace] = []
    for tag in tags:
        if not tag.is_end:
            open_tags.append(tag)
            continue
        partners = [number for number, open_tag in enumerate(open_tags) if open_tag.name == tag.name]
        if partners:
            del open_tags[partners[-1]]
        elif tag.name not in END_IS_OPTIONAL:
            message = Message("{tag} closes nothing", tag=f"</{tag.name}>")
            fix = Message("delete it, or write {tag} before it", tag=f"<{tag.name}>")
            yield Problem(tag.location, message, fix, is_warning=True)
    for tag in open_tags:
        if tag.name not in END_IS_OPTIONAL:
            message = Message("{tag} is not closed, so all that follows belongs to it", tag=f"<{tag.name}>")
            yield Problem(tag.location, message, Message("write {tag} where it ends", tag=f"</{tag.name}>"))
