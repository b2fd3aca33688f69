"""Brings the catalogues of messages, scripts/messages/LANGUAGE.po, up to date with the messages in the code.

python scripts/catalogues.py     adds new messages without a translation, and deletes those that the code no longer has
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from messages.catalogue import FOLDER

ROOT = Path(__file__).parent.parent
# What an editor reads a message of: the commands, and the rules for built pages.
CODE = ("scripts", "tests/built_site")
# How the code names the texts of a message (messages/message.py): its only one, or the two of one that counts
KEYWORDS = {"Message": None, "counted": (1, 2)}


def messages_in_code() -> Catalog:
    """Returns all messages of the code, each with the files that have it."""
    catalog = Catalog()
    for folder in CODE:
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for file, line, text, _, _ in found:
            catalog.add(text, locations=[(f"{folder}/{file}", line)])
    return catalog


def updated_catalogue(text: str, code: Catalog) -> str:
    """Returns the text of a catalogue brought up to date. Its head, up to the first empty line, stays as it is."""
    head = text.partition("\n\n")[0]
    catalog = read_po(io.StringIO(text))
    catalog.update(code, no_fuzzy_matching=True)
    for message in catalog:
        message.flags &= {"fuzzy"}  # Babel flags any brace as one of Python's.
    entries = io.BytesIO()
    write_po(entries, catalog, width=0, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return f"{head}\n\n{entries.getvalue().decode().strip()}\n"


def main() -> int:
    """The command line; returns 0."""
    code = messages_in_code()
    for path in sorted(FOLDER.glob("*.po")):
        path.write_text(updated_catalogue(path.read_text("utf-8"), code), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
