"""What is wrong with the texts, all in one run: a line for each problem, with its location and its fix.

python scripts/check.py [PART …]        the parts are listed in PARTS; all where none is named
"""

import argparse
import sys
from collections.abc import Sequence

from mkdocs.exceptions import MkDocsException

from publishing.site import Site
from sources.console import print_utf8
from sources.problems import Problem, in_file_order
from translation.languages import CONFIG_FILE

PARTS = ("settings", "pages", "comparison", "pictures", "translations", "moved", "proofreading", "stale")


def check_part(site: Site, part: str) -> list[Problem]:
    """Returns the problems of one part. Raises MkDocsException where something cannot be read at all."""
    if part == "settings":
        return site.check_settings()
    if part == "pages":
        return site.check_single_pages()
    if part == "comparison":
        return site.check_comparison()
    if part == "pictures":
        return site.check_pictures()
    if part == "translations":
        return site.check_translations()
    if part == "moved":
        return site.check_moved()
    if part == "proofreading":
        return site.check_texts()
    return site.check_stale_translations()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns 0 for warnings at most, 1 for errors, 2 where the command is wrong."""
    print_utf8()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    parts = parser.parse_args(arguments).parts or list(PARTS)
    unknown = set(parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; write one of {', '.join(PARTS)}")
    problems: list[Problem] = []
    unreadable: dict[str, None] = {}  # What stopped a part; each line once, though it may stop several
    site = Site(CONFIG_FILE)
    for part in parts:
        try:
            problems += check_part(site, part)
        except MkDocsException as error:
            unreadable.update(dict.fromkeys(str(error).splitlines()))
    lines = dict.fromkeys([*(str(problem) for problem in in_file_order(problems)), *unreadable])
    print("\n".join(lines) or f"all is good: {', '.join(parts)}")
    return 1 if unreadable or not all(problem.is_warning for problem in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
