"""A YAML file read as plain text, with the location of every part.

YAML guesses types: no becomes false, 1.10 becomes 1.1. Editors write texts, so here a value is what the file says.
Whatever its layout, over however many lines and in whichever quotes, the same meaning is read as the same value.
"""

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode

from messages.message import Message, Value
from messages.problems import Location, Problem
from sources.source_file import CONFLICT_START, SOFT_HYPHEN, SourceFile, find_invisible, invisible_character
from sources.yaml_syntax import compose, explain_error, quote_fix

SYNTAX = re.compile(r"^\s*(?:-\s+)*(?:[\w.#-]+:\s+)?")  # Where a space is syntax: indentation, list dashes, the key
LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
NOTHING = ("", "null", "Null", "NULL")  # How programs write that there is no value; editors write ~ as a text.
LOST_COMMENT = re.compile(r"[ \t]+(#\S.*)")

Keys = tuple[str | int, ...]
"""The way to a value: ("rows", "price", "lv", 2) is the third item of a list."""
Entry = tuple[Node, Node]
"""The nodes of a key and of its value; for an item of a list, its own node twice."""


THE_FILE = Message("the file")


def node_location(path: Path, node: Node) -> Location:
    """Returns where a node begins. path: of its file."""
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1)


def value_name(keys: Keys, root_name: Value = THE_FILE) -> Value:
    """Returns what messages call a value: rows.price.lv, item 1 of rows.price.lv. root_name: for the whole."""
    if not keys:
        return root_name
    *parents, last = keys
    if isinstance(last, int):
        return Message("item {number} of {name}", number=last + 1, name=value_name(tuple(parents), root_name))
    return ".".join(str(key) for key in keys)


