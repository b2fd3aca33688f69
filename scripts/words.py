"""Words as they should be: the terms of the subject, spelling, and quotation marks, dashes and spaces.

docs/data/terms.yml has the terms, and forms never to use; docs/data/words.LANGUAGE.txt, if there is one, has words that
the dictionary lacks, one a line (word/model gives a word the endings of another). Code, addresses and words in another
language ({ lang=en }) are left out.
"""

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from page import hide, read_pages
from source import Fault, Source, shown
from translations import CONFIG_FILE, read_settings, writing

TERMS = Path("docs/data/terms.yml")
READ_IN_FRONT_MATTER = ("title", "description")
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
    (END + r"  +(?=[^\s|])", "two spaces stand here; leave one"),
    (END + r" --? +(?=\S)", "a hyphen stands where a dash belongs; write –"),
    (END + r" [,.;:!?](?=\s|$)", "a space stands before '{}'; delete it"),
    (r"(?<=[^\W\d]),(?=[^\W\d])", "a space is missing after the comma; add it"),
    (r"(?<=\d) [%‰€°](?!\d)", "the line could break before '{}'; copy the no-break space here: '\u00a0'"),
]

Rule = tuple[str, str]
"""A pattern that no text may have, and the message where it is found; {} stands for what was found."""


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


def all_prose(docs: Path, codes: Sequence[str]) -> Iterator[Prose]:
    """The texts of the pages, and those of the data files that stand under a language."""
    for code in codes:
        for page in read_pages(docs / code).values():
            for key in READ_IN_FRONT_MATTER:
                yield from _texts(page.path, page.front_matter.get(key, (None, None))[1], code, ())
            for passage in page.passages:
                yield Prose(page.path, passage.start, 1, code, hide(NO_PROSE, passage.prose, HOLE))
    for file in sorted(docs.glob("data/*.yml")):
        if file.name not in NO_TEXTS:
            yield from _texts(file, Source(file).root, "", codes)


def _texts(file: Path, node: yaml.Node | None, language: str, codes: Collection[str]) -> Iterator[Prose]:
    """The texts in a node of a file that stand under a language."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _texts(file, value, key.value if key.value in codes else language, codes)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(file, item, language, codes)
    elif node and language:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        yield Prose(file, line, column, language, hide(NO_PROSE, node.value, HOLE))


def read_terms(file: Path, codes: Sequence[str]) -> tuple[Mapping[str, Sequence[Rule]], list[str]]:
    """Language → rules for the forms never to use, and every fault of the file as `path:line:column: fault; cure`."""
    rules: dict[str, list[Rule]] = {code: [] for code in codes}
    if not file.exists():
        return rules, []
    source = Source(file)
    for name, (key, value) in source.mapping(source.root, "the file").items():
        entry = source.mapping(value, name, codes, [*codes, "never", "why", "page", "synonyms"], key)
        plain = {part: pair for part, pair in entry.items() if part not in ("never", "synonyms")}
        texts = {part: source.text(node, f"{name}.{part}", of) for part, (of, node) in plain.items()}
        if "page" in texts:
            check_term_page(source, entry["page"][1], texts["page"], file.parent.parent, codes)
        if "synonyms" in entry and "page" not in entry:
            source.fault(key, f"{name} has synonyms but no 'page'; add the page that they lead to: 'page: sales.md'")
        synonyms = source.mapping(entry["synonyms"][1], f"{name}.synonyms", (), codes) if "synonyms" in entry else {}
        for code, (of, node) in synonyms.items():
            list(source.texts(node, f"{name}.synonyms.{code}", of))
        if "never" in entry and "why" not in entry:
            source.fault(key, f"{name} has no 'why'; add a line 'why: …' that says what is wrong with the words")
        never = source.mapping(entry["never"][1], f"{name}.never", (), codes) if "never" in entry else {}
        for code, (of, node) in never.items():
            why, write = (texts.get(part) or "" for part in ("why", code))
            message = f"never write '{{}}' ({why.rstrip('.')}); write '{write}'"
            for place, form in source.texts(node, f"{name}.never.{code}", of):
                if FORM.fullmatch(form):
                    words = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
                    rules[code].append((rf"(?i)(?<!\w){words}(?!\w)", message))
                else:
                    source.fault(place, f"'{form}' is no pattern; write words, with * only after three letters or more")
    return rules, source.faults


def check_term_page(source: Source, node: yaml.Node, page: str | None, docs: Path, codes: Sequence[str]) -> None:
    """Notes a fault where the page or the place that a term leads to is not there in each language."""
    name, _, place = (page or "").partition("#")
    for code in codes:
        path = docs / code / name
        if not path.is_file():
            source.fault(node, f"there is no page {path}; name one that is in each language, such as sales.md")
            return
        if place and not re.search(rf"\{{[^}}]*#{re.escape(place)}\b", path.read_text("utf-8", "replace")):
            source.fault(node, f"{path} has no heading #{place}; name one that it has, or the page alone")
            return


def read_keywords(file: Path, codes: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Language → page (sales.md) or place (sales.md#follow-up) → the term and its synonyms, which search leads there.

    The file has been checked by then: what has a fault in it is left out.
    """
    keywords: dict[str, dict[str, list[str]]] = {code: {} for code in codes}
    source = Source(file) if file.exists() else None
    for name, (_, value) in source.mapping(source.root, "the file").items() if source else ():
        entry = source.mapping(value, name)
        page = source.text(entry["page"][1], f"{name}.page") if "page" in entry else None
        synonyms = source.mapping(entry["synonyms"][1], f"{name}.synonyms") if "synonyms" in entry else {}
        for code in codes if page else ():
            words = [source.text(entry[code][1], name)] if code in entry else []
            if code in synonyms:
                words += [text for _, text in source.texts(synonyms[code][1], f"{name}.synonyms.{code}")]
            keywords[code].setdefault(page, []).extend(filter(None, words))
    return keywords


