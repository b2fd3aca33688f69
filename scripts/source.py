"""A data file as an editor wrote it: YAML read as plain text, with the place of every part and of every fault.

YAML guesses types (`no` becomes false, 1.10 becomes 1.1) and stops at its first error. Editors write words: here a text
is what stands in the file, and all faults are found in one run, each with its line, column and cure.
"""

import codecs
import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from yaml import Node

MAX_BYTES = 5_000_000  # 10,000 table rows are about 2 MB; what is larger was not written by hand.
MAX_DEPTH = 20  # Our files nest five deep.
MAX_MENDED = 50  # Syntax errors looked past in one run; each costs another parse.

# PyYAML's wheels carry the C parser, ten times faster; both give the same nodes.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Not allowed in YAML, or never seen by a reader and so never meant: controls, zero-width spaces, bidirectional
# overrides. The zero-width joiners stay, languages and emoji need them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
UNSEEN = "U+{:04X} stands here and cannot be seen; delete it"
MERGE = re.compile("(<<<<<<<|=======|>>>>>>>)( .*)?$")  # What Git writes where two changes meet
# `  - key: value`: what stands before the value, and the value.
VALUE = re.compile(r"(\s*(?:- +)*(?:[^\s\"'#:][^:#]*:[ \t]+)?)(\S.*)")
# What a value looks like that YAML takes for something else, and what to tell its editor.
MEANT_AS_TEXT = {
    "'": "a quoted text must end with its line; close it with ', and inside it write ''",
    '"': 'a quoted text must end with its line; close it with ", and inside it write \\"',
    "[-*[\\]{}&!|>%@`,?]": 'a text that begins with {} means something else to YAML; put the whole text in "quotes"',
    r".*:(\s|$)": 'a text with a colon and a space means something else to YAML; put the whole text in "quotes"',
}
NESTING = f'brackets nest more than {MAX_DEPTH} deep; put a text that begins with one in "quotes"'
DOCUMENT = "a second document begins here; delete the line ---"
NO_FIT = (
    "this line does not fit those above it; indent it like its neighbours, or put the missing colon into the last one"
)
UNREADABLE = {
    FileNotFoundError: "there is no such file; check its name",
    PermissionError: "it may not be read; change its permissions (chmod u+r)",
}

Keys = Collection[str]
Entry = tuple[Node, Node]
"""The nodes of a key and of its value."""


class Fault(NamedTuple):
    """What is wrong at a place of a file (line and column from 1), and after a semicolon how to mend it."""

    line: int
    column: int
    message: str

    def at(self, path: Path) -> str:
        """The fault as a line for an editor, and for the tools that read `path:line:column: message`."""
        return f"{path}:{self.line}:{self.column}: {self.message}"


def shown(path: Path) -> Path:
    """A path as an editor knows it: from the folder where the command runs, if it lies in it."""
    path = path.resolve()
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


