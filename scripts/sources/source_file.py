"""A text file as an editor wrote it, and the problems found in it so far."""

import codecs
import re
import unicodedata
from pathlib import Path

from messages.message import Message
from messages.problems import Location, Problem
from sources.homoglyphs import find_homoglyphs

MAX_BYTES = 5_000_000  # 10,000 table rows are about 2 MB; a larger file was not written by hand.

SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")
OTHER_SPACE = re.compile("[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
LOST_LETTER = "\ufffd"  # A program writes it in place of a letter that it cannot read.
# Marks that a text from right to left may need where it has another language in it
DIRECTION_MARK = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")
FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

# Characters that YAML forbids, or that no reader sees and nobody means: control characters, soft hyphens,
# zero-width spaces, bidirectional overrides, signs of Word's own (private use), which other fonts lack. The zero-width
# joiners are allowed, which some languages and emoji need.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u2065"
    "\u2800\u3164\ud800-\uf8ff\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff]"
)
# Printable ASCII, Latin letters, dashes and quotation marks: a line of these alone needs no closer look.
PLAIN_LINE = re.compile("[\t\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e]*")
# Git writes these lines where two changes conflict; ||||||| with the style diff3, the last two are Jujutsu's.
CONFLICT_MARKER = re.compile(r"(<{7}|={7}|>{7}|\|{7}|%{7}|\+{7})( .*)?$")
CONFLICT_START = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)  # Without one, ======= underlines a heading.


TWO_VERSIONS = (
    Message("two versions of the text meet here"),
    Message("keep one, and delete the lines <<<<<<<, ||||||| (if there is one), ======= and >>>>>>>"),
)


class SourceFile:
    """The text of one file, and the problems found in it so far. Nothing is raised.

    `text` is None where the file cannot be read; `problems` then says why.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._problems: set[Problem] = set()  # A set, because two checks may find the same problem.
        self.text = self._read()
        self.has_conflict_markers = bool(CONFLICT_START.search(self.text or ""))

    @property
    def problems(self) -> list[Problem]:
        """All problems found so far, in the order of their lines."""
        return sorted(self._problems)

    def report(self, line: int, column: int, message: Message, fix: Message) -> None:
        """Adds a problem. Line and column are counted from 1."""
        self._problems.add(Problem(Location(self.path, line, column), message, fix))

    def report_syntax_error(self, line: int, column: int, message: Message, fix: Message) -> None:
        """Adds the problem of a line that cannot be read, in place of others in that line, which may come of it."""
        self._problems = {problem for problem in self._problems if problem.location.line != line}
        self.report(line, column, message, fix)

    def clean_line(self, number: int, line: str, syntax: re.Pattern[str]) -> str:
        """Returns the line without what programs stumble over, and reports it: a space stands for each such character.

        number: the number of the line, from 1. syntax: the parts of a line in which a no-break space is none.
        """
        if PLAIN_LINE.fullmatch(line) and not self.has_conflict_markers:
            return line
        line = self._plain_spaces(number, line, syntax)
        for homoglyph in find_homoglyphs(line):
            self.report(number, homoglyph.offset + 1, homoglyph.message, homoglyph.fix)
        if self.has_conflict_markers and CONFLICT_MARKER.match(line):
            self.report(number, 1, *TWO_VERSIONS)
            line = CONFLICT_MARKER.sub("", line)
        if LOST_LETTER in line:
            message = Message("a letter was lost here, and {sign} put in its place", sign=LOST_LETTER)
            fix = Message("type the word again, and save the file as UTF-8")
            self.report(number, line.index(LOST_LETTER) + 1, message, fix)
        for invisible in find_invisible(line):
            self.report(number, invisible.start() + 1, *invisible_character(invisible[0]))
            if invisible[0] != SOFT_HYPHEN:  # It stays where it is, so that the word around it is still read as one.
                line = f"{line[: invisible.start()]} {line[invisible.end() :]}"
        return line

    def _plain_spaces(self, number: int, line: str, syntax: re.Pattern[str]) -> str:
        """Returns the line with a space for each other one in its syntax, and reports the first of each part."""
        for part in syntax.finditer(line):
            spaces = [*NO_BREAK_SPACE.finditer(part[0]), *OTHER_SPACE.finditer(part[0])]
            if spaces:
                column = part.start() + spaces[0].start() + 1
                message = Message("there is U+{code} where a space belongs", code=f"{ord(spaces[0][0]):04X}")
                if NO_BREAK_SPACE.match(spaces[0][0]):
                    message = Message("there is a no-break space where a space belongs")
                self.report(number, column, message, Message("delete it and type a space"))
                plain = OTHER_SPACE.sub(" ", NO_BREAK_SPACE.sub(" ", part[0]))
                line = line[: part.start()] + plain + line[part.end() :]
        return line

    def _read(self) -> str | None:
        """Returns the text with \\n at the end of each line; None, and reports it, where that is impossible."""
        try:
            size = self.path.stat().st_size
            if not self.path.is_file():
                self._report_no_file()
                return None
            if size > MAX_BYTES:
                message = Message("the file is larger than {size} MB, which is the limit", size=MAX_BYTES // 1_000_000)
                self.report(1, 1, message, Message("make it shorter"))
                return None
            return self._decode(self.path.read_bytes())
        except FileNotFoundError:
            self.report(1, 1, Message("there is no such file"), Message("check its name"))
        except PermissionError:
            self.report(1, 1, Message("the file may not be read"), Message("change its permissions (chmod u+r)"))
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            reason = getattr(error, "strerror", None) or error
            message = Message("the file cannot be read ({reason})", reason=str(reason))
            self.report(1, 1, message, Message("check its name"))
        return None

    def _report_no_file(self) -> None:
        if self.path.is_dir():
            self.report(1, 1, Message("this is a folder"), Message("name a file in it"))
        else:
            self.report(1, 1, Message("this is not a plain file"), Message("name a file on the disk"))

    def _decode(self, data: bytes) -> str | None:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.report(1, 1, Message("the text is in UTF-16"), Message("save it as UTF-8"))
            return None
        if b"\0" in data:
            self.report(1, 1, Message("this is binary, not text"), Message("save it as text in UTF-8"))
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8", "replace").split("\n")
            fix = Message("save the file as UTF-8, and check the letter")
            self.report(len(before), len(before[-1]) + 1, Message("a letter is not in UTF-8"), fix)
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", text)  # Files from a Mac may keep letters and their marks apart.


def conflict_markers(path: Path) -> list[Problem]:
    """Returns a problem for each line that Git has written where two changes of a file conflict.

    path: a file that nothing else reads line by line, such as a list of words. Nothing is raised.
    """
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:  # Whoever needs the file says so.
        return []
    if not CONFLICT_START.search(text):
        return []
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if CONFLICT_MARKER.match(line):
            problems.append(Problem(Location(path, number), *TWO_VERSIONS))
    return problems


def find_invisible(line: str) -> list[re.Match[str]]:
    """Returns the characters of a line that cannot be seen, and that its writing does not need."""
    marks = [] if FROM_RIGHT_TO_LEFT.search(line) else DIRECTION_MARK.finditer(line)
    return [*INVISIBLE.finditer(line), *marks]


def invisible_character(character: str) -> tuple[Message, Message]:
    """Returns the message and the fix for a character that cannot be seen."""
    message = Message("the character U+{code} here cannot be seen", code=f"{ord(character):04X}")
    return message, Message("delete it")
