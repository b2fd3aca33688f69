"""Writes JSON Schemas for the data files, so that code editors complete keys and mark errors as you type.

    python scripts/schema.py        writes docs/data/NAME.schema.json, by which the check reads too

The check finds more (broken links, lists of different lengths, words lost to a comment). What it accepts is never
marked as an error.
"""

import os
import sys

from mkdocs.exceptions import MkDocsException

from checks.schema_files import schema_files
from messages.console import print_utf8
from messages.language import wording_for
from sources.languages import CONFIG_FILE
from sources.site import Site


def main() -> int:
    """The command line; returns 0 where the files are written, 1 where the data has errors, which it prints."""
    print_utf8()
    try:
        files, problems = schema_files(Site(CONFIG_FILE))
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        print(problem.in_words(wording_for(os.environ)), file=sys.stderr)
    for path, text in files.items():
        path.write_text(text, "utf-8")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
