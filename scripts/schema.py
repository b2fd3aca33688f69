"""JSON Schema for the data files, so that an editor's program completes keys and marks faults while one types.

    python scripts/schema.py        writes docs/data/NAME.schema.json, from the rules that the check enforces

They are kept in git because github.dev, where one edits in the browser, runs nothing. The check knows more (links, as
many items in each language, words lost to a comment); what it accepts is never marked.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.exceptions import MkDocsException

import drift
import pictures
import table_file
from shape import TEXT, Schema, entries, named, one_or_list
from translations import CONFIG_FILE, languages
from words import FORM

DATA = Path("docs/data")
# To JavaScript, whose patterns these are, ā is no letter but \W.
ANY_FORM = "^" + FORM.pattern.replace(r"[^\W\d_]", r"[^\s\d_*]") + "$"


def schemas(codes: Sequence[str], subjects: Sequence[str], words: Sequence[str]) -> dict[str, Schema]:
    """Name of a data file → its schema, for the languages, the subjects of the table, the words of the drawings."""
    texts, alike = entries(dict.fromkeys(codes, TEXT)), {"$ref": "#/$defs/texts"}
    form = _text(ANY_FORM, "this is no pattern; write words, with * only after three letters or more")
    never = entries(dict.fromkeys(codes, one_or_list(form, 0)), required=[])
    synonyms = entries(dict.fromkeys(codes, one_or_list(TEXT)), required=[])
    term = {**dict.fromkeys(codes, TEXT), "never": never, "why": TEXT, "page": TEXT, "synonyms": synonyms}
    passage = _text("#", "this is no passage; copy it from what make check says")
    changed = "this has been changed by hand; undo that, make record writes it"
    record = named(_text("^[0-9a-f]{8}$", changed), 0, properties={"since": _text("^[0-9]{4}", changed)})
    settled = passage | {"type": [*passage["type"], "array", "null"], "items": passage}
    return {
        "comparison": table_file.schema(codes, subjects),
        "in-step": entries(dict(zip(drift.KEYS, (settled, named(record, 0)), strict=True))),
        "interface": named(texts, required=[f"language.{code}" for code in codes]),
        "pictures": entries(dict.fromkeys(words, alike)) | {"$defs": {"texts": texts}},
        "terms": named(
            entries(term, required=list(codes), dependentRequired={"never": ["why"], "synonyms": ["page"]}), 0
        ),
    }


def _text(pattern: str, fault: str) -> Schema:
    return TEXT | {"pattern": pattern, "patternErrorMessage": fault}


def main() -> int:
    """The command line; 0 where the files are written, 1 where the data has faults, which it names."""
    try:
        codes = languages(CONFIG_FILE)
        tables, faults = table_file.read(DATA / "comparison.yml", codes)
        words, wrong = pictures.keys(DATA.parent)
    except MkDocsException as error:
        faults, wrong = [str(error)], []
    if faults + wrong:
        print("\n".join(faults + wrong), file=sys.stderr)
        return 1
    for name, schema in schemas(codes, list(tables[codes[0]].subjects), words).items():
        (DATA / f"{name}.schema.json").write_text(json.dumps(schema, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
