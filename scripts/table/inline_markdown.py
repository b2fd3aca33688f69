"""The Markdown of a cell, read as that of pages is: emphasis, code, links, line breaks, whatever stands in a line."""

from collections.abc import Iterator

from sources import github_markdown
from sources.github_markdown import parse_inline_markdown, render_html
from sources.html_rules import html_problems
from sources.markdown_page import INLINE_CODE, blank_out
from sources.page_rules import FOOTNOTE, find_in_line


def to_inline_html(text: str) -> str:
    """Returns inline Markdown as HTML."""
    return render_html(parse_inline_markdown(text))


def plain_text(text: str) -> str:
    """Returns inline Markdown as a reader sees it, without its syntax."""
    return " ".join(github_markdown.plain_text(inline) for inline in parse_inline_markdown(text).tokens)


def link_targets(text: str) -> Iterator[str]:
    """Yields the targets of the links in a text, as they are written."""
    for inline in parse_inline_markdown(text).tokens:
        for child in inline.children or []:
            if child.type == "link_open":
                yield str(child.attrs["href"])


def inline_problems(text: str) -> Iterator[tuple[str, str]]:
    """Yields the message and the fix of what a cell shows otherwise than its editor meant it."""
    for _, rule in find_in_line(blank_out(INLINE_CODE, text, "`")):
        if not rule.is_warning:
            yield rule.message, rule.fix
    if FOOTNOTE.search(text):
        yield "a cell cannot have a footnote", "put it into the text, in (brackets)"
    for inline in parse_inline_markdown(text).tokens:
        for child in inline.children or []:
            if child.type == "html_inline":
                for problem in html_problems(child.content):
                    if not problem.is_warning:
                        yield problem.message, problem.fix
