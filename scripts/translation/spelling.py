"""Spelling, checked by the program hunspell.

docs/data/words.LANGUAGE.txt, if there is one, has words that the dictionary lacks, one a line (word/model gives a word
the endings of another).
"""

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sources.problems import Problem
from sources.source_file import SourceFile
from translation.prose import Prose

MAX_SUGGESTIONS = 10  # Words of a language for which hunspell is asked a better spelling; each takes it a moment.
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NOT_A_WORD = re.compile(r"[\d@/_]|\w\.\w")  # Part of an abbreviation, a number or an address


def check_spelling(texts: Sequence[Prose], dictionary: str, own_words: Path) -> list[Problem]:
    """Returns the words that neither hunspell's dictionary nor our own list has.

    texts: in one language. dictionary: its name, lv_LV. own_words: the file of our own list, which may be missing.
    Raises OSError without hunspell, CalledProcessError without the dictionary.
    """
    uses: dict[str, list[tuple[Prose, int]]] = defaultdict(list)  # Word → the texts that have it, and where
    for prose in texts:
        for word, offset in _words(prose.text):
            uses[word].append((prose, offset))
    unknown = set(_run_hunspell("-l", uses, dictionary, own_words))
    misspelt = [word for word in uses if _is_unknown(word, unknown)]
    suggestions = _suggest(misspelt, dictionary, own_words)
    problems = []
    for word in misspelt:
        suggestion = f" ('{suggestions[word]}'?)" if word in suggestions else ""
        fix = f"correct it{suggestion}, or add it to {own_words}"
        for prose, offset in uses[word]:
            problems.append(prose.problem(offset, f"'{word}' is in no dictionary", fix))
    return problems


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Yields each word to check and its offset. Names, abbreviations and addresses are left out."""
    for chunk in re.finditer(r"\S+", text):
        if NOT_A_WORD.search(chunk[0]):
            continue
        for word in WORD.finditer(chunk[0]):
            if not word[0].isupper():
                yield word[0].replace("’", "'"), chunk.start() + word.start()


def _is_unknown(word: str, unknown: set[str]) -> bool:
    """Returns whether hunspell has named the word, or a part of it between hyphens and apostrophes, as unknown."""
    if word in unknown:
        return True
    return any(len(part) > 1 and part in unknown for part in re.split("[-']", word))


def _suggest(misspelt: Sequence[str], dictionary: str, own_words: Path) -> dict[str, str]:
    """Returns word → hunspell's first suggestion, for the first misspelt words."""
    if not misspelt:
        return {}
    # In this mode ^ marks a word that is not a command, and an answer is `& word count offset: suggestion, suggestion`.
    answers = _run_hunspell("-a", [f"^{word}" for word in misspelt[:MAX_SUGGESTIONS]], dictionary, own_words)
    suggestions = {}
    for answer in answers:
        if answer.startswith("&"):
            _, word, *_ = answer.split()
            suggestions[word] = answer.split(": ")[1].split(", ")[0]
    return suggestions


def _run_hunspell(mode: str, words: Iterable[str], dictionary: str, own_words: Path) -> list[str]:
    """Returns the lines of hunspell's answer. mode: -l lists unknown words, -a suggests others."""
    command = ["hunspell", mode, "-i", "utf-8", "-d", dictionary]
    with tempfile.TemporaryDirectory() as folder:
        if own_words.exists():
            # hunspell does not know the ends of lines that Windows writes, nor a byte order mark.
            readable = Path(folder, "words")
            readable.write_text(SourceFile(own_words).text or "", "utf-8", newline="\n")
            command += ["-p", str(readable)]
        done = subprocess.run(
            command, input="\n".join(words), capture_output=True, check=True, encoding="utf-8", errors="replace"
        )
    return done.stdout.splitlines()
