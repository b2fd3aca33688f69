"""Fingerprints of texts: whether a text has changed, and by about how many words, without the old text."""

import hashlib
import re
import string
import unicodedata
from typing import NamedTuple

# What may change without a new translation
UNIMPORTANT = re.compile(
    r"""
    \[\[[^\[\]]*\]\]                                   # markers
    | \]\([^()\s]*                                     # targets of links
    | \{[^{}]*\}                                       # attributes
    | [\s.,;:!?…()\[\]{}\"'„“”‘’‚«»‹›*_`‐‑–—-]         # spaces, punctuation, Markdown
    """,
    re.VERBOSE,
)
DIGITS = string.digits + string.ascii_lowercase
GROUPS = 40  # More would count more exactly, and make the file of the translation state longer.
PATTERN = re.compile(rf"(?P<hash>[0-9a-f]{{8}})(?:-(?P<counts>[0-9a-z]{{{GROUPS}}}))?")


class Fingerprint(NamedTuple):
    """What is kept of a text. Lower case is the same as upper case; spaces, punctuation and links are left out."""

    hash: str
    """Eight hexadecimal digits."""
    counts: str
    """A digit to the base 36 for each of 40 groups of words, chosen by hash: how many words of the text are of it.

    "" where an older version has written the file.
    """

    def __str__(self) -> str:
        return f"{self.hash}-{self.counts}" if self.counts else self.hash

    @property
    def word_count(self) -> int:
        """About how many words the text has."""
        return sum(DIGITS.index(digit) for digit in self.counts)

    def changed_words(self, other: "Fingerprint") -> int:
        """Returns by about how many words two texts differ: those added or those removed, whichever are more.

        0 for the same words in the same order, and only then. Of two words in one group, one hides the other.
        """
        if self.hash == other.hash:
            return 0
        added = 0
        removed = 0
        for ours, theirs in zip(self.counts, other.counts, strict=False):
            # Counts begin anew after 35: the shorter way round is the difference.
            difference = (DIGITS.index(theirs) - DIGITS.index(ours)) % len(DIGITS)
            if difference <= len(DIGITS) // 2:
                added += difference
            else:
                removed += len(DIGITS) - difference
        return max(added, removed, 1)


def fingerprint(text: str) -> Fingerprint:
    """Returns the fingerprint of a text."""
    words = UNIMPORTANT.sub(" ", unicodedata.normalize("NFC", text).casefold()).split()
    counts = [0] * GROUPS
    for word in words:
        counts[int(_hash(word), 16) % GROUPS] += 1
    return Fingerprint(_hash(" ".join(words)), "".join(DIGITS[count % len(DIGITS)] for count in counts))


def read_fingerprint(text: str) -> Fingerprint | None:
    """Returns the fingerprint that stands in the file of the translation state; None where it is none."""
    found = PATTERN.fullmatch(text)
    return Fingerprint(found["hash"], found["counts"] or "") if found else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
