"""Spelling, by hunspell's dictionaries of all languages of the site.

Ordinary texts have other words than those of a dictionary, which are skipped:

- names: words with a capital letter within a sentence, and the same words at the beginning of another one;
- abbreviations: those of docs/data/words.LANGUAGE.txt, and short words with a full stop within a sentence;
- words between quotation marks, and emphasised ones, that another language's dictionary knows, all of them.

docs/data/words.LANGUAGE.txt, if there is one, has all other words that the dictionary lacks (see word_list.py).
"""

import contextlib
import re
import subprocess
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from checks.hunspell import Dictionary, debian_package
from checks.prose import EMPHASIS, PLACEHOLDER, Prose, site_prose
from checks.word_list import NOT_CHECKED, WordList, has_inner_capital, plain_word
from messages.message import Message
from messages.problems import Location, Problem
from sources.languages import language_settings
from sources.site import Site

MAX_SUGGESTIONS = 10  # Misspelt words of a language for which hunspell is asked a better spelling
MAX_ABBREVIATION = 5  # Letters of a word that counts as one by what follows it
MAX_QUOTATION = 500  # Characters
# Letters, with hyphens, apostrophes, soft hyphens (U+00AD) and emphasis between them; at U+2011 no line may break.
WORD = re.compile(rf"[^\W\d_]+(?:[-\u2011'’\u00ad{EMPHASIS}]+[^\W\d_]+)*")
GAP = re.compile(r"(?P<word_before>[^\W_]*)(?P<gap>[\W_]+)")
SENTENCE_END = re.compile(f"[.!?…{PLACEHOLDER}]")

Unknown = Mapping[str, Collection[str]]
"""Language → the words, of all languages, that its dictionary does not know."""


class Word(NamedTuple):
    """A word as the dictionary has it, and where it is."""

    text: str
    prose: Prose
    offset: int
    begins_sentence: bool


def check_spelling(site: Site) -> list[Problem]:
    """Returns the misspelt words, and warnings for the languages whose spelling is not checked."""
    dictionaries = {}
    quotes = {}
    problems = []
    for language in site.languages:
        settings = language_settings(site.config, language)
        quotes[language] = settings.quotes
        if settings.locale:
            words = WordList(site.docs / f"data/words.{language}.txt")
            problems += words.problems
            dictionaries[language] = Dictionary(settings.locale, words)
        else:
            problems.append(_no_dictionary_named(language, site.config_file))
    misspelt, missing = find_misspelt_words(site_prose(site), dictionaries, quotes)
    problems += misspelt
    if missing:
        packages = {language: debian_package(dictionaries[language].name) for language in missing}
        problems.append(_missing_dictionaries(packages, site.config_file))
    return problems


def _no_dictionary_named(language: str, config_file: Path) -> Problem:
    message = Message("spelling in {languages} is not checked", languages=language)
    example = f"{language}: {{locale: xx_YY}}"
    fix = Message("name its dictionary in extra.language_settings, as in {example}", example=example)
    return Problem(Location(config_file), message, fix, is_warning=True)


def _missing_dictionaries(packages: Mapping[str, str], config_file: Path) -> Problem:
    """packages: language → the package of its dictionary."""
    message = Message("spelling in {languages} is not checked", languages=[*packages])
    fix = Message("on Debian or Ubuntu: sudo apt install hunspell {packages}", packages=" ".join(packages.values()))
    return Problem(Location(config_file), message, fix, is_warning=True)


def find_misspelt_words(
    texts: Mapping[str, Sequence[Prose]], dictionaries: Mapping[str, Dictionary], quotes: Mapping[str, str]
) -> tuple[list[Problem], list[str]]:
    """Returns the words that no dictionary and no list of ours has, and the languages whose dictionary is missing.

    texts, dictionaries and quotes: by language; quotes are pairs of quotation marks, „”.
    """
    words: dict[str, list[Word]] = {}
    for language, dictionary in dictionaries.items():
        words[language] = []
        for prose in texts[language]:
            words[language] += find_words(prose, dictionary.own_words.abbreviations)
    unknown = _unknown_words(words, dictionaries)
    problems = []
    for language, unknown_words in unknown.items():
        dictionary = dictionaries[language]
        misspelt = _misspelt_words(words[language], language, unknown, quotes[language])
        problems += [*dictionary.own_words.wrong_models(unknown_words), *_problems(misspelt, dictionary)]
    return problems, [language for language in dictionaries if language not in unknown]


def _unknown_words(
    words: Mapping[str, Sequence[Word]], dictionaries: Mapping[str, Dictionary]
) -> dict[str, Collection[str]]:
    """Returns language → the words, of all languages and of its own list, that its dictionary does not know.

    A language without a dictionary is left out.
    """
    texts = dict.fromkeys(word.text for words_of_language in words.values() for word in words_of_language)
    answers = {}
    with ThreadPoolExecutor() as pool:  # hunspell works for all languages at the same time.
        for language, dictionary in dictionaries.items():
            answers[language] = pool.submit(dictionary.unknown_words, [*texts, *dictionary.own_words.words])
    unknown: dict[str, Collection[str]] = {}
    for language, answer in answers.items():
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            unknown[language] = answer.result()
    return unknown


