"""JSON Schema for the data files, so that a code editor completes keys and marks errors while one types.

    python scripts/schema.py        writes docs/data/NAME.schema.json, by which the check reads too

They are kept in git because github.dev, where one edits in the browser, runs nothing. Each stands where its file is
read. The check knows more (links, as many items in each language, words lost to a comment); what it accepts is never
marked.
"""

import json
import sys
from collections.abc import Sequence

from mkdocs.exceptions import MkDocsException

from publishing.site import Site
from sources.console import print_utf8
from sources.json_schema import Schema
from table.data_file import table_schema
from translation.languages import CONFIG_FILE
from translation.messages import messages_schema
from translation.moved import moved_schema
from translation.state_file import state_schema
from translation.terms import terms_schema


def schemas(languages: Sequence[str], subjects: Sequence[str], picture_keys: Sequence[str]) -> dict[str, Schema]:
    """Returns the name of each data file → its schema."""
    return {
        "comparison": table_schema(languages, subjects),
        "interface": messages_schema(languages),
        "moved": moved_schema(),
        "pictures": messages_schema(languages, picture_keys),
        "terms": terms_schema(languages),
        "translation-state": state_schema(),
    }


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
