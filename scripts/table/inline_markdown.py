"""The Markdown of a cell, read like that of pages: emphasis, code, links, line breaks, anything within a line."""

from collections.abc import Iterator

from sources import markdown_parser
from sources.markdown_parser import parse_inline_markdown


def plain_text(text: str) -> str:
    """Returns inline Markdown as a reader sees it, without its syntax."""
    return " ".join(markdown_parser.plain_text(inline) for inline in parse_inline_markdown(text).tokens)


def link_targets(text: str) -> Iterator[str]:
    """Yields the targets of the links in a text, as they are written."""
    for inline in parse_inline_markdown(text).tokens:
        for child in inline.children or []:
            if child.type == "link_open":
                yield str(child.attrs["href"])