def leaves(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yields what nested data holds, each with the way to it; an empty mapping or list too."""
    children: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    if not children:
        yield keys, value
    for key, child in children:
        yield from leaves(child, (*keys, key))


def texts_by_language(
    node: Node | None, languages: Collection[str], language: str = ""
) -> Iterator[tuple[str, ScalarNode]]:
    """Yields the language and the node of each text of a data file. language: that of the node, "" for none."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            is_language = isinstance(key, ScalarNode) and key.value in languages
            yield from texts_by_language(value, languages, key.value if is_language else language)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from texts_by_language(item, languages, language)
    elif isinstance(node, ScalarNode) and language:
        yield language, node


def read_yaml(path: Path) -> "YamlSource":
    """Reads a YAML file. Nothing is raised; the result has the problems."""
    file = SourceFile(path)
    return YamlSource(file, file.text)


class YamlSource:
    """What a YAML text says, and where. What is wrong is reported to the file that has the text.

    Of an error of syntax the first is reported: nobody can tell what was meant below it. Nothing is raised.
    """

    def __init__(self, file: SourceFile, text: str | None, root_name: Value = THE_FILE, tags: bool = False) -> None:
        """text: the text of the file, or a part of it that begins in its first line; None where there is none.

        root_name: what an editor calls it, for messages. tags: whether it may have tags, anchors and aliases.
        """
        self.file = file
        self.root_name = root_name
        self.is_readable = False
        """Whether the text is YAML."""
        self.root: Node | None = None
        """None for a text that is no YAML, or empty but for comments."""
        self.cut_short: list[Keys] = []
        """The ways to texts that have been reported, because YAML drops a part of them."""
        self.lines: list[str] = []
        """Without characters that cannot be seen."""
        self._entries: dict[Keys, Entry] = {}
        if text is not None:
            self._read(text, tags)

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self.file.path

    @property
    def problems(self) -> list[Problem]:
        """All problems of the file found so far, in the order of their lines."""
        return self.file.problems

    @cached_property
    def data(self) -> Any:
        """What the text says, as dictionaries, lists and texts; None stands for what is empty.

        When it is first asked for, what only YAML knows is reported: keys that appear twice, words lost to a comment.
        """
        return self._data(self.root, ()) if self.root else None

    def entries(self) -> dict[str, Entry]:
        """Returns the keys of the text, with their nodes."""
        _ = self.data
        return {str(keys[0]): entry for keys, entry in self._entries.items() if len(keys) == 1}

    def location(self, keys: Keys, at_key: bool = False) -> Location:
        """Returns where a value begins, or its key."""
        key_node, node = self._entries.get(keys) or (self.root, self.root)
        return node_location(self.path, key_node if at_key else node) if node else Location(self.path)

    def report(self, keys: Keys, message: Message, fix: Message, at_key: bool = False) -> None:
        """Adds a problem at a value, or at its key."""
        _, line, column = self.location(keys, at_key)
        self.file.report(line, column, message, fix)

    def _read(self, text: str, tags: bool) -> None:
        has_conflict = bool(CONFLICT_START.search(text))
        lines = [self.file.clean_line(number, line, SYNTAX) for number, line in enumerate(text.split("\n"), 1)]
        self.lines = [line.replace(SOFT_HYPHEN, " ") for line in lines]
        if has_conflict:  # Two texts in one, of which an editor has to choose one.
            return
        plain_text = "\n".join(self.lines)
        try:
            self.root = compose(plain_text, tags)
            self.is_readable = True
        except MarkedYAMLError as error:
            line, column, message, fix = explain_error(error, plain_text)
            self.file.report_syntax_error(line + 1, column + 1, message, fix)
        except (yaml.YAMLError, RecursionError) as error:
            message = Message("this is not YAML ({reason})", reason=str(error).splitlines()[0])
            self.file.report(1, 1, message, Message("name a YAML file"))

    def _data(self, node: Node, keys: Keys) -> Any:
        """Returns what a node says. keys: the way to it."""
        if isinstance(node, MappingNode):
            return self._mapping(node, keys)
        if isinstance(node, SequenceNode):
            items = []
            for number, item in enumerate(node.value):
                self._entries[*keys, number] = (item, item)
                items.append(self._data(item, (*keys, number)))
            return items
        return self._text(node, keys)

    def _mapping(self, node: MappingNode, keys: Keys) -> dict[str, Any]:
        name = value_name(keys, self.root_name)
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if not key:
                self._report_at(
                    key_node, Message("a key in {name} is not a word", name=name), Message("write 'key: value'")
                )
            elif key in values:
                first_line = self.location((*keys, key), at_key=True).line
                message = Message(
                    "'{key}' appears twice in {name}, first in line {line}", key=key, name=name, line=first_line
                )
                self._report_at(key_node, message, Message("keep one"))
            else:
                self._entries[*keys, key] = (key_node, value_node)
                values[key] = self._data(value_node, (*keys, key))
        return values

    def _text(self, node: ScalarNode, keys: Keys) -> str | None:
        """Returns a text on one line, with what YAML would drop from it."""
        text = LINE_END.sub(" ", node.value).strip()
        if invisible := find_invisible(text):  # Written as an escape: "\u202e"
            self.report(keys, *invisible_character(invisible[0][0]))
        comment = self._lost_comment(node)
        if comment:
            name = value_name(keys, self.root_name)
            message = Message("'{text}' would be lost from {name}", text=comment, name=name)
            fix = Message("{fix}, or write a space after # if it is a comment", fix=quote_fix(text))
            self.report(keys, message, fix)
            self.cut_short.append(keys)
            return f"{text} {comment}".strip()
        is_nothing = not node.style and text in NOTHING
        return None if is_nothing else text

    def _lost_comment(self, node: ScalarNode) -> str | None:
        """Returns what YAML silently drops behind a text that is not quoted: #5 after a space begins a comment."""
        mark = node.end_mark
        if node.style or mark.line >= len(self.lines):
            return None
        comment = LOST_COMMENT.match(self.lines[mark.line], mark.column)
        return comment[1].strip() if comment else None

    def _report_at(self, node: Node, message: Message, fix: Message) -> None:
        line = min(node.start_mark.line, len(self.lines) - 1)  # An empty key may stand behind the last line.
        self.file.report(line + 1, node.start_mark.column + 1, message, fix)