class Source:
    """The nodes of one YAML file, and the faults met so far while it is read.

    `root` is None where the file cannot be read as YAML at all; `faults` then says why. Nothing is raised.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._faults: set[Fault] = set()
        self.lines: list[str] = []
        self.root: Node | None = None
        if (text := self._read()) is not None:
            self._take(text)

    @property
    def faults(self) -> list[str]:
        """All faults as `path:line:column: fault; cure`, in the file's order."""
        return [fault.at(self.path) for fault in sorted(self._faults)]

    def fault(self, node: Node | None, message: str) -> None:
        """Notes a fault at a node; None is the start of the file."""
        self._note(node.start_mark.line if node else 0, node.start_mark.column if node else 0, message)

    def mapping(
        self, node: Node | None, name: str, required: Keys = (), allowed: Keys | None = None, key: Node | None = None
    ) -> dict[str, Entry]:
        """The entries of a mapping, as key → (key node, value node), in the file's order.

        name: what an editor calls it, for messages. allowed: the keys there may be; None for any. key: its own key's
        node, where a missing entry is reported. A node of another kind gives a fault and an empty dictionary; None, the
        root of a file that cannot be read, has given its fault already.
        """
        if not node:
            return {}
        if not isinstance(node, yaml.MappingNode):
            cure = f"write one for each of {_listed(required)}" if required else "write at least one"
            self.fault(key or node, f"{name} {_kind(node)} where 'key: value' lines belong; {cure}")
            return {}
        entries: dict[str, Entry] = {}
        meant = set()
        for key_node, value in node.value:
            text = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not text:
                self.fault(key_node, f"a key in {name} is not a word; write 'key: value'")
            elif text in entries:
                first = entries[text][0].start_mark.line + 1
                self.fault(key_node, f"'{text}' stands twice in {name}, first in line {first}; keep one")
            elif allowed is not None and text not in allowed:
                close = difflib.get_close_matches(text, [word for word in allowed if word not in entries], 1)
                meant.update(close)
                cure = f"did you mean '{close[0]}'?" if close else f"delete it; {name} knows {_listed(allowed)}"
                self.fault(key_node, f"unknown key '{text}' in {name}; {cure}")
            else:
                entries[text] = (key_node, value)
        for word in required:
            if word not in entries and word not in meant:
                self.fault(key or node, f"{name} has no '{word}'; add a line '{word}: …' to it")
        return entries

    def text(self, node: Node, name: str, key: Node | None = None) -> str | None:
        """The text of a scalar as it is written, on one line; None and a fault where there is none."""
        if not isinstance(node, yaml.ScalarNode):
            is_colon = isinstance(node, yaml.MappingNode)
            cure = 'put it in "quotes" if it has a colon in it' if is_colon else "write one text"
            self.fault(node, f"{name} {_kind(node)} where a text belongs; {cure}")
            return None
        lost = not node.style and re.match(r"[ \t]+#\S.*", self.lines[node.end_mark.line][node.end_mark.column :])
        if lost:  # A word like #5 after a space begins a comment, and YAML drops it silently.
            cure = 'put the whole text in "quotes", or write a space after # if it is a comment'
            self.fault(node, f"'{lost[0].strip()}' would be lost from {name}; {cure}")
            return None
        if hidden := INVISIBLE.search(node.value):  # Written as "\u202e"
            self.fault(node, UNSEEN.format(ord(hidden[0])))
            return None
        text = " ".join(node.value.split("\n")).strip()
        if not text:
            self.fault(key or node, f"{name} is empty; write its text")
        return text or None

    def texts(self, node: Node, name: str, key: Node | None = None) -> Iterator[tuple[Node, str]]:
        """The texts of a list with their nodes, or the one text that stands in its place."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return ((node, text) for node in nodes if (text := self.text(node, name, key)))

    def _take(self, text: str) -> None:
        self.lines = list(self._clean(text))
        self.root = self._parse()

    def _read(self) -> str | None:
        """The file's text; None and a fault where it is not a readable UTF-8 file of a size that people write."""
        try:
            size = self.path.stat().st_size
            if not self.path.is_file():
                is_folder = self.path.is_dir()
                fault = "is a folder; name a file in it" if is_folder else "is no plain file; name a file on the disk"
            elif size > MAX_BYTES:
                fault = f"is {size / 1e6:.1f} MB large, {MAX_BYTES / 1e6:.0f} MB are allowed; make it shorter"
            elif (data := self.path.read_bytes()).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                fault = "the text is in UTF-16; save it as UTF-8"
            elif b"\0" in data:
                fault = "this is binary, not text; save it as text in UTF-8"
            else:
                return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            *above, line = error.object[: error.start].decode("utf-8", "replace").split("\n")
            self._note(len(above), len(line), "a letter is not in UTF-8; save the file as UTF-8, check the letter")
            return None
        except (OSError, ValueError) as error:
            unknown = f"it cannot be read ({getattr(error, 'strerror', None) or error}); check its name"
            fault = UNREADABLE.get(type(error), unknown)
        self.fault(None, fault)
        return None

    def _clean(self, text: str) -> Iterator[str]:
        """The lines without what YAML stumbles over, so that the rest can still be checked; a fault for each."""
        is_spaced, above = "\n  " in text, ""
        for number, line in enumerate(text.split("\n")):
            words = line.lstrip()
            indent = line[: len(line) - len(words)]
            if "\t" in indent and words:
                self._note(number, indent.index("\t"), "a tab indents this line; use two spaces for each level")
                width = len(above) - len(above.lstrip()) + 2 * above.endswith(":") if is_spaced else 2 * len(indent)
                line = " " * width + words
            above = line if words else above
            yield self._seen(number, line)

    def _seen(self, number: int, line: str) -> str:
        """The line with spaces for what cannot be seen, and without marks of a merge; a fault for each."""
        if MERGE.match(line):
            cure = "keep one, and delete the lines <<<<<<<, ======= and >>>>>>>"
            self._note(number, 0, f"two versions of the text meet here; {cure}")
        line = MERGE.sub("", line)
        for hidden in INVISIBLE.finditer(line):
            self._note(number, hidden.start(), UNSEEN.format(ord(hidden[0])))
        return INVISIBLE.sub(" ", line)

    def _parse(self) -> Node | None:
        """The root node. A line with a syntax error is noted and read as if its value were quoted, to find the rest."""
        lines = list(self.lines)
        for _ in range(MAX_MENDED):
            try:
                root = _compose("\n".join(lines))
                if root is None:
                    self.fault(None, "the file is empty; write its 'key: value' lines")
                return root
            except yaml.MarkedYAMLError as error:
                # An open quote is noticed at the end of the file; it stands where its context begins.
                is_open = error.context_mark and "quoted scalar" in (error.context or "")
                mark = error.context_mark if is_open else error.problem_mark
                number = min(mark.line, len(lines) - 1)
                before, value = found.groups() if (found := VALUE.fullmatch(lines[number])) else ("", "")
                looks = next((told for begin, told in MEANT_AS_TEXT.items() if re.match(begin, value)), NO_FIT)
                message = error.problem if error.problem in (NESTING, DOCUMENT) else looks.format(value[:1])
                self._note(number, mark.column, message)
                if message in (DOCUMENT, NO_FIT):
                    return None  # What follows cannot be read without it.
                lines[number] = f'{before}"…"'
            except (yaml.YAMLError, RecursionError) as error:
                self.fault(None, f"this is not YAML ({str(error).splitlines()[0]}); name a YAML file")
                return None
        return None

    def _note(self, line: int, column: int, message: str) -> None:
        """Notes a fault at a line and column counted from 0."""
        self._faults.add(Fault(line + 1, column + 1, message))


def _compose(text: str) -> Node | None:
    """The root node. Raises MarkedYAMLError, and so at the first anchor, alias, tag, second document or deep nesting.

    No data file needs them, and expansion bombs are made of them.
    """
    depth = documents = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        is_reference = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if is_reference or depth > MAX_DEPTH or documents > 1:
            problem = DOCUMENT if documents > 1 else NESTING if depth > MAX_DEPTH else "reference"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
    return yaml.compose(text, Loader=SafeLoader)


def _kind(node: Node) -> str:
    kinds = {yaml.SequenceNode: "is a list", yaml.MappingNode: "has 'key: value' lines"}
    return kinds.get(type(node)) or ("is a text" if node.value else "is empty")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
