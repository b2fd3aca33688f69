"""What the built pages say, section by section, as a reader has it in the browser: the truth of benchmarks/search.py.

A section runs from one element with an id (a heading, the head of a table's row) to the next. It is known by the
address that a search result for it has: that of its page, with "#" and its id. What stands under the page's title, down
to the next heading, has the address of the page alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page

WORD = re.compile(r"[^\W\d_]+")
SOFT_HYPHEN = "\xad"
# What stands in an article and is not its text: drawings; links to a heading, its translation, its source; date and
# buttons under the title; a notice of a newer translation; what one does with a table; what comes after the text. (The
# label of a cell is hidden on a wide screen only.)
NOT_TEXT = (
    "script, style, template, noscript, svg, [hidden]:not(.cell-label), figure.picture, .translation, "
    ".edit, .page-header, .stale-notice, .table-filter, .table-downloads, .article-footer"
)
STARTS = "h1[id], h2[id], h3[id], h4[id], h5[id], h6[id], th[id]"
# Letters of two blocks, or two cells, must not run together into one word; those of "<b>s</b>ale" must.
READ = """({ notText, starts }) => {
  const texts = { "": "" }
  let id = ""
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE) texts[id] += node.data
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(notText)) return
    if (node.matches(starts)) {
      id = node.matches("h1") ? "" : node.id
      texts[id] ??= ""
    }
    const isInline = getComputedStyle(node).display === "inline" && node.localName !== "br"
    const gap = isInline ? "" : " "
    texts[id] += gap
    node.childNodes.forEach(read)
    texts[id] += gap
  }
  read(document.querySelector("article"))
  return { language: document.documentElement.lang, texts }
}"""


@dataclass(frozen=True)
class Section:
    """A section: where a result for it leads, seen from the site's home; its page's language; its words, in order."""

    address: str
    language: str
    words: tuple[str, ...]


def read_sections(page: Page, site: str, addresses: Iterable[str]) -> list[Section]:
    """Opens the pages of a site at their addresses, seen from its home; all their sections, in order."""
    found = []
    for address in addresses:
        page.goto(site + address)
        read = page.evaluate(READ, {"notText": NOT_TEXT, "starts": STARTS})
        for identity, text in read["texts"].items():
            words = tuple(word.lower() for word in WORD.findall(text.replace(SOFT_HYPHEN, "")))
            found.append(Section(f"{address}#{identity}" if identity else address, read["language"], words))
    return found
