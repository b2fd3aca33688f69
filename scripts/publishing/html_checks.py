"""HTML in a page that GitHub leaves out, and the site with it: told at its line."""

from collections.abc import Iterator

from publishing.embedded_content import REFUSED_TAGS
from sources.markdown_page import MarkdownPage, inline_tokens
from sources.problems import Location, Problem
from sources.raw_html import RefusedHtml, filter_html

# Tag that GitHub leaves out → what to write instead, where there is something
FIXES_OF_TAGS = {
    "big": "delete the tag, or make the text **bold**",
    "center": 'write <div align="center"> … </div>',
    "font": "delete the tag; a programmer can change how the site looks",
    "svg": "save it as a file in docs/assets/pictures/, and write ![What it shows](../assets/pictures/NAME.svg)",
    "u": "write <ins> … </ins>",
}


def check_raw_html(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the tags and attributes of a page that its readers do not get."""
    for token in page.parsed.tokens:
        if token.type == "html_block":
            yield from _check(token.content, Location(page.path, page.line_of(token)))
    for child, location in inline_tokens(page, page.parsed.tokens):
        if child.type == "html_inline":
            yield from _check(child.content, location)


def _check(html: str, location: Location) -> Iterator[Problem]:
    for refused in filter_html(html)[1]:
        is_told_elsewhere = refused.tag in REFUSED_TAGS or refused.attribute.startswith(("on", "style"))
        if not is_told_elsewhere:
            start = location.column if refused.line == 0 else 1
            yield _problem(refused, Location(location.path, location.line + refused.line, start + refused.column))


def _problem(refused: RefusedHtml, location: Location) -> Problem:
    if refused.attribute:
        message = f"GitHub and the site leave out the attribute {refused.attribute}= of <{refused.tag}>"
        return Problem(location, message, "delete it")
    fix = FIXES_OF_TAGS.get(refused.tag, f"delete the tag; for < as text, write &lt;{refused.tag}>")
    return Problem(location, f"GitHub and the site leave out <{refused.tag}>", fix)
