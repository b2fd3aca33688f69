"""Finds Markdown that GitHub and the site do not show as its editor meant it.

https://docs.github.com/en/get-started/writing-on-github
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from sources.addresses import CURLY_QUOTES
from sources.formulas import formula_error
from sources.github_markdown import BRACES, SETTABLE, read_attributes
from sources.markdown_page import COMMENT, MarkdownPage, inline_tokens, without_code
from sources.problems import Location, Problem

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
FORMULA_FIX = "correct it; if $ is a dollar sign, write \\$"
FOOTNOTE_ID = re.compile(r"fn(?:ref)?(?:-\d+)*")  # The ids that footnotes get
MAX_LIST_START = 99  # A list that begins with a larger number is a text that begins with a year: 1999. gadā
ADDRESS_START = r"(?:\w+:\S|[\w./-]+\.md\b|#)"  # https://…, sales.md, #place


class LineRule(NamedTuple):
    """A pattern that no line may have outside of code, and what to say where it is found."""

    pattern: str
    message: str
    fix: str
    is_warning: bool = False


LINE_RULES = [
    LineRule(
        r"(?<!\\)\[[^\[\]]+\] +\(" + ADDRESS_START + r"[^()]*\)",
        "a space separates the text of this link from its address",
        "delete the space between ] and (",
    ),
    LineRule(
        rf"\]\((?![<#])[^()\s\"'{CURLY_QUOTES}]+ [^()\"'{CURLY_QUOTES}]*\)",
        "the address of this link has a space in it",
        "write %20 in its place, or rename the file",
    ),
    LineRule(
        rf"\]\( *(?:[^\s()]|\([^\s()]*\))+ +[{CURLY_QUOTES}][^()]*\)",
        "the title of this link is in curly quotation marks, so this is not a link",
        'type straight ones: [text](address "title")',
    ),
    LineRule(
        rf"^\s*\[[^\[\]^][^\[\]]*\]:\s+\S+\s+[{CURLY_QUOTES}]",
        "the title of this address is in curly quotation marks, so this line does not define a link",
        'type straight ones: [1]: https://… "title"',
    ),
    LineRule(
        rf"<[a-z][^<>]*=\s*[{CURLY_QUOTES}][^<>]*>",
        "a value in this tag is in curly quotation marks",
        'type straight ones: <a href="…">',
    ),
    LineRule(
        rf"\{{[^{{}}]*=\s*[{CURLY_QUOTES}][^{{}}]*\}}",
        "a value in these braces is in curly quotation marks",
        'type straight ones: { lang="en" }',
    ),
    LineRule(
        r"\]\(\s*<?file:",
        "this address is that of a file on somebody's own computer",
        "put the file into docs/assets/, and write where it lies there: ../assets/NAME",
    ),
    LineRule(
        r"\]\(\s*<?(?:javascript|vbscript|data):",
        "browsers do not open this address",
        "write a page (index.md), a place (#place) or a full address (https://…)",
    ),
    LineRule(
        "^\\s*[•‣⁃⁌⁍∙■▪▫○●◦·]\\s",
        "this sign does not begin a list item",
        "write - in its place",
    ),
    LineRule(r"^ {0,3}##+[^\W\d_]", "the space after # is missing", "write '## Heading'; for # as text, write \\#"),
    LineRule(
        r"^ {0,3}#[^\W\d_]",
        "the space after # is missing, so this is not a heading",
        "write '# Heading'; for # as text, write \\#",
        is_warning=True,
    ),
    LineRule(r"^#.*\{\s*[\w-]+\s*\}\s*$", "the id in braces has no #", "write it as { #short-english-name }"),
]
# What authors of other documentation sites write, and GitHub shows as it is typed: pymdownx's and Material's syntax
# (https://squidfunk.github.io/mkdocs-material/reference/).
TYPED = "is shown as it is typed"
LINE_RULES += [
    LineRule(r"^\s*!!! *\w+", f"a note with !!! {TYPED}", "write > [!NOTE], and > before each line below it"),
    LineRule(
        r"^\s*\?\?\?\+? *\w+",
        f"a foldable note with ??? {TYPED}",
        "write <details><summary>Title</summary>, an empty line, the text, an empty line, </details>",
    ),
    LineRule(r'^\s*===[+!]? +"', f"a tab with === {TYPED}", "give each tab a heading: ### Title"),
    LineRule(
        r"(?<!\\):(?:material|octicons|fontawesome|simple)-[\w-]+:",
        f"an icon of Material {TYPED}",
        "write an emoji, such as :heart:, or leave it out",
    ),
    LineRule(
        r"(?<![\\+\w])\+\+[a-z][\w-]*(?:\+[\w-]+)*\+\+(?!\+)",
        f"a key between ++ {TYPED}",
        "write <kbd>Ctrl</kbd>+<kbd>C</kbd>",
    ),
    LineRule(r"(?<![\\=])==(?=[^\s=])[^=]*[^\s=]==(?!=)", f"marked text between == {TYPED}", "write <mark>text</mark>"),
    LineRule(
        r"(?<=\w)(?<!\\)~[\w+-]{1,9}~(?!~)",
        "text between single tildes is struck out",
        "write <sub>2</sub> for a subscript",
    ),
    LineRule(r"(?<=\w)\^[\w+-]{1,9}\^(?!\^)", f"a superscript between ^ {TYPED}", "write <sup>2</sup> in its place"),
    LineRule(
        r"(?<![\\^])\^\^(?=[^\s^])[^^]*[^\s^]\^\^(?!\^)", f"inserted text between ^^ {TYPED}", "write <ins>text</ins>"
    ),
    LineRule(
        r"^:[ \t]{1,3}\S",
        f"a definition that begins with : {TYPED}",
        "write the term in **bold** and its definition after it, or <dl><dt>Term</dt><dd>Definition</dd></dl>",
    ),
    LineRule(r"^\[TOC\]\s*$", f"[TOC] {TYPED}", "delete it; each page shows its contents"),
    LineRule(r"^\*\[[^\[\]]+\]:\s", f"an abbreviation with *[…]: {TYPED}", 'write <abbr title="Long form">LF</abbr>'),
    LineRule(
        r"(?<!\\)\{\{[^{}]*\}\}", f"a macro in double braces {TYPED}", "write the text itself, or `{{ … }}` as code"
    ),
    LineRule(r"(?<!\\)\{%.*%\}", f"a macro in braces {TYPED}", "write the text itself, or `{% … %}` as code"),
    LineRule(r"^\s*-+8<-+", f"a snippet with --8<-- {TYPED}", "copy the text to this place"),
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
            yield Problem(heading.location, message, f"write {marks}; screen readers announce levels, so skip none")
    for section in headings:
        yield from _check_id(page, section.location)


def _check_id(page: MarkdownPage, location: Location) -> Iterator[Problem]:
    line = page.lines[location.line - 1]
    braces = ID_IN_BRACES.search(line)
    if braces and not ID.fullmatch(braces["id"]):
        message = f"'{braces['id']}' is not an address"
        fix = "write letters a–z without accents, digits and hyphens, no spaces: { #short-english-name }"
        yield Problem(Location(location.path, location.line, braces.start("id") + 1), message, fix)
    elif braces and FOOTNOTE_ID.fullmatch(braces["id"]):
        message = f"#{braces['id']} is kept for footnotes"
        yield Problem(Location(location.path, location.line, braces.start("id") + 1), message, "write another address")


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
            message = f"only GitHub draws {language}; the site shows it as code"
            yield Problem(location, message, "put a picture in its place")
        if not _has_end(token, page):
            yield Problem(location, "the code that begins here has no end", f"close it with a line {token.markup}")
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
                yield Problem(location, f"'{found[0]}' leads nowhere", f"write [{found['text']}](address)")
        for found in FOOTNOTE.finditer(line):
            yield from _check_footnote(found, Location(page.path, number, found.start() + 1), footnotes)


def find_in_line(line: str) -> Iterator[tuple[int, LineRule]]:
    """Yields the rules that a line breaks, and the columns where, from 1. line: without code."""
    for rule in LINE_RULES:
        for found in re.finditer(rule.pattern, line):
            yield found.start() + 1, rule


def _check_footnote(found: re.Match[str], location: Location, footnotes: Collection[str]) -> Iterator[Problem]:
    """Yields the footnote that has no text. footnotes: the labels that have one, each with a colon before it."""
    if f":{found['label']}" not in footnotes:
        fix = f"write it on a line of its own, below an empty line: {found[0]}: …"
        yield Problem(location, f"the footnote {found[0]} has no text", fix)


def _check_comments(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the comment that has no end."""
    for found in COMMENT.finditer(page.body):
        if found[0].startswith("<!--") and not found[0].endswith("-->"):
            line = page.body.count("\n", 0, found.start())
            column = found.start() - page.body.rfind("\n", 0, found.start())
            location = Location(page.path, page.body_line + line, column)
            yield Problem(location, "the comment that begins here has no end", "close it with -->")


