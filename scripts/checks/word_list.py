"""Words that a dictionary lacks, from docs/data/words.LANGUAGE.txt: one line stands for all forms of a word.

vebinārs             a word in its basic form
vebinārs/seminārs    a word with the forms that the dictionary gives to another, its model
-s/seminārs          a model for the words of this list that end in -s; of several such endings, the longest counts
lpp.                 an abbreviation, with its full stop
# anything           a comment, which may stand behind a word too
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from messages.message import Message
from messages.problems import Location, Problem
from sources.source_file import SourceFile

WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
PARTS = re.compile("[-']")  # Between these, each part of a word is looked up by itself.
NOT_CHECKED = re.compile(r"[\d@/]|\w\.\w|[^\W_]_[^\W_]")  # Part of an abbreviation, a number, an address or a name
NO_SYNTAX = re.compile("(?!)")


class Model(NamedTuple):
    """A word of the dictionary whose forms another has."""

    word: str
    line: int
    """The line that names it, from 1."""


class WordList:
    """The words of one language's file, and the problems of the file. Nothing is raised."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.words: dict[str, list[Model]] = {}
        """Word → the models that its own line names, if any."""
        self.endings: dict[str, list[Model]] = {}
        """Ending of words, without its hyphen; "" for all words → its models."""
        self.abbreviations: set[str] = set()
        """Without their full stops."""
        self.problems: list[Problem] = []
        if path.exists():
            self._read(SourceFile(path))

    def _read(self, file: SourceFile) -> None:
        for number, line in enumerate((file.text or "").split("\n"), 1):
            content, _, _ = file.clean_line(number, line, NO_SYNTAX).partition("#")
            text, _, model = content.partition("/")
            text = plain_word(text.strip())
            models = [Model(model.strip(), number)] if model.strip() else []
            if text.startswith("-") and models:
                self.endings.setdefault(text[1:], []).extend(models)
            elif text.endswith("."):
                self.abbreviations.add(text.removesuffix("."))
            elif text:
                self._read_word(number, text, models)
        self.problems += file.problems

    def _read_word(self, number: int, text: str, models: list[Model]) -> None:
        location = Location(self.path, number)
        if NOT_CHECKED.search(text) or has_inner_capital(text):
            message = Message(
                "'{word}' need not be listed: words with digits or capital letters inside are not checked", word=text
            )
            fix = Message("delete it, or write it in lower-case letters")
            self.problems.append(Problem(location, message, fix, is_warning=True))
        elif WORD.fullmatch(text):
            self.words.setdefault(text, []).extend(models)
        else:
            fix = Message("write each word into a line of its own, without other signs")
            self.problems.append(Problem(location, Message("'{text}' is not one word", text=text), fix))

    def dictionary_lines(self) -> Iterator[str]:
        """Yields the lines of a personal dictionary of hunspell, which are `word` and `word/model`."""
        for word in self.words:
            *first_parts, last_part = PARTS.split(word)
            yield from first_parts
            models = self._models(word)
            if models:
                yield from (f"{last_part}/{model.word}" for model in models)
            else:
                yield last_part

    def wrong_models(self, unknown: Collection[str]) -> list[Problem]:
        """Returns a problem for each model that the dictionary does not list; then hunspell ignores the word's line.

        unknown: what hunspell does not know of the words of this list.
        """
        problems = []
        for word in self.words:
            if word in unknown:
                for model in self._models(word):
                    message = Message(
                        "'{model}' is not a basic form in the dictionary, so '{word}' does not get its forms",
                        model=model.word,
                        word=word,
                    )
                    fix = Message("name another word in its basic form, as a dictionary lists it")
                    problems.append(Problem(Location(self.path, model.line), message, fix))
        return problems

    def _models(self, word: str) -> list[Model]:
        """Returns the models of a word: its own, or those of the longest ending that it has."""
        if self.words[word]:
            return self.words[word]
        endings = [ending for ending in self.endings if word.endswith(ending)]
        return self.endings[max(endings, key=len)] if endings else []


def plain_word(text: str) -> str:
    """Returns a word as dictionaries have it: without soft hyphens, with plain hyphens and apostrophes."""
    return text.replace("\u00ad", "").replace("’", "'").replace("\u2011", "-")


def has_inner_capital(word: str) -> bool:
    """Returns whether a part of the word has a capital letter after its first: USB, TikTok. It is meant so."""
    return any(part[1:] != part[1:].lower() for part in PARTS.split(word))
