"""How parsed Markdown is written as HTML, and HTML as a tree that Python-Markdown takes into a page."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.raw_html import filter_html

TEXT_NODE = "-text"  # What selectolax calls a text between tags
COMMENT_NODE = "-comment"


class GitHubRenderer(RendererHTML):
    """Writes tokens as HTML. Each method writes the tokens of its name.

    Elements may lack their ends, as they may in what an editor wrote.
    """

    def html_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes HTML that stands between paragraphs."""
        return filter_html(tokens[index].content)[0]

    def s_open(self, *_: Any) -> str:
        """Begins a text that is struck out. GitHub writes <del> for it."""
        return "<del>"

    def s_close(self, *_: Any) -> str:
        """Ends a text that is struck out."""
        return "</del>"

    def html_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        """Writes a tag that stands in a text."""
        return filter_html(tokens[index].content)[0]


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
