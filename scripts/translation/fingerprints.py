"""Fingerprints of texts: whether a text has changed, and by about how many words, without the old text.

Words are divided into groups by their hashes, and the words of a text are counted in each group. A hash of the whole
text alone would take a typo for a translation; a number of words would not notice as many other ones.
"""

import hashlib
import re
import string
import unicodedata
from collections import Counter
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
GROUPS = 40  # More would count more exactly, and make the file of the translation state longer.
DIGITS = string.digits + string.ascii_lowercase  # A group's count is one of them, the last for as many words or more.
FINGERPRINT_PATTERN = rf"^[0-9a-f]{{8}}-[0-9a-z]{{{GROUPS}}}$"


class Fingerprint(NamedTuple):
    """What is kept of a text. Lower case is the same as upper case; spaces, punctuation and links are left out."""

    hash: str
    """Of all words in their order: eight hexadecimal digits."""
    counts: tuple[int, ...]
    """How many words of the text belong to each group."""

    def __str__(self) -> str:
        return f"{self.hash}-{''.join(DIGITS[count] for count in self.counts)}"

    @property
    def word_count(self) -> int:
        """About how many words the text has."""
        return sum(self.counts)

    def changed_words(self, other: "Fingerprint") -> int:
        """Returns by about how many words two texts differ: those added or those removed, whichever are more.

        0 for the same words in the same order, and only then. Of two words in one group, one hides the other.
        """
        if self.hash == other.hash:
            return 0
        added = 0
        removed = 0
        for count, other_count in zip(self.counts, other.counts, strict=True):
            added += max(0, other_count - count)
            removed += max(0, count - other_count)
        return max(added, removed, 1)


def fingerprint(text: str) -> Fingerprint:
    """Returns the fingerprint of a text."""
    words = UNIMPORTANT.sub(" ", unicodedata.normalize("NFC", text).casefold()).split()
    group_sizes = Counter(int(_hash(word), 16) % GROUPS for word in words)
    counts = tuple(min(group_sizes[group], len(DIGITS) - 1) for group in range(GROUPS))
    return Fingerprint(_hash(" ".join(words)), counts)


def read_fingerprint(text: str) -> Fingerprint:
    """Returns a fingerprint from the file of the translation state. text: as FINGERPRINT_PATTERN says."""
    text_hash, _, counts = text.partition("-")
    return Fingerprint(text_hash, tuple(DIGITS.index(digit) for digit in counts))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
