"""Finds files by their exact names: on Windows and on a Mac a.PNG is a.png, but not on the site."""

import os
from pathlib import Path


def names_in(folder: Path) -> list[str]:
    """Returns the names of what is in a folder, in their order; none where there is no such folder."""
    try:
        return sorted(os.listdir(folder))
    except (OSError, ValueError):  # ValueError: a name that no folder can have
        return []


def is_there(path: Path) -> bool:
    """Returns whether there is a file or folder of exactly this name."""
    return path.name in names_in(path.parent)
