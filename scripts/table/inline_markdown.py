"""The Markdown of a cell, read as that of pages is: emphasis, code, links, line breaks, whatever stands in a line."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from sources import github_markdown
from sources.formulas import formula_error
from sources.github_markdown import parse_inline_markdown, render_html
from sources.html_rules import html_problems
from sources.markdown_page import without_code
from sources.page_rules import FOOTNOTE, FORMULA_FIX, find_in_line


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


def inline_problems(text: str) -> Iterator[tuple[str, str]]:
    """Yields the message and the fix of what a cell shows otherwise than its editor meant it."""
    for _, rule in find_in_line(without_code(text)):
        if not rule.is_warning:
            yield rule.message, rule.fix
    if FOOTNOTE.search(text):
        yield "a cell cannot have a footnote", "put it into the text, in (brackets)"
    told: set[str] = set()
    for inline in parse_inline_markdown(text).tokens:
        for child in inline.children or []:
            if child.type == "html_inline":
                for problem in html_problems(child.content, told):
                    if not problem.is_warning:
                        yield problem.message, problem.fix
            elif child.type == "math_inline" and formula_error(child.content):
                yield f"a formula cannot be read: {formula_error(child.content)}", FORMULA_FIX
