"""Lists the changed files that are not texts. If there is one, GitHub runs the whole test suite.

python scripts/program_changes.py BASE      compares HEAD with BASE, and prints a line for each such file

Texts are what editors change: everything in docs/ except scripts and styles, and the pages that nav: lists in
mkdocs.yml. They are judged by rules for any article. The script needs only Python and Git, so that a job can run it
before it installs anything.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

PROGRAM_IN_DOCS = {".js", ".css"}
CONFIG_FILE = "mkdocs.yml"
PAGE_IN_NAV = re.compile(r"[-+] *- +[\w-]+\.md *(#.*)?")


def git(*arguments: str) -> str:
    """Returns what Git prints. Raises CalledProcessError."""
    return subprocess.run(["git", *arguments], capture_output=True, check=True, encoding="utf-8").stdout


def program_changes(base: str) -> Iterator[str]:
    """Yields each changed file that is no text. Raises CalledProcessError where there is no such commit."""
    for name in git("diff", "--name-only", "--no-renames", "-z", base, "HEAD").split("\0"):
        path = PurePosixPath(name)
        is_text = path.parts[:1] == ("docs",) and path.suffix not in PROGRAM_IN_DOCS
        if name == CONFIG_FILE:
            is_text = not changes_more_than_nav(git("diff", "--unified=0", base, "HEAD", "--", CONFIG_FILE))
        if name and not is_text:
            yield name


def changes_more_than_nav(diff: str) -> bool:
    """Returns whether a change of mkdocs.yml has other lines than those of pages. diff: without context."""
    changed = [line for line in diff.splitlines() if re.match(r"[-+](?!--|\+\+)", line)]
    return not all(PAGE_IN_NAV.fullmatch(line) for line in changed)


def main() -> int:
    """The command line; always returns 0: where BASE is unknown, everything counts as changed."""
    base = sys.argv[1] if len(sys.argv) == 2 else ""
    try:
        for name in program_changes(base):
            print(name)
    except subprocess.CalledProcessError:
        print(f"everything: there is no commit {base!r} to compare with")
    return 0


if __name__ == "__main__":
    sys.exit(main())
