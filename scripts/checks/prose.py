"""The texts that readers see, without their Markdown, and where each is written.

Code, addresses and words in another language ({ lang=en }) are left out.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from markdown_it.token import Token
from yaml import ScalarNode

from messages.message import Message
from messages.problems import Location, Problem
from sources.front_matter import TEXT_KEYS
from sources.markdown_page import MarkdownPage
from sources.markdown_parser import parse_inline_markdown
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from sources.yaml_source import YamlSource, node_location, texts_by_language

FILES_WITHOUT_PROSE = {"terms.yml", "translation-state.yml"}
# These stand for what is no prose.
PLACEHOLDER = "\ufffc"  # For code, formulas, pictures, addresses, HTML, words of another language
EMPHASIS = "\ufffb"  # For the beginning and the end of emphasised words
EMPHASIS_TOKENS = ("em_open", "em_close", "strong_open", "strong_close")
ADDRESS_LINKS = ("autolink", "linkify")  # Links whose text is their address
# The tag of an element in HTML that is code or in another language
HIDDEN_TAG = r"<(?P<tag> (?:code|kbd|pre|samp|var)\b | \w+\b (?=[^<>]*\slang=) )"
BEGINS_HIDDEN_ELEMENT = re.compile(HIDDEN_TAG, re.VERBOSE | re.IGNORECASE)
# In a block of HTML: such elements, comments and tags
NO_TEXT_IN_HTML = re.compile(
    rf"""
    {HIDDEN_TAG} [^<>]* > .{{0,2000}}? </(?P=tag)>
    | <!-- .*? (?: --> | \Z )
    | <[^<>]*>
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Markers, values that messages are filled with, and codes of emoji
NAMES = re.compile(r"\[\[[^\[\]]+\]\]|\{\w*\}|(?<![\w:]):[a-z0-9_+-]+:(?![\w:])")
PIECE = re.compile(rf"[^\s{PLACEHOLDER}{EMPHASIS}]+|.", re.DOTALL)
MAX_SYNTAX = 500  # Characters of syntax between two pieces of a text, such as the address of a link


class Prose:
    """A text that readers see: a paragraph, a heading, a cell, a message."""

    def __init__(self, location: Location, language: str, text: str, written: str) -> None:
        """location: where it begins. written: what is there in the file, with all its syntax."""
        self.location = location
        self.language = language
        self.text = text
        self.written = written

    def problem(self, offset: int, message: Message, fix: Message) -> Problem:
        """Returns a problem at a character of the text. offset: from 0."""
        path, line, column = self.location
        end = self._written_offsets[offset]
        lines_above = self.written.count("\n", 0, end)
        column_in_line = end - self.written.rfind("\n", 0, end)  # From 1, because rfind gives -1 in the first line
        if not lines_above:
            column_in_line += column - 1
        return Problem(Location(path, line + lines_above, column_in_line), message, fix)

    @cached_property
    def _written_offsets(self) -> list[int]:
        """The offset of each character of the text in what is written, as well as can be told.

        The parser does not say it, so each piece of the text is looked up behind the one before it.
        """
        offsets: list[int] = []
        position = 0
        for piece in PIECE.findall(self.text):
            found = self.written.find(piece, position, position + len(piece) + MAX_SYNTAX)
            # What is not found is written in another way, such as &amp; for &, or has syntax inside.
            for part in [piece] if found >= 0 else piece:
                found = self.written.find(part, position, position + len(part) + MAX_SYNTAX)
                start = max(found, position)
                offsets += range(start, start + len(part))
                position = start + len(part) if found >= 0 else position
        return offsets


def all_prose(sources: Sources, languages: Sequence[str]) -> Iterator[Prose]:
    """Yields the texts of the pages, and those of the data files that stand under a language."""
    for language in languages:
        for page in sources.pages(language).values():
            for key in TEXT_KEYS:
                _, node = page.front_matter.get(key, (None, None))
                if isinstance(node, ScalarNode):
                    yield _prose_in_node(page.yaml, node, language)
            yield from _prose_of_page(page, language)
    for path in sorted(sources.docs.glob("data/*.yml")):
        if path.name not in FILES_WITHOUT_PROSE:
            source = sources.yaml(path)
            for language, node in texts_by_language(source.root, languages):
                yield _prose_in_node(source, node, language)


@once_per_site
def site_prose(site: Site) -> dict[str, list[Prose]]:
    """Returns language → its texts."""
    texts: dict[str, list[Prose]] = {language: [] for language in site.languages}
    for prose in all_prose(site.sources, site.languages):
        texts[prose.language].append(prose)
    return texts


def _prose_of_page(page: MarkdownPage, language: str) -> Iterator[Prose]:
    lines = page.body.split("\n")
    line = -1
    column = 0
    for token in page.parsed.tokens:
        if not token.map or token.type not in ("inline", "html_block"):
            continue
        if token.map[0] != line:  # The cells of a row begin in the same line.
            line = token.map[0]
            column = 0
        first_line = token.content.partition("\n")[0]
        column = max(column, lines[line].find(first_line, column))
        written = "\n".join(lines[slice(*token.map)])[column:]
        text = _text_in_html(token.content) if token.type == "html_block" else _visible_text(token)
        yield Prose(Location(page.path, page.body_line + line, column + 1), language, text, written)
        column += len(first_line)


def _prose_in_node(source: YamlSource, node: ScalarNode, language: str) -> Prose:
    """Returns the text of a node."""
    start, end = node.start_mark, node.end_mark
    written = "\n".join(source.lines[start.line : end.line + 1])[start.column :]
    text = "".join(_visible_text(inline) for inline in parse_inline_markdown(node.value).tokens)
    return Prose(node_location(source.path, node), language, text, written)


def _visible_text(inline: Token) -> str:
    """Returns the text of a paragraph, a heading or a cell, with placeholders for what is not prose."""
    pieces = []
    hidden_until = ""  # The end of an element whose words are not of this language, or are an address
    for token in inline.children or []:
        if hidden_until:
            if hidden_until in (token.type, token.content.lower()):
                hidden_until = ""
            continue
        hidden_until = _end_of_hidden_element(token)
        if token.type == "text":
            pieces.append(token.content)
        elif token.type == "image" and "lang" not in token.attrs:
            pieces += [PLACEHOLDER, token.content, PLACEHOLDER]
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif token.type in EMPHASIS_TOKENS and not hidden_until:
            pieces.append(EMPHASIS)
        elif token.type not in ("link_open", "link_close", "s_open", "s_close", "footnote_ref") or hidden_until:
            pieces.append(PLACEHOLDER)
    return NAMES.sub(PLACEHOLDER, "".join(pieces))


def _end_of_hidden_element(token: Token) -> str:
    """Returns what ends an element whose words are hidden: a type of tokens, or a tag. "" where a token begins none."""
    if token.nesting == 1 and ("lang" in token.attrs or token.markup in ADDRESS_LINKS):
        return token.type.replace("_open", "_close")
    tag = BEGINS_HIDDEN_ELEMENT.match(token.content) if token.type == "html_inline" else None
    return f"</{tag['tag'].lower()}>" if tag else ""


def _text_in_html(content: str) -> str:
    return html.unescape(NO_TEXT_IN_HTML.sub(PLACEHOLDER, content))
