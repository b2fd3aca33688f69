"""The Markdown of a cell, read like that of pages: emphasis, code, links, line breaks, anything within a line."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from sources import github_markdown
from sources.github_markdown import parse_inline_markdown, render_html


def to_inline_html(text: str) -> str:
    """Returns inline Markdown as HTML in which each element has its end, so that it reaches into no other cell."""
    html = render_html(parse_inline_markdown(text), str)  # Nothing in a line has a message.
    body = LexborHTMLParser(html).body
    return body.inner_html if body and "<" in html else html


def plain_text(text: str) -> str:
    """Returns inline Markdown as a reader sees it, without its syntax."""
    return " ".join(github_markdown.plain_text(inline) for inline in parse_inline_markdown(text).tokens)


def link_targets(text: str) -> Iterator[str]:
    """Yields the targets of the links in a text, as they are written."""
    for inline in parse_inline_markdown(text).tokens:
        for child in inline.children or []:
            if child.type == "link_open":
                yield str(child.attrs["href"])