def _check_braces(page: MarkdownPage) -> Iterator[Problem]:
    """Yields attributes in braces where nothing takes them, so that they are shown, and those that are left out."""
    for number, line in enumerate(page.prose_lines, page.body_line):
        for found in BRACES.finditer(without_code(line)):
            for name in (read_attributes(found["attributes"]) or {}).keys() - SETTABLE:
                location = Location(page.path, number, found.start() + 1)
                yield Problem(location, f"the site leaves out the attribute {name}= in braces", "delete it")
    for child, location in inline_tokens(page, page.parsed.tokens):
        if child.type != "text":
            continue
        for found in BRACES.finditer(child.content):
            if read_attributes(found["attributes"]):
                message = f"'{found[0]}' is shown as it is typed"
                fix = "write it right after a heading, a link, a picture, *emphasis* or `code`; as text, write \\{"
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
            yield Problem(location, f"this formula cannot be read: {error}", FORMULA_FIX)


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
            message = f"a paragraph that begins with {numbers[0]}. becomes a list"
            yield Problem(location, message, f"write {numbers[0]}\\. in its place")
            continue
        counted = list(range(numbers[0], numbers[0] + len(numbers)))
        if numbers != counted and len(set(numbers)) > 1:
            message = f"a reader sees {_listed(counted)} where {_listed(numbers)} is written"
            yield Problem(location, message, "number the items in order, or write \\. after each", is_warning=True)
        elif len(numbers) == 1 and _is_one_paragraph(tokens, index):
            message = "this list has one item"
            fix = f"if it is a paragraph, write {numbers[0]}\\. in place of {numbers[0]}."
            yield Problem(location, message, fix, is_warning=True)


def _is_one_paragraph(tokens: Sequence[Token], index: int) -> bool:
    """Returns whether a list of one item has nothing but a paragraph. index: that of the list's first token."""
    following = [token.type for token in tokens[index + 2 : index + 6]]
    return following == ["paragraph_open", "inline", "paragraph_close", "list_item_close"]


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
