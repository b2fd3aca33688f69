"""Checks terms, from docs/data/terms.yml: words never to write in their place, and where these are right.

A forbidden word is found in each of its forms, even with Markdown, hyphens or the end of a line inside. In the phrases
under `allowed` it has another meaning, and is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from checks.prose import EMPHASIS, Prose, site_prose
from messages.message import Message
from messages.problems import Location, Problem
from search.search_terms import search_terms
from search.terms_file import TERMS_FILE, read_term_entries
from sources.json_schema import as_list
from sources.site import Site
from sources.site_sources import Sources
from sources.yaml_source import YamlSource

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
    message: Message
    """{words} are what was found."""
    fix: Message
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
                    message = forbidden.message.with_values(words=words)
                    yield prose.problem(offsets[found.start()], message, forbidden.fix)

    def unused(self) -> list[Problem]:
        """Returns a warning for each allowed phrase that no text has had."""
        problems = {}
        for forbidden in chain.from_iterable(self.forbidden.values()):
            for phrase in forbidden.allowed:
                if phrase not in self.used:
                    message = Message("'{phrase}' no longer occurs in any text", phrase=phrase.text)
                    fix = Message("delete it from allowed")
                    problems[phrase] = Problem(phrase.location, message, fix, is_warning=True)
        return list(problems.values())

    def _is_allowed(self, text: str, found: re.Match[str], phrases: Sequence[Phrase]) -> bool:
        """Returns whether the word that was found is in one of the phrases, and notes that the phrase is used."""
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


def check_terms(site: Site) -> Iterator[Problem]:
    """Yields forbidden words, allowed phrases that no text has, and what is wrong with the file of terms."""
    search_terms(site)  # It reports in the file, too.
    terms, problems = read_terms(site.sources, site.languages)
    yield from problems
    for texts in site_prose(site).values():
        for prose in texts:
            yield from terms.check(prose)
    yield from terms.unused()


def read_terms(sources: Sources, languages: Sequence[str]) -> tuple[Terms, list[Problem]]:
    """Returns the forbidden words, and all problems of the file. A file that is not there forbids none."""
    forbidden: dict[str, list[Forbidden]] = {language: [] for language in languages}
    if not (sources.docs / TERMS_FILE).exists():
        return Terms(forbidden), []
    source, entries = read_term_entries(sources, languages)
    for name, entry in entries.items():
        for language in languages:
            forbidden[language] += _read_term(source, name, entry, language)
    return Terms(forbidden), source.problems


def _read_term(source: YamlSource, name: str, entry: Mapping[str, Any], language: str) -> Iterator[Forbidden]:
    """Yields each form that a term's entry says never to write in a language."""
    forms = as_list(entry.get("never", {}).get(language))
    patterns = [_pattern(re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", " ")) for form in forms]
    allowed = list(_read_allowed(source, name, entry, language, patterns))
    reasons = entry.get("why", {})
    if forms and "why" in entry and language not in reasons:
        message = Message("{name} has no '{key}'", name=f"{name}.why", key=language)
        source.report((name, "why"), message, Message("add a line '{key}: …' to it", key=language), at_key=True)
    message = Message("never write '{words}' ({why})", words="…", why=reasons.get(language, "").rstrip("."))
    fix = Message(
        "write '{term}', or if it means something else here, add the whole phrase to {key} in {path}",
        term=entry.get(language, ""),
        key=f"{name}.allowed.{language}",
        path=source.path,
    )
    for pattern in patterns:
        yield Forbidden(pattern, message, fix, allowed)


def _read_allowed(
    source: YamlSource, name: str, entry: Mapping[str, Any], language: str, forms: Sequence[re.Pattern[str]]
) -> Iterator[Phrase]:
    """Yields the phrases in which a forbidden word is right. Each has the word, and others beside it."""
    value = entry.get("allowed", {}).get(language)
    for number, text in enumerate(as_list(value)):
        keys = (name, "allowed", language, number) if isinstance(value, list) else (name, "allowed", language)
        words = plain_words(text)[0].strip()
        found = [match for form in forms if (match := form.search(words))]
        if not found:
            message = Message("'{phrase}' has no word that needs to be allowed", phrase=text)
            fix = Message("write the phrase with a word of {key}, or delete it", key=f"{name}.never.{language}")
            source.report(keys, message, fix)
        elif any(match[0] == words for match in found):
            message = Message("'{phrase}' would be allowed everywhere", phrase=text)
            source.report(keys, message, Message("write the words around it too"))
        else:
            yield Phrase(_pattern(re.escape(words).replace(r"\ ", " ")), text, source.location(keys))


def _pattern(words: str) -> re.Pattern[str]:
    """Returns the pattern that finds whole words, in any case and across the end of a line. words: a regex each."""
    return re.compile(rf"(?<!\w){BETWEEN_WORDS.join(words.split())}(?!\w)", re.IGNORECASE)
