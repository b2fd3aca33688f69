"""Differences between a page as GitHub's preview shows it and as the site does.

Whatever an editor writes, these are found, because the blocks are compared and not the ways to write them. Only the
messages know the common kinds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from markdown_it.token import Token

from sources.markdown_page import MarkdownPage
from sources.page_blocks import Block, github_blocks, html_blocks
from sources.problems import Location, Problem

LIST_MARKER = re.compile(r"[ \t>]*(?:(?P<bullet>[-*+])|\d+(?P<end>[.)]))[ \t]")
MARKS_AND_TAGS = re.compile(r"[*_`~]|</?\w+>")
MAX_EXCERPT = 40  # Characters of a text that a message shows

FILE_FIX = "put the file into docs/assets/, and write where it lies there: ../assets/NAME"

NOTHING = Block("", "", 0)

Fix = tuple[str, str]
"""A message and its fix."""


def check_preview(page: MarkdownPage, tokens: Sequence[Token], to_html: Callable[[str], str]) -> Iterator[Problem]:
    """Yields what GitHub's preview shows and the site does not.

    tokens: those of the page's body, by github_tokens. to_html: converts Markdown as the build does.
    """
    ours = html_blocks(to_html(page.body))
    theirs = github_blocks(tokens, page.body_line)
    reported = set()
    for our_range, their_range in _differences(ours, theirs):
        our_block, their_block = _first_difference(ours[our_range], theirs[their_range])
        if our_block and their_block and _is_only_more(our_block, their_block):
            continue
        line = their_block.line if their_block else 0
        line = line or _line_above(theirs, their_range.start, page.body_line)
        if line in reported:  # The next cell of the same row, for instance
            continue
        reported.add(line)
        message, fix = _explain(our_block, their_block, page.lines[max(line - 2, 0) : line])
        yield Problem(Location(page.path, line), message, fix)


def _differences(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[tuple[slice, slice]]:
    """Yields which of our blocks stand in place of which of theirs; of as many on each side, one for one."""
    matcher = SequenceMatcher(None, [block[:2] for block in ours], [block[:2] for block in theirs])
    for operation, start, end, their_start, their_end in matcher.get_opcodes():
        if operation == "replace" and end - start == their_end - their_start:
            for index in range(end - start):
                our_index, their_index = start + index, their_start + index
                yield slice(our_index, our_index + 1), slice(their_index, their_index + 1)
        elif operation != "equal":
            yield slice(start, end), slice(their_start, their_end)


def _first_difference(ours: Sequence[Block], theirs: Sequence[Block]) -> tuple[Block | None, Block | None]:
    """Returns the first two blocks that differ; None where one side has no more.

    One of our paragraphs may hold several of theirs. The first of them is not to blame.
    """
    our_block = ours[0] if ours else None
    for their_block in theirs:
        is_beginning = our_block and our_block.kind == their_block.kind and len(theirs) > 1
        if is_beginning and our_block.content.startswith(f"{their_block.content} "):
            continue
        return our_block, their_block
    return our_block, None


def _is_only_more(ours: Block, theirs: Block) -> bool:
    """Returns whether the site has emphasis or code where GitHub shows the marks, as in **Bold:**text: that is good."""
    our_text, their_text = (MARKS_AND_TAGS.sub("", block.content) for block in (ours, theirs))
    return ours.kind == theirs.kind and our_text == their_text and ours.content.count("<") > theirs.content.count("<")


def _line_above(theirs: Sequence[Block], index: int, first_line: int) -> int:
    """Returns the line of the nearest block above one of theirs. first_line: that of the text, where there is none."""
    lines = [block.line for block in theirs[:index] if block.line]
    return lines[-1] if lines else first_line


def _explain(our_block: Block | None, their_block: Block | None, lines: Sequence[str]) -> Fix:
    """Returns the message and the fix for two blocks that differ. lines: the one above and that of the difference."""
    line = lines[-1]
    line_above = lines[0] if len(lines) > 1 else ""
    ours = our_block or NOTHING
    theirs = their_block or NOTHING
    if theirs.tag == "pre" and ours.tag != "pre":
        words = line.strip().strip("`~").split()
        if len(words) > 1:
            return "on the site only one word may follow ```, the language", f"write ```{words[0]}"
        return "the site does not show this as code", "begin its ``` at the beginning of a line, below an empty line"
    is_swallowed_item = theirs.tag == "li" and ours.kind != theirs.kind and theirs.content in ours.content
    if theirs.list_depth > ours.list_depth or is_swallowed_item:
        return _explain_list(theirs, line, line_above)
    if ours.is_heading and not theirs.is_heading and line.startswith("#"):
        return "a space is missing after #", "write '# Heading'; for a # in a text, write \\#"
    if theirs.is_heading and not ours.is_heading:
        return "the site shows no heading here, because # does not begin its line", "delete what comes before #"
    if theirs.tag in ("th", "td") and ours.tag not in ("th", "td"):
        return "a table begins right under a text", "put an empty line above it"
    if "details" in ours.kind.split() or "div" in ours.kind.split():
        return "Markdown between HTML tags stays as it is on the site", "write it as HTML, or without those tags"
    return _explain_inline(ours, theirs, line)


def _explain_inline(ours: Block, theirs: Block, line: str) -> Fix:
    """Returns the message and the fix for two paragraphs that differ."""
    if theirs.content.count("<br>") > ours.content.count("<br>"):
        return "a \\ at the end of a line does not break it on the site", "end the line with two spaces in its place"
    if re.search(r"\]\(\s*<?file:", line):
        return "this address is that of a file on somebody's own computer", FILE_FIX
    if _links(ours) > _links(theirs) and re.search(r"\]\([^()]*\s[^()]*\)", line):
        return "an address has a space in it", "write %20 in its place, or rename the file"
    if ours.tag in ("th", "td") and re.search(r"<code>[^<]*\|", ours.content):
        message = "GitHub's preview and the site read a | in the code of a table in two ways"
        return message, "write <code>…</code> in place of `…`, and in it &#124; in place of |"
    escaped = re.search(r"\\[^\w\s]", ours.content)
    if escaped and escaped[0] not in theirs.content:
        return f"the site shows '{escaped[0]}' as it stands", f"write {escaped[0][1:]} in its place"
    if ours.content.count("}") and line.count("{") > 1:
        return "the site mixes up the braces of this line", "write those that are text as &#123; and &#125;"
    message = f"GitHub's preview shows {_excerpt(theirs, ours)} here, and the site {_excerpt(ours, theirs)}"
    return message, "write it in a simpler way, with empty lines around it"


def _links(block: Block) -> int:
    """Returns how many links and pictures a block has."""
    return block.content.count("<a>") + block.content.count("<img>")


def _explain_list(their_block: Block, line: str, line_above: str) -> Fix:
    marker = LIST_MARKER.match(line)
    if not marker:
        fix = "indent it by four spaces for each list that it is in"
        return "this paragraph is not part of the list item above it", fix
    if marker["end"] == ")":
        return "a number with ) begins no list on the site", "write a full stop after it: 1."
    marker_above = LIST_MARKER.match(line_above)
    if not line_above.strip() or (marker_above and their_block.list_depth > 1):
        fix = "indent it by four spaces for each list that it is in"
        return "this list is not part of the list item above it", fix
    if marker_above:
        return "a list of another kind begins right under this one", "put an empty line above it"
    escaped = re.sub(r"([-*+.])", r"\\\1", marker[0].strip())
    return "a list begins right under a text", f"put an empty line above it; if it is not a list, write {escaped}"


def _excerpt(block: Block, other: Block) -> str:
    """Returns the kind of a block and its text from where it differs from another."""
    if block is NOTHING:
        return "nothing"
    start = 0
    length = min(len(block.content), len(other.content))
    while start < length and block.content[start] == other.content[start]:
        start += 1
    start = block.content.rfind(" ", 0, start) + 1
    text = block.content[start : start + MAX_EXCERPT]
    return f"'{text}' ({block.kind})"
