"""The inline Markdown of a cell: emphasis, code and links. Everything else stays the text that was written."""

import functools
import html
import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

import markdown

# What Markdown may not do in a cell: HTML and entities stay text, and so does what needs a whole page. They are named,
# so that a version of Python-Markdown without one of them fails at once.
FORBIDDEN_PATTERNS = (
    "html",
    "entity",
    "autolink",
    "automail",
    "linebreak",
    "reference",
    "short_reference",
    "image_link",
    "image_reference",
    "short_image_ref",
)
SAFE_SCHEMES = {"http", "https", "mailto"}
SITE_LINK = re.compile(r"[\w.-][\w./-]*(#[\w-]+)?|#[\w-]+")  # service.md, service.md#metrics, #metrics


def to_inline_element(text: str) -> Element:
    """Returns inline Markdown as a <span>, in a tree that Python-Markdown can take into a page."""
    converter = _converter()
    converter.reset()
    root = Element("div")
    SubElement(root, "span").text = text
    for step in ("inline", "unescape"):
        converter.treeprocessors[step].run(root)
    span = root[0]
    keep_entities_as_text(span, except_in={"code"})  # Python-Markdown has escaped code already.
    return span


def plain_text(text: str) -> str:
    """Returns inline Markdown as a reader sees it, without its syntax."""
    return html.unescape("".join(to_inline_element(text).itertext()))


def link_targets(text: str) -> Iterator[str]:
    """Yields the targets of the links in a text, as they are written."""
    if "](" not in text:
        return
    for link in to_inline_element(text).iter("a"):
        yield html.unescape(link.get("href", ""))


def is_safe_target(target: str) -> bool:
    """Returns whether a link leads to a page of the site, to an anchor, or to an address with a safe scheme."""
    try:
        scheme = urlsplit(target).scheme
    except ValueError:  # A malformed host, such as http://[
        return False
    if scheme:
        return scheme in SAFE_SCHEMES
    return bool(SITE_LINK.fullmatch(target))


def keep_entities_as_text(root: Element, except_in: Collection[str] = ()) -> None:
    """Escapes each & of a tree, so that a text such as &copy; or &#106; stays that text.

    Python-Markdown's serializer does not escape what looks like an entity. except_in: tags whose text is left as it is.
    """
    for element in root.iter():
        if element.text and element.tag not in except_in:
            element.text = element.text.replace("&", "&amp;")
        if element.tail:
            element.tail = element.tail.replace("&", "&amp;")
        for name, value in element.items():
            element.set(name, value.replace("&", "&amp;"))


@functools.cache  # Making a converter takes far longer than converting a cell.
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown()
    for pattern in FORBIDDEN_PATTERNS:
        converter.inlinePatterns.deregister(pattern)
    return converter
