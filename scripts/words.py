"""Words as they should be: the terms of the subject, spelling, and quotation marks, dashes and spaces.

docs/data/terms.yml has the terms, and forms never to use; docs/data/words.LANGUAGE.txt, if there is one, has words that
the dictionary lacks, one a line (word/model gives a word the endings of another). Code, addresses and words in another
language ({ lang=en }) are left out.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from page import MarkdownPage, page_files
from source import Fault, Source, shown
from translations import CONFIG_FILE, read_settings, writing

TERMS = Path("docs/data/terms.yml")
READ_IN_FRONT_MATTER = {"title", "description"}
NO_TEXTS = {TERMS.name, "in-step.yml"}
# Words of letters, with * at their ends; not one that would be found everywhere.
FORM = re.compile(r"(?:[^\W\d_]{3,}\*|[^\W\d_]+)(?: (?:[^\W\d_]{3,}\*|[^\W\d_]+))*")
MAX_GUESSED = 10  # Words a language that hunspell is asked a better spelling for; each takes it a moment.
# What is no prose, as Markdown has it: words of another language, code, what begins a line, addresses, attributes.
NO_PROSE = re.compile(
    r"(?P<mark>\*\*?|__?)[^*_\n]+(?P=mark)\{[^{}]{0,99}\blang=[^{}]{0,99}\}|`[^`]*`|^[ \t>]*(?:#+|[-*+]|\d+[.)])[ \t]+"
    r"|\]\([^()]*(?:\([^()]*\)[^()]*)?\)|<[^<>]*>|\{[^{}]*\}|\[\[[^\[\]]+\]\]|https?://\S+",
    re.MULTILINE,
)
QUOTES = "\"'„“”‘’‚‛‟«»‹›"
HOLE = "\ufffc"  # Stands for what was left out, so that places stay where they are.
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
END = r"(?<=[\w.,;:!?)\]”’*_%])"
RULES = [
    (END + r"  +(?=[^\s|])", "two spaces stand here", "leave one"),
    (END + r" --? +(?=\S)", "a hyphen stands where a dash belongs", "write –"),
    (END + r" [,.;:!?](?=\s|$)", "a space stands before '{}'", "delete it"),
    (r"(?<=[^\W\d]),(?=[^\W\d])", "a space is missing after the comma", "add it"),
    (r"(?<=\d) [%‰€°](?!\d)", "the line could break before '{}'", "copy the no-break space here: '\u00a0'"),
]


class Prose(NamedTuple):
    """A text that readers see, and where it begins; what is no prose is replaced with HOLE, letter by letter."""

    path: Path
    line: int
    column: int
    language: str
    text: str

    def fault(self, offset: int, message: str) -> str:
        """A message with the place of a letter of the text."""
        line = self.text.count("\n", 0, offset)
        column = offset - self.text.rfind("\n", 0, offset) + (self.column - 1 if not line else 0)
        return Fault(self.line + line, column, message).at(self.path)


class Term(NamedTuple):
    """A form never to use, the term to write in its place, and why."""

    language: str
    never: re.Pattern[str]
    write: str
    why: str


def all_prose(docs: Path, codes: Sequence[str]) -> Iterator[Prose]:
    """The texts of the pages, and those of the data files that stand under a language."""

    def prose(path: Path, line: int, column: int, language: str, text: str) -> Prose:
        text = NO_PROSE.sub(lambda found: re.sub(r"[^\n]", HOLE, found[0]), text)
        return Prose(path, line, column, language, text)

    for code in codes:
        for file in page_files(docs / code):
            page = MarkdownPage(file)
            for node in [value for key, (_, value) in page.front_matter.items() if key in READ_IN_FRONT_MATTER]:
                yield prose(file, node.start_mark.line + 1, node.start_mark.column + 1, code, node.value)
            for passage in page.passages:
                yield prose(file, passage.start, 1, code, passage.prose)
    for file in sorted(docs.glob("data/*.yml")):
        if file.name not in NO_TEXTS:
            for node, code in _texts(Source(file).root, "", codes):
                yield prose(file, node.start_mark.line + 1, node.start_mark.column + 1, code, node.value)


def _texts(node: yaml.Node | None, language: str, codes: Collection[str]) -> Iterator[tuple[yaml.ScalarNode, str]]:
    """The texts under a language in a data file."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _texts(value, key.value if key.value in codes else language, codes)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item, language, codes)
    elif node and language:
        yield node, language


def read_terms(file: Path, codes: Sequence[str]) -> tuple[list[Term], list[str]]:
    """The forms never to use, and every fault of the file as `path:line:column: fault; cure`."""
    if not file.exists():
        return [], []
    source, terms = Source(file), []
    for name, (key, value) in source.mapping(source.root, "the file").items() if source.root else ():
        entry = source.mapping(value, name, codes, [*codes, "never", "why"], key)
        texts = {part: source.text(node, f"{name}.{part}", of) for part, (of, node) in entry.items() if part != "never"}
        if "never" in entry and "why" not in entry:
            source.fault(key, f"{name} has no 'why'; add a line 'why: …' that says what is wrong with the words")
        never = source.mapping(entry["never"][1], f"{name}.never", (), codes) if "never" in entry else {}
        for code, (of, node) in never.items():
            for place, form in source.texts(node, f"{name}.never.{code}", of):
                if FORM.fullmatch(form):
                    write, why = texts.get(code) or "", texts.get("why") or ""
                    terms.append(Term(code, _pattern(form), write, why.rstrip(".")))
                else:
                    source.fault(place, f"'{form}' is no pattern; write words, with * only after three letters or more")
    return terms, [fault.at(file) for fault in source.faults]


