"""Checks the files that editors have put into docs/ beside the pages."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from build.links import linked_files, unpublished_files
from messages.message import Message
from messages.problems import Location, Problem
from sources.leftover_files import is_copy, is_leftover
from sources.site import Site

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg")


def check_uploaded_files(site: Site) -> Iterator[Problem]:
    """Yields warnings for the files that are left out of the site, because no page links to them."""
    for path in unpublished_files(site):
        if is_leftover(path):
            message = Message("a program left this file here, and it is not published")
            fix = Message("delete it")
            if is_copy(path):
                fix = Message("delete it, or copy what is new in it to the other file")
        else:
            message = Message("no page links to this file, so it is not published")
            fix = Message("write {link} on a page, or delete it", link=_example(path, site))
        yield Problem(Location(path), message, fix, is_warning=True)


def check_same_addresses(site: Site) -> Iterator[Problem]:
    """Yields the files in the folder of a language that static-i18n takes for those of the same name in docs/."""
    published = set(linked_files(site))
    for path in sorted(published):
        folder, *rest = path.relative_to(site.docs).parts
        other = site.docs / Path(*rest)
        if folder in site.languages and other in published:
            message = Message("links to {path} lead to this file", path=other)
            yield Problem(Location(path), message, Message("rename one of the two files"))


def _example(path: Path, site: Site) -> Message:
    """Returns a link to a file as a page may have it that lies right in the folder of a language."""
    folder = path.relative_to(site.docs).parts[0]
    start = folder if folder in site.languages else site.languages[0]
    address = posixpath.relpath(path.as_posix(), (site.docs / start).as_posix())
    address = f"<{address}>" if " " in address else address
    if path.suffix.lower() in PICTURE_ENDINGS:
        return Message("![What it shows]({address})", address=address)
    return Message("[its name]({address})", address=address)
