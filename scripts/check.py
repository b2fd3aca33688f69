"""Lists all that is wrong with the texts, in one run: a line for each problem, with its location and its fix.

python scripts/check.py [PART …]        the parts are those of checks/all_checks.py; all where none is named
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

from checks.all_checks import CHECKS, PARTS
from messages.console import print_report, print_utf8
from messages.language import wording_for
from messages.message import Message
from messages.problems import Problem, SiteError, in_file_order, lines_in_words
from sources.languages import CONFIG_FILE
from sources.site import Site


def without_consequences(found: Mapping[str, Sequence[Problem]]) -> list[Problem]:
    """Returns all problems, but for what other languages lack of a line that has an error itself.

    A sentence that begins with a year becomes a list by mistake: nobody should put that list into the other languages.
    """
    lines_with_errors = {problem.location[:2] for problem in found.get("pages", ()) if not problem.is_warning}
    problems = []
    for part, problems_of_part in found.items():
        for problem in problems_of_part:
            if part != "translations" or problem.location[:2] not in lines_with_errors:
                problems.append(problem)
    return problems


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns 0 for warnings at most, 1 for errors, 2 where the command is wrong."""
    print_utf8()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    parts = parser.parse_args(arguments).parts or list(PARTS)
    wording = wording_for(os.environ)
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        parser.error(wording(Message("there is no part {parts}; write one of {known}", parts=unknown, known=PARTS)))
    found: dict[str, list[Problem]] = {}
    unreadable: list[Problem | Message] = []  # What stopped a part
    site = Site(CONFIG_FILE)
    for check in CHECKS:
        if check.part not in parts:
            continue
        try:
            found.setdefault(check.part, []).extend(check.find(site))
        except SiteError as error:
            unreadable += error.lines
    problems = without_consequences(found)
    lines = lines_in_words([*in_file_order(problems), *unreadable], wording)
    print_report("\n".join(lines) or wording(Message("no problems found: {parts}", parts=parts)))
    return 1 if unreadable or not all(problem.is_warning for problem in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
