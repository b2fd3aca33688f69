"""The article's terms, docs/data/terms.yml: what to write, what never to write, and what search shows for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from messages.message import Message
from sources.json_schema import TEXT, THIS, Explanation, Schema, fixed_keys, free_keys, read_data, text_or_list
from sources.site_sources import Sources
from sources.yaml_source import YamlSource

TERMS_FILE = Path("data/terms.yml")  # In docs/
# Words of letters, one or more; a word of three letters or more may end in *, which stands for any ending. Letters are
# named by what is none of them: to JavaScript, in which code editors read this, \w has only those from a to z.
LETTER = r"[^\x00-@\[-`{-\xbf\u2000-\u206f]"
WORD = rf"(?:{LETTER}{{3,}}\*|{LETTER}+)"
TERM_PATTERN = f"^{WORD}(?: {WORD})*$"
WHY = Message("what is wrong with the words")


def terms_schema(languages: Sequence[str]) -> Schema:
    """Returns what the file may hold."""
    message = Explanation(
        Message("{value} is not a pattern", value=THIS),
        Message("write words, with * only after three letters or more"),
    )
    form = {**TEXT, "pattern": TERM_PATTERN, "errorMessage": message}
    parts = {
        **dict.fromkeys(languages, TEXT),
        "never": fixed_keys(dict.fromkeys(languages, text_or_list(form, 0)), required=[]),
        "why": fixed_keys(dict.fromkeys(languages, TEXT), required=[], description=WHY),
        "allowed": fixed_keys(dict.fromkeys(languages, text_or_list(TEXT)), required=[]),
        "page": {**TEXT, "description": Message("the page that search shows first for the term, such as index.md")},
        "synonyms": fixed_keys(dict.fromkeys(languages, text_or_list(TEXT)), required=[]),
    }
    needed = {"never": ["why"], "allowed": ["never"], "synonyms": ["page"]}
    return free_keys(fixed_keys(parts, required=list(languages), dependentRequired=needed), 0)


def read_term_entries(sources: Sources, languages: Sequence[str]) -> tuple[YamlSource, dict[str, Any]]:
    """Returns the file, to which its problems are reported, and name → entry of each term."""
    source = sources.yaml(sources.docs / TERMS_FILE)
    return source, read_data(source, terms_schema(languages)) or {}
