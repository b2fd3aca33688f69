"""Writes parsed Markdown as HTML, and HTML as a tree that Python-Markdown puts into a page."""

import functools
import re
from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown_it.common.utils import unescapeAll
from markdown_it.presets import commonmark
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.code_colours import code_html
from sources.formulas import UnreadableFormulaError, to_mathml
from sources.markdown_parser import ParsedMarkdown
from sources.raw_html import filter_html

# Kind of alert → GitHub's icon for it, which Material brings along
ALERT_ICONS = {"NOTE": "info", "TIP": "light-bulb", "IMPORTANT": "report", "WARNING": "alert", "CAUTION": "stop"}
ICONS = "templates/.icons/octicons"  # In the package of Material
CODE_TITLE = re.compile(r'\btitle="([^"]*)"')  # As Material, Docusaurus and Starlight write it; GitHub passes it over.
# Longer lines may need to be scrolled on a phone, and then by keyboard too.
MAX_SHORT_LINE = 25
TEXT_NODE = "-text"  # What selectolax calls a text between tags
COMMENT_NODE = "-comment"

Translate = Callable[[str], str]
"""Returns a message of the interface, by its key, in the language of the page."""


def render_html(parsed: ParsedMarkdown, translate: Translate) -> str:
    """Returns parsed Markdown as HTML, in which elements may lack their ends."""
    environment = {**parsed.environment, "translate": translate}
    return GitHubRenderer().render(parsed.tokens, OptionsDict(commonmark.make()["options"]), environment)


class GitHubRenderer(RendererHTML):
    """Writes tokens as HTML. Each method writes the tokens of its name.

    Elements may lack their ends, as they may in what an editor wrote. The environment has the messages: "translate".
    """

    def html_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes HTML between paragraphs."""
        return filter_html(tokens[index].content)[0]

    def html_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes a tag in a text."""
        return filter_html(tokens[index].content)[0]

    def s_open(self, *_: Any) -> str:
        """Begins a text that is struck out. GitHub writes <del> for it."""
        return "<del>"

    def s_close(self, *_: Any) -> str:
        """Ends a text that is struck out."""
        return "</del>"

    def alert_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Begins an alert, which screen readers announce as a note. (Reader modes leave out an <aside>.)"""
        return f'<div class="alert alert-{tokens[index].info.lower()}" role="note">\n'

    def alert_title_open(self, tokens: Sequence[Token], index: int, _: Any, env: dict[str, Any]) -> str:
        """Writes the icon and the title of an alert."""
        kind = tokens[index - 1].info
        title = env["translate"](f"alert.{kind.lower()}")
        return f'<p class="alert-title">{icon(ALERT_ICONS[kind])}{escape(title)}'

    def list_item_open(self, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
        """Begins an item of a list. One to tick has a box that is text, so that it is copied, printed and compared."""
        html = self.renderToken(tokens, index, options, env)
        checked = tokens[index].meta.get("checked")
        if checked is None:
            return html
        name = env["translate"]("task.done" if checked else "task.open")
        return f'{html}<span class="task" role="img" aria-label="{escape(name)}">{"☑" if checked else "☐"}</span> '

    def fence(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes code between fences; a formula where its language is math."""
        code, info = tokens[index].content, unescapeAll(tokens[index].info).strip()
        language = info.partition(" ")[0]
        if language == "math":
            return _formula_block(code)
        title = CODE_TITLE.search(info)
        return _code(code, language, title[1] if title else "")

    def code_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes code that is indented."""
        return _code(tokens[index].content, "", "")

    def math_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes a formula in a text, on a line of its own if $$ is around it."""
        formula = _formula(tokens[index].content, tokens[index].block)
        return f'<span class="formula">{formula}</span>' if tokens[index].block else formula

    def math_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes a formula between paragraphs."""
        return _formula_block(tokens[index].content)

    def table_open(self, *arguments: Any) -> str:
        """Begins a table, in a box that is scrolled where the screen is too narrow."""
        name = arguments[-1]["translate"]("table")
        return f'<div class="table-scroll" role="group" tabindex="0" aria-label="{escape(name)}">\n<table>\n'

    def table_close(self, *_: Any) -> str:
        """Ends a table."""
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], index: int, *arguments: Any) -> str:
        """Begins the head of a column; an empty cell is none."""
        if not tokens[index + 1].content:
            return "<td>"
        tokens[index].attrSet("scope", "col")
        return self.renderToken(tokens, index, *arguments)

    def th_close(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Ends the head of a column."""
        return "</th>\n" if tokens[index - 1].content else "</td>\n"

    def footnote_ref(self, tokens: Sequence[Token], index: int, _: Any, env: dict[str, Any]) -> str:
        """Writes the number of a footnote. (Python-Markdown leaves a sup#fnref-… out of the page's contents.)"""
        number = tokens[index].meta["id"] + 1
        name = env["translate"]("footnote").replace("#", str(number))
        link = f'<a href="#fn-{number}" role="doc-noteref" aria-label="{escape(name)}">{number}</a>'
        return f'<sup class="footnote-ref" id="{_reference_id(tokens[index])}">{link}</sup>'

    def footnote_block_open(self, *arguments: Any) -> str:
        """Begins the footnotes, at the end of the page."""
        name = arguments[-1]["translate"]("footnotes")
        return f'<section class="footnotes" id="fn" role="doc-endnotes" aria-label="{escape(name)}">\n<ol>\n'

    def footnote_block_close(self, *_: Any) -> str:
        """Ends the footnotes."""
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Begins a footnote."""
        return f'<li id="fn-{tokens[index].meta["id"] + 1}">'

    def footnote_close(self, *_: Any) -> str:
        """Ends a footnote."""
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], index: int, _: Any, env: dict[str, Any]) -> str:
        """Writes the link from a footnote back to the text. (U+FE0E keeps iOS from drawing an emoji.)"""
        token = tokens[index]
        number = f"{token.meta['id'] + 1}"
        if token.meta["subId"]:
            number += f"-{token.meta['subId'] + 1}"
        name = escape(env["translate"]("footnote.back").replace("#", number))
        address = f"#{_reference_id(token)}"
        return f' <a class="footnote-back" href="{address}" role="doc-backlink" aria-label="{name}">↩\ufe0e</a>'


@functools.cache
def icon(name: str) -> str:
    """Returns one of GitHub's icons, as SVG of the size of a text."""
    svg = (files("material") / ICONS / f"{name}-16.svg").read_text("utf-8")
    svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return svg.replace("<svg ", '<svg width="16" height="16" fill="currentColor" aria-hidden="true" ', 1)


