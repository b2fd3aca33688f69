"""Pictures from files: each gets its size, so that nothing moves as it loads, and loads when it nears the screen."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import imagesize
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from sources.html_tags import html_tags
from sources.raw_html import written_attributes

PICTURE = re.compile(r"<(?P<name>img|source)\b[^>]*>")
# What GitHub reads behind the address of a picture → the class of one that is shown in light or in dark only
CLASSES = {"gh-dark-mode-only": "dark-only", "gh-light-mode-only": "light-only"}
Size = tuple[int, int]


def complete_pictures(html: str, page: Page, files: Files) -> str:
    """Returns the content of a page in which each picture from a file has all that a browser should know of it.

    files: those of the language. MkDocs has changed the addresses of <img> to those in the site, but no srcset.
    """
    if "<img" not in html:
        return html
    by_url = {file.url: file for file in files}

    def complete(tag: re.Match[str]) -> str:
        attributes = {name: value or "" for name, value in html_tags(tag[0])[0].attributes.items()}
        if tag["name"] == "source":
            attributes["srcset"] = _srcset(attributes.get("srcset", ""), page, files)
        else:
            _complete_image(attributes, page, by_url)
        return f"<{tag['name']}{written_attributes(attributes)}>"

    return PICTURE.sub(complete, html)


def _complete_image(attributes: dict[str, str], page: Page, by_url: dict[str, File]) -> None:
    """Adds the size, and when to load it. by_url: address in the site → file."""
    source, _, fragment = attributes.get("src", "").partition("#")
    if fragment in CLASSES:
        attributes["src"] = source
        attributes["class"] = f"{attributes.get('class', '')} {CLASSES[fragment]}".strip()
    attributes.setdefault("loading", "lazy")
    file = by_url.get(unquote(urlsplit(urljoin(f"//site/{page.url}", source)).path.lstrip("/")))
    size = _size(Path(file.abs_src_path)) if file and file.abs_src_path else None
    if size:
        _set_size(attributes, size)


def _set_size(attributes: dict[str, str], size: Size) -> None:
    """Sets width and height. Where an editor wrote one of them, the other follows from it."""
    width, height = size
    if "height" not in attributes and attributes.get("width", "").isdecimal():
        attributes["height"] = str(round(int(attributes["width"]) * height / width))
    elif "width" not in attributes and attributes.get("height", "").isdecimal():
        attributes["width"] = str(round(int(attributes["height"]) * width / height))
    elif "width" not in attributes and "height" not in attributes:
        attributes.update(width=str(width), height=str(height))


def _size(path: Path) -> Size | None:
    """Returns width and height of a picture in pixels; None for a file that does not tell."""
    if path.suffix.lower() == ".svg":
        return _size_of_drawing(path)
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError):
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None


def _size_of_drawing(path: Path) -> Size | None:
    """Returns the size of an SVG, by what it says, or else by the field that it draws."""
    try:
        attributes = ElementTree.parse(path).getroot().attrib
    except (OSError, ElementTree.ParseError):
        return None
    view = attributes.get("viewBox", "").replace(",", " ").split()
    width, height = attributes.get("width", ""), attributes.get("height", "")
    numbers = [text.removesuffix("px") for text in (width, height)]
    for pair in (numbers, view[2:]):
        try:
            width, height = (round(float(text)) for text in pair)
        except ValueError:  # It has a unit, is missing, or is no number.
            continue
        if width > 0 and height > 0:
            return width, height
    return None


def _srcset(srcset: str, page: Page, files: Files) -> str:
    """Returns the addresses in the srcset of a <source> as they are in the site."""
    candidates = []
    for candidate in srcset.split(","):
        address, _, width = candidate.strip().partition(" ")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), unquote(address)))
        file = files.get_file_from_path(path)
        candidates.append(f"{file.url_relative_to(page.file) if file else address} {width}".strip())
    return ", ".join(candidates)
