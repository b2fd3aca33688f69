"""The links of pages and of the table's cells: where they lead, and which of them lead nowhere.

MkDocs finds most broken links too, but only in a build, and without their lines.
"""

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from build.links import Link, links_of_cells, page_links
from build.redirects_file import Address, redirects_file
from build.uploaded_files import site_uploads
from checks.embedded_content import check_picture
from messages.message import Message
from messages.problems import Location, Problem, closest, did_you_mean
from sources.addresses import FULL_ADDRESS, ON_A_DISK
from sources.file_names import is_there, names_in
from sources.site import Site
from table.anchors import site_anchors
from table.data_file import table_path
from table.model import DOWNLOADS

WITHOUT_SLASHES = re.compile(r"https?:(?!//)|https?//", re.IGNORECASE)
WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/.*)?", re.IGNORECASE)  # www.example.com/a
EMAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+")
PHONE = re.compile(r"\+?\d[\d ()-]{4,}")
QUOTED = re.compile(r"""(["'“”„«»‘’‚]).+["'“”«»‘’]""")
PAGE = re.compile(r"(.*?)(?:/|\.html?|\.md)?", re.IGNORECASE | re.DOTALL)  # sales, sales/ and sales.html mean sales.md
ID_IN_TEXT = re.compile(r"\{[^{}\n]*#([^\s{}]+)[^{}\n]*\}|\b(?:id|name)=[\"']?([^\s\"'>]+)")
Found = tuple[Message, Message]
"""The message and the fix of a problem."""
Anchors = Mapping[str, Collection[str]]
"""Name of a page → the ids that its headings and rows have."""


def check_links_of_pages(site: Site) -> Iterator[Problem]:
    """Yields the links of pages that lead nowhere."""
    links = LinkCheck(site)
    for page in site.readable_pages():
        yield from links.check(link for link in page_links(page, page.parsed.tokens) if not link.is_picture)


def check_links_of_cells(site: Site) -> Iterator[Problem]:
    """Yields the links of cells that lead nowhere, and what is wrong with their pictures."""
    yield from LinkCheck(site).check(link for link in links_of_cells(site) if not link.is_picture)
    for link in links_of_cells(site):
        if link.is_picture:
            for problem in check_picture(link.address, link.description, Location(link.page), site.docs):
                yield problem._replace(location=link.location)


