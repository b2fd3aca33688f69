"""Updates docs/data/translation-state.yml, and resolves a conflict in it; on GitHub, each merge runs this.

python scripts/translation_state.py update [2026-11-20]     the date since when new stale translations are stale
"""

import argparse
import datetime
import sys
from collections.abc import Sequence

from mkdocs.exceptions import MkDocsException

from messages.console import print_utf8
from sources.languages import CONFIG_FILE
from sources.site import Site
from translation.stale import updated_state
from translation.state_file import STATE_FILE, resolve_conflict, translation_state
from translation.translated_texts import site_sections


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns 0 where the file is up to date, 1 for errors, 2 where the command is wrong."""
    print_utf8()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=["update"])
    parser.add_argument("date", nargs="?", type=datetime.date.fromisoformat, default=datetime.date.today())
    date = parser.parse_args(arguments).date
    site = Site(CONFIG_FILE)
    try:
        state = resolve_conflict(site.sources, site_sections(site))
        if state is None:
            state = translation_state(site)
        text = updated_state(site_sections(site), state, str(date))
    except MkDocsException as error:
        print(error)
        return 1
    path = site.docs / STATE_FILE
    new_path = path.with_suffix(".new")
    new_path.write_text(text, "utf-8")
    new_path.replace(path)  # In one step: half a file would forget which translations are stale.
    return 0


if __name__ == "__main__":
    sys.exit(main())
