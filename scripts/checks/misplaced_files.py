"""Finds pages in docs/ that belong to no language, or whose names do not make good addresses."""

import re
import unicodedata
from collections.abc import Iterator

from messages.message import Message, either
from messages.problems import Location, Problem
from sources.leftover_files import is_leftover
from sources.site import Site
from sources.site_sources import PAGE_ENDINGS, README, TEXT_ENDINGS

NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
DATA_FOLDER = "data"  # Not published; exclude_docs in mkdocs.yml names it.


def check_misplaced_pages(site: Site) -> Iterator[Problem]:
    """Yields the pages that no language has, or whose name ends as that of no other page, or makes no good address."""
    for path in sorted(site.docs.rglob("*")):
        folder = path.relative_to(site.docs).parts[0]
        if not path.is_file() or not path.name.lower().endswith((*PAGE_ENDINGS, *TEXT_ENDINGS)):
            continue
        if path.name == README or folder == DATA_FOLDER or is_leftover(path):
            continue
        if folder not in site.languages:
            folders = either([f"docs/{language}/" for language in site.languages])
            message = Message("this page is not in the folder of a language, so the site does not show it")
            fix = Message("move it into {folders}; put what is only for editors into a README.md", folders=folders)
            yield Problem(Location(path), message, fix)
        elif path.suffix != ".md":
            message = Message("the name of this page ends in {ending}", ending=path.suffix)
            yield Problem(Location(path), message, Message("rename it so that it ends in .md"))
        elif path.name != unicodedata.normalize("NFC", path.name):
            message = Message("this file's name stores letters and accents separately, so that nothing finds it")
            fix = Message("rename it, using letters a–z without accents, digits and hyphens")
            yield Problem(Location(path), message, fix)
        elif not NAME.fullmatch(path.stem):
            message = Message("this file's name becomes an address that is hard to type")
            fix = Message("rename it, using lower-case letters a–z without accents, digits and hyphens, and no spaces")
            yield Problem(Location(path), message, fix, is_warning=True)
