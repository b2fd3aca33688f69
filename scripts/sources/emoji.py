"""Emoji codes, such as :smile:, as GitHub knows them."""

import functools
import re

from markdown_it.rules_core import StateCore
from pymdownx import gemoji_db

CODE = re.compile(r":[\w+-]+:")


def replace_emoji_codes(state: StateCore) -> None:
    """Puts emoji in the place of their codes in texts, as a rule of markdown-it-py. Other words in colons stay."""
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text" and ":" in child.content:
                child.content = CODE.sub(lambda code: emoji(code[0]) or code[0], child.content)


@functools.cache
def emoji(code: str) -> str:
    """Returns the emoji of a code; "" where there is none."""
    entry = gemoji_db.emoji.get(gemoji_db.aliases.get(code, code))
    if not entry:
        return ""
    numbers = entry.get("unicode_alt", entry["unicode"])  # unicode_alt has what makes a heart red: U+FE0F
    return "".join(chr(int(number, 16)) for number in numbers.split("-"))
