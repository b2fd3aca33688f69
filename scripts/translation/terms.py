"""Terms of the subject, from docs/data/terms.yml: words never to write in their place, and where they are right.

A forbidden word is found in each of its forms, also where Markdown, hyphens or the end of a line stand inside. A phrase
below `allowed` has it in another meaning: there it is right.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from sources.problems import Location, Problem
from sources.site_sources import Sources
from sources.yaml_source import Entry, YamlSource
from translation.prose import EMPHASIS, Prose

TERMS_FILE = Path("data/terms.yml")  # In docs/
KEYS = ("never", "why", "allowed", "page", "synonyms")  # Beside the languages
# Words of letters. A word of three letters or more may end in *, which stands for any ending.
TERM_PATTERN = re.compile(
    r"""
    (?: [^\W\d_]{3,}\* | [^\W\d_]+ )
    (?: [ ] (?: [^\W\d_]{3,}\* | [^\W\d_]+ ) )*
    """,
    re.VERBOSE,
)
# What may stand inside a word or between two, and changes neither
LEFT_OUT = re.compile(
    rf"""
    (?P<space> [-\u2010\u2011] )                # hyphens
    | [\u00ad{EMPHASIS}"„“”«»‘‚]                # soft hyphens, quotation marks
    """,
    re.VERBOSE,
)
BETWEEN_WORDS = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"  # Not an empty line: there another paragraph begins.


class Phrase(NamedTuple):
    """A phrase in which a forbidden word is right."""

    pattern: re.Pattern[str]
    text: str
    location: Location


class Forbidden(NamedTuple):
    """A form never to write."""

    pattern: re.Pattern[str]
    message: str
    """With {} for what was found."""
    fix: str
    allowed: Sequence[Phrase]


class Terms:
    """The forbidden words of each language, and the phrases in which they were found to be right so far."""

    def __init__(self, forbidden: Mapping[str, Sequence[Forbidden]]) -> None:
        self.forbidden = forbidden
        self.used: set[Phrase] = set()

    def check(self, prose: Prose) -> Iterator[Problem]:
        """Yields a problem wherever a text has a forbidden word."""
        text, offsets = plain_words(prose.text)
        for forbidden in self.forbidden[prose.language]:
            for found in forbidden.pattern.finditer(text):
                if not self._is_allowed(text, found, forbidden.allowed):
                    words = " ".join(found[0].split())
                    yield prose.problem(offsets[found.start()], forbidden.message.replace("{}", words), forbidden.fix)

    def unused(self) -> list[Problem]:
        """Returns a warning for each allowed phrase that no text has had."""
        problems = {}
        for forbidden in self.forbidden.values():
            for phrase in (phrase for entry in forbidden for phrase in entry.allowed):
                if phrase not in self.used:
                    message = f"no text has '{phrase.text}' any more"
                    problems[phrase] = Problem(phrase.location, message, "delete it from allowed", is_warning=True)
        return list(problems.values())

    def _is_allowed(self, text: str, found: re.Match[str], phrases: Sequence[Phrase]) -> bool:
        """Returns whether the word that was found stands in one of the phrases, and notes that the phrase is used."""
        for phrase in phrases:
            for place in phrase.pattern.finditer(text):
                if place.start() <= found.start() and found.end() <= place.end():
                    self.used.add(phrase)
                    return True
        return False


def plain_words(text: str) -> tuple[str, list[int]]:
    """Returns the words of a text with a space for each hyphen, and the offset of each character."""
    plain = []
    offsets = []
    position = 0
    for left_out in [*LEFT_OUT.finditer(text), None]:
        end = left_out.start() if left_out else len(text)
        plain.append(text[position:end])
        offsets += range(position, end)
        if left_out:
            position = left_out.end()
            if left_out["space"]:
                plain.append(" ")
                offsets.append(left_out.start())
    return "".join(plain), offsets


def read_terms(sources: Sources, languages: Sequence[str]) -> tuple[Terms, list[Problem]]:
    """Returns the forbidden words, and all problems of the file. A file that is not there forbids none."""
    forbidden: dict[str, list[Forbidden]] = {language: [] for language in languages}
    path = sources.docs / TERMS_FILE
    if not path.exists():
        return Terms(forbidden), []
    source = sources.yaml(path)
    for name, (key, value) in source.mapping(source.root, "the file").items():
        entry = source.mapping(value, name, languages, [*languages, *KEYS], key)
        for language, found in _read_term(source, name, key, entry, languages):
            forbidden[language].append(found)
    return Terms(forbidden), source.problems


def _read_term(
    source: YamlSource, name: str, key: yaml.Node, entry: Mapping[str, Entry], languages: Sequence[str]
) -> Iterator[tuple[str, Forbidden]]:
    """Yields the language and each form that a term's entry says never to write."""
    texts = {}
    for part, (part_key, node) in entry.items():
        if part in ("why", "page", *languages):
            texts[part] = source.text(node, f"{name}.{part}", part_key) or ""
    if "never" in entry and "why" not in entry:
        fix = "add a line 'why: …' that says what is wrong with the words"
        source.report(key, f"{name} has no 'why'", fix)
    reason = texts.get("why", "").rstrip(".")
    forms = dict(_read_forms(source, name, entry, languages))
    allowed = _read_allowed(source, name, entry, forms, languages)
    for language, patterns in forms.items():
        message = f"never write '{{}}' ({reason})"
        good = texts.get(language, "")
        where = f"{name}.allowed.{language} in {source.path}"
        fix = f"write '{good}', or if it means something else here, add the phrase in which it occurs to {where}"
        for pattern in patterns:
            yield language, Forbidden(pattern, message, fix, allowed[language])


def _read_forms(
    source: YamlSource, name: str, entry: Mapping[str, Entry], languages: Sequence[str]
) -> Iterator[tuple[str, list[re.Pattern[str]]]]:
    """Yields each language that has words never to write, with their patterns."""
    if "never" not in entry:
        return
    for language, (key, node) in source.mapping(entry["never"][1], f"{name}.never", (), languages).items():
        patterns = []
        for form_node, form in source.texts(node, f"{name}.never.{language}", key):
            if TERM_PATTERN.fullmatch(form):
                patterns.append(_pattern(re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", " ")))
            else:
                source.report(
                    form_node, f"'{form}' is not a pattern", "write words, with * only after three letters or more"
                )
        yield language, patterns


def _read_allowed(
    source: YamlSource,
    name: str,
    entry: Mapping[str, Entry],
    forms: Mapping[str, Sequence[re.Pattern[str]]],
    languages: Sequence[str],
) -> dict[str, list[Phrase]]:
    """Returns language → the phrases in which a word is right. Each has the word, and others beside it."""
    allowed: dict[str, list[Phrase]] = defaultdict(list)
    if "allowed" not in entry:
        return allowed
    for language, (key, node) in source.mapping(entry["allowed"][1], f"{name}.allowed", (), languages).items():
        for phrase_node, text in source.texts(node, f"{name}.allowed.{language}", key):
            words = plain_words(text)[0].strip()
            found = [form.search(words) for form in forms.get(language, ())]
            if not any(found):
                fix = f"write the phrase with a word of {name}.never.{language}, or delete it"
                source.report(phrase_node, f"'{text}' has no word that needs to be allowed", fix)
            elif any(form and form[0] == words for form in found):
                source.report(phrase_node, f"'{text}' would be allowed everywhere", "write the words beside it too")
            else:
                mark = phrase_node.start_mark
                location = Location(source.path, mark.line + 1, mark.column + 1)
                allowed[language].append(Phrase(_pattern(re.escape(words).replace(r"\ ", " ")), text, location))
    return allowed


def _pattern(words: str) -> re.Pattern[str]:
    """Returns the pattern that finds whole words, in any case and across the end of a line. words: a regex each."""
    return re.compile(rf"(?<!\w){BETWEEN_WORDS.join(words.split())}(?!\w)", re.IGNORECASE)
