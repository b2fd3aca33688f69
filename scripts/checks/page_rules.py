"""Finds Markdown that GitHub and the site do not show as its editor meant it.

https://docs.github.com/en/get-started/writing-on-github
"""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from messages.message import Message
from messages.problems import Location, Problem
from sources.addresses import CURLY_QUOTES
from sources.formulas import formula_error
from sources.markdown_page import COMMENT, MarkdownPage, inline_tokens, without_code
from sources.markdown_parser import BRACES, SETTABLE, read_attributes

REFERENCE = re.compile(r"(?<![\\\]])\[(?P<text>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]")
FOOTNOTE = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\s]+)\]")
DRAWN_CODE = frozenset(("mermaid", "geojson", "topojson", "stl"))  # GitHub draws pictures of these.
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
ID_IN_BRACES = re.compile(
    r"""
    \{ :? [^{}#]* \# (?P<id>[^{}]*?)
    (?: \s+ (?: \.[\w-]+ | [\w-]+=[^{}]* ) )*  # classes and attributes behind it
    \s* \}
    """,
    re.VERBOSE,
)
FORMULA_FIX = Message("correct it; if $ is a dollar sign, write \\$")
FOOTNOTE_ID = re.compile(r"fn(?:ref)?(?:-\d+)*")  # The ids that footnotes get
MAX_LIST_START = 99  # A list that begins with a larger number is a text that begins with a year: 1999. gadā
ADDRESS_START = r"(?:\w+:\S|[\w./-]+\.md\b|#)"  # https://…, sales.md, #place


class LineRule(NamedTuple):
    """A pattern that no line may have outside of code, and what to say where it is found."""

    pattern: str
    message: Message
    fix: Message
    is_warning: bool = False


