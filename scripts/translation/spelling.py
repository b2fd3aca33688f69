"""Spelling, by hunspell's dictionaries of all languages of the site.

What ordinary texts have beside the words of a dictionary is left out:

- abbreviations: those of docs/data/words.LANGUAGE.txt, and short words with a full stop within a sentence;
- words between quotation marks or asterisks that another language's dictionary knows, all of them;
- names: words with a capital letter that another dictionary knows, or that resemble no word of their own language; and
  words of another dictionary that stand behind such a name, as in Krišjāņa Barona iela.

docs/data/words.LANGUAGE.txt, if there is one, has words that the dictionary lacks, one a line (word/model gives a word
the endings of another).
"""

import contextlib
import re
import subprocess
import unicodedata
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from sources.problems import Problem
from translation.hunspell import Dictionary
from translation.prose import PLACEHOLDER, SYNTAX, Prose

MAX_SUGGESTIONS = 10  # Misspelt words of a language for which hunspell is asked a better spelling
MAX_ABBREVIATION = 5  # Letters of a word that counts as one by what stands behind it
MAX_QUOTATION = 500  # Characters
SHORT_NAME = 4  # Letters up to which a name resembles others by chance: Xero, Nero
LONG_WORD = 7  # Letters from which on two slips are likelier than a name that resembles a word
# Letters, with hyphens, apostrophes, soft hyphens (U+00AD) and asterisks between them; at U+2011 no line may break.
WORD = re.compile(r"[^\W\d_]+(?:[-\u2011'’\u00ad*]+[^\W\d_]+)*")
NOT_A_WORD = re.compile(r"[\d@/]|\w\.\w|[^\W_]_[^\W_]")  # Part of an abbreviation, a number, an address or a name
# What stands before the first word of a sentence
SENTENCE_START = re.compile(rf"(?:^|\n[ \t]*\n|[.!?…|{PLACEHOLDER}{SYNTAX}])[\W_]*$")
LONGER_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}")

Unknown = Mapping[str, Collection[str]]
"""Language → the words, of all languages, that its dictionary does not know."""


class Word(NamedTuple):
    """A word as the dictionary has it, and where it stands."""

    text: str
    prose: Prose
    offset: int
    may_be_common: bool
    """Whether a word that is no name has a capital letter there too, as at the beginning of a sentence."""
    quotation: int
    """Where the quotation begins in which the word stands; 0 outside of quotations."""


def check_spelling(
    texts: Mapping[str, Sequence[Prose]], dictionaries: Mapping[str, Dictionary], quotes: Mapping[str, str]
) -> tuple[list[Problem], list[str]]:
    """Returns the words that no dictionary and no list of ours has, and the languages whose dictionary is missing.

    texts, dictionaries and quotes: by language; quotes are pairs of quotation marks, „”.
    """
    words: dict[str, list[Word]] = {}
    for language, dictionary in dictionaries.items():
        abbreviations = dictionary.abbreviations()
        words[language] = []
        for prose in texts[language]:
            words[language] += find_words(prose, abbreviations, quotes[language])
    every_word = dict.fromkeys(word.text for own_words in words.values() for word in own_words)
    with ThreadPoolExecutor() as pool:  # hunspell works for all languages at the same time.
        unknown = _unknown_words(pool, dictionaries, every_word)

        def problems_of(language: str) -> list[Problem]:
            return list(_check_language(language, words, unknown, dictionaries[language]))

        problems = [problem for found in pool.map(problems_of, unknown) for problem in found]
    return problems, [language for language in dictionaries if language not in unknown]


def _unknown_words(
    pool: ThreadPoolExecutor, dictionaries: Mapping[str, Dictionary], words: Collection[str]
) -> dict[str, set[str]]:
    """Returns language → the words that its dictionary does not know; nothing for a language without a dictionary."""
    answers = {language: pool.submit(dictionary.unknown_words, words) for language, dictionary in dictionaries.items()}
    unknown = {}
    for language, answer in answers.items():
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            unknown[language] = answer.result()
    return unknown


