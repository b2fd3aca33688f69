"""Links from each heading and each row of the table to the same place in the other languages."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from build.anchored_elements import ANCHORED_ELEMENT


def add_translation_links(html: str, page: Page, config: MkDocsConfig) -> str:
    """Returns the HTML of a page with the links in each heading, but for its title, and row header that has an id.

    A reader without JavaScript needs them: a server never learns the #anchor, so no other link can keep it. For all
    others they are not there, and no screen reader or reader mode takes them for a part of the heading.
    """
    addresses = []
    for language in config.plugins["i18n"].config.languages:
        if language.locale in page.file.alternates and language.locale != page.file.locale:
            address = get_relative_url(page.file.alternates[language.locale].url, page.url)
            addresses.append((language, address))

    def with_links(anchor: re.Match[str]) -> str:
        if anchor["tag"] == "h1":
            return anchor[0]
        links = ""
        for language, address in addresses:
            code = language.locale
            links += f' <a class="translation" href="{address}#{anchor["id"]}" lang="{code}" hreflang="{code}">'
            links += f"{language.name}</a>"
        return f"{anchor[0]}<noscript>{links}</noscript>"

    return ANCHORED_ELEMENT.sub(with_links, html)
