"""Finds HTML in pages and cells that readers would not get, and says what to write instead."""

from collections.abc import Iterator
from typing import NamedTuple

from messages.message import Message
from messages.problems import Location, Problem
from sources.markdown_page import MarkdownPage, inline_tokens
from sources.raw_html import RefusedHtml, filter_html

FIX_OF_LOOKS = Message("delete it; a programmer can change how the site looks")
FIX_OF_MEDIA = Message("link to it: [What it shows](https://…)")
# Tag → what to do instead of it, where there is something better than to delete it
FIXES_OF_TAGS = {
    "audio": Message("link to it: [What one hears](https://…)"),
    "base": Message("delete it"),
    "big": Message("delete the tag, or make the text **bold**"),
    "center": Message('write <div align="center"> … </div>'),
    "embed": FIX_OF_MEDIA,
    "font": FIX_OF_LOOKS,
    "form": Message("link to a page that has the form: [What it asks](https://…)"),
    "iframe": FIX_OF_MEDIA,
    "input": Message("for an item to tick, write - [ ] and its text"),
    "link": FIX_OF_LOOKS,
    "meta": Message("delete it; the title and the description are at the top of the file"),
    "object": FIX_OF_MEDIA,
    "script": Message("delete it; a programmer can change what the page does"),
    "style": FIX_OF_LOOKS,
    "svg": Message(
        "save it as a file in docs/assets/pictures/, and write ![What it shows](../assets/pictures/NAME.svg)"
    ),
    "u": Message("write <ins> … </ins>"),
    "video": FIX_OF_MEDIA,
}


class HtmlProblem(NamedTuple):
    """What is wrong with a piece of HTML. Line and column are counted from 0, from its beginning."""

    line: int
    column: int
    message: Message
    fix: Message
    is_warning: bool
    """Whether a reader misses nothing but looks."""


def html_problems(html: str, told: set[str]) -> Iterator[HtmlProblem]:
    """Yields the tags and attributes of a piece of HTML that GitHub and the site leave out.

    told: the tags that have been told above, whose ends are not worth telling; it gets those of this piece.
    """
    for refused in filter_html(html)[1]:
        if refused.is_end and refused.tag in told:
            continue
        told.add(refused.tag)
        message, fix = _message_and_fix(refused)
        yield HtmlProblem(refused.line, refused.column, message, fix, is_warning=bool(refused.attribute))


def check_raw_html(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the tags and attributes of a page that its readers do not get."""
    told: set[str] = set()
    for token in page.parsed.tokens:
        if token.type == "html_block":
            yield from _check(token.content, Location(page.path, page.line_of(token)), told)
    for child, location in inline_tokens(page, page.parsed.tokens):
        if child.type == "html_inline":
            yield from _check(child.content, location, told)


def _check(html: str, location: Location, told: set[str]) -> Iterator[Problem]:
    for found in html_problems(html, told):
        start = location.column if found.line == 0 else 1
        place = Location(location.path, location.line + found.line, start + found.column)
        yield Problem(place, found.message, found.fix, found.is_warning)


def _message_and_fix(refused: RefusedHtml) -> tuple[Message, Message]:
    tag = f"<{refused.tag}>"
    if refused.attribute:
        is_of_looks = refused.attribute == "style" or refused.attribute.startswith("on")
        fix = FIX_OF_LOOKS if is_of_looks else Message("delete it")
        attribute = f"{refused.attribute}="
        message = Message(
            "GitHub and the site leave out the attribute {attribute} of {tag}", attribute=attribute, tag=tag
        )
        return message, fix
    fix = FIXES_OF_TAGS.get(
        refused.tag, Message("delete the tag; for < as text, write {code}", code=f"&lt;{refused.tag}>")
    )
    written = f"</{refused.tag}>" if refused.is_end else tag
    return Message("GitHub and the site leave out {tag}", tag=written), fix