def _check_language(
    language: str, words: Mapping[str, Sequence[Word]], unknown: Unknown, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yields the misspelt words of one language. words: those of all languages, and where they stand."""
    foreign = _foreign_quotations(words[language], language, unknown)
    suspects = []
    for word in words[language]:
        if word.text in unknown[language] and (word.prose, word.quotation) not in foreign:
            suspects.append(word)
    has_diacritics = _has_diacritics(words[language])
    names = Names(suspects, dictionary, _known_elsewhere(words, language, unknown), has_diacritics)
    misspelt = [word for word in suspects if not names.is_name(word) and not names.ends_name(word)]
    yield from _problems(misspelt, dictionary)


def _problems(misspelt: Sequence[Word], dictionary: Dictionary) -> Iterator[Problem]:
    """Yields a problem for each word, with hunspell's first suggestion for the first of them."""
    uses: dict[str, list[Word]] = defaultdict(list)
    for word in misspelt:
        uses[word.text].append(word)
    suggestions = dictionary.suggestions(list(uses)[:MAX_SUGGESTIONS])
    for text, words in uses.items():
        suggestion = f" ('{suggestions[text][0]}'?)" if text in suggestions else ""
        fix = f"correct it{suggestion}, or add it to {dictionary.own_words}"
        for word in words:
            yield word.prose.problem(word.offset, f"'{text}' is in no dictionary", fix)


def find_words(prose: Prose, abbreviations: Collection[str], quotes: str) -> Iterator[Word]:
    """Yields each word to check. Abbreviations and addresses are left out.

    abbreviations: without their full stops. quotes: pairs of quotation marks, „”.
    """
    text = prose.text
    quotations = _quotations(text, quotes)
    title_lines = {number for number, line in enumerate(text.split("\n")) if _is_title(line)}
    line_number = 0
    line_end = 0
    for chunk in re.finditer(r"\S+", text):
        line_number += text.count("\n", line_end, chunk.start())
        line_end = chunk.start()
        if NOT_A_WORD.search(chunk[0]):
            continue
        for found in WORD.finditer(text, chunk.start(), chunk.end()):
            word = re.sub(r"[\u00ad*]", "", found[0]).replace("’", "'").replace("\u2011", "-")
            if _has_inner_capital(word) or _is_abbreviation(word, text, found.end(), abbreviations):
                continue
            offset = found.start()
            before = text[max(0, offset - 20) : offset]
            may_be_common = line_number in title_lines or bool(SENTENCE_START.search(before))
            while quotations and offset >= quotations[0].stop:
                quotations.popleft()
            quotation = quotations[0].start if quotations and offset in quotations[0] else 0
            yield Word(word, prose, offset, may_be_common, quotation)


def _has_inner_capital(word: str) -> bool:
    """Returns whether a part of the word has a capital letter after its first: USB, TikTok. It is meant so."""
    return any(letter.isupper() for part in re.split("[-']", word) for letter in part[1:])


def _is_abbreviation(word: str, text: str, end: int, abbreviations: Collection[str]) -> bool:
    """Returns whether a word is a letter, or an abbreviation with a full stop. end: where it ends in the text."""
    if len(word) == 1:
        return True
    if not text.startswith(".", end):
        return False
    following = text[end + 1 : end + 3].lstrip()[:1]
    sentence_goes_on = following.islower() or following.isdigit() or following in tuple(",;:)")
    return word in abbreviations or (sentence_goes_on and len(word) <= MAX_ABBREVIATION)


def _is_title(line: str) -> bool:
    """Returns whether all longer words of a line begin with a capital letter."""
    return not any(found[0].islower() for found in LONGER_WORD.finditer(line))


def _quotations(text: str, quotes: str) -> deque[range]:
    """Returns the offsets of what stands between quotation marks, or between asterisks, in a paragraph."""
    spans = []
    for opening, closing in [*zip(quotes[::2], quotes[1::2], strict=False), ("*", "*")]:
        inside = rf"(?:(?!\n[ \t]*\n)[^{re.escape(opening + closing)}]){{1,{MAX_QUOTATION}}}"
        for found in re.finditer(rf"{re.escape(opening)}({inside}){re.escape(closing)}", text):
            spans.append(range(*found.span(1)))
    return deque(sorted(spans, key=lambda span: span.start))


def _has_diacritics(words: Sequence[Word]) -> bool:
    """Returns whether a language is written with diacritics: a tenth of its words have one. In Latvian, half have."""
    return sum(not word.text.isascii() for word in words) > len(words) / 10


def _foreign_quotations(words: Sequence[Word], language: str, unknown: Unknown) -> set[tuple[Prose, int]]:
    """Returns the text and start of each quotation whose every word the dictionary of another language knows."""
    quotations: dict[tuple[Prose, int], list[str]] = defaultdict(list)
    for word in words:
        if word.quotation:
            quotations[word.prose, word.quotation].append(word.text)
    others = [other_unknown for other, other_unknown in unknown.items() if other != language]
    return {
        place for place, texts in quotations.items() if any(other_unknown.isdisjoint(texts) for other_unknown in others)
    }


def _known_elsewhere(words: Mapping[str, Sequence[Word]], language: str, unknown: Unknown) -> set[str]:
    """Returns the words that another language's dictionary knows, or that its texts have too."""
    own_words = {word.text for word in words[language]}
    known = set()
    for other in unknown:
        if other != language:
            known |= own_words - set(unknown[other])
            known |= own_words & {word.text for word in words[other]}
    return known


class Names:
    """Which words that the dictionary of their language does not know are names, not mistakes."""

    def __init__(
        self, suspects: Sequence[Word], dictionary: Dictionary, known_elsewhere: Collection[str], has_diacritics: bool
    ) -> None:
        """known_elsewhere: words of other languages too. has_diacritics: whether the language is written with them."""
        self.known_elsewhere = known_elsewhere
        self.has_diacritics = has_diacritics
        capitalised = dict.fromkeys(word.text for word in suspects if word.text[0].isupper())
        # Each suggestion costs time. A word of another language needs one only where diacritics may be missing.
        doubtful = [text for text in capitalised if text not in known_elsewhere or (has_diacritics and text.isascii())]
        self.similar: dict[str, list[str]] = {}  # Word → those of its language that it may be a mistake for
        for word, suggestions in dictionary.suggestions(doubtful).items():
            # Not "Olympia cos" or "Olympia-cos" for Olympiacos
            words = [other for other in suggestions if " " not in other and other.count("-") <= word.count("-")]
            self.similar[word] = [other for other in words if is_similar(word, other)]
        lower_case = {suggestion.lower() for similar in self.similar.values() for suggestion in similar}
        self.common = lower_case - dictionary.unknown_words(sorted(lower_case)) if lower_case else set()
        # What is a name within a sentence is one at its beginning too.
        self.found: set[str] = set()
        self.found = {word.text for word in suspects if not word.may_be_common and self.is_name(word)}
        self.ends = {(word.prose, word.offset + len(word.text)) for word in suspects if self.is_name(word)}

    def is_name(self, word: Word) -> bool:
        """Returns whether a word is a name, as far as can be told."""
        text = word.text
        if not text[0].isupper():
            return False
        similar = self.similar.get(text, [])
        if any(lacks_diacritics(text, other) for other in similar):  # Riga in a Latvian text
            return False
        if text in self.known_elsewhere or text in self.found:
            return True
        if max(len(part) for part in text.split("-")) <= 2:  # Wi-Fi
            return True
        if not self.has_diacritics and not text.isascii():  # Siobhán in an English text
            return True
        if not word.may_be_common:
            similar = [other for other in similar if other.lower() not in self.common and is_one_slip(text, other)]
        return not similar

    def ends_name(self, word: Word) -> bool:
        """Returns whether a word of another language stands right behind a name."""
        return word.text in self.known_elsewhere and (word.prose, word.offset - 1) in self.ends


def is_similar(word: str, other: str) -> bool:
    """Returns whether a word may be a mistake for another: one slip, or two in a long word that begins alike.

    A missing diacritic is no slip. By chance names resemble words too, but seldom from the first letter on.
    """
    first, second = _without_diacritics(word), _without_diacritics(other)
    is_long = len(first) >= LONG_WORD and first[0] == second[0]
    return edit_distance(first, second) <= (2 if is_long else 1)


def is_one_slip(name: str, other: str) -> bool:
    """Returns whether a name may be a mistake for another. With another ending it is another: Kowalska, Kowalski."""
    if len(name) <= SHORT_NAME:
        return False
    stem = name[:-1]
    has_other_ending = stem == other[:-1] or name == other[:-1] or stem == other
    return not has_other_ending and edit_distance(_without_diacritics(name), _without_diacritics(other)) <= 1


def edit_distance(first: str, second: str) -> int:
    """Returns how many letters must be added, deleted, replaced, or swapped with the next, to make one word of another.

    https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance#Optimal_string_alignment_distance
    """
    rows = [list(range(len(second) + 1))]  # rows[i][j] is the distance of the first i letters from the other's first j.
    for i, letter in enumerate(first, 1):
        row = [i]
        for j, other in enumerate(second, 1):
            distance = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and (letter, first[i - 2]) == (second[j - 2], other):
                distance = min(distance, rows[-2][j - 2] + 1)
            row.append(distance)
        rows.append(row)
    return rows[-1][-1]


def lacks_diacritics(word: str, other: str) -> bool:
    """Returns whether a word has the letters of another, but some without their diacritics: Riga for Rīga."""
    if word == other or len(word) != len(other):
        return False
    pairs = zip(word, other, strict=True)
    return all(letter in (right, _without_diacritics(right)) for letter, right in pairs)


def _without_diacritics(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
