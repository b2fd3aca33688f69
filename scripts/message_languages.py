"""Says in which languages to print messages about a change: those of the texts that it has.

python scripts/message_languages.py BASE      compares HEAD with BASE, and prints codes of languages: lv, or lv en

Who changes only docs/lv/ reads Latvian. Where data files or texts in several languages have changed, nobody knows which
of the site's languages an editor reads. Commands take the codes from the variable MESSAGE_LANGUAGES.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from messages.catalogue import SOURCE_LANGUAGE, catalogue_languages
from messages.console import print_utf8
from messages.problems import SiteError
from sources.languages import CONFIG_FILE, language_codes

LANGUAGE_IN_NAME = re.compile(r"\.(\w+)\.\w+$")  # words.lv.txt, CONTRIBUTING.lv.md


def languages_of_change(files: Iterable[str], languages: Sequence[str]) -> list[str]:
    """Returns the languages to print in. files: paths of what has changed; languages: those of the site."""
    found = {language_of(PurePosixPath(file), languages) for file in files}
    known = catalogue_languages()
    printable = [language for language in languages if language in known]
    if len(found) == 1 and found <= set(printable):
        return [*found]
    return printable or [SOURCE_LANGUAGE]


def language_of(file: PurePosixPath, languages: Sequence[str]) -> str:
    """Returns the language of a file, by its folder or its name; "" where it is of none, or of several."""
    if file.parts[0] == "docs" and file.parts[1] in languages:
        return file.parts[1]
    named = LANGUAGE_IN_NAME.search(file.name)
    return named[1] if named and named[1] in languages else ""


def main() -> int:
    """The command line; always returns 0: where BASE is unknown, every language is printed."""
    print_utf8()
    command = ["git", "diff", "--name-only", "--no-renames", "-z", *sys.argv[1:2], "HEAD"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    files = [file for file in done.stdout.split("\0") if file]
    try:
        languages = language_codes(CONFIG_FILE)
    except SiteError:  # The check says why.
        languages = catalogue_languages()
    print(" ".join(languages_of_change(files, languages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
