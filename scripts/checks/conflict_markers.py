"""Conflict markers: the lines that Git writes where two changes of a file meet, and nobody has chosen one."""

from collections.abc import Iterator

from messages.problems import Problem
from sources.site import Site
from sources.source_file import conflict_markers

# What is read as a whole. In pages and data files, the reader of their lines finds them.
WHOLE_FILES = frozenset((".txt", ".html", ".svg", ".css", ".js", ".json", ".xml"))


def check_conflict_markers(site: Site) -> Iterator[Problem]:
    """Yields the conflict markers in words, pictures, styles and templates."""
    for folder in (site.docs, site.docs.parent / "overrides"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in WHOLE_FILES:
                yield from conflict_markers(file)
