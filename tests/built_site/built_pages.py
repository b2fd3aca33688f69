"""The pages of a built site: where each lies, which source it has, and what goes wrong in it."""

from __future__ import annotations

import functools
import os
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from article import ADDRESSES, LANGUAGES
from messages.language import wording_for
from messages.message import Message
from messages.problems import Location, Problem, lines_in_words

MISSING_PAGE = "404.html"


class BuiltPage(NamedTuple):
    """A page of the site that is checked."""

    file: str
    """In the folder of the site: en/tea/index.html."""
    source: Path
    """What an editor changes: docs/en/tea.md."""

    @property
    def address(self) -> str:
        """The address in the site: en/tea/."""
        return self.file.removesuffix("index.html")

    def problem(self, message: Message, fix: Message) -> Problem:
        """Returns a problem of this page."""
        return Problem(Location(self.source), message, fix)


@dataclass
class BuiltSite:
    """The site that is checked, where it is served, and its pages."""

    folder: Path
    url: str
    canonical_url: str
    """The address for which it is built: its pages name it where an address must be whole."""
    pages: list[BuiltPage]

    def html(self, page: BuiltPage) -> str:
        """Returns the HTML of a page."""
        return (self.folder / page.file).read_text("utf-8")

    def address_of(self, page: BuiltPage) -> str:
        """Returns the whole address for which a page is built."""
        return self.canonical_url + page.address

    def file_at(self, address: str) -> Path | None:
        """Returns the file that a server sends for an address of the site; None where there is none."""
        path = address.removeprefix(self.canonical_url).partition("?")[0]
        file = self.folder / unquote(path)
        if file.is_dir():
            file = file / "index.html"
        return file if file.is_file() else None


@dataclass
class OpenedPage:
    """A page in a browser, and what went wrong in it so far."""

    page: Page
    built: BuiltPage
    errors: list[str] = field(default_factory=list)


def built_pages(config: pytest.Config) -> list[BuiltPage]:
    """Returns the pages of the site that is checked; none for an old address, where nothing is to be read."""
    if not config.option.site:
        folders = LANGUAGES
        files = [f"{address}index.html" for address in ADDRESSES] + [MISSING_PAGE]
    else:
        folder = Path(config.option.site)
        if not (folder / "index.html").is_file():
            raise pytest.UsageError(f"{folder}: there is no built site; run make build")
        folders = language_folders(folder)
        pages = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.html")}
        files = [file for file, html in sorted(pages.items()) if "http-equiv=refresh" not in html]
    return [BuiltPage(file, source_of(file, folders)) for file in files]


@functools.cache
def anchors_of(page: Path) -> set[str]:
    """Returns the ids in a built page, to which links may lead."""
    return {node.attributes["id"] for node in LexborHTMLParser(page.read_text("utf-8")).css("[id]")}


def language_folders(folder: Path) -> dict[str, str]:
    """Returns each language of a built site → the folder of its pages: {"lv": "", "en": "en/"}."""
    folders = {language_of(folder / "index.html"): ""}
    for home in sorted(folder.glob("*/index.html")):
        if language_of(home) == home.parent.name:
            folders[home.parent.name] = f"{home.parent.name}/"
    return folders


def language_of(page: Path) -> str:
    """Returns the language that a built page names."""
    return re.search(r"<html[^>]* lang=\"?([\w-]+)", page.read_text("utf-8"))[1]


def source_of(file: str, folders: dict[str, str]) -> Path:
    """Returns the source of a page: docs/en/tea.md for en/tea/index.html."""
    if file == MISSING_PAGE:
        return Path("overrides/404.html")
    for language, folder in sorted(folders.items(), key=lambda item: -len(item[1])):  # The default language comes last.
        if file.startswith(folder):
            path = PurePosixPath(file.removeprefix(folder))
            if path.name == "index.html" and path.parent.name:
                path = path.parent
            return Path("docs", language, path.with_suffix(".md"))
    raise AssertionError(f"{file} lies in no language's folder")


def report(problems: list[Problem]) -> None:
    """Fails the test with a line for each problem."""
    if problems:
        pytest.fail("\n".join(lines_in_words(problems, wording_for(os.environ))), pytrace=False)