class LinkCheck:
    """Checks where links lead."""

    def __init__(self, site: Site) -> None:
        self.sources = site.sources
        self.docs = site.docs
        self.anchors = site_anchors(site)
        self.redirects = redirects_file(site)[0]
        self.uploads = site_uploads(site)
        folders = [self.docs / language for language in self.anchors]
        name = table_path(site).stem
        self.downloads = {folder / f"{name}{ending}" for folder in folders for ending in DOWNLOADS.values()}

    def check(self, links: Iterable[Link]) -> Iterator[Problem]:
        """Yields a problem for each link that leads nowhere."""
        for link in links:
            found = self._check_form(link) or self._check_target(link)
            if found:
                yield Problem(link.location, *found)

    def _check_form(self, link: Link) -> Found | None:
        """Returns what is wrong with an address whatever it leads to, and the fix."""
        address = unquote(link.address)
        if not address:
            return Message("this link has no address"), Message("write it between the brackets: [text](address)")
        if QUOTED.fullmatch(address):
            message = Message("the address {address} is in quotation marks", address=address)
            return message, Message("delete them: [text]({address})", address=address[1:-1])
        if ON_A_DISK.match(address):
            message = Message("this link leads to somebody's own computer")
            return message, Message("put the file into docs/assets/, and link to it there")
        nowhere = Message("the link '{address}' leads nowhere", address=address)
        if WITHOUT_SLASHES.match(address):
            return nowhere, Message("write https:// at its beginning")
        if address.startswith("//"):
            message = Message("the link '{address}' does not begin with https:", address=address)
            return message, Message("write {address}", address=f"https:{address}")
        if EMAIL.fullmatch(address):
            return nowhere, Message("for an email address, write {address}", address=f"mailto:{address}")
        if PHONE.fullmatch(address):
            number = re.sub(r"[^+\d]", "", address)
            return nowhere, Message("for a telephone number, write {address}", address=f"tel:{number}")
        if address.startswith("/"):
            message = Message("the link '{address}' begins outside the site", address=address)
            return message, self._fix_from_root(address, link.page)
        return None

    def _check_target(self, link: Link) -> Found | None:
        """Returns what is wrong with what an address leads to, and the fix."""
        if FULL_ADDRESS.match(link.address):
            return None
        anchor = unquote(link.address.partition("#")[2])
        target = link.target
        if not target:
            return self._check_anchor(link.page, anchor, link)
        shown = unquote(link.address)
        if not target.is_relative_to(self.docs):
            message = Message(
                "'{address}' leads out of {folder}, which is the whole site", address=shown, folder=self.docs
            )
            return message, Message("link to it on GitHub: https://…")
        if target in self.downloads:
            return None
        if not is_there(target):
            return self._missing(link, target, anchor)
        if target.is_dir():
            message = Message("the link '{address}' leads to a folder", address=shown)
            return message, Message("name the page in it, such as index.md")
        if self.uploads.is_excluded(target):
            message = Message("the site leaves out '{address}'", address=shown)
            return message, Message("link to it on GitHub (https://…), or rename the file")
        return self._check_anchor(target, anchor, link)

    def _check_anchor(self, target: Path, anchor: str, link: Link) -> Found | None:
        """Returns what is wrong with an anchor on a page."""
        language, name = self._language_and_name(target)
        page = self.sources.pages(language).get(name) if language else None
        known = self.anchors.get(language, {}).get(name)
        if not anchor or page is None or known is None or anchor in known or anchor in _ids(page.body):
            return None
        new = self.redirects.get(Address(name, anchor))
        if new:
            address = self._address(new, language, link.page)
            message = Message("'{address}' has moved", address=f"#{anchor}")
            return message, Message("write {address}", address=address)
        message = Message("{page} has no heading or row {anchor}", page=f"{name}.md", anchor=f"#{anchor}")
        otherwise = Message("write what is in braces after a heading there")
        return message, did_you_mean(anchor, known, otherwise, before="#")

    def _missing(self, link: Link, target: Path, anchor: str) -> Found:
        """Returns the message and the fix for a link to a file that is not there."""
        shown = unquote(link.address)
        language, name = self._language_and_name(target)
        new = self.redirects.get(Address(name, anchor)) or self.redirects.get(Address(name, ""))
        if language and new:
            address = self._address(new, language, link.page)
            return Message("'{address}' has moved", address=shown), Message("write {address}", address=address)
        wanted = PAGE.fullmatch(target.as_posix())[1].casefold()
        for other in self.anchors.get(language, {}):
            path = self.docs / language / f"{other}.md"
            if path.with_suffix("").as_posix().casefold() == wanted:
                fix = Message("write {address}", address=_relative(path, link.page))
                return Message("there is no page '{address}'", address=shown), fix
        if WITHOUT_SCHEME.fullmatch(shown) and target.suffix != ".md":
            fix = Message("write {address}", address=f"https://{shown}")
            return Message("the link '{address}' leads nowhere", address=shown), fix
        similar = similar_file(target)
        if similar:
            return Message("there is no file '{address}'", address=shown), similar
        home = self.docs / self._language_and_name(link.page)[0] / "index.md"
        fix = Message(
            "name an existing page or file, such as {address}; for another site, write https:// too",
            address=_relative(home, link.page),
        )
        return Message("there is no page or file '{address}'", address=shown), fix

    def _fix_from_root(self, address: str, page: Path) -> Message:
        """Returns the fix for an address that begins with /, as addresses on GitHub and on a web server do."""
        path = urlsplit(address).path.lstrip("/")
        for root in (self.docs.parent, self.docs, page.parent):
            if path and is_there(root / path) and (root / path).is_relative_to(self.docs):
                return Message("write {address}", address=_relative(root / path, page))
        return Message("write its path from this file, such as index.md or ../assets/NAME")

    def _language_and_name(self, path: Path) -> tuple[str, str]:
        """Returns en and sales for docs/en/sales.md; "" for the language of what is in none's folder."""
        language, *rest = path.relative_to(self.docs).parts
        if language not in self.anchors or not rest:
            return "", ""
        return language, Path(*rest).with_suffix("").as_posix()

    def _address(self, new: Address, language: str, page: Path) -> str:
        """Returns an address of redirects.yml as a page writes it."""
        address = _relative(self.docs / language / f"{new.page}.md", page)
        return f"{address}#{new.anchor}" if new.anchor else address


def similar_file(path: Path) -> Message | None:
    """Returns the fix for a file that is not there, where one beside it has almost its name; None where none has."""
    names = names_in(path.parent)
    for name in names:
        if unicodedata.normalize("NFC", name) == path.name:
            return Message("rename the file: its name stores letters and accents separately, so that nothing finds it")
    same = [name for name in names if name.casefold() == path.name.casefold()]
    if same:
        return Message("did you mean '{word}'?", word=same[0])
    stems = [Path(name).stem for name in names if Path(name).suffix == path.suffix]
    meant = closest(path.stem, stems)
    return Message("did you mean '{word}'?", word=meant + path.suffix) if meant else None


def _relative(path: Path, page: Path) -> str:
    """Returns the address of a page or a file as another page writes it."""
    return posixpath.relpath(path.as_posix(), page.parent.as_posix())


def _ids(text: str) -> set[str]:
    """Returns the ids that stand in a text elsewhere than behind headings."""
    return {found[1] or found[2] for found in ID_IN_TEXT.finditer(text)}
