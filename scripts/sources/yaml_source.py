"""A YAML file read as plain text, with the location of every part.

YAML guesses types (`no` becomes false, 1.10 becomes 1.1) and stops at its first error. Editors write texts: here a
value is what stands in the file, and all errors are found in one run. No library reads YAML in this way: strictyaml and
ruamel.yaml stop at the first error too.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from yaml import Node

from sources.problems import Problem
from sources.source_file import SOFT_HYPHEN, SourceFile, find_invisible, invisible_character

MAX_DEPTH = 20  # Our files nest five deep.
MAX_SYNTAX_ERRORS = 50  # Syntax errors reported in one run; each costs another parse.

# PyYAML's wheels carry the C parser, which is ten times faster and gives the same nodes.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# A line such as `  - key: value`
KEY_AND_VALUE = re.compile(
    r"""
    (?P<before> \s* (?:-[ ]+)* (?:[^\s"'#:][^:#]*:[ \t]+)? )  # indentation, list dashes and the key
    (?P<value> \S.* )
    """,
    re.VERBOSE,
)
BEGINNING = re.compile(r"^\s*(?:-\s+)*(?:[\w.#-]+:\s+)?")  # Indentation, list dashes and the key
ENTRY = re.compile(r"\s*(?:-\s|[\w.#-]+:(?:\s|$))")  # A line that begins another value
KEY_LINE = re.compile(r"\s*[\w.#-]+:(?:\s|$)")  # A line that begins with a key
GLUED_KEY = re.compile(r"(?P<before>\s*(?:-\s+)*)(?P<key>[\w.#-]+):(?P<value>[^\s/:].*)")  # key:value
TEXT_LINE = re.compile(r"\s*[^\s#]")  # Neither empty nor a comment
QUOTES = ('"', "'")
CLOSING = {"[": "]", "{": "}"}
CLOSED_QUOTE = re.compile(
    r"""
    (?: "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' )
    """,
    re.VERBOSE,
)
UNREADABLE = "…"  # Stands for a value that cannot be read, so that what is below it can
# What a value looks like that YAML takes for something else: pattern, message, fix. {} is its first character.
QUOTE_IT = 'put the whole text in "quotes"'
MISREAD_VALUES = [
    ("'", "a quoted text must end with its line", "close it with ', and inside it write ''"),
    ('"', "a quoted text must end with its line", 'close it with ", and inside it write \\"'),
    (r"[-*[\]{}&!|>%@`,?]", "a text that begins with {} means something else to YAML", QUOTE_IT),
    (r".*:(\s|$)", "a text with a colon and a space means something else to YAML", QUOTE_IT),
]
BAD_INDENTATION = (
    "this line does not fit those above it",
    "indent it like its neighbours, or put the missing colon into the last one",
)
BACKSLASH = ("a \\ in a quoted text means something else to YAML", "write \\\\ in its place")
MISSING_COLON = (
    "there is a key without a colon here",
    "write 'key: …'; indent it more if it belongs to the text above",
)
TOO_DEEP = (f"brackets nest more than {MAX_DEPTH} deep", 'put a text that begins with one in "quotes"')
SECOND_DOCUMENT = ("a second document begins here", "delete the line ---")
REFERENCE = "reference"  # An anchor, an alias or a tag: reported as a value that YAML misreads

Keys = Collection[str]
Entry = tuple[Node, Node]
"""The nodes of a key and of its value."""


def read_yaml(path: Path) -> "YamlSource":
    """Reads a YAML file. Nothing is raised; the result has the problems."""
    file = SourceFile(path)
    return YamlSource(file, file.text)


class YamlSource:
    """The nodes of a YAML text. What is wrong is reported to the file in which the text stands.

    `root` is None where the text cannot be read as YAML at all; `problems` then says why. Nothing is raised.
    """

    def __init__(self, file: SourceFile, text: str | None) -> None:
        """text: the text of the file, or a part of it that begins in its first line; None where there is none."""
        self.file = file
        self.lines: list[str] = []
        self.root: Node | None = None
        if text is not None:
            self.lines = self._clean_lines(text)
            self.root = self._parse()

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self.file.path

    @property
    def problems(self) -> list[Problem]:
        """All problems of the file found so far, in the order of their lines."""
        return self.file.problems

    def report(self, node: Node | None, message: str, fix: str) -> None:
        """Adds a problem at a node; None is the start of the file."""
        if node is None:
            self.file.report(1, 1, message, fix)
        else:
            self.file.report(node.start_mark.line + 1, node.start_mark.column + 1, message, fix)

    def mapping(
        self, node: Node | None, name: str, required: Keys = (), allowed: Keys | None = None, key: Node | None = None
    ) -> dict[str, Entry]:
        """Returns the entries of a mapping, as key → (key node, value node), in the order of the file.

        name: what an editor calls the mapping, for messages. allowed: the keys that it may have; None allows any.
        key: the node of the mapping's own key, where a missing entry is reported. Another kind of node is reported and
        gives an empty dictionary. So does None, the root of a file that cannot be read, which was reported before.
        """
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            if self._report_glued_key(node):
                return {}
            fix = f"write one for each of {_quoted_list(required)}" if required else "write at least one"
            self.report(key or node, f"{name} {_describe(node)} where 'key: value' lines belong", fix)
            return {}
        entries: dict[str, Entry] = {}
        misspelt: set[str] = set()  # Required keys that an unknown key probably means
        for key_node, value_node in node.value:
            text = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not text:
                self.report(key_node, f"a key in {name} is not a word", "write 'key: value'")
            elif text in entries:
                first_line = entries[text][0].start_mark.line + 1
                self.report(key_node, f"'{text}' appears twice in {name}, first in line {first_line}", "keep one")
            elif allowed is not None and text not in allowed:
                misspelt |= self._report_unknown_key(key_node, name, allowed, entries)
            else:
                entries[text] = (key_node, value_node)
        for required_key in required:
            if required_key not in entries and required_key not in misspelt:
                fix = f"add a line '{required_key}: …' to it"
                self.report(key or node, f"{name} has no '{required_key}'", fix)
        return entries

    def text(self, node: Node, name: str, key: Node | None = None) -> str | None:
        """Returns the text of a scalar as it is written, on one line; None, and reports it, where there is none.

        name: what an editor calls the text, for messages. key: the node of its key, where an empty text is reported.
        """
        if not isinstance(node, yaml.ScalarNode):
            is_colon = isinstance(node, yaml.MappingNode)
            fix = 'put it in "quotes" if it has a colon in it' if is_colon else "write one text"
            self.report(node, f"{name} {_describe(node)} where a text belongs", fix)
            return None
        if comment := self._lost_comment(node):
            fix = 'put the whole text in "quotes", or write a space after # if it is a comment'
            self.report(node, f"'{comment}' would be lost from {name}", fix)
            return None
        if invisible := find_invisible(node.value):  # Written as an escape: "\u202e"
            self.report(node, *invisible_character(invisible[0][0]))
            return None
        text = " ".join(node.value.split("\n")).strip()
        if not text:
            self.report(key or node, f"{name} is empty", "write its text")
            return None
        return text

    def texts(self, node: Node, name: str, key: Node | None = None) -> Iterator[tuple[Node, str]]:
        """Yields the texts of a list with their nodes, or the one text that stands in its place."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in nodes:
            text = self.text(item, name, key)
            if text:
                yield item, text

    def _report_glued_key(self, node: Node) -> bool:
        """Reports the line of a node where a key has no space behind its colon. Returns whether there is one."""
        found = GLUED_KEY.fullmatch(self.lines[node.start_mark.line])
        if found and isinstance(node, yaml.ScalarNode) and not node.style:
            self.report(node, *_missing_space(found["key"]))
            return True
        return False

    def _report_unknown_key(self, node: Node, name: str, allowed: Keys, entries: Keys) -> set[str]:
        """Reports a key that is not allowed. Returns the allowed keys that it was probably meant to be, one or none."""
        unused = [word for word in allowed if word not in entries]
        close = difflib.get_close_matches(node.value.lower(), unused, 1)
        if close:
            fix = f"did you mean '{close[0]}'?"
        else:
            fix = f"delete it; {name} knows {_quoted_list(allowed)}"
        self.report(node, f"unknown key '{node.value}' in {name}", fix)
        return set(close)

    def _lost_comment(self, node: Node) -> str | None:
        """Returns what YAML silently drops behind an unquoted text: #5 after a space begins a comment."""
        if node.style:  # It is quoted.
            return None
        rest_of_line = self.lines[node.end_mark.line][node.end_mark.column :]
        comment = re.match(r"[ \t]+#\S.*", rest_of_line)
        return comment[0].strip() if comment else None

    def _clean_lines(self, text: str) -> list[str]:
        """Returns the lines without what YAML stumbles over, so that the rest can still be checked; reports it all."""
        is_indented_by_spaces = "\n  " in text
        lines = []
        line_above = ""
        for number, line in enumerate(text.split("\n"), 1):
            content = line.lstrip()
            indentation = line[: len(line) - len(content)]
            if "\t" in indentation and content:
                fix = "use two spaces for each level"
                self.file.report(number, indentation.index("\t") + 1, "a tab indents this line", fix)
                width = 2 * len(indentation)
                if is_indented_by_spaces:
                    width = len(line_above) - len(line_above.lstrip())
                    if line_above.endswith(":"):
                        width += 2
                line = " " * width + content
            if content:
                line_above = line
            lines.append(self.file.clean_line(number, line, BEGINNING).replace(SOFT_HYPHEN, " "))
        return self._close_values(lines)

    def _close_values(self, lines: list[str]) -> list[str]:
        """Returns the lines with another value for each quote or bracket that never closes, and reports it.

        YAML reads on to the next quote or bracket, and blames the lines on the way.
        """
        closed = list(lines)
        for index, line in enumerate(lines):
            found = KEY_AND_VALUE.fullmatch(line)
            if not found or not _is_open(found["value"]):
                continue
            value = found["value"]
            below = _lines_of_value(lines, index)
            if _is_closed_below(value, [lines[number] for number in below], lines[below.stop : below.stop + 1]):
                continue
            self.file.report(index + 1, found.start("value") + 1, *_explain_value(value, is_open=True))
            has_entries = any(KEY_LINE.match(lines[number]) for number in below)
            if not found["before"].strip(" -") and KEY_LINE.match(value[1:]):  # "key: text
                closed[index] = found["before"] + value[1:]
            elif has_entries:
                closed[index] = found["before"].rstrip()
            else:
                closed[index] = f'{found["before"]}"{UNREADABLE}"'
                for number in below:
                    closed[number] = ""
        return closed

    def _parse(self) -> Node | None:
        """Returns the root node. A line with a syntax error is reported and read as if its value were quoted."""
        lines = list(self.lines)
        for _ in range(MAX_SYNTAX_ERRORS):
            try:
                root = _compose("\n".join(lines))
            except yaml.MarkedYAMLError as error:
                if not self._report_syntax_error(error, lines):
                    return None
                continue
            except (yaml.YAMLError, RecursionError) as error:
                first_line = str(error).splitlines()[0]
                self.report(None, f"this is not YAML ({first_line})", "name a YAML file")
                return None
            if root is None:
                self.report(None, "the file is empty", "write its 'key: value' lines")
            return root
        return None

    def _report_syntax_error(self, error: yaml.MarkedYAMLError, lines: list[str]) -> bool:
        """Reports an error, and replaces the value in its line. Returns False where the rest cannot be read."""
        mark = error.problem_mark
        context = (error.context or "") if error.context_mark and error.context_mark.line < mark.line else ""
        is_open = re.search("quoted scalar|flow", context) is not None
        is_colon_missing = "simple key" in context
        if is_open or is_colon_missing:
            mark = error.context_mark  # It is noticed further down. This is where the value or the key begins.
        index = min(mark.line, len(lines) - 1)
        column = mark.column
        found = KEY_AND_VALUE.fullmatch(lines[index])
        before, value = (found["before"], found["value"]) if found else ("", "")
        if error.problem in (TOO_DEEP[0], SECOND_DOCUMENT[0]):
            message, fix = TOO_DEEP if error.problem == TOO_DEEP[0] else SECOND_DOCUMENT
        elif re.search("escape|hex", error.problem or ""):
            message, fix = BACKSLASH
        elif is_colon_missing:
            message, fix = MISSING_COLON
        else:
            message, fix = _explain_value(lines[index][column:] if is_open else value, is_open)
        if (message, fix) in (BAD_INDENTATION, MISSING_COLON):
            if self._separate_key(lines, index):
                return True
            column = _indentation(lines[index])
        self.file.report(index + 1, column + 1, message, fix)
        lines[index] = f'{before}"{UNREADABLE}"'
        return (message, fix) not in (SECOND_DOCUMENT, BAD_INDENTATION, MISSING_COLON)

    def _separate_key(self, lines: list[str], index: int) -> bool:
        """Puts a space behind the colon of a key where one is missing, and reports it. Returns whether one was.

        index: the line at which YAML has stopped. It is this one, or the one above.
        """
        above = index - 1
        while above > 0 and not TEXT_LINE.match(lines[above]):
            above -= 1
        for number in (index, max(above, 0)):
            found = GLUED_KEY.fullmatch(lines[number])
            if found:
                self.file.report(number + 1, found.start("key") + 1, *_missing_space(found["key"]))
                lines[number] = f"{found['before']}{found['key']}: {found['value']}"
                return True
        return False


def _compose(text: str) -> Node | None:
    """Returns the root node; None for an empty text.

    Raises MarkedYAMLError, also at the first anchor, alias, tag, second document or deep nesting: no data file needs
    them, and files that expand to gigabytes are made of them.
    """
    depth = 0
    documents = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if documents > 1:
            raise yaml.MarkedYAMLError(problem=SECOND_DOCUMENT[0], problem_mark=event.start_mark)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP[0], problem_mark=event.start_mark)
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(problem=REFERENCE, problem_mark=event.start_mark)
    return yaml.compose(text, Loader=SafeLoader)


def _is_open(value: str) -> bool:
    """Returns whether a value begins with a quote or bracket that its line does not close."""
    if value[0] in QUOTES:
        return not CLOSED_QUOTE.match(value)
    return value[0] in CLOSING and _open_brackets(value) > 0


def _open_brackets(text: str) -> int:
    """Returns how many brackets of a text are open at its end; what stands in quotes or comments does not count."""
    plain = re.sub(r"\"[^\"]*\"|'[^']*'|\s#.*", "", text)
    return sum(plain.count(bracket) for bracket in CLOSING) - sum(plain.count(bracket) for bracket in CLOSING.values())


def _lines_of_value(lines: Sequence[str], index: int) -> range:
    """Returns which lines below a line belong to its value: those that are indented more, and those without text."""
    for end in range(index + 1, len(lines)):
        if TEXT_LINE.match(lines[end]) and _indentation(lines[end]) <= _indentation(lines[index]):
            return range(index + 1, end)
    return range(index + 1, len(lines))


def _is_closed_below(value: str, below: Sequence[str], after: Sequence[str]) -> bool:
    """Returns whether a quote or bracket at the beginning of a value is closed further down, as YAML allows.

    below: the lines that belong to the value. after: the line behind these, if there is one.
    """
    text_below = [line for line in below if TEXT_LINE.match(line)]
    if value[0] in CLOSING:
        return _open_brackets("\n".join([value, *text_below])) <= 0
    next_line = [*text_below, *after][:1]
    return not next_line or not (KEY_LINE.match(next_line[0]) or (not text_below and ENTRY.match(next_line[0])))


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _explain_value(value: str, is_open: bool) -> tuple[str, str]:
    """Returns the message and the fix for a value at which YAML has stopped. is_open: it has read on from there."""
    if is_open and value[:1] in CLOSING:
        fix = f'close it with {CLOSING[value[0]]}, or put the whole text in "quotes"'
        return f"the bracket {value[0]} that opens here never closes", fix
    for pattern, message, fix in MISREAD_VALUES:
        if re.match(pattern, value):
            return message.format(value[:1]), fix
    return BAD_INDENTATION


def _missing_space(key: str) -> tuple[str, str]:
    return "a space is missing after the colon", f"write '{key}: …'"


def _describe(node: Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "is a list"
    if isinstance(node, yaml.MappingNode):
        return "has 'key: value' lines"
    return "is a text" if node.value else "is empty"


def _quoted_list(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
