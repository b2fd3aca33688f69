"""JSON Schema for the data files, so that an editor's program completes keys and marks faults while one types.

    python scripts/schema.py        writes docs/data/NAME.schema.json, from the rules that the check enforces

They are kept in git because github.dev, where one edits in the browser, runs nothing. The check knows more (links, as
many items in each language, words lost to a comment); what it accepts is never marked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException

from source import INVISIBLE
from table_file import ID, MAX_TEXT, TOP_KEYS, read
from translations import CONFIG_FILE, languages

DATA = Path("docs/data")
HIDDEN = INVISIBLE.pattern.strip("[]").encode("unicode_escape").decode()
TEXT = {
    "type": ["string", "number", "boolean"],  # What YAML takes 5 and true for; to the check they are texts.
    "pattern": rf"^[^{HIDDEN}]*[^\s{HIDDEN}][^{HIDDEN}]*$",
    "patternErrorMessage": "this text is empty, or has a character in it that cannot be seen",
    "maxLength": MAX_TEXT,
}
CELL = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}
KEY = {"pattern": f"^{ID.pattern}$"}


def schemas(codes: Sequence[str], subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Name of a data file → its schema, for the languages of the site and the subjects of the table."""
    parts = {"texts": _entries(dict.fromkeys(codes, TEXT)), "cell": _entries(dict.fromkeys(codes, CELL))}
    texts, cell = ({"$ref": f"#/$defs/{name}"} for name in parts)
    row = _entries({"criterion": texts, **dict.fromkeys(subjects, cell)})
    columns, rows = _named({**KEY, "not": {"const": "criterion"}}, texts, 2), _named(KEY, row, 1)
    table = _entries(dict(zip(TOP_KEYS, (texts, texts, columns, rows), strict=True)))
    return {"comparison": {**table, "$defs": parts}, "interface": _named({}, parts["texts"], 1)}


def main() -> int:
    """The command line; 0 where the files are written, 1 where the data has faults, which it names."""
    try:
        tables, faults = read(DATA / "comparison.yml", codes := languages(CONFIG_FILE))
    except MkDocsException as error:
        faults = [str(error)]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    for name, schema in schemas(codes, list(tables[codes[0]].subjects)).items():
        (DATA / f"{name}.schema.json").write_text(json.dumps(schema, indent=2) + "\n", "utf-8")
    return 0


def _entries(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _named(key: dict[str, Any], value: dict[str, Any], least: int) -> dict[str, Any]:
    return {"type": "object", "propertyNames": key, "additionalProperties": value, "minProperties": least}


if __name__ == "__main__":
    sys.exit(main())
