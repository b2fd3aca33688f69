"""Latvian lemmas and all their inflected forms, from Debian's hunspell-lv: the judge of the search, never its source.

The dictionary is LGPL-2.1+; it is read where it is installed, and nothing made from it is published.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DICTIONARY = Path("/usr/share/hunspell/lv_LV")
FUNCTION_CLASSES = {"saiklis", "apstv", "vietnv", "izs", "skv"}
WORD_CLASSES = {"lietv": "noun", "īpv": "adjective", "darbv": "verb", "darb": "verb", "apstv": "adverb"}
# What these flags add is another word, not a form: the verbal noun in -šana (J, j), the feminine of a person (x).
DERIVING = {"J": "noun", "x": "noun"}
NEGATION = "-"
CIRCUMFIX = "|"


@dataclass(frozen=True)
class Suffix:
    """One rule of the affix file: what it takes off, what it adds, where it applies, and what may follow it."""

    strip: str
    add: str
    condition: re.Pattern[str]
    follow: str


@dataclass(frozen=True)
class Lemma:
    """A dictionary word, its class and all its forms, small letters; without the negation ne-."""

    word: str
    kind: str
    forms: frozenset[str]


def lemmas(dictionary: Path = DICTIONARY) -> list[Lemma]:
    """Every noun, adjective, verb and adverb of the dictionary, in its order, each word and class once."""
    suffixes, prefixes = _affixes(dictionary.with_suffix(".aff"))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word, flags, kind in _entries(dictionary):
        name = WORD_CLASSES.get(kind)
        if not kind and word.endswith("t") and "j" in flags:
            name = "verb"  # The irregular ones (būt, dot, iet) have no class; their flags tell.
        if not name:
            continue
        found[word.lower(), name] |= _forms(word, flags, suffixes, prefixes)
        for flag, derived in DERIVING.items():
            for rule in suffixes[flag] if flag in flags else ():
                if rule.condition.search(word):
                    new = word[: len(word) - len(rule.strip)] + rule.add
                    found[new.lower(), derived] |= _forms(new, rule.follow, suffixes, prefixes)
    return [Lemma(word, kind, frozenset(form.lower() for form in forms)) for (word, kind), forms in found.items()]


def function_words(dictionary: Path = DICTIONARY) -> set[str]:
    """Words that a text is held together by (ar, kurš, divi, vēl), in all their forms.

    Where one of them stands, it is no form of a verb that looks alike: "kuru" of "kurt", "vēl" of "vēlēt".
    """
    suffixes, prefixes = _affixes(dictionary.with_suffix(".aff"))
    found = {"kur", "gan"}  # The dictionary lacks these two.
    for word, flags, kind in _entries(dictionary):
        if kind in FUNCTION_CLASSES:
            found |= {form.lower() for form in _forms(word, flags, suffixes, prefixes)}
    return {word for word in found if word.isalpha()}  # A rule adds the full stop of an abbreviation.


def _entries(dictionary: Path) -> Iterator[tuple[str, str, str]]:
    """Word, flags and class of each line of the dictionary."""
    for line in dictionary.with_suffix(".dic").read_text("utf-8").splitlines()[1:]:
        entry, _, rest = line.strip().partition(" ")
        word, _, flags = entry.partition("/")
        kind = re.match(r"po:([^\W\d]+)", rest)
        yield word.rstrip("."), flags, kind[1] if kind else ""


def _affixes(path: Path) -> tuple[dict[str, list[Suffix]], dict[str, str]]:
    suffixes: dict[str, list[Suffix]] = defaultdict(list)
    prefixes = {}
    for line in path.read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 4 and parts[0] == "PFX" and parts[2] == "0":
            prefixes[parts[1]] = parts[3].partition("/")[0]
        elif len(parts) >= 5 and parts[0] == "SFX" and parts[2] not in "YN":
            add, _, follow = parts[3].partition("/")
            strip, add = (text.replace("0", "") for text in (parts[2], add))
            suffixes[parts[1]].append(Suffix(strip, add, re.compile(f"(?:{parts[4]})$"), follow))
    return suffixes, prefixes


def _forms(word: str, flags: str, suffixes: dict[str, list[Suffix]], prefixes: dict[str, str]) -> set[str]:
    forms = {word}
    for flag in set(flags) - {*DERIVING, "j", NEGATION}:
        for rule in suffixes[flag]:
            if not rule.condition.search(word):
                continue
            form = word[: len(word) - len(rule.strip)] + rule.add
            if CIRCUMFIX in rule.follow:  # Only with the prefix: jā- of the debitive, vis- of the superlative.
                forms |= {prefixes[follow] + form for follow in rule.follow if follow in prefixes}
            else:
                forms |= _forms(form, rule.follow, suffixes, prefixes)
    return forms
