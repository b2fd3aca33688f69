"""What is wrong with the texts, all in one run: a line for each fault, with its place and its cure.

python scripts/check.py [PART …]        comparison, pictures, translations, words, drift; all where none is named
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.exceptions import MkDocsException

import comparison
import drift
import pictures
import translations
import words

PARTS = {
    "comparison": lambda codes: comparison.check(comparison.DATA_FILE, codes)[1],
    "pictures": lambda codes: pictures.check(Path("docs"), codes),
    "translations": lambda _: translations.check(translations.CONFIG_FILE),
    "words": lambda codes: words.check(Path(), codes),
    "drift": lambda _: drift.check(Path()),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 for warnings at most, 1 where something is wrong, 2 where the command is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    parts = parser.parse_args(arguments).parts or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}; write one of {', '.join(PARTS)}")
    lines: dict[str, None] = {}  # What two parts stumble over is told once.
    for part in parts:
        try:
            lines |= dict.fromkeys(PARTS[part](translations.languages(translations.CONFIG_FILE)))
        except MkDocsException as error:
            lines |= dict.fromkeys(str(error).splitlines())
    sys.stdout.reconfigure(encoding="utf-8")  # Windows consoles default to a code page without Latvian letters.
    print("\n".join(lines) or f"all is good: {', '.join(parts)}")
    return int(any(": warning: " not in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