def typography(language: str, quotes: str) -> list[Rule]:
    """What is wrong in any language, and quotation marks of another; quotes: „” or “”‘’, "" where it is not known."""
    pairs = " or ".join(f"{left}…{right}" for left, right in zip(quotes[::2], quotes[1::2], strict=False))
    # 5" are inches, and ’ after a letter is an apostrophe.
    foreign = rf"(?<!\d)(?!(?<=[^\W\d_])’|[{re.escape(quotes)}])[{QUOTES}]"
    fault = f"{{}} is no quotation mark of '{language}'; write {pairs}, and ’ for an apostrophe"
    return [*RULES, (foreign, fault)] if pairs else RULES


def rule_faults(prose: Prose, rules: Iterable[Rule]) -> Iterator[str]:
    """What rules forbid and a text has."""
    for pattern, message in rules:
        for found in re.finditer(pattern, prose.text):
            yield prose.fault(found.start(), message.replace("{}", " ".join(found[0].split())))


def spelling_faults(texts: Sequence[Prose], dictionary: str, own: Path) -> list[str]:
    """Words of one language that neither hunspell's dictionary nor our own list has.

    Words in capitals, with digits or with a dot inside are names, abbreviations and addresses, and left out. Raises
    OSError without hunspell, CalledProcessError without the dictionary.
    """
    places: dict[str, list[tuple[Prose, int]]] = defaultdict(list)
    for prose in texts:
        for chunk in re.finditer(r"\S+", prose.text):
            for found in WORD.finditer(chunk[0]) if not re.search(r"[\d@/_]|\w\.\w", chunk[0]) else ():
                if not found[0].isupper():
                    places[found[0].replace("’", "'")].append((prose, chunk.start() + found.start()))
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
    text = "\n".join(words)
    done = subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8", errors="replace")
    return done.stdout.splitlines()


def check(root: Path, codes: Sequence[str]) -> list[str]:
    """Faults, and what was left out, as `path:line:column: fault; cure`. Raises PluginError for mkdocs.yml."""
    config_file, docs = shown(root / CONFIG_FILE), shown(root / "docs")
    extra = read_settings(config_file).get("extra") or {}
    terms, lines = read_terms(shown(root / TERMS), codes)
    texts, packages = list(all_prose(docs, codes)), {}
    for code in codes:
        own, written = [prose for prose in texts if prose.language == code], writing(extra, code)
        rules = [*terms[code], *typography(code, written.get("quotes", ""))]
        lines += [fault for prose in own for fault in rule_faults(prose, rules)]
        if locale := written.get("locale"):
            try:
                lines += spelling_faults(own, locale, docs / f"data/words.{code}.txt")
            except (OSError, subprocess.CalledProcessError):
                # Debian's package of a dictionary: hunspell-lv for lv_LV, hunspell-en-gb for en_GB
                packages[code] = "-".join(dict.fromkeys(["hunspell", *locale.lower().split("_")]))
        else:
            cure = f"name its dictionary in extra.writing, as in {code}: {{locale: xx_YY}}"
            lines.append(f"{config_file}:1:1: warning: spelling in '{code}' is left out; {cure}")
    if packages:  # A fault where every change is checked: nothing may be left out there by chance.
        fault = f"{'' if os.environ.get('CI') else 'warning: '}spelling in {', '.join(packages)} is left out"
        cure = f"on Debian or Ubuntu: sudo apt install hunspell {' '.join(packages.values())}"
        lines.append(f"{config_file}:1:1: {fault}; {cure}")
    return lines
