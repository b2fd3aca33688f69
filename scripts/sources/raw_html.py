"""HTML within Markdown, as GitHub lets it through: a list of tags, with attributes for each. The rest is left out.

The lists are those of https://github.com/gjtorikian/html-pipeline (sanitization_filter.rb), which GitHub uses, without
what is obsolete in HTML by now (https://html.spec.whatwg.org/multipage/obsolete.html). If something obsolete has a
successor that looks the same, that replaces it.
"""

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

TEXT_TAGS = (
    "a abbr b bdo br cite code del dfn em i ins kbd mark q ruby rp rt s samp small span strong sub sup time var wbr"
)
BLOCK_TAGS = "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary ul"
TABLE_TAGS = "caption table tbody td tfoot th thead tr"
PICTURE_TAGS = "img picture source"
TAGS = frozenset(f"{TEXT_TAGS} {BLOCK_TAGS} {TABLE_TAGS} {PICTURE_TAGS}".split())
# Tag that HTML has given up → its successor
SUCCESSORS = {"strike": "s", "tt": "code"}
# Their content is code, and no text for a reader.
TAGS_OF_CODE = frozenset(("script", "style"))

ATTRIBUTES = "aria-describedby aria-hidden aria-label aria-labelledby dir id itemprop lang role tabindex title"
ATTRIBUTES_OF_TAG = {
    "a": "href hreflang rel type",
    "blockquote": "cite",
    "del": "cite datetime",
    "details": "open",
    "img": "alt height loading src width",
    "ins": "cite datetime",
    "li": "value",
    "ol": "start type",
    "q": "cite",
    "source": "height media sizes src srcset type width",
    "td": "colspan headers rowspan",
    "th": "abbr colspan headers rowspan scope",
    "time": "datetime",
}
# Tag → the class by which it is styled (assets/markdown/text.css), where the templates have such elements too
CLASSES = {"details": "foldable"}
# Attribute that HTML has given up → the tags for which GitHub still shows what it says
ALIGNED_TAGS = "div h1 h2 h3 h4 h5 h6 p table tbody td tfoot th thead tr"
ALIGNMENTS = frozenset(("left", "center", "right"))


class RefusedHtml(NamedTuple):
    """A tag or an attribute that is left out."""

    tag: str
    attribute: str
    """"" where the whole tag is left out."""
    line: int
    column: int
    """Both counted from 0, from the beginning of the HTML."""
    is_end: bool = False
    """Whether it is a tag that ends an element."""


class RawHtmlFilter(HTMLParser):
    """Copies HTML to `pieces`, without what is left out, which it lists in `refused`.

    It changes nothing else: an element may begin in one piece of HTML, and end in another behind a paragraph.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.refused: list[RefusedHtml] = []
        self._code_tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copies a tag with its attributes, or lists it."""
        line, column = self.getpos()
        name = SUCCESSORS.get(tag, tag)
        if name not in TAGS:
            self.refused.append(RefusedHtml(tag, "", line - 1, column))
            self._code_tag = tag if tag in TAGS_OF_CODE else ""
            return
        attributes = {"class": CLASSES[name]} if name in CLASSES else {}
        for attribute, value in attrs:
            known = _known_attribute(name, attribute, value or "")
            if known:
                attributes.update(known)
            else:
                self.refused.append(RefusedHtml(tag, attribute, line - 1, column))
        self.pieces.append(f"<{name}{written_attributes(attributes)}>")

    def handle_endtag(self, tag: str) -> None:
        """Copies the end of an element."""
        self._code_tag = ""
        name = SUCCESSORS.get(tag, tag)
        if name in TAGS:
            self.pieces.append(f"</{name}>")
        else:
            line, column = self.getpos()
            self.refused.append(RefusedHtml(tag, "", line - 1, column, is_end=True))

    def handle_data(self, data: str) -> None:
        """Copies text."""
        if not self._code_tag:
            self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        """Copies a character that is written by its name."""
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copies a character that is written by its number."""
        self.pieces.append(f"&#{name};")


def filter_html(html: str) -> tuple[str, list[RefusedHtml]]:
    """Returns HTML without what GitHub leaves out, and a list of that. Comments are left out in silence."""
    html_filter = RawHtmlFilter()
    html_filter.feed(html)
    html_filter.close()
    return "".join(html_filter.pieces), html_filter.refused


def _known_attribute(tag: str, attribute: str, value: str) -> Mapping[str, str]:
    """Returns an attribute, or what HTML has in its place now; nothing where it is left out."""
    if attribute == "align" and tag in ALIGNED_TAGS.split() and value.lower() in ALIGNMENTS:
        return {"class": f"align-{value.lower()}"}
    if attribute == "name" and tag == "a":
        return {"id": value}
    allowed = f"{ATTRIBUTES} {ATTRIBUTES_OF_TAG.get(tag, '')}"
    if attribute in allowed.split():
        return {attribute: value}
    return {}


def written_attributes(attributes: Mapping[str, str]) -> str:
    """Returns attributes as they stand in a tag, with a space before each."""
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