LINE_RULES = [
    LineRule(
        r"(?<!\\)\[[^\[\]]+\] +\(" + ADDRESS_START + r"[^()]*\)",
        Message("a space separates the text of this link from its address"),
        Message("delete the space between ] and ("),
    ),
    LineRule(
        rf"\]\((?![<#])[^()\s\"'{CURLY_QUOTES}]+ [^()\"'{CURLY_QUOTES}]*\)",
        Message("the address of this link has a space in it"),
        Message("write %20 in its place, or rename the file"),
    ),
    LineRule(
        rf"\]\( *(?:[^\s()]|\([^\s()]*\))+ +[{CURLY_QUOTES}][^()]*\)",
        Message("the title of this link is in curly quotation marks, so this is not a link"),
        Message('type straight ones: [text](address "title")'),
    ),
    LineRule(
        rf"^\s*\[[^\[\]^][^\[\]]*\]:\s+\S+\s+[{CURLY_QUOTES}]",
        Message("the title of this address is in curly quotation marks, so this line does not define a link"),
        Message('type straight ones: [1]: https://… "title"'),
    ),
    LineRule(
        rf"<[a-z][^<>]*=\s*[{CURLY_QUOTES}][^<>]*>",
        Message("a value in this tag is in curly quotation marks"),
        Message('type straight ones: <a href="…">'),
    ),
    LineRule(
        rf"\{{[^{{}}]*=\s*[{CURLY_QUOTES}][^{{}}]*\}}",
        Message("a value in these braces is in curly quotation marks"),
        Message('type straight ones: { lang="en" }'),
    ),
    LineRule(
        r"\]\(\s*<?file:",
        Message("this address is that of a file on somebody's own computer"),
        Message("put the file into docs/assets/, and write its path from this file: ../assets/NAME"),
    ),
    LineRule(
        r"\]\(\s*<?(?:javascript|vbscript|data):",
        Message("browsers do not open this address"),
        Message("write a page (index.md), a place (#place) or a full address (https://…)"),
    ),
    LineRule(
        "^\\s*[•‣⁃⁌⁍∙■▪▫○●◦·]\\s",
        Message("this sign does not begin a list item"),
        Message("write - in its place"),
    ),
    LineRule(
        r"^ {0,3}##+[^\W\d_]",
        Message("the space after # is missing"),
        Message("write '## Heading'; for # as text, write \\#"),
    ),
    LineRule(
        r"^ {0,3}#[^\W\d_]",
        Message("the space after # is missing, so this is not a heading"),
        Message("write '# Heading'; for # as text, write \\#"),
        is_warning=True,
    ),
    LineRule(
        r"^#.*\{\s*[\w-]+\s*\}\s*$",
        Message("the id in braces has no #"),
        Message("write it as { #short-english-name }"),
    ),
]
# What authors of other documentation sites write, and GitHub shows as it is typed: pymdownx's and Material's syntax
# (https://squidfunk.github.io/mkdocs-material/reference/).
LINE_RULES += [
    LineRule(
        r"^\s*!!! *\w+",
        Message("a note with !!! is shown as it is typed"),
        Message("write > [!NOTE], and > before each line below it"),
    ),
    LineRule(
        r"^\s*\?\?\?\+? *\w+",
        Message("a foldable note with ??? is shown as it is typed"),
        Message("write <details><summary>Title</summary>, an empty line, the text, an empty line, </details>"),
    ),
    LineRule(
        r'^\s*===[+!]? +"',
        Message("a tab with === is shown as it is typed"),
        Message("give each tab a heading: ### Title"),
    ),
    LineRule(
        r"(?<!\\):(?:material|octicons|fontawesome|simple)-[\w-]+:",
        Message("an icon of Material is shown as it is typed"),
        Message("write an emoji, such as :heart:, or leave it out"),
    ),
    LineRule(
        r"(?<![\\+\w])\+\+[a-z][\w-]*(?:\+[\w-]+)*\+\+(?!\+)",
        Message("a key between ++ is shown as it is typed"),
        Message("write <kbd>Ctrl</kbd>+<kbd>C</kbd>"),
    ),
    LineRule(
        r"(?<![\\=])==(?=[^\s=])[^=]*[^\s=]==(?!=)",
        Message("marked text between == is shown as it is typed"),
        Message("write <mark>text</mark>"),
    ),
    LineRule(
        r"(?<=\w)(?<!\\)~[\w+-]{1,9}~(?!~)",
        Message("text between single tildes is struck out"),
        Message("write <sub>2</sub> for a subscript"),
    ),
    LineRule(
        r"(?<=\w)\^[\w+-]{1,9}\^(?!\^)",
        Message("a superscript between ^ is shown as it is typed"),
        Message("write <sup>2</sup> in its place"),
    ),
    LineRule(
        r"(?<![\\^])\^\^(?=[^\s^])[^^]*[^\s^]\^\^(?!\^)",
        Message("inserted text between ^^ is shown as it is typed"),
        Message("write <ins>text</ins>"),
    ),
    LineRule(
        r"^:[ \t]{1,3}\S",
        Message("a definition that begins with : is shown as it is typed"),
        Message("write the term in **bold** and its definition after it, or <dl><dt>Term</dt><dd>Definition</dd></dl>"),
    ),
    LineRule(
        r"^\[TOC\]\s*$",
        Message("[TOC] is shown as it is typed"),
        Message("delete it; each page shows its contents"),
    ),
    LineRule(
        r"^\*\[[^\[\]]+\]:\s",
        Message("an abbreviation with *[…]: is shown as it is typed"),
        Message('write <abbr title="Long form">LF</abbr>'),
    ),
    LineRule(
        r"(?<!\\)\{\{[^{}]*\}\}",
        Message("a macro in double braces is shown as it is typed"),
        Message("write the text itself, or `{{ … }}` as code"),
    ),
    LineRule(
        r"(?<!\\)\{%.*%\}",
        Message("a macro in braces is shown as it is typed"),
        Message("write the text itself, or `{% … %}` as code"),
    ),
    LineRule(
        r"^\s*-+8<-+",
        Message("a snippet with --8<-- is shown as it is typed"),
        Message("copy the text to this place"),
    ),
]