def _misspelt_words(words: Sequence[Word], language: str, unknown: Unknown, quotes: str) -> list[Word]:
    """Returns the misspelt words of a language. words: all of them, in the order of the texts."""
    names = {word.text for word in words if word.text[0].isupper() and not word.begins_sentence}
    others = [unknown[other] for other in unknown if other != language]
    words_by_prose: dict[Prose, list[Word]] = defaultdict(list)
    for word in words:
        words_by_prose[word.prose].append(word)
    misspelt = []
    for prose, prose_words in words_by_prose.items():
        suspects = [word for word in prose_words if word.text in unknown[language] and word.text not in names]
        if suspects:
            foreign = foreign_words(prose, prose_words, others, quotes)
            misspelt += [word for word in suspects if word not in foreign]
    return misspelt


def _problems(misspelt: Sequence[Word], dictionary: Dictionary) -> list[Problem]:
    """Returns a problem for each word, with hunspell's first suggestion for the first of them."""
    uses: dict[str, list[Word]] = defaultdict(list)
    for word in misspelt:
        uses[word.text].append(word)
    suggestions = dictionary.suggestions(list(uses)[:MAX_SUGGESTIONS])
    problems = []
    for text, words in uses.items():
        message = Message("'{word}' is not in the dictionary", word=text)
        path = dictionary.own_words.path
        fix = Message("correct it, or add its basic form to {path}", path=path)
        if text in suggestions:
            suggestion = suggestions[text][0]
            fix = Message(
                "correct it ('{suggestion}'?), or add its basic form to {path}", suggestion=suggestion, path=path
            )
        problems += [word.prose.problem(word.offset, message, fix) for word in words]
    return problems


def find_words(prose: Prose, abbreviations: Collection[str]) -> Iterator[Word]:
    """Yields each word to check. Abbreviations and addresses are left out.

    abbreviations: without their full stops.
    """
    text = prose.text
    sentence_starts = _sentence_starts(text, abbreviations)
    for chunk in re.finditer(r"\S+", text):
        if NOT_CHECKED.search(chunk[0]):
            continue
        for found in WORD.finditer(text, chunk.start(), chunk.end()):
            word = plain_word(found[0].replace(EMPHASIS, ""))
            if not has_inner_capital(word) and not _is_abbreviation(word, text, found.end(), abbreviations):
                yield Word(word, prose, found.start(), found.start() in sentence_starts)


def _sentence_starts(text: str, abbreviations: Collection[str]) -> set[int]:
    """Returns the offsets of the first word of each sentence. A full stop of an abbreviation ends none."""
    starts = {0}
    for found in GAP.finditer(text):
        word_before, gap = found["word_before"], found["gap"]
        is_initial = len(word_before) == 1 and word_before.isupper()
        if gap.startswith(".") and (is_initial or word_before in abbreviations):
            gap = gap[1:]
        if found.start("gap") == 0 or SENTENCE_END.search(gap):
            starts.add(found.end())
    return starts


def _is_abbreviation(word: str, text: str, end: int, abbreviations: Collection[str]) -> bool:
    """Returns whether a word is a letter, or an abbreviation with a full stop. end: where it ends in the text."""
    if len(word) == 1:
        return True
    if not text.startswith(".", end):
        return False
    following = text[end + 1 : end + 3].lstrip()[:1]
    sentence_goes_on = following.islower() or following.isdigit() or following in tuple(",;:)")
    return word in abbreviations or (sentence_goes_on and len(word) <= MAX_ABBREVIATION)


def foreign_words(prose: Prose, words: Sequence[Word], others: Sequence[Collection[str]], quotes: str) -> set[Word]:
    """Returns the words of each quotation whose every word the dictionary of another language knows.

    words: those of the text, in its order. others: the words that each other language's dictionary does not know.
    """
    offsets = [word.offset for word in words]
    foreign: set[Word] = set()
    for quotation in _quotations(prose.text, quotes):
        quoted = words[bisect_left(offsets, quotation.start) : bisect_left(offsets, quotation.stop)]
        texts = {word.text for word in quoted}
        if any(texts.isdisjoint(unknown) for unknown in others):
            foreign.update(quoted)
    return foreign


def _quotations(text: str, quotes: str) -> Iterator[range]:
    """Yields the offsets of what is between quotation marks, or is emphasised."""
    for opening, closing in [*zip(quotes[::2], quotes[1::2], strict=False), (EMPHASIS, EMPHASIS)]:
        inside = f"[^{re.escape(opening + closing)}]{{1,{MAX_QUOTATION}}}"
        for found in re.finditer(f"{re.escape(opening)}+({inside}){re.escape(closing)}+", text):
            yield range(*found.span(1))
