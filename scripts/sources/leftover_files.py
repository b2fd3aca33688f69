"""Files that programs leave in a folder: notes of the operating system, copies that code editors keep, locks."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

# Names as their programs write them, in small letters
LEFTOVERS = (
    ".ds_store",  # macOS
    "._*",
    "icon\r",
    "thumbs.db",  # Windows
    "desktop.ini",
    "*.lnk",
    "*:zone.identifier",
    "~$*",  # Word and Excel
    ".~lock.*#",  # LibreOffice
    "*.tmp",
    "*.bak",  # Text editors
    "*.sw[a-p]",
    "*~",
    "#*#",
    ".#*",
    "*.orig",  # Git
    "*.rej",
    "*.crdownload",  # Browsers
    "*.part",
)
# The second file of a name, in English and in Latvian
COPY = re.compile(
    r"""
    (?P<original> .+? ) [ ]
    (?:
        \( \d+ \)                                         # sales (1).md, of browsers
        | (?:-[ ])? (?:copy|kopija) (?: [ ] \(?\d+\)? )?   # sales - Copy (2).md, of Windows; sales copy 2.md, of macOS
        | \( [^()]* conflicted[ ]copy [^()]* \)            # of Dropbox
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_leftover(path: Path) -> bool:
    """Returns whether a program has probably left a file behind, so that nobody wants it published."""
    return is_copy(path) or any(fnmatchcase(path.name.lower(), pattern) for pattern in LEFTOVERS)


def is_copy(path: Path) -> bool:
    """Returns whether a file is called as a copy of another one that lies beside it."""
    copy = COPY.fullmatch(path.stem)
    return bool(copy) and path.with_name(copy["original"] + path.suffix).exists()
