"""The blocks of a page as two programs see them: GitHub's preview, and Python-Markdown, which builds the site.

An editor trusts the preview. markdown-it-py reads what GitHub reads (https://github.github.com/gfm/) and knows lines;
both write HTML, so that blocks can be compared whatever syntax they come from.
"""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sources.markdown_page import MarkdownPage
from sources.problems import Location

LINE_ATTRIBUTE = "data-source-line"
LISTS = ("ul", "ol")
TEXT_TAGS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "div", "details", "summary")
TABLE_TAGS = ("table", "thead", "tbody", "tr", "th", "td")
OTHER_BLOCK_TAGS = ("section", "article", "aside", "figure", "figcaption", "video", "audio", "iframe", "dl", "dt", "dd")
BLOCK_TAGS = frozenset((*TEXT_TAGS, *LISTS, "li", *TABLE_TAGS, *OTHER_BLOCK_TAGS))
NAMELESS_TAGS = frozenset(("thead", "tbody", "tr", "table", "p"))  # They say no more than what stands in them.
# { #id }, { .class } or { key=value } of Python-Markdown's attr_list, which GitHub shows as text: right behind an
# inline element, or at the end of a block
ATTRIBUTE_LIST = re.compile(
    r"""
    (?: (?<=>) | \s+ (?=\{[^{}<]*\}$) )      # behind an element, or at the end of the block
    \{ :? [^{}<]* [\#.=] [^{}<]* \}
    """,
    re.VERBOSE,
)
LINK_TO_ITSELF = re.compile(r"<a>([^<]*)</a>")
SAME_TAGS = {"s": "del", "b": "strong", "i": "em"}  # Two programs, two tags, one look
ADDRESS = re.compile(r"(?:https?://|ftp://|www\.|mailto:)\S+|[^\s@]+@[^\s@]+")


class Block(NamedTuple):
    """A heading, paragraph, list item, table cell, piece of code or rule."""

    kind: str
    """Its tag; list items have their lists before it: ul ol:5 li."""
    content: str
    """The text with tags of its emphasis, links and pictures, without their attributes."""
    line: int
    """Where it begins, from 1; 0 where the program does not say."""

    @property
    def tag(self) -> str:
        """The innermost tag: li, h2, p."""
        return self.kind.rpartition(" ")[2]

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return bool(re.fullmatch("h[1-6]", self.tag))

    @property
    def list_depth(self) -> int:
        """How many lists it lies in."""
        return sum(word.partition(":")[0] in LISTS for word in self.kind.split())


def github_tokens(text: str, environment: dict[str, Any] | None = None) -> list[Token]:
    """Returns the tokens of a text as GitHub reads it. environment: gets "references", the links that it defines."""
    return _github_parser().parse(text, environment)


def inline_tokens(page: MarkdownPage, tokens: Sequence[Token]) -> Iterator[tuple[Token, Location]]:
    """Yields links, pictures, HTML and other parts of paragraphs, each with its location, as well as can be told.

    tokens: those of the page's body, by github_tokens.
    """
    for token in tokens:
        line = page.body_line + (token.map[0] if token.map else 0)
        column = 0  # Where the search for the next part begins, from 0
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
                column = 0
            written = {"image": f"![{child.content}](", "link_open": "["}.get(child.type, child.content)
            found = page.lines[line - 1].find(written, column) if written else -1
            yield child, Location(page.path, line, max(found, column) + 1)
            if found >= 0:
                column = found + len(written)


def github_blocks(tokens: Sequence[Token], first_line: int) -> list[Block]:
    """Returns the blocks of a page as GitHub shows them. first_line: the number of the text's first line, from 1."""
    for token in tokens:
        if not token.map:
            continue
        line = token.map[0] + first_line
        if token.type == "html_block":
            token.content = f"<wbr {LINE_ATTRIBUTE}={line}>{token.content}"
        elif token.nesting >= 0:
            token.attrSet(LINE_ATTRIBUTE, str(line))
    parser = _github_parser()
    html = parser.renderer.render(tokens, parser.options, {})
    return [_without_attribute_lists(block) for block in html_blocks(html)]


def html_blocks(html: str) -> list[Block]:
    """Returns the blocks of HTML."""
    collector = BlockCollector()
    collector.feed(html)
    collector.close()
    collector.end_block()
    return collector.blocks


class BlockCollector(HTMLParser):
    """Collects blocks while it parses HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.open_tags: list[str] = []
        self.line = 0
        self.block_line = 0
        self.pieces: list[str] = []
        self.is_item_start = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a block, or writes the tag of an inline element."""
        attributes = dict(attrs)
        if tag in BLOCK_TAGS:
            self.end_block()
            self._open(tag, attributes)
        if LINE_ATTRIBUTE in attributes:
            self.line = int(attributes[LINE_ATTRIBUTE] or 0)
            self.block_line = self.line
        if tag == "hr":
            self.pieces.append("<hr>")
            self.end_block()
            self.open_tags.pop()
        elif tag not in (*BLOCK_TAGS, "wbr") and not self._is_code_block(tag):
            self.pieces.append(f"<{SAME_TAGS.get(tag, tag)}>")

    def handle_endtag(self, tag: str) -> None:
        """Ends a block, or writes the closing tag of an inline element."""
        if tag in BLOCK_TAGS:
            self.end_block()
            if tag in self.open_tags or any(name.startswith(f"{tag}:") for name in self.open_tags):
                while self.open_tags.pop().partition(":")[0] != tag:
                    pass
        elif tag not in ("br", "img", "wbr") and not self._is_code_block(tag):
            self.pieces.append(f"</{SAME_TAGS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        """Collects the text of a block."""
        if data.strip() and not self.block_line:
            self.block_line = self.line
        self.pieces.append(data)

    def end_block(self) -> None:
        """Adds the block that ends here, if it has any content."""
        content = " ".join("".join(self.pieces).split())
        self.pieces = []
        if content:
            names = [name for name in self.open_tags if name not in NAMELESS_TAGS]
            if not self.is_item_start:  # A second paragraph of an item
                names = [name for name in names if name != "li"]
            content = LINK_TO_ITSELF.sub(_plain_address, content)
            content = content.replace("<strong><em>", "<em><strong>").replace("</em></strong>", "</strong></em>")
            content = re.sub(" ?<br> ?", "<br>", content)
            self.blocks.append(Block(" ".join(names) or "p", content, self.block_line))
            self.is_item_start = False
        self.block_line = 0

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        start = (attributes.get("start") or "1").lstrip("0") or "0"
        self.open_tags.append(tag if tag != "ol" or start == "1" else f"ol:{start}")
        if tag == "li":
            self.is_item_start = True

    def _is_code_block(self, tag: str) -> bool:
        """Returns whether a tag is that of code in a block, which is <pre><code>."""
        return tag == "code" and "pre" in self.open_tags


def _without_attribute_lists(block: Block) -> Block:
    if "pre" in block.kind:
        return block
    content = ATTRIBUTE_LIST.sub("", block.content)
    if block.is_heading and content != block.content:
        content = content.rstrip("# ")  # ## Heading ## { #id }: closing marks, which GitHub sees only at the line's end
    return block._replace(content=" ".join(content.split()))


def _plain_address(link: re.Match[str]) -> str:
    """Returns the text of a link that is an address: GitHub and pymdownx.magiclink make bare addresses links."""
    return link[1] if ADDRESS.fullmatch(link[1]) else link[0]


def _github_parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
