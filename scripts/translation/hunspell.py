"""The program hunspell, which knows the words of a dictionary in all their forms."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sources.source_file import SourceFile


class Dictionary(NamedTuple):
    """A dictionary of hunspell, with the site's own list of further words."""

    name: str
    """Such as lv_LV."""
    own_words: Path
    """The file of our own list, which may be missing."""

    def unknown_words(self, words: Iterable[str]) -> set[str]:
        """Returns the words of which the dictionary does not know the whole, or a part between hyphens or apostrophes.

        Raises OSError without hunspell, CalledProcessError without the dictionary.
        """
        words = list(words)
        answers = set(self._run("-l", words))
        unknown = set()
        for word in words:
            parts = re.split("[-']", word)
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

    def abbreviations(self) -> set[str]:
        """Returns those of our own list, without their full stops: what it writes as `lpp.`"""
        if not self.own_words.exists():
            return set()
        lines = self.own_words.read_text("utf-8-sig", errors="replace").splitlines()
        return {line.strip().removesuffix(".") for line in lines if line.strip().endswith(".")}

    def _run(self, mode: str, words: Iterable[str]) -> list[str]:
        """Returns the lines of hunspell's answer. mode: -l lists unknown words, -a suggests others."""
        command = ["hunspell", mode, "-i", "utf-8", "-d", self.name]
        with tempfile.TemporaryDirectory() as folder:
            if self.own_words.exists():
                # hunspell does not know the ends of lines that Windows writes, nor a byte order mark.
                readable = Path(folder, "words")
                readable.write_text(SourceFile(self.own_words).text or "", "utf-8", newline="\n")
                command += ["-p", str(readable)]
            done = subprocess.run(
                command, input="\n".join(words), capture_output=True, check=True, encoding="utf-8", errors="replace"
            )
        return done.stdout.splitlines()
