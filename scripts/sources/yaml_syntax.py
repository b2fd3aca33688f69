"""Explains the first place where a file is not YAML, in words for people who do not program.

PyYAML says where it stopped and what it expected. The cause may be further up: a quotation mark that never closes is
noticed only at the next one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml
from yaml import Mark, MarkedYAMLError, Token

from messages.message import Message

MAX_DEPTH = 20  # Our files nest five deep; files that fill the memory nest deeper.

# PyYAML's wheels carry the C parser, which is ten times faster and gives the same nodes.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What PyYAML calls a problem: the first are its own words, the others ours.
SECOND_DOCUMENT = "but found another document"
TOO_DEEP = "nested too deep"
REFERENCE = "anchor, alias or tag"

CLOSING = {"[": "]", "{": "}"}
OPENING_TOKENS = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
CLOSING_TOKENS = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
INDICATORS = tuple("-?*&!|>%@`,[]{}")  # A value that begins with one of them is no plain text to YAML.
SPECIAL_VALUE = re.compile("an? (alias|anchor|tag|block scalar|directive)$")  # Its start is the context.
CURLY_QUOTES = tuple("„“”‟«»‚‘’‛‹›")

BEFORE_VALUE = re.compile(r"\s*(?:-\s+)*(?:[^\s\"'#:][^:#]*:(?:\s+|$))?")  # Indentation, list dashes and a key
KEY = re.compile(r"\s*(?:-\s+)*[^\s\"'#:][^:#]*:(?:\s|$)")
GLUED_KEY = re.compile(r"(?P<before>\s*(?:-\s+)*)(?P<key>[\w.#-]+):[^\s/:]")  # key:value
LIST_ITEM = re.compile(r"\s*-(?:\s|$)")
TEXT_LINE = re.compile(r"\s*[^\s#]")  # Neither empty nor a comment


class SyntaxProblem(NamedTuple):
    """Where and why a text is not YAML. Line and column are counted from 0."""

    line: int
    column: int
    message: Message
    fix: Message


def compose(text: str, allow_references: bool) -> yaml.Node | None:
    """Returns the root node; None for an empty text. Raises MarkedYAMLError where the text is not YAML.

    It raises, too, at deep nesting and, unless they are allowed, at anchors, aliases and tags: no data file needs them,
    and files that expand to gigabytes are made of them.
    """
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise MarkedYAMLError(problem=TOO_DEEP, problem_mark=event.start_mark)
        has_reference = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if has_reference and not allow_references:
            raise MarkedYAMLError(problem=REFERENCE, problem_mark=event.start_mark)
    return yaml.compose(text, Loader=SafeLoader)


def explain_error(error: MarkedYAMLError, text: str) -> SyntaxProblem:
    """Returns the cause of an error. text: the one that is not YAML."""
    lines = [*text.split("\n"), ""]  # YAML may stop behind the last line.
    mark, problem, context = error.problem_mark, error.problem, error.context or ""
    if problem == TOO_DEEP:
        message = Message("this is nested more than {depth} levels deep", depth=MAX_DEPTH)
        fix = Message('put text that begins with [ or { in "quotes"')
        return SyntaxProblem(mark.line, mark.column, message, fix)
    if problem == SECOND_DOCUMENT:
        message = Message("a second document begins here")
        return SyntaxProblem(mark.line, mark.column, message, Message("delete the line ---"))
    if lines[mark.line].startswith("\t", mark.column):
        message = Message("a tab indents this line")
        return SyntaxProblem(mark.line, mark.column, message, Message("use two spaces for each level"))
    if "quoted scalar" in context:
        return _explain_quoted_text(error, lines)
    cause = _explain_by_tokens(text, mark, is_in_brackets="flow" in context)
    if cause:
        return cause
    if "document start" in problem:
        message = Message("a second document begins here")
        return SyntaxProblem(mark.line, mark.column, message, Message("delete the line ... above it"))
    if "simple key" in context:
        message = Message("there is a key without a colon here")
        fix = Message("write 'key: …'; indent it more if it belongs to the text above")
        return _missing_colon(error.context_mark.line, lines, message, fix)
    if "mapping values" in problem:
        return _explain_colon(mark, lines)
    if "unexpected ':'" in problem:
        message = Message("text with a colon means something else to YAML within brackets")
        return SyntaxProblem(mark.line, mark.column, message, quote_fix(""))
    start = error.context_mark if SPECIAL_VALUE.search(context) else mark
    is_list_item = LIST_ITEM.match(lines[start.line]) and start.column == _indentation(lines[start.line])
    if lines[start.line].startswith(INDICATORS, start.column) and not is_list_item:
        return _misread_value(start, lines)
    if not lines[mark.line][: mark.column].strip():
        return _bad_indentation(mark.line, lines)
    message = Message("YAML cannot be read from here on ({reason})", reason=problem)
    return SyntaxProblem(mark.line, mark.column, message, Message("undo the last change here"))


def quote_fix(text: str) -> Message:
    """Returns the fix for a text that must be in quotes: straight ones."""
    if text.startswith(CURLY_QUOTES):
        return Message('put the whole text in straight "quotes" ({mark} is not a quotation mark in YAML)', mark=text[0])
    return Message('put the whole text in "quotes"')


def missing_space(key: str) -> tuple[Message, Message]:
    """Returns the message and the fix for a key whose colon has no space after it."""
    return Message("a space is missing after the colon"), Message("write '{key}: …'", key=key)


def _explain_quoted_text(error: MarkedYAMLError, lines: Sequence[str]) -> SyntaxProblem:
    """Returns the cause of an error inside a quoted text: the quote never closes, or has a backslash in it."""
    mark = error.problem_mark
    if re.search("end of stream|document", error.problem):
        return _open_quote(error.context_mark, lines)
    column = lines[mark.line].rindex("\\", 0, mark.column + 1)
    message = Message("a \\ in a quoted text means something else to YAML")
    return SyntaxProblem(mark.line, column, message, Message("write \\\\ in its place"))


def _explain_by_tokens(text: str, mark: Mark, is_in_brackets: bool) -> SyntaxProblem | None:
    """Returns the quote or bracket that is the cause of an error; None where it is another.

    mark: where YAML has stopped. is_in_brackets: it was reading a list or mapping in brackets.
    """
    lines = text.split("\n")
    tokens = _Tokens(text, mark)
    last = tokens.last
    if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"'):
        if last.end_mark.line > last.start_mark.line:
            return _open_quote(last.start_mark, lines, last.end_mark)
        if not is_in_brackets:
            message = Message("there is text after the closing {quote}", quote=last.style)
            fix = Message(
                "write {quote} at both ends of the whole text, and {escaped} inside it",
                quote=last.style,
                escaped=_escaped(last.style),
            )
            return SyntaxProblem(mark.line, mark.column, message, fix)
    if is_in_brackets and tokens.open_bracket:
        start = tokens.open_bracket.start_mark
        bracket = lines[start.line][start.column]
        message = Message("the bracket {bracket} that opens here never closes", bracket=bracket)
        fix = Message('close it with {bracket}, or put the whole text in "quotes"', bracket=CLOSING[bracket])
        return SyntaxProblem(start.line, start.column, message, fix)
    if is_in_brackets:
        message = Message("a comma or a closing bracket belongs here")
        return SyntaxProblem(mark.line, mark.column, message, Message('write it, or put the whole text in "quotes"'))
    if isinstance(last, CLOSING_TOKENS) and tokens.closed_bracket:
        return _misread_value(tokens.closed_bracket.start_mark, lines)
    return None


class _Tokens:
    """The tokens around the place where YAML has stopped."""

    def __init__(self, text: str, mark: Mark) -> None:
        self.last: Token | None = None
        """The last token before the place."""
        self.closed_bracket: Token | None = None
        """The bracket that was closed last before the place."""
        open_brackets = []
        try:
            for token in yaml.scan(text, Loader=SafeLoader):
                if isinstance(token, OPENING_TOKENS):
                    open_brackets.append(token)
                closed = open_brackets.pop() if isinstance(token, CLOSING_TOKENS) and open_brackets else None
                if token.start_mark.index < mark.index:
                    self.last = token
                    self.closed_bracket = closed or self.closed_bracket
        except yaml.YAMLError:
            pass  # What comes behind cannot be read.
        before = [token for token in open_brackets if token.start_mark.index < mark.index]
        self.open_bracket = before[0] if before else None
        """The first bracket before the place that never closes."""


def _open_quote(start: Mark, lines: Sequence[str], end: Mark | None = None) -> SyntaxProblem:
    """Returns the problem of a quote that should have closed earlier. end: where it closes, if anywhere."""
    quote = lines[start.line][start.column]
    message = Message("the quote {quote} that opens here never closes", quote=quote)
    if end:
        message = Message(
            "the quote {quote} that opens here closes only in line {line}", quote=quote, line=end.line + 1
        )
    fix = Message("close it with {quote}, and inside the text write {escaped}", quote=quote, escaped=_escaped(quote))
    return SyntaxProblem(start.line, start.column, message, fix)


def _escaped(quote: str) -> str:
    return "''" if quote == "'" else '\\"'


def _misread_value(start: Mark, lines: Sequence[str]) -> SyntaxProblem:
    """Returns the problem of a text whose first character has a meaning in YAML."""
    character = lines[start.line][start.column]
    message = Message("text that begins with {character} means something else to YAML", character=character)
    return SyntaxProblem(start.line, start.column, message, quote_fix(character))


def _explain_colon(mark: Mark, lines: Sequence[str]) -> SyntaxProblem:
    """Returns the cause where YAML stops at a colon: it is in a text, or behind a key that does not fit."""
    line = lines[mark.line]
    value_start = BEFORE_VALUE.match(line).end()
    if value_start < mark.column:
        message = Message("text with a colon and a space means something else to YAML")
        return SyntaxProblem(mark.line, mark.column, message, quote_fix(line[value_start:]))
    above = mark.line - 1
    while above > 0 and not TEXT_LINE.match(lines[above]):
        above -= 1
    if above >= 0 and not KEY.match(lines[above]) and _indentation(lines[above]) <= _indentation(line):
        message = Message("this line has no colon, and the next one has")
        fix = Message("write 'key: …' here; if both are one text, put it in \"quotes\"")
        return _missing_colon(above, lines, message, fix)
    return _bad_indentation(mark.line, lines)


def _missing_colon(number: int, lines: Sequence[str], message: Message, fix: Message) -> SyntaxProblem:
    """Returns the problem of a line that should begin with a key. number: of the line, from 0.

    message, fix: where the colon is not merely glued to what follows.
    """
    glued = GLUED_KEY.match(lines[number])
    if glued:
        return SyntaxProblem(number, glued.start("key"), *missing_space(glued["key"]))
    return SyntaxProblem(number, _indentation(lines[number]), message, fix)


def _bad_indentation(number: int, lines: Sequence[str]) -> SyntaxProblem:
    """Returns the problem of a line that is indented more or less than YAML expects. number: of the line, from 0."""
    message = Message("this line does not fit those above it")
    fix = Message('indent it like its neighbours; if it belongs to the text above, put that in "quotes"')
    return SyntaxProblem(number, _indentation(lines[number]), message, fix)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())
