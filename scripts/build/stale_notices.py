"""Notices for readers: this section is newer in another language."""

import html
import re
from collections.abc import Sequence

from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from build.anchored_elements import find_anchored_element, insert
from translation.dates import written_date
from translation.interface_messages import Messages, message
from translation.stale import StaleTranslation


def add_stale_notices(
    page_html: str, page: Page, stale_translations: Sequence[StaleTranslation], messages: Messages, locale: str
) -> str:
    """Returns the HTML of a page with a notice at each section that is stale in the page's language.

    locale: that of the page's language, such as lv_LV.
    """
    for stale in stale_translations:
        name, _, anchor = stale.section.rpartition("#")
        if page.file.src_uri != f"{stale.stale.language}/{name}.md":
            continue
        address = get_relative_url(page.file.alternates[stale.newer.language].url, page.url)
        notice = _notice(stale, f"{address}#{anchor}", messages, locale)
        page_html = place_notice(page_html, anchor, notice)
    return page_html


def place_notice(page_html: str, anchor: str, notice: str) -> str:
    """Puts a notice after the heading with an id, or into the row header with it. Without one, nothing changes."""
    element = find_anchored_element(page_html, anchor)
    if not element:
        return page_html
    attributes = 'class="stale-notice" data-search-exclude'
    if element["tag"] == "th":
        # A screen reader says the header with each cell: abbr makes it say the name without the notice.
        name = html.unescape(" ".join(re.sub("<[^>]*>", " ", element["content"]).split()))
        page_html = insert(page_html, element.end(), f" <span {attributes}>{notice}</span>")
        return insert(page_html, element.end("start") - len(">"), f' abbr="{html.escape(name)}"')
    end = element.end() + len(f"</{element['tag']}>")
    return insert(page_html, end, f"\n<p {attributes}>{notice}</p>")


def _notice(stale: StaleTranslation, address: str, messages: Messages, locale: str) -> str:
    """Returns a quiet line in the stale language, as HTML. address: that of the newer text."""
    newer = stale.newer.language
    language = stale.stale.language
    newer_name = message(messages, f"language.{newer}", language)
    text = message(messages, "newer", language).replace("{language}", newer_name)
    link = message(messages, "newer.read", language).replace("{language}", newer_name)
    if stale.since:
        text += f" ({written_date(stale.since, locale)})"
    return f'{html.escape(text)}. <a href="{address}" hreflang="{newer}">{html.escape(link)}</a>'
