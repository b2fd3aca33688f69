"""What GitHub's preview draws and the site cannot, and what both make of a text that its editor hardly meant.

https://docs.github.com/en/get-started/writing-on-github
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from sources.markdown_page import CODE_OR_COMMENT, INLINE_CODE, MarkdownPage, blank_out, without_code_and_comments
from sources.problems import Location, Problem

EMOJI_CODE = re.compile(r"(?<![\w:]):([a-z+-][a-z0-9_+-]*):(?![\w:])")
REFERENCE = re.compile(r"(?<![\\\]])\[(?P<text>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]")
DRAWN_CODE = frozenset(("mermaid", "geojson", "topojson", "stl", "math"))  # GitHub draws pictures of these.
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
ID_IN_BRACES = re.compile(
    r"""
    \{ :? [^{}#]* \# (?P<id>[^{}]*?)
    (?: \s+ (?: \.[\w-]+ | [\w-]+=[^{}]* ) )*  # classes and attributes behind it
    \s* \}
    """,
    re.VERBOSE,
)
UNDERLINES = ("=", "-")  # Of the line above, which becomes a heading
MAX_LIST_START = 99  # A list that begins with a larger number is a text that begins with a year: 1999. gadā

ADDRESS_START = r"(?:\w+:\S|[\w./-]+\.md\b|#)"  # https://…, sales.md, #place


class LineRule(NamedTuple):
    """A pattern that no line may have, and what to say where it is found."""

    pattern: str
    message: str
    fix: str


LINE_RULES = [
    LineRule(
        r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\](?=\s)",
        "the site shows no boxes to tick",
        "leave [ ] out; say in words what is done",
    ),
    LineRule(
        r"^\s*>\s*\[!\w+\]",
        "the site has no coloured notes, and shows this as it stands",
        "write a word in its place: > **Note.** …",
    ),
    LineRule(
        r"(?<!\\)\[\^[^\[\]\s]+\]",
        "the site makes no footnotes",
        "put it into the text, in (brackets), or into the list of references",
    ),
    LineRule(
        r"(?<!\\)\[[^\[\]]+\] +\(" + ADDRESS_START + r"[^()]*\)",
        "a space separates a link's text from its address",
        "delete the space between ] and (",
    ),
    LineRule(r"^\s*\$\$", "the site draws no formulas", "write it in words, or as a picture"),
    # As GitHub's: neither an amount in front of another, $5 and $6, nor a name such as US$
    LineRule(
        r"(?<![\w\\$])\$(?=[^\s$])[^$]*(?<=[^\s\\])\$(?![\w$])",
        "the site draws no formulas",
        "write it in words, or as a picture; for a dollar write &#36;",
    ),
    LineRule(r"(?<![\\~])~(?=[^\s~])[^~]*(?<=[^\s\\])~(?!~)", "the site strikes nothing out here", "write ~~words~~"),
    LineRule(
        "^\\s*[•‣⁃⁌⁍∙■▪▫○●◦·]\\s",
        "this sign begins no list",
        "write - in its place, and an empty line above the first",
    ),
    LineRule(r"^\[TOC\]\s*$", "GitHub's preview shows this as it stands", "delete it; each page shows its contents"),
    LineRule(r"^#.*\{\s*[\w-]+\s*\}\s*$", "the address in braces has no #", "write it as { #short-english-name }"),
]


def check_headings(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the problems of a page's title, of the levels of its headings, and of their ids."""
    headings = [section for section in page.sections if section.level]
    titles = [section for section in headings if section.level == 1]
    if headings and not titles:
        fix = "begin the first heading with one #, and those below it with ##"
        yield Problem(headings[0].location, "the page has no title, which is a heading with one #", fix)
    elif headings and headings[0].level > 1:
        fix = "move the heading with one # above all others"
        yield Problem(headings[0].location, "a heading comes before the page's title", fix)
    for second in titles[1:]:
        message = f"this is a second title, after that of line {titles[0].line}"
        yield Problem(second.location, message, "write ##, or move it to a page of its own")
    for section in headings:
        if not section.heading:
            yield Problem(section.location, "the heading is empty", "write its words, or delete the line")
    for above, heading in pairwise(headings):
        if heading.level > above.level + 1:
            marks = "#" * (above.level + 1)
            message = f"a heading with {'#' * heading.level} follows one with {'#' * above.level}"
            yield Problem(heading.location, message, f"write {marks}; screen readers tell levels, so none is left out")
    for section in headings:
        yield from _check_id(page, section.location)


def _check_id(page: MarkdownPage, location: Location) -> Iterator[Problem]:
    line = page.lines[location.line - 1]
    braces = ID_IN_BRACES.search(line)
    if braces and not ID.fullmatch(braces["id"]):
        message = f"'{braces['id']}' is not an address"
        fix = "write letters a–z without accents, digits and hyphens, no spaces: { #short-english-name }"
        yield Problem(Location(location.path, location.line, braces.start("id") + 1), message, fix)


def check_syntax(page: MarkdownPage, tokens: Sequence[Token], references: set[str]) -> Iterator[Problem]:
    """Yields what would be printed as it stands, or becomes something else than its editor meant.

    tokens: those of the page's body, by github_tokens. references: the names of the links that it defines.
    """
    yield from _check_lines(page, references)
    yield from _check_comments(page)
    for token in tokens:
        location = Location(page.path, page.body_line + (token.map[0] if token.map else 0))
        if token.type == "heading_open" and token.markup in UNDERLINES:
            last = Location(page.path, page.body_line + token.map[1] - 1)
            message = f"a line of {token.markup * 3} makes a heading of the line above it"
            yield Problem(last, message, "write '## …' for a heading; for a rule, put an empty line above it")
        if token.type == "fence" and token.info.split(" ")[0].lower() in DRAWN_CODE:
            message = f"the site shows this as code; only GitHub draws {token.info.split(' ')[0]}"
            yield Problem(location, message, "put a picture in its place")
        if token.type == "fence" and not _has_end(token, page):
            yield Problem(location, "code that begins here has no end", f"close it with a line {token.markup}")
    yield from _check_numbers(page, tokens)


def _has_end(fence: Token, page: MarkdownPage) -> bool:
    """Returns whether code between fences is closed before the text around it ends."""
    last_line = page.lines[page.body_line + fence.map[1] - 2]
    return fence.map[1] - fence.map[0] > 1 and last_line.strip(" \t>").startswith(fence.markup)


def _check_lines(page: MarkdownPage, references: set[str]) -> Iterator[Problem]:
    """Yields what rules for single lines find, outside of code and comments."""
    prose = blank_out(INLINE_CODE, without_code_and_comments(page.body), "`")
    for number, line in enumerate(prose.split("\n"), page.body_line):
        for rule in LINE_RULES:
            for found in re.finditer(rule.pattern, line):
                yield Problem(Location(page.path, number, found.start() + 1), rule.message, rule.fix)
        for found in REFERENCE.finditer(line):
            label = " ".join((found["label"] or found["text"]).split()).upper()
            if label not in references and not found["text"].startswith(("^", "!")):
                message = f"nothing says where '{found[0]}' leads"
                fix = f"write [{found['text']}](address)"
                yield Problem(Location(page.path, number, found.start() + 1), message, fix)
        for found in EMOJI_CODE.finditer(line):
            emoji = _emoji(found[0])
            if emoji:
                message = f"the site shows '{found[0]}' as it stands"
                yield Problem(Location(page.path, number, found.start() + 1), message, f"write {emoji}")


def _emoji(code: str) -> str:
    """Returns the emoji that GitHub shows for a code such as :smile:; "" where there is none."""
    from pymdownx import gemoji_db  # Here, because 1,900 names take long to load, and few pages need them.

    points = gemoji_db.emoji.get(gemoji_db.aliases.get(code, code), {}).get("unicode", "")
    return "".join(chr(int(point, 16)) for point in points.split("-") if point)


def _check_comments(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the comment that has no end, and hides all that follows."""
    for found in CODE_OR_COMMENT.finditer(page.body):
        if found["comment"] and not found["comment"].endswith("-->"):
            line = page.body.count("\n", 0, found.start())
            column = found.start() - page.body.rfind("\n", 0, found.start())
            location = Location(page.path, page.body_line + line, column)
            yield Problem(location, "a comment that begins here has no end", "close it with -->")


def _check_numbers(page: MarkdownPage, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yields the texts that become lists, as they begin with a year or a day, and lists whose numbers do not count."""
    for index, token in enumerate(tokens):
        if token.type != "ordered_list_open":
            continue
        items = []
        for other in tokens[index:]:
            if other.type == "list_item_open" and other.level == token.level + 1:
                items.append(other)
            if other.type == "ordered_list_close" and other.level == token.level:
                break
        numbers = [int(item.info) for item in items]
        location = Location(page.path, page.body_line + items[0].map[0])
        is_text = numbers[0] > MAX_LIST_START or (len(numbers) == 1 and numbers[0] > 1)
        if is_text:
            message = f"a text that begins with {numbers[0]}. becomes a list"
            yield Problem(location, message, f"write {numbers[0]}\\. in its place")
            continue
        counted = list(range(numbers[0], numbers[0] + len(numbers)))
        if numbers != counted and len(set(numbers)) > 1:
            message = f"a reader sees {_listed(counted)} where {_listed(numbers)} is written"
            yield Problem(location, message, "number the items in order, or write \\. after each", is_warning=True)
        elif len(numbers) == 1 and _is_one_paragraph(tokens, index):
            message = "this list has one item"
            fix = f"if it is a text, write {numbers[0]}\\. in place of {numbers[0]}."
            yield Problem(location, message, fix, is_warning=True)


def _is_one_paragraph(tokens: Sequence[Token], index: int) -> bool:
    """Returns whether a list of one item has nothing but a paragraph. index: that of the list's first token."""
    following = [token.type for token in tokens[index + 2 : index + 6]]
    return following == ["paragraph_open", "inline", "paragraph_close", "list_item_close"]


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
