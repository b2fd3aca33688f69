"""Links and pictures of pages, and of the table's cells, and the files to which they lead."""

import posixpath
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import yaml
from markdown_it.token import Token

from build.uploaded_files import site_uploads
from messages.problems import Location
from sources.addresses import CURLY_QUOTES, FULL_ADDRESS
from sources.html_tags import addresses_of_sources, html_tags
from sources.markdown_page import MarkdownPage, inline_tokens
from sources.markdown_parser import parse_inline_markdown
from sources.site import Site, once_per_site
from sources.yaml_source import YamlSource, node_location, texts_by_language
from table.data_file import table_file, table_path

PLAIN_ADDRESS = ("autolink", "linkify")  # What markdown-it-py calls a link whose address is its text
LINKING_ATTRIBUTES = {"a": "href", "img": "src"}  # Those that MkDocs leads to the files of the site


class Link(NamedTuple):
    """A link or a picture of a page, or of a cell of the table on its page."""

    address: str
    """As it is written, or as Markdown writes it: with %20 for a space."""
    location: Location
    page: Path
    """The page that has it, from where the address counts."""
    is_picture: bool = False
    """Whether it is a picture, which embedded_content.py checks."""
    description: str = ""
    """What a picture shows, in words."""

    @property
    def target(self) -> Path | None:
        """The file to which it leads; None for another site, or for the page itself."""
        path = unquote(self.address.partition("#")[0].partition("?")[0])
        if not path or FULL_ADDRESS.match(self.address) or path.startswith("/"):
            return None
        return Path(posixpath.normpath((self.page.parent / path).as_posix()))


def page_links(page: MarkdownPage, tokens: Sequence[Token]) -> Iterator[Link]:
    """Yields the links and pictures of a page. tokens: those of the page's body, by markdown-it-py."""
    for token, location in inline_tokens(page, tokens):
        yield from _links(token, location, page.path)
    for token in tokens:
        if token.type == "html_block":
            yield from _html_links(token.content, Location(page.path, page.line_of(token)), page.path)


def cell_links(source: YamlSource, docs: Path, languages: Collection[str], table_page: str) -> Iterator[Link]:
    """Yields the links and pictures of the table in each language.

    source: its data file. table_page: the name of its page.
    """
    for language, node in texts_by_language(source.root, languages):
        page = docs / language / f"{table_page}.md"
        for inline in parse_inline_markdown(node.value).tokens:
            for token in inline.children or []:
                for link in _links(token, Location(source.path), page):
                    yield link._replace(location=_location_in(source, node, link.address))


def _links(token: Token, location: Location, page: Path) -> Iterator[Link]:
    """Yields the link or the picture of a token, or those of its HTML. page: the one that has it."""
    if token.type == "link_open" and token.markup not in PLAIN_ADDRESS:
        yield Link(str(token.attrs.get("href", "")), location, page)
    elif token.type == "image":
        yield Link(str(token.attrs.get("src", "")), location, page, is_picture=True, description=token.content)
    elif token.type == "html_inline":
        yield from _html_links(token.content, location, page)


def _html_links(html: str, location: Location, page: Path) -> Iterator[Link]:
    for tag in html_tags(html):
        place = location._replace(line=location.line + tag.line)
        address = tag.attributes.get(LINKING_ATTRIBUTES.get(tag.name, ""))
        if address and not address.startswith(tuple(CURLY_QUOTES)):  # Reported by page_rules.py
            description = tag.attributes.get("alt") or ""
            yield Link(address, place, page, is_picture=tag.name == "img", description=description)
        if tag.name == "source":
            for address in addresses_of_sources(tag.attributes.get("srcset") or ""):
                yield Link(address, place, page, is_picture=True)


def _location_in(source: YamlSource, node: yaml.Node, address: str) -> Location:
    """Returns where an address is in the lines of a text; the beginning of the text where they do not have it."""
    first = node.start_mark.line
    lines = (source.file.text or "").split("\n")
    for number, line in enumerate(lines[first : node.end_mark.line + 1], first):
        before = node.start_mark.column if number == first else 0
        for written in (address, unquote(address)):
            column = line.find(written, before)
            if written and column >= 0:
                return Location(source.path, number + 1, column + 1)
    return node_location(source.path, node)


@once_per_site
def links_of_cells(site: Site) -> list[Link]:
    """Returns the links of the table in each language; none where the data file has problems."""
    if table_file(site).problems:
        return []
    path = table_path(site)
    return list(cell_links(site.sources.yaml(path), site.docs, site.languages, path.stem))


@once_per_site
def link_targets(site: Site) -> set[Path]:
    """Returns the pages and files to which the pages and the cells of the table link, whether they are there or not."""
    links = list(links_of_cells(site))
    for _, _, page in site.pages():
        links += page_links(page, page.parsed.tokens)
    return {link.target for link in links if link.target}


def linked_files(site: Site) -> list[Path]:
    """Returns the pages and files to which the pages and the cells of the table link, and that the site publishes."""
    return site_uploads(site).published(link_targets(site))


def unpublished_files(site: Site) -> list[Path]:
    """Returns the files in docs/ that the site leaves out, because nothing links to them."""
    return site_uploads(site).unpublished(link_targets(site))
