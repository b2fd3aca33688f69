"""Links of a page that lead nowhere: to a page, a heading or a file that the site does not have.

MkDocs finds most of them too, but only in a build, and without their lines.
"""

import difflib
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from publishing.embedded_content import ON_A_DISK
from sources.markdown_page import MarkdownPage
from sources.page_blocks import inline_tokens
from sources.problems import Problem
from sources.site_sources import README
from table.formats import DOWNLOADS

FULL_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
WITHOUT_SLASHES = re.compile(r"https?:(?!//)|https?//", re.IGNORECASE)
WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/.*)?", re.IGNORECASE)  # www.example.com/a
PAGE = re.compile(r"(.*?)(?:/|\.html?|\.md)?", re.IGNORECASE)  # sales, sales/ and sales.html mean sales.md
ID_IN_TEXT = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}|\bid=[\"']?([\w-]+)")

Anchors = Mapping[str, Collection[str]]
"""Name of a page → the ids that its headings and rows have, and had before they moved."""


class LinkCheck:
    """Checks the links of the pages of one language."""

    def __init__(self, docs: Path, language: str, anchors: Anchors, table_page: str) -> None:
        """docs: the folder of the languages' folders. table_page: the name of the page that has the table."""
        self.docs = docs
        self.folder = docs / language
        self.anchors = anchors
        self.downloads = {self.folder / f"{table_page}{ending}" for ending in DOWNLOADS.values()}

    def check(self, page: MarkdownPage, tokens: Sequence[Token]) -> Iterator[Problem]:
        """Yields the links of a page that lead nowhere. tokens: those of the page's body, by github_tokens."""
        for token, location in inline_tokens(page, tokens):
            if token.type != "link_open" or token.markup == "autolink":
                continue
            address = unquote(str(token.attrs.get("href", "")))
            found = self._check_address(address, page)
            if found:
                yield Problem(location, *found)

    def _check_address(self, address: str, page: MarkdownPage) -> tuple[str, str] | None:
        """Returns what is wrong with an address, and the fix."""
        path, _, anchor = address.partition("#")
        path = path.partition("?")[0]
        if not address:
            return "this link has no address", "write it between the brackets: [text](address)"
        if ON_A_DISK.match(address):
            return "this link leads to somebody's own computer", "put the file into docs/assets/, and link to it there"
        if WITHOUT_SLASHES.match(address):
            return f"the link '{address}' leads nowhere", "write https:// at its beginning"
        if FULL_ADDRESS.match(address):
            return None
        if not path:
            return self._check_anchor(_name(page.path, self.folder), anchor, page)
        if path.startswith("/"):
            fix = "write where it is from this file, such as index.md or ../assets/NAME"
            return f"the link '{address}' begins outside of the site", fix
        target = Path(posixpath.normpath((page.path.parent / path).as_posix()))
        if not _exists(target) and target not in self.downloads:
            return self._missing(address, target, page)
        if target.name == README or target.is_relative_to(self.docs / "data"):
            return f"the site does not have '{path}', which is for editors only", "link to it on GitHub: https://…"
        if target.is_dir():
            return f"the link '{address}' leads to a folder", "name the page in it, such as index.md"
        if target.is_relative_to(self.folder):
            return self._check_anchor(_name(target, self.folder), anchor, page)
        return None

    def _check_anchor(self, name: str, anchor: str, page: MarkdownPage) -> tuple[str, str] | None:
        """Returns what is wrong with an anchor on a page of this language."""
        known = self.anchors.get(name)
        if not anchor or known is None or anchor in known:
            return None
        if name == _name(page.path, self.folder) and anchor in _ids(page.body):
            return None
        where = f"{name}.md has no heading or row"
        close = difflib.get_close_matches(anchor, known, 1)
        fix = f"did you mean #{close[0]}?" if close else "write what is in braces after a heading there"
        return f"{where} #{anchor}", fix

    def _missing(self, address: str, target: Path, page: MarkdownPage) -> tuple[str, str]:
        """Returns the message and the fix for a link to a file that is not there."""
        wanted = PAGE.fullmatch(target.as_posix())[1].casefold()
        for name in self.anchors:
            other = self.folder / f"{name}.md"
            if other.with_suffix("").as_posix().casefold() == wanted:
                return f"there is no page '{address}'", f"write {posixpath.relpath(other, page.path.parent)}"
        if WITHOUT_SCHEME.fullmatch(address) and not address.endswith(".md"):
            return f"the link '{address}' leads nowhere", f"write https://{address}"
        fix = "name one that is there, such as index.md; with https:// where it is on another site"
        return f"there is no page or file '{address}'", fix


def _exists(path: Path) -> bool:
    """Returns whether there is a file or folder of exactly this name, which Windows and a Mac do not tell."""
    return path.parent.is_dir() and path.name in {file.name for file in path.parent.iterdir()}


def _name(path: Path, folder: Path) -> str:
    """Returns sales for docs/en/sales.md. folder: that of the language."""
    return path.relative_to(folder).with_suffix("").as_posix()


def _ids(text: str) -> set[str]:
    """Returns the ids that stand in a text elsewhere than behind headings."""
    return {found[1] or found[2] for found in ID_IN_TEXT.finditer(text)}
