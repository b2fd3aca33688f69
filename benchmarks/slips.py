"""Slips of a finger: words of the site as they are typed on a phone, always the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("wrong", "missing", "doubled", "swapped")
SHORTEST = 5  # Letters of a word
SEED = 14


@dataclass(frozen=True)
class Slip:
    """A word that was meant, and what was typed."""

    word: str
    typed: str


def make_slips(words: Iterable[str], count: int) -> list[Slip]:
    """One slip in each of `count` words, drawn from the words of one language; as many of each kind.

    A wrong letter is any letter that the words have. What comes out may be another form of the word, or another word.
    """
    chance = random.Random(SEED)
    long_words = sorted({word for word in words if len(word) >= SHORTEST})
    letters = sorted(set("".join(long_words)))
    slips = []
    for number, word in enumerate(chance.sample(long_words, count)):
        kind = KINDS[number % len(KINDS)]
        slips.append(Slip(word, _mistype(word, kind, letters, chance)))
    return slips


def _mistype(word: str, kind: str, letters: list[str], chance: random.Random) -> str:
    """The word with one slip of a kind, at any place where it changes the word."""
    if kind == "swapped":
        places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
        place = chance.choice(places)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    place = chance.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if kind == "missing":
        return before + after
    if kind == "doubled":
        return before + letter + letter + after
    return before + chance.choice([other for other in letters if other != letter]) + after
