"""JSON Schema for the data files, so that an editor's program completes keys and marks errors while one types.

    python scripts/schema.py        writes docs/data/NAME.schema.json, from the rules that the check enforces

They are kept in git because github.dev, where one edits in the browser, runs nothing. The check knows more (links, as
many items in each language, words lost to a comment); what it accepts is never marked.
"""

import json
import sys
from collections.abc import Sequence

from mkdocs.exceptions import MkDocsException

from publishing.site import Site
from sources.console import print_utf8
from sources.json_schema import TEXT, Schema, fixed_keys, free_keys, text_or_list
from table.data_file import table_schema
from translation.fingerprints import GROUPS
from translation.languages import CONFIG_FILE
from translation.moved import ADDRESS_FIX, ADDRESS_PATTERN
from translation.state_file import SECTIONS, UP_TO_DATE

# translation/terms.py has the same pattern for Python. To JavaScript, ā is no letter but \W.
WORD = r"(?:[^\s\d_*]{3,}\*|[^\s\d_*]+)"
TERM_PATTERN = f"^{WORD}(?: {WORD})*$"


def schemas(languages: Sequence[str], subjects: Sequence[str], picture_keys: Sequence[str]) -> dict[str, Schema]:
    """Returns the name of each data file → its schema."""
    return {
        "comparison": table_schema(languages, subjects),
        "interface": _interface(languages),
        "moved": _moved(),
        "pictures": _pictures(languages, picture_keys),
        "terms": _terms(languages),
        "translation-state": _translation_state(),
    }


def _interface(languages: Sequence[str]) -> Schema:
    texts = fixed_keys(dict.fromkeys(languages, TEXT))
    return free_keys(texts, required=[f"language.{language}" for language in languages])


def _moved() -> Schema:
    address = _text(ADDRESS_PATTERN, f"this is not an address; {ADDRESS_FIX}")
    names = {"propertyNames": {"pattern": ADDRESS_PATTERN}}
    return free_keys(address, 0, **names) | {"type": ["object", "null"]}


def _pictures(languages: Sequence[str], keys: Sequence[str]) -> Schema:
    texts = fixed_keys(dict.fromkeys(languages, TEXT))
    reference = {"$ref": "#/$defs/texts"}  # It keeps the file short.
    return fixed_keys(dict.fromkeys(keys, reference)) | {"$defs": {"texts": texts}}


def _terms(languages: Sequence[str]) -> Schema:
    form = _text(TERM_PATTERN, "this is not a pattern; write words, with * only after three letters or more")
    never = fixed_keys(dict.fromkeys(languages, text_or_list(form, 0)), required=[])
    texts = fixed_keys(dict.fromkeys(languages, text_or_list(TEXT)), required=[])
    others = {"never": never, "why": TEXT, "allowed": texts, "page": TEXT, "synonyms": texts}
    entry = fixed_keys(
        {**dict.fromkeys(languages, TEXT), **others},
        required=list(languages),
        dependentRequired={"never": ["why"], "allowed": ["never"], "synonyms": ["page"]},
    )
    return free_keys(entry, 0)


def _translation_state() -> Schema:
    name = _text("#", "this is not a section; copy it from what make check says")
    one_or_more_or_none = {**name, "type": [*name["type"], "array", "null"], "items": name}
    changed = "this has been changed by hand; undo that, because make translation-state writes it"
    fingerprint = _text(f"^[0-9a-f]{{8}}(-[0-9a-z]{{{GROUPS}}})?$", changed)
    others = {"stale": {**_text("^[A-Za-z -]+$", changed), "type": ["string"]}, "since": _text("^[0-9]{4}", changed)}
    fingerprints = free_keys(fingerprint, 0, properties=others)
    return fixed_keys({UP_TO_DATE: one_or_more_or_none, SECTIONS: free_keys(fingerprints, 0)})


def _text(pattern: str, message: str) -> Schema:
    return {**TEXT, "pattern": pattern, "patternErrorMessage": message}


def main() -> int:
    """The command line; returns 0 where the files are written, 1 where the data has errors, which it prints."""
    print_utf8()
    site = Site(CONFIG_FILE)
    try:
        problems = [*site.table_file.problems, *site.pictures.template_problems]
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    if problems:
        print("\n".join(str(problem) for problem in problems), file=sys.stderr)
        return 1
    subjects = list(site.tables[site.languages[0]].subjects)
    for name, schema in schemas(site.languages, subjects, site.pictures.keys).items():
        path = site.docs / f"data/{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
