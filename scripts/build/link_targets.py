"""What pages link to: each file is published once, and pages of every language may link to it.

static-i18n gives each language only the pages and files of its own folder, and docs/assets/ only to the default one.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from sources.addresses import FULL_ADDRESS

ID = re.compile(r"[\w.:-]+")


class ReadableAnchors(Extension, Treeprocessor):
    """Python-Markdown extension that writes the anchors of links as ids are written: #līgums for #l%C4%ABgums.

    MkDocs 1.6 compares the two letter by letter.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers the step: after the table is placed (6), before MkDocs resolves links (0)."""
        md.treeprocessors.register(self, "readable_anchors", 4)

    def run(self, root: Element) -> None:
        """Rewrites the links to places of the site."""
        for link in root.iter("a"):
            path, _, encoded = link.get("href", "").partition("#")
            anchor = unquote(encoded)
            if ID.fullmatch(anchor) and not FULL_ADDRESS.match(path):
                link.set("href", f"{path}#{anchor}")


class LinkTarget(File):
    """A page or file that the build of another language publishes. Pages may link to it."""

    def is_documentation_page(self) -> bool:
        """Returns False, so that it is not built here."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copies nothing."""


def leave_out(files: Files, paths: Collection[Path], docs: Path) -> None:
    """Takes files out of those of the site. paths: theirs; docs: the folder that they lie in."""
    names = {path.relative_to(docs).as_posix() for path in paths}
    for file in list(files):
        if file.src_uri in names:
            files.remove(file)


def add_link_targets(
    files: Files, linked: Collection[Path], docs: Path, folders: Mapping[str, str], config: MkDocsConfig
) -> None:
    """Adds what pages link to and static-i18n has left out of the language that is built now.

    linked: pages and files. folders: language → the folder of its pages in the site: "" for the default one, "en/".
    """
    for path in linked:
        uri = path.relative_to(docs).as_posix()
        if uri in files.src_uris:
            continue
        is_published_elsewhere = uri.split("/")[0] in folders or config.plugins["i18n"].building
        kind = LinkTarget if is_published_elsewhere else File
        address = site_path(File(uri, None, "", config.use_directory_urls).dest_uri, folders)
        files.append(kind(uri, config.docs_dir, config.site_dir, config.use_directory_urls, dest_uri=address))


def site_path(path: str, folders: Mapping[str, str]) -> str:
    """Returns where a file belongs in the site, lv/prices.html → prices.html. folders: language → its folder there."""
    language, _, rest = path.partition("/")
    return folders[language] + rest if language in folders and rest else path
