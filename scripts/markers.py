"""Markers: lines such as [[comparison]], alone in their paragraph, in whose place a page gets a table or a drawing."""

import difflib
import re
from collections.abc import Collection
from pathlib import Path

# What may have been meant as a marker: words in brackets of any kind.
BRACKETED = re.compile(r"[\[{(<%!-]+\s*([\w .:-]+?)\s*[\]})>%!-]+")


def scan(page: Path, markers: Collection[str], meant: str) -> tuple[list[tuple[str, int]], list[str]]:
    """The markers on a page, each with its line; and what is wrong with those in a paragraph and misspelt ones.

    meant: a pattern; what begins like it and is bracketed was meant for one of these markers, however it goes on.
    """
    lines = ["", *map(str.strip, page.read_text("utf-8", "replace").splitlines()), ""]
    places, faults = [], []
    for number, text in enumerate(lines):
        bracketed = BRACKETED.fullmatch(text)
        close = difflib.get_close_matches(f"[[{bracketed[1].lower()}]]", markers, 1, 0.75) if bracketed else []
        if text in markers and not lines[number - 1] + lines[number + 1]:
            places.append((text, number))
        elif inside := [marker for marker in markers if marker in text]:
            faults.append(f"{page}:{number}:1: {inside[0]} shares its paragraph; put it between two empty lines")
        elif bracketed and (close or re.match(meant, text)):
            faults.append(f"{page}:{number}:1: unknown marker {text}; did you mean {' or '.join(close or markers)}?")
    return places, faults