def check_headings(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the problems of a page's title, of the levels of its headings, and of their ids."""
    headings = [section for section in page.sections if section.level]
    titles = [section for section in headings if section.level == 1]
    if headings and not titles:
        message = Message("the page has no title, which is a heading with one #")
        fix = Message("begin the first heading with one #, and those below it with ##")
        yield Problem(headings[0].location, message, fix)
    elif headings and headings[0].level > 1:
        message = Message("a heading comes before the page's title")
        yield Problem(headings[0].location, message, Message("move the heading with one # above all others"))
    for second in titles[1:]:
        message = Message("this is a second title, after that of line {line}", line=titles[0].line)
        yield Problem(second.location, message, Message("write ##, or move it to a page of its own"))
    for section in headings:
        if not section.heading:
            fix = Message("write its words, or delete the line")
            yield Problem(section.location, Message("the heading is empty"), fix)
    for above, heading in pairwise(headings):
        if heading.level > above.level + 1:
            message = Message(
                "a heading with {marks} follows one with {fewer}", marks="#" * heading.level, fewer="#" * above.level
            )
            fix = Message("write {marks}; screen readers announce levels, so skip none", marks="#" * (above.level + 1))
            yield Problem(heading.location, message, fix)
    for section in headings:
        yield from _check_id(page, section.location)


def _check_id(page: MarkdownPage, location: Location) -> Iterator[Problem]:
    line = page.lines[location.line - 1]
    braces = ID_IN_BRACES.search(line)
    if braces and not ID.fullmatch(braces["id"]):
        message = Message("'{id}' cannot be an id", id=braces["id"])
        fix = Message("write letters a–z without accents, digits and hyphens, no spaces: { #short-english-name }")
        yield Problem(Location(location.path, location.line, braces.start("id") + 1), message, fix)
    elif braces and FOOTNOTE_ID.fullmatch(braces["id"]):
        message = Message("only a footnote may have the id '{id}'", id=braces["id"])
        yield Problem(Location(location.path, location.line, braces.start("id") + 1), message, Message("write another"))


def check_syntax(page: MarkdownPage) -> Iterator[Problem]:
    """Yields what is shown as it is typed, or becomes something else than its editor meant."""
    yield from _check_lines(page)
    yield from _check_comments(page)
    yield from _check_braces(page)
    yield from _check_formulas(page)
    for token in page.parsed.tokens:
        if token.type != "fence":
            continue
        location = Location(page.path, page.line_of(token))
        language = token.info.split(" ")[0]
        if language.lower() in DRAWN_CODE:
            message = Message("only GitHub draws {language}, and the site shows it as code", language=language)
            yield Problem(location, message, Message("put a picture in its place"))
        if not _has_end(token, page):
            fix = Message("close it with a line {mark}", mark=token.markup)
            yield Problem(location, Message("the code that begins here has no end"), fix)
    yield from _check_numbers(page)


def _has_end(fence: Token, page: MarkdownPage) -> bool:
    """Returns whether code between fences is closed before the text around it ends."""
    last_line = page.lines[page.body_line + fence.map[1] - 2]
    return fence.map[1] - fence.map[0] > 1 and last_line.strip(" \t>").startswith(fence.markup)


def _check_lines(page: MarkdownPage) -> Iterator[Problem]:
    """Yields what rules for single lines find, outside of code and comments."""
    references = page.parsed.environment.get("references", {})
    footnotes = page.parsed.environment.get("footnotes", {}).get("refs", {})
    for number, typed_line in enumerate(page.prose_lines, page.body_line):
        line = without_code(typed_line)
        for column, rule in find_in_line(line):
            yield Problem(Location(page.path, number, column), rule.message, rule.fix, rule.is_warning)
        for found in REFERENCE.finditer(line):
            label = " ".join((found["label"] or found["text"]).split()).upper()
            if label not in references and not found["text"].startswith(("^", "!")):
                location = Location(page.path, number, found.start() + 1)
                message = Message("'{link}' leads nowhere", link=found[0])
                yield Problem(location, message, Message("write [{text}](address)", text=found["text"]))
        for found in FOOTNOTE.finditer(line):
            yield from _check_footnote(found, Location(page.path, number, found.start() + 1), footnotes)


def find_in_line(line: str) -> Iterator[tuple[int, LineRule]]:
    """Yields the rules that a line breaks, and the columns where, from 1. line: without code."""
    for pattern, rule in _compiled_rules():
        for found in pattern.finditer(line):
            yield found.start() + 1, rule


@functools.cache
def _compiled_rules() -> list[tuple[re.Pattern[str], LineRule]]:
    return [(re.compile(rule.pattern), rule) for rule in LINE_RULES]


def _check_footnote(found: re.Match[str], location: Location, footnotes: Collection[str]) -> Iterator[Problem]:
    """Yields the footnote that has no text. footnotes: the labels that have one, each with a colon before it."""
    if f":{found['label']}" not in footnotes:
        message = Message("the footnote {mark} has no text", mark=found[0])
        fix = Message("write it on a line of its own, below an empty line: {mark}: …", mark=found[0])
        yield Problem(location, message, fix)


def _check_comments(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the comment that has no end."""
    for found in COMMENT.finditer(page.body):
        if found[0].startswith("<!--") and not found[0].endswith("-->"):
            line = page.body.count("\n", 0, found.start())
            column = found.start() - page.body.rfind("\n", 0, found.start())
            location = Location(page.path, page.body_line + line, column)
            yield Problem(location, Message("the comment that begins here has no end"), Message("close it with -->"))


def _check_braces(page: MarkdownPage) -> Iterator[Problem]:
    """Yields attributes in braces where nothing takes them, so that they are shown, and those that are left out."""
    for number, line in enumerate(page.prose_lines, page.body_line):
        for found in BRACES.finditer(without_code(line)):
            for name in (read_attributes(found["attributes"]) or {}).keys() - SETTABLE:
                location = Location(page.path, number, found.start() + 1)
                message = Message("the site leaves out the attribute {attribute} in braces", attribute=f"{name}=")
                yield Problem(location, message, Message("delete it"))
    for child, location in inline_tokens(page, page.parsed.tokens):
        if child.type != "text":
            continue
        for found in BRACES.finditer(child.content):
            if read_attributes(found["attributes"]):
                message = Message("'{braces}' is shown as it is typed", braces=found[0])
                fix = Message(
                    "write it right after a heading, a link, a picture, *emphasis* or `code`; as text, write \\{"
                )
                yield Problem(location, message, fix)


def _check_formulas(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the formulas that cannot be read, and so are shown as they are typed."""
    formulas = []
    for token in page.parsed.tokens:
        if token.type == "math_block" or (token.type == "fence" and token.info.strip() == "math"):
            formulas.append((token, Location(page.path, page.line_of(token))))
    for child, location in inline_tokens(page, page.parsed.tokens):
        if child.type == "math_inline":
            formulas.append((child, location))
    for token, location in formulas:
        error = formula_error(token.content)
        if error:
            yield Problem(location, Message("this formula cannot be read: {reason}", reason=error), FORMULA_FIX)


def _check_numbers(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the texts that become lists, as they begin with a year or a day, and lists whose numbers do not count."""
    tokens = page.parsed.tokens
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
        location = Location(page.path, page.line_of(items[0]))
        is_text = numbers[0] > MAX_LIST_START or (len(numbers) == 1 and numbers[0] > 1)
        if is_text:
            message = Message("a paragraph that begins with {number}. becomes a list", number=numbers[0])
            yield Problem(location, message, Message("write {number}\\. in its place", number=numbers[0]))
            continue
        counted = list(range(numbers[0], numbers[0] + len(numbers)))
        if numbers != counted and len(set(numbers)) > 1:
            message = Message("a reader sees {counted} where {numbers} is written", counted=counted, numbers=numbers)
            fix = Message("number the items in order, or write \\. after each")
            yield Problem(location, message, fix, is_warning=True)
        elif len(numbers) == 1 and _is_one_paragraph(tokens, index):
            fix = Message("if it is a paragraph, write {number}\\. in place of {number}.", number=numbers[0])
            yield Problem(location, Message("this list has one item"), fix, is_warning=True)


def _is_one_paragraph(tokens: Sequence[Token], index: int) -> bool:
    """Returns whether a list of one item has nothing but a paragraph. index: that of the list's first token."""
    following = [token.type for token in tokens[index + 2 : index + 6]]
    return following == ["paragraph_open", "inline", "paragraph_close", "list_item_close"]
