"""Runs hunspell, which recognises the words of a dictionary in all their forms."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from checks.word_list import PARTS, WordList


class Dictionary(NamedTuple):
    """A dictionary of hunspell, with the site's own list of further words."""

    name: str
    """Such as lv_LV."""
    own_words: WordList

    def unknown_words(self, words: Iterable[str]) -> set[str]:
        """Returns the words of which the dictionary does not know the whole, or a part between hyphens or apostrophes.

        Raises OSError without hunspell, CalledProcessError without the dictionary.
        """
        words = list(words)
        answers = set(self._run("-l", words))
        unknown = set()
        for word in words:
            parts = PARTS.split(word)
            if word in answers or any(len(part) > 1 and part in answers for part in parts):
                unknown.add(word)
        return unknown

    def suggestions(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Returns word → better spellings, the best first. Each word takes hunspell a moment: 40 ms in Latvian."""
        if not words:
            return {}
        # In this mode ^ marks a word that is not a command, and an answer is `& word count offset: suggestion, …`.
        suggestions = {}
        for answer in self._run("-a", [f"^{word}" for word in words]):
            if answer.startswith("&"):
                start, _, found = answer.partition(": ")
                suggestions[start.split()[1]] = found.split(", ")
        return suggestions

    def _run(self, mode: str, words: Iterable[str]) -> list[str]:
        """Returns the lines of hunspell's answer. mode: -l lists unknown words, -a suggests others."""
        with tempfile.TemporaryDirectory() as folder:
            personal = Path(folder, "words")
            personal.write_text("\n".join(self.own_words.dictionary_lines()), "utf-8", newline="\n")
            done = subprocess.run(
                ["hunspell", mode, "-i", "utf-8", "-d", self.name, "-p", str(personal)],
                input="\n".join(words),
                capture_output=True,
                check=True,
                encoding="utf-8",
                errors="replace",
                # It reads its list of further words in the encoding of the locale, which a machine may name and lack.
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        return done.stdout.splitlines()


def debian_package(locale: str) -> str:
    """Returns the package of a dictionary: hunspell-lv for lv_LV, hunspell-en-gb for en_GB."""
    language, _, country = locale.lower().partition("_")
    if country in ("", language):
        return f"hunspell-{language}"
    return f"hunspell-{language}-{country}"
