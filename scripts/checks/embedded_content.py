"""Checks what a page shows besides text: pictures, and what its policy makes browsers refuse (build/csp.py)."""

import math
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from messages.message import Message, Number
from messages.problems import Location, Problem
from sources.addresses import FULL_ADDRESS, ON_A_DISK
from sources.file_names import names_in
from sources.html_tags import Tag, addresses_of_sources, html_tags
from sources.markdown_page import MarkdownPage, inline_tokens
from sources.raw_html import TAGS
from sources.site import Site

# What loads in a second on a slow phone, 1.6 Mbit/s as Lighthouse simulates it:
# https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
MAX_PICTURE_BYTES = 200_000
SHOWN_FORMATS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg"))
ON_GITHUB = re.compile(r"https://(?:github\.com/user-attachments/|[\w-]+\.githubusercontent\.com/)")
DRAGGED_VIDEO = re.compile(r"https://github\.com/user-attachments/assets/")  # GitHub plays it where it is alone.
# What GitHub, Word and telephones write, in English, where nobody has said what a picture shows
EMPTY_DESCRIPTION = re.compile(
    r"""
    (?: image | picture | photo | img | alt[ ]text | screenshot | screen[ ]shot )?
    [\W\d_]*    # IMG_1234
    (?:\.\w+)?  # .png
    | .* \d{4}-\d\d-\d\d .* \d\d[.:_ -]\d\d .*  # The day and the time of a screenshot, in any language
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What browsers load for other tags than <img>; srcset="https://… 2x, …" may have several
LOADED_ATTRIBUTES = ("src", "srcset", "poster", "background", "xlink:href")
PICTURE_FIX = Message("put its file into docs/assets/pictures/ and write ![What it shows](../assets/pictures/NAME)")
FIX_FROM_PAGE = Message("write ../assets/pictures/NAME, its path from this file")


def check_embedded_content(site: Site) -> Iterator[Problem]:
    """Yields pictures that are not loaded, missing, heavy or without a description."""
    for page in site.readable_pages():
        yield from _check_page(page, site.docs)


def _check_page(page: MarkdownPage, docs: Path) -> Iterator[Problem]:
    """docs: the folder of the languages' folders."""
    for token in page.parsed.tokens:
        if not token.map:
            continue
        location = Location(page.path, page.body_line + token.map[0])
        if token.type == "html_block":
            yield from _check_html(token.content, location, docs)
    for child, location in inline_tokens(page, page.parsed.tokens):
        if child.type == "image":
            yield from check_picture(str(child.attrs.get("src", "")), child.content, location, docs)
        elif child.type == "text" and DRAGGED_VIDEO.search(child.content):
            message = Message("a video that was dragged into GitHub's editor is only an address on the site")
            yield Problem(location, message, Message("link to it: [What it shows](https://…)"))
        elif child.type == "html_inline":
            yield from _check_html(child.content, location, docs)


def check_picture(source: str, description: str, location: Location, docs: Path) -> Iterator[Problem]:
    """Yields what is wrong with a picture of a page. source: its address; description: what it shows, in words."""
    yield from _check_picture(source, location, docs)
    yield from _check_description(description, source, location)


def _check_picture(source: str, location: Location, docs: Path) -> Iterator[Problem]:
    """Yields what is wrong with the file of a picture. source: its address, as the page has it."""
    address = unquote(source)
    if not address or address.startswith(("#", "?")):
        yield Problem(location, Message("the picture has no address"), PICTURE_FIX)
    elif ON_GITHUB.match(address):
        message = Message(
            "a picture that was dragged into GitHub's editor stays on GitHub, and the site does not load it"
        )
        yield Problem(location, message, PICTURE_FIX)
    elif ON_A_DISK.match(address):
        yield Problem(location, Message("this picture is on somebody's own computer"), PICTURE_FIX)
    elif FULL_ADDRESS.match(address):
        yield Problem(location, Message("the site does not load pictures from elsewhere"), PICTURE_FIX)
    elif "\\" in address:
        message = Message("the address '{address}' has \\ in it", address=address)
        yield Problem(location, message, Message("write / in its place"))
    elif address.startswith("/"):
        message = Message("the address '{address}' begins outside the site", address=address)
        yield Problem(location, message, FIX_FROM_PAGE)
    else:
        yield from _check_file(address, location, docs)


def _check_file(address: str, location: Location, docs: Path) -> Iterator[Problem]:
    folder = location.path.parent.relative_to(docs).as_posix()
    path = Path(docs, posixpath.normpath(posixpath.join(folder, address.split("#")[0].split("?")[0])))
    if ".." in path.relative_to(docs).parts:
        message = Message("'{address}' leads out of {folder}, which is the whole site", address=address, folder=docs)
        yield Problem(location, message, FIX_FROM_PAGE)
        return
    names = names_in(path.parent)
    if path.name not in names:
        same = [name for name in names if name.casefold() == path.name.casefold()]
        fix = Message("put the file into {folder}, or correct the address", folder=docs / "assets/pictures")
        if same:
            fix = Message("write '{text}'", text=same[0])
        yield Problem(location, Message("there is no picture '{address}'", address=address), fix)
    elif path.is_dir():
        message = Message("the address '{address}' is a folder", address=address)
        yield Problem(location, message, Message("write the name of the file after it"))
    elif path.suffix.lower() not in SHOWN_FORMATS:
        message = Message("browsers do not show '{name}'", name=path.name)
        yield Problem(location, message, Message("save it as WebP, JPEG, PNG or SVG"))
    elif path.stat().st_size > MAX_PICTURE_BYTES:
        message = Message(
            "the picture '{name}' is {size} KB, and at most {limit} KB is allowed",
            name=path.name,
            size=Number(math.ceil(path.stat().st_size / 1000)),
            limit=Number(MAX_PICTURE_BYTES // 1000),
        )
        fix = Message("make it at most {width} pixels wide, and save it as WebP or JPEG", width=Number(1600))
        yield Problem(location, message, fix)


def _check_description(text: str, source: str, location: Location) -> Iterator[Problem]:
    file = Path(unquote(source))
    fix = Message("say in words what it shows, for those who cannot see it: ![What it shows](…)")
    if not text.strip():
        yield Problem(location, Message("the picture has no alternative text"), fix)
    elif EMPTY_DESCRIPTION.fullmatch(text.strip()) or text.strip() in (file.name, file.stem):
        message = Message("'{text}' does not say what the picture shows", text=text)
        yield Problem(location, message, fix, is_warning=True)


def _check_html(html: str, location: Location, docs: Path) -> Iterator[Problem]:
    """Yields what is wrong with HTML in a page. location: where it begins."""
    for tag in html_tags(html):
        yield from _check_tag(tag, location._replace(line=location.line + tag.line), docs)


def _check_tag(tag: Tag, location: Location, docs: Path) -> Iterator[Problem]:
    for name in LOADED_ATTRIBUTES:
        if tag.name in TAGS and tag.name not in ("img", "a") and FULL_ADDRESS.match(tag.attributes.get(name) or ""):
            message = Message("{tag} loads a picture from elsewhere, and the site does not", tag=f"<{tag.name}>")
            yield Problem(location, message, PICTURE_FIX)
    if tag.name == "img":
        description = tag.attributes.get("alt") or ""
        yield from check_picture(tag.attributes.get("src") or "", description, location, docs)
    elif tag.name == "source":
        for address in addresses_of_sources(tag.attributes.get("srcset") or ""):
            if not FULL_ADDRESS.match(address):
                yield from _check_picture(address, location, docs)