def _pattern(form: str) -> re.Pattern[str]:
    words = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def term_faults(prose: Prose, terms: Sequence[Term]) -> Iterator[str]:
    """Forms that are never to be used, in any inflection."""
    for term in terms:
        for found in term.never.finditer(prose.text) if term.language == prose.language else ():
            yield prose.fault(
                found.start(), f"never write '{' '.join(found[0].split())}' ({term.why}); write '{term.write}'"
            )


def typography_faults(prose: Prose, quotes: str) -> Iterator[str]:
    """What is wrong in any language, and quotation marks of another; quotes: „” or “”‘’, "" where it is not known."""
    for rule, fault, cure in RULES:
        for found in re.finditer(rule, prose.text):
            yield prose.fault(found.start(), f"{fault.format(found[0].strip())}; {cure}")
    pairs = " or ".join(f"{quotes[place]}…{quotes[place + 1]}" for place in range(0, len(quotes) - 1, 2))
    for found in re.finditer(f"[{QUOTES}]", prose.text) if pairs else ():
        before = prose.text[found.start() - 1 : found.start()]  # 5" are inches, and ’ after a letter is an apostrophe.
        if found[0] not in quotes and not before.isdigit() and not (found[0] == "’" and before.isalpha()):
            fault = f"{found[0]} is no quotation mark of '{prose.language}'"
            yield prose.fault(found.start(), f"{fault}; write {pairs}, and ’ for an apostrophe")


def spelling_faults(texts: Sequence[Prose], dictionary: str, own: Path) -> list[str]:
    """Words of one language that neither hunspell's dictionary nor our own list has. Raises OSError without hunspell.

    Words in capitals, with digits or with a dot inside are names, abbreviations and addresses, and left out.
    """
    places: dict[str, list[tuple[Prose, int]]] = {}
    for prose in texts:
        for chunk in re.finditer(r"\S+", prose.text):
            for found in WORD.finditer(chunk[0]) if not re.search(r"[\d@/_]|\w\.\w", chunk[0]) else ():
                if not found[0].isupper():
                    place = (prose, chunk.start() + found.start())
                    places.setdefault(found[0].replace("’", "'"), []).append(place)
    unknown = set(_hunspell("-l", places, dictionary, own))
    wrong = [word for word in places if unknown & {word, *(part for part in re.split("[-']", word) if part[1:])}]
    guesses = _hunspell("-a", [f"^{word}" for word in wrong[:MAX_GUESSED]], dictionary, own) if wrong else []
    better = {line.split()[1]: f" ('{line.split(': ')[1].split(', ')[0]}'?)" for line in guesses if line[:1] == "&"}
    return [
        prose.fault(offset, f"'{word}' is in no dictionary; correct it{better.get(word, '')}, or add it to {own}")
        for word in wrong
        for prose, offset in places[word]
    ]


def _hunspell(mode: str, words: Iterable[str], dictionary: str, own: Path) -> list[str]:
    command = ["hunspell", mode, "-i", "utf-8", "-d", dictionary, *(["-p", str(own.resolve())] if own.exists() else [])]
    done = subprocess.run(command, input="\n".join(words), capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise OSError(done.stderr)
    return done.stdout.splitlines()


def check(root: Path, codes: Sequence[str]) -> list[str]:
    """Faults, and what was left out, as `path:line:column: fault; cure`. Raises PluginError for mkdocs.yml."""
    config_file, docs = shown(root / CONFIG_FILE), shown(root / "docs")
    extra = read_settings(config_file).get("extra") or {}
    texts = list(all_prose(docs, codes))
    terms, lines = read_terms(shown(root / TERMS), codes)
    for prose in texts:
        lines += term_faults(prose, terms)
        lines += typography_faults(prose, writing(extra, prose.language).get("quotes", ""))
    packages = {}
    for code in codes:
        try:
            own, locale = [prose for prose in texts if prose.language == code], writing(extra, code).get("locale")
            lines += spelling_faults(own, locale, docs / f"data/words.{code}.txt") if locale else []
        except OSError:
            packages[code] = _package(locale)
        if not locale:
            cure = f"name its dictionary in extra.writing, as in {code}: {{locale: xx_YY}}"
            lines.append(f"{config_file}:1:1: warning: spelling in '{code}' is left out; {cure}")
    if packages:  # A fault where every change is checked: nothing may be left out there by chance.
        fault = f"{'' if os.environ.get('CI') else 'warning: '}spelling in {', '.join(packages)} is left out"
        cure = f"on Debian or Ubuntu: sudo apt install hunspell {' '.join(packages.values())}"
        lines.append(f"{config_file}:1:1: {fault}; {cure}")
    return lines


def _package(locale: str) -> str:
    """Debian's package of a dictionary: hunspell-lv for lv_LV, hunspell-en-gb for en_GB."""
    language, _, country = locale.lower().partition("_")
    return f"hunspell-{language}" + f"-{country}" * (language != country)
