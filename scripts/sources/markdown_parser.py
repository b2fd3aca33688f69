"""Markdown as GitHub shows it: the one parser of pages and of cells, for the checks and for the build.

https://github.github.com/gfm/ is read by markdown-it-py and its plugins; what GitHub shows beyond it, alerts, footnotes
and formulas, too. One thing is the site's own: attributes in braces, `## Heading { #id }` and `*words*{ lang=en }`.
"""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.gfm import gfm_plugin

from sources.emoji import replace_emoji_codes
from sources.formulas import read_formula

# What may stand in braces: #id, .class, key=value
ATTRIBUTE = re.compile(
    r"""
    \#(?P<id>[^\s{}#]+)
    | \.(?P<class>[\w-]+)
    | (?P<key>[A-Za-z][\w-]*) = (?: "(?P<quoted>[^"]*)" | (?P<value>[^\s"{}]+) )
    """,
    re.VERBOSE,
)
BRACES = re.compile(r"\{:?(?P<attributes>[^{}]*)\}")
BRACES_AT_END = re.compile(r"(?P<text>.*?)[ \t]*" + BRACES.pattern + r"[ \t]*", re.DOTALL)
CLOSING_MARKS = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")  # ## Heading ##
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# What an element may be given; a policy of the page refuses style= and on…=.
SETTABLE = frozenset(("id", "class", "lang", "dir", "hreflang", "title", "width", "height"))
SELF_CONTAINED = frozenset(("image", "code_inline"))  # Inline tokens that do not open and close


class ParsedMarkdown(NamedTuple):
    """The tokens of a text, and what its reader defined: "references" of links, "footnotes"."""

    tokens: list[Token]
    environment: dict[str, Any]


def parse_markdown(text: str) -> ParsedMarkdown:
    """Returns the tokens of a page, each with its lines in `map`, from 0."""
    environment: dict[str, Any] = {}
    return ParsedMarkdown(_parser().parse(text, environment), environment)


@functools.lru_cache(maxsize=2_000)  # Several checks ask for the same cell.
def parse_inline_markdown(text: str) -> ParsedMarkdown:
    """Returns the tokens of a text that has no paragraphs, lists or headings, such as that of a cell."""
    environment: dict[str, Any] = {}
    return ParsedMarkdown(_parser().parseInline(text, environment), environment)


def plain_text(inline: Token) -> str:
    """Returns the text of a heading, a paragraph or a cell as it is read aloud, without its Markdown."""
    pieces = []
    for child in inline.children or []:
        if child.type in ("text", "code_inline", "image", "math_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or LINE_BREAK.fullmatch(child.content):
            pieces.append(" ")
    return "".join(pieces).strip()


@functools.cache  # Making a parser takes longer than parsing a page.
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(gfm_plugin).use(dollarmath_plugin, allow_labels=False)
    parser.inline.ruler.at("math_inline", read_formula)
    parser.core.ruler.after("inline", "attributes", set_attributes)
    parser.core.ruler.after("attributes", "emoji", replace_emoji_codes)
    parser.core.ruler.push("alignment", align_by_class)
    parser.core.ruler.push("captions", make_figures)
    parser.core.ruler.push("details", complete_tokens)
    return parser


def set_attributes(state: StateCore) -> None:
    """Gives headings and inline elements the attributes that stand in braces after them, and removes the braces.

    It runs before escaped characters are joined with the text around them, so that a brace after a backslash is text.
    """
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            continue
        if state.tokens[index - 1].type == "heading_open":
            _set_attributes_of_heading(state.tokens[index - 1], token.children)
        _set_attributes_of_inline_elements(token.children)


def read_attributes(text: str) -> dict[str, str] | None:
    """Returns the attributes of a text such as `#id .class lang=en`; None where it has anything else, or nothing."""
    attributes: dict[str, str] = {}
    rest = text.strip()
    while rest:
        found = ATTRIBUTE.match(rest)
        if not found:
            return None
        rest = rest[found.end() :]
        if rest and not rest[0].isspace():
            return None
        rest = rest.lstrip()
        if found["id"]:
            attributes["id"] = found["id"]
        elif found["class"]:
            attributes["class"] = f"{attributes.get('class', '')} {found['class']}".strip()
        else:
            attributes[found["key"].lower()] = found["quoted"] or found["value"] or ""
    return attributes or None


def _set_attributes_of_heading(heading: Token, children: Sequence[Token]) -> None:
    last = children[-1]
    found = BRACES_AT_END.fullmatch(last.content) if last.type == "text" else None
    attributes = read_attributes(found["attributes"]) if found else None
    if attributes is None:
        return
    last.content = CLOSING_MARKS.sub("", found["text"]).rstrip()
    _set(heading, attributes)


def _set_attributes_of_inline_elements(children: Sequence[Token]) -> None:
    open_tokens: list[Token] = []
    for index, child in enumerate(children):
        if child.nesting == 1:
            open_tokens.append(child)
        owner = None
        if child.nesting == -1 and open_tokens:
            owner = open_tokens.pop()
        elif child.type in SELF_CONTAINED:
            owner = child
        following = _next_text(children, index + 1)
        found = BRACES.match(following.content) if owner and following else None
        attributes = read_attributes(found["attributes"]) if found else None
        if attributes is not None:
            following.content = following.content[found.end() :]
            _set(owner, attributes)


def _next_text(children: Sequence[Token], index: int) -> Token | None:
    """Returns the text right behind an element. Emphasis leaves empty texts behind, which are passed over."""
    for position in range(index, len(children)):
        child = children[position]
        if child.type != "text":
            return None
        if child.content:
            return child
    return None


def _set(token: Token, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name in SETTABLE:
            token.attrSet(name, value)


def align_by_class(state: StateCore) -> None:
    """Aligns the columns of tables by classes, because the policy of the pages refuses style=."""
    for token in state.tokens:
        style = str(token.attrs.get("style", ""))
        if token.type in ("th_open", "td_open") and style.startswith("text-align:"):
            del token.attrs["style"]
            token.attrJoin("class", f"align-{style.removeprefix('text-align:')}")


def make_figures(state: StateCore) -> None:
    """Makes a figure of each paragraph that is one picture with a title. The title becomes its caption."""
    for index, token in enumerate(state.tokens):
        children = token.children or []
        is_picture = len(children) == 1 and children[0].type == "image" and children[0].attrs.get("title")
        if not is_picture or state.tokens[index - 1].type != "paragraph_open":
            continue
        for end in (state.tokens[index - 1], state.tokens[index + 1]):
            end.tag, end.hidden = "figure", False
        caption = Token("text", "", 0, content=str(children[0].attrs.pop("title")))
        opening, closing = Token("figcaption_open", "figcaption", 1), Token("figcaption_close", "figcaption", -1)
        token.children = [*children, opening, caption, closing]


def complete_tokens(state: StateCore) -> None:
    """Gives footnotes their lines, and takes away the English titles of alerts: the renderer writes those."""
    line = None
    for token in reversed(state.tokens):
        line = token.map or line
        if token.type == "footnote_open":
            token.map = line
    for title, text in pairwise(state.tokens):
        if title.type == "alert_title_open":
            text.children = []
