"""Makes old addresses, from docs/data/redirects.yml, lead to the new ones on any server.

At the old address of a page is a page that leads on. An old #anchor is an empty element at the new place; if that is on
another page, it is a note, seen only by readers whom a link brings there. mkdocs-redirects 1.2 is not used: it needs a
line for each language, takes the wrong folder for the default one, and does not support anchors.
"""

import html
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from build.anchored_elements import find_anchored_element, insert
from build.redirects_file import Address, Redirects
from build.template_functions import title_text
from messages.message import Message
from messages.problems import SiteError
from translation.interface_messages import Messages, message

FOOTER = '<footer class="article-footer">'


def add_redirect_pages(files: Files, env: Environment, redirects: Redirects, config: MkDocsConfig) -> None:
    """Adds a page for the old address of each page that has moved, in the language that is built now."""
    pages = _pages(files)
    for old, new in redirects.items():
        if old.anchor:
            continue
        target = pages[new.page].file
        folder = PurePosixPath(target.src_uri).parts[0]  # That of the language
        old_file = File(f"{folder}/{old.page}.md", config.docs_dir, config.site_dir, config.use_directory_urls)
        destination = _in_language(old_file.dest_uri, target)
        url = destination.removesuffix("index.html") if config.use_directory_urls else destination
        anchors = {}
        for other, other_new in redirects.items():
            if other.page == old.page and other.anchor:
                anchors[other.anchor] = _link(pages, other_new, url)
        content = env.get_template("redirect.html").render(
            config=config,
            target=pages[new.page],
            link=_link(pages, new, url),
            anchors=anchors,
            base=get_relative_url(".", url),
        )
        files.append(File.generated(config, destination, content=content))


def add_old_anchors(output: str, page: Page, redirects: Redirects, messages: Messages, files: Files) -> str:
    """Returns a page in its template with its old anchors. Raises SiteError where one has no place."""
    name = _name(page)
    language = page.file.locale
    own = {old: new for old, new in redirects.items() if old.page == name and old.anchor}
    if not own:
        return output
    pages = _pages(files)
    for old, new in own.items():
        if new.page == name:
            output = _place_anchor(output, old.anchor, new.anchor)
        else:
            output = _place_note(output, old.anchor, _link(pages, new, page.url), pages[new.page], messages, language)
    return output


def _place_anchor(output: str, old_id: str, new_id: str) -> str:
    """Puts an empty element with an old id into the heading or row header with the new one; "" is the title."""
    element = find_anchored_element(output, new_id) if new_id else re.search(r"(?P<start><h1\b[^>]*>)", output)
    if not element:
        message = Message(
            "{old} leads nowhere: the page has no heading or row {new}; see docs/data/redirects.yml",
            old=f"#{old_id}",
            new=f"#{new_id}",
        )
        raise SiteError(message)
    return insert(output, element.end("start"), f'<span id="{html.escape(old_id)}"></span>')


def _place_note(output: str, old_id: str, link: str, target: Page, messages: Messages, language: str) -> str:
    """Puts a note with an old id below the text, with a link to where it leads now."""
    before, footer, after = output.partition(FOOTER)
    if not footer:
        raise SiteError(
            Message("{old} leads nowhere: the page has no {tag}; see overrides/", old=f"#{old_id}", tag=FOOTER)
        )
    text = html.escape(message(messages, "redirect.section", language))
    title = html.escape(title_text(target))
    anchor = f'<a href="{html.escape(link)}">{title}</a>'
    return f'{before}<p id="{html.escape(old_id)}" class="redirect-note">{text} {anchor}</p>{footer}{after}'


def _pages(files: Files) -> Mapping[str, Page]:
    """Returns the name of each page → the page, in the language that is built now."""
    return {_name(file.page): file.page for file in files.documentation_pages() if file.page}


def _name(page: Page) -> str:
    """Returns sales for lv/sales.md."""
    return page.file.src_uri.partition("/")[2].removesuffix(".md")


def _link(pages: Mapping[str, Page], address: Address, url: str) -> str:
    """Returns a link to an address from a page whose own address is url."""
    link = get_relative_url(pages[address.page].url, url)
    return f"{link}#{address.anchor}" if address.anchor else link


def _in_language(destination: str, target: File) -> str:
    """Returns where a file of a language's folder belongs in the site: where its page target lies too."""
    language, _, rest = destination.partition("/")
    return f"{language}/{rest}" if target.dest_uri.startswith(f"{language}/") else rest
