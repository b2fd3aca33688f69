"""Letters that are not what they look like: of another alphabet, drawn as signs, or apart from their marks.

Search, spelling and screen readers take them for something else. Unicode's names tell the alphabets; lists of letters
that look alike, such as confusable-homoglyphs has, would find no more: no word needs letters of two alphabets.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from messages.message import Message

# Marks, and blocks with letters like Latin ones: a line without them needs no closer look.
SUSPICIOUS = re.compile(
    "[\u0300-\u052f\u0530-\u058f\u13a0-\u13ff\u1f00-\u1fff\uff21-\uff5a\U0001d400-\U0001d7ff\ufb00-\ufb06]"
)
WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
# Name in Unicode → name in messages
ALPHABETS = {
    "LATIN": Message("Latin"),
    "CYRILLIC": Message("Cyrillic"),
    "GREEK": Message("Greek"),
    "ARMENIAN": Message("Armenian"),
    "CHEROKEE": Message("Cherokee"),
}
# Programs that read PDF write these. Search and spelling do not know the words.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SIGNS = ("MATHEMATICAL", "FULLWIDTH")
# Only these Greek letters look like Latin ones. Others stand beside them in units and formulas: kΩ, μm, Δt.
GREEK_LIKE_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ")
# These Cyrillic letters look like Latin ones, which are words too: a, o, "C vitamīns".
CYRILLIC_LIKE_LATIN = frozenset("АВЕКМНОРСТХаеорсухі")


class Homoglyph(NamedTuple):
    """A letter that is not what it looks like."""

    offset: int
    """From 0, in the line."""
    message: Message
    fix: Message


def find_homoglyphs(line: str) -> Iterator[Homoglyph]:
    """Yields the first homoglyph of each word of a line."""
    if not SUSPICIOUS.search(line):
        return
    words = list(WORD.finditer(line))
    alphabets = {_alphabet(word[0][0]) for word in words if len(word[0]) > 1}
    for word in words:
        found = _find_in_word(word[0])
        if found:
            yield found._replace(offset=word.start() + found.offset)
        elif word[0] in CYRILLIC_LIKE_LATIN and "LATIN" in alphabets and "CYRILLIC" not in alphabets:
            message = Message("'{letter}' is Cyrillic, and the text is Latin", letter=word[0])
            yield Homoglyph(word.start(), message, Message("type the '{letter}' again", letter=word[0]))


def _find_in_word(word: str) -> Homoglyph | None:
    alphabets = [_alphabet(letter) for letter in word]
    for offset, (letter, alphabet) in enumerate(zip(word, alphabets, strict=True)):
        if alphabet in SIGNS and len(word) > 1:
            message = Message("'{word}' is written in signs that look like letters", word=word)
            return Homoglyph(offset, message, Message("type the word again"))
        if letter in LIGATURES:
            message = Message("'{letter}' in '{word}' is one sign", letter=letter, word=word)
            return Homoglyph(offset, message, Message("type {letters}", letters=LIGATURES[letter]))
        if unicodedata.combining(letter) and offset and alphabets[offset - 1] == "LATIN":
            pair = word[offset - 1 : offset + 1]
            message = Message("the mark of '{letter}' in '{word}' is separate from its letter", letter=pair, word=word)
            return Homoglyph(offset, message, Message("type the letter again"))
    counts = Counter(alphabet for alphabet in alphabets if alphabet in ALPHABETS)
    if len(counts) < 2:
        return None
    (main, _), *others = counts.most_common()
    rarest = others[-1][0]
    for offset, (letter, alphabet) in enumerate(zip(word, alphabets, strict=True)):
        if alphabet != rarest or ({main, rarest} == {"LATIN", "GREEK"} and not GREEK_LIKE_LATIN.intersection(word)):
            continue
        message = Message(
            "'{word}' has letters of two alphabets: '{letter}' is {alphabet}, the others are {other}",
            word=word,
            letter=letter,
            alphabet=ALPHABETS[rarest],
            other=ALPHABETS[main],
        )
        return Homoglyph(offset, message, Message("type the '{letter}' again", letter=letter))
    return None


def _alphabet(letter: str) -> str:
    """Returns the first word of a letter's name in Unicode, which is its alphabet: LATIN SMALL LETTER A."""
    return unicodedata.name(letter, "").partition(" ")[0]