def _reference_id(token: Token) -> str:
    """Returns the id of a place in the text that has a footnote: fnref-1, and fnref-1-2 for its second one."""
    sub_id = token.meta.get("subId", 0)
    return f"fnref-{token.meta['id'] + 1}" + (f"-{sub_id + 1}" if sub_id else "")


def _code(code: str, language: str, title: str) -> str:
    """Returns a block of code. language, title: "" where there is none."""
    is_scrolled = max(map(len, code.split("\n"))) > MAX_SHORT_LINE
    focusable = ' tabindex="0"' if is_scrolled else ""
    name = f' class="language-{escape(language)}"' if language else ""
    pre = f"<pre{focusable}><code{name}>{code_html(code, language)}</code></pre>"
    return f'<figure class="code"><figcaption>{escape(title)}</figcaption>{pre}</figure>\n' if title else f"{pre}\n"


def _formula_block(latex: str) -> str:
    focusable = ' tabindex="0"' if len(latex) > MAX_SHORT_LINE else ""
    return f'<div class="formula"{focusable}>{_formula(latex, is_block=True)}</div>\n'


def _formula(latex: str, is_block: bool) -> str:
    """Returns a formula as MathML; as it is typed where it cannot be read, which the check tells."""
    try:
        return to_mathml(latex, is_block)
    except UnreadableFormulaError:
        return f"<code>{escape(latex)}</code>"


def to_element(html: str, tag: str = "div") -> Element:
    """Returns HTML as a browser understands it, in one element.

    Each & is written as &amp;, because Python-Markdown's serializer does not escape what looks like an entity.
    """
    root = Element(tag)
    body = LexborHTMLParser(html).body
    if body is not None:
        _copy_children(body, root)
    return root


def _copy_children(node: LexborNode, element: Element) -> None:
    last: Element | None = None
    for child in node.iter(include_text=True):
        if child.tag == TEXT_NODE:
            text = _escaped(child.text_content)
            if last is None:
                element.text = (element.text or "") + text
            else:
                last.tail = (last.tail or "") + text
        elif child.tag != COMMENT_NODE:
            attributes = {name: _escaped(value) for name, value in child.attributes.items()}
            last = SubElement(element, _tag_for(child.tag, attributes), attributes)
            _copy_children(child, last)


def _tag_for(tag: str, attributes: dict[str, str]) -> str:
    """Returns the tag; <span> for a link that leads nowhere, because MkDocs asks each <a> for its address."""
    return "span" if tag == "a" and "href" not in attributes else tag


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;")
