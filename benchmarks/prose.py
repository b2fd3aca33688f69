"""Latvian text of any length for a grown site, always the same: the words are real, what they say is nothing.

An index holds each word once: a grown site whose pages repeat one text would have the index of a small one. So words
are drawn from hunspell-lv (benchmarks/lexicon.py), few of them often and most of them hardly ever, as in real text: the
word of rank r as often as 1 / (r + SHIFT) ** POWER (Zipf's law, as Mandelbrot wrote it), and its forms likewise.
A quarter are function words. Chance decides which word has which rank.

With these numbers 300,000 words of text have 50,000 different forms of 24,000 lemmas. The Latvian treebank
(UniversalDependencies/UD_Latvian-LVTB, stats.xml) has 55,000 forms of 23,500 lemmas in 272,000 words, of news, fiction,
law and science. A site that keeps to one subject has fewer: what is measured is rather too much than too little.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence

from lexicon import Lemma

SEED = 14
SHIFT, POWER = 2.7, 1.2
FUNCTION_WORDS = 0.25  # Share of running text
# What is not text in our Markdown: ids and classes, markers, addresses. Everything else that is a word is replaced.
REPLACED = re.compile(
    r"""
    (?P<kept> \{[^}]*\} | \[\[[^\]]*\]\] | \]\([^)]*\) )
    | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE,
)


class Ranked:
    """Draws from a list by Zipf's law, its first most often."""

    def __init__(self, items: Sequence[str], shift: float = 0) -> None:
        self.items = items
        self.weights = [*itertools.accumulate((rank + shift) ** -POWER for rank in range(1, len(items) + 1))]

    def draw(self, chance: random.Random) -> str:
        """One of the items."""
        return chance.choices(self.items, cum_weights=self.weights)[0]


class Prose:
    """Draws words of a language from its dictionary."""

    def __init__(self, dictionary: Sequence[Lemma], function_words: set[str]) -> None:
        chance = random.Random(SEED)
        forms = {lemma.word: sorted(lemma.forms) for lemma in dictionary}
        for of_word in forms.values():
            chance.shuffle(of_word)
        self.forms = {word: Ranked(of_word) for word, of_word in forms.items()}
        self.words = Ranked(chance.sample(sorted(forms), len(forms)), SHIFT)
        self.function_words = Ranked(chance.sample(sorted(function_words), len(function_words)))

    def draw(self, chance: random.Random) -> str:
        """A word as it stands in a text, in small letters."""
        if chance.random() < FUNCTION_WORDS:
            return self.function_words.draw(chance)
        return self.forms[self.words.draw(chance)].draw(chance)

    def rewrite(self, markdown: str, number: int) -> str:
        """A page with every word of its text replaced; the same for the same page and number.

        The front matter, the headings' ids, the links and all that is no word stay.
        """
        chance = random.Random(f"{SEED} {number}")

        def other_word(found: re.Match[str]) -> str:
            if found["kept"]:
                return found["kept"]
            word = self.draw(chance)
            return word.capitalize() if found["word"][0].isupper() else word

        front, text = _split(markdown)
        return front + REPLACED.sub(other_word, text)


def words_of(markdown: str) -> list[str]:
    """The words of a page's text, in order."""
    _, text = _split(markdown)
    return [found["word"] for found in REPLACED.finditer(text) if found["word"]]


def _split(markdown: str) -> tuple[str, str]:
    """A page's front matter with the lines around it, and its text."""
    start, front, text = markdown.split("---\n", 2)
    return f"{start}---\n{front}---\n", text
