"""Markdown is read as GitHub reads it: the examples of CommonMark, each of which says what a reader gets.

The examples are those of the CommonMark specification 0.31.2 by John MacFarlane (https://spec.commonmark.org/0.31.2/),
licensed CC BY-SA 4.0.
"""

from __future__ import annotations

import json
import re

import markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from build.markdown_extension import GitHubMarkdown
from conftest import ROOT
from sources.site_sources import Sources

EXAMPLES = json.loads((ROOT / "tests/cases/sources/commonmark-0.31.2.json").read_text("utf-8"))

# The examples that GitHub shows otherwise than CommonMark, and why.
LINKS_OF_BARE_ADDRESSES = {608, 611, 612}
TAGS_THAT_GITHUB_LEAVES_OUT = {150, 163, 171, 201, 491, 524, 536, 613, 614, 615, 616, 617}
ATTRIBUTES_THAT_GITHUB_LEAVES_OUT = {152, 153, 154, 164, 169}
INSTRUCTIONS_FOR_PROGRAMS_THAT_GITHUB_LEAVES_OUT = {627, 629}
# The title of a picture that stands alone is its caption here. GitHub shows it under the mouse only.
CAPTIONS = {572, 573, 576, 577, 584, 585, 586, 588, 589, 591}
EXCEPTIONS = (
    LINKS_OF_BARE_ADDRESSES
    | TAGS_THAT_GITHUB_LEAVES_OUT
    | ATTRIBUTES_THAT_GITHUB_LEAVES_OUT
    | INSTRUCTIONS_FOR_PROGRAMS_THAT_GITHUB_LEAVES_OUT
    | CAPTIONS
)
# Beside these, a space at the beginning or the end of a text is not seen.
BLOCKS = re.compile(r"</?(body|blockquote|br|h\d|hr|div|li|ol|p|pre|section|ul)[ >]")


def to_html(text: str) -> str:
    """Returns Markdown as Python-Markdown writes it with the site's parser in it."""
    extension = GitHubMarkdown(Sources(ROOT / "docs"), str)
    return markdown.Markdown(extensions=["fenced_code", extension]).convert(text)


def seen(html: str) -> list[str]:
    """Returns the tags and texts of HTML as a browser understands them, without the spaces that nobody sees."""
    parts: list[str] = []
    _collect(LexborHTMLParser(html).body, parts, in_code=False)
    tidy = []
    for index, part in enumerate(parts):
        text = part
        if not part.startswith("<"):
            text = text.lstrip() if index == 0 or BLOCKS.match(parts[index - 1]) else text
            text = text.rstrip() if index + 1 == len(parts) or BLOCKS.match(parts[index + 1]) else text
        if text:
            tidy.append(text)
    return tidy


def _collect(node: LexborNode, parts: list[str], in_code: bool) -> None:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            text = child.text_content.replace("<", "‹")
            if parts and not parts[-1].startswith("<"):  # A comment stood between them.
                text = parts.pop() + text
            parts.append(text if in_code else re.sub(r"\s+", " ", text))
        elif (child.attributes.get("class") or "").startswith("hl-"):  # A colour of code
            _collect(child, parts, in_code)
        elif child.tag != "-comment":
            attributes = sorted((name, value or "") for name, value in child.attributes.items() if name != "tabindex")
            parts.append(f"<{child.tag} {attributes}>")
            _collect(child, parts, in_code or child.tag == "pre")
            parts.append(f"</{child.tag}>")


def test_examples_of_commonmark() -> None:
    different = set()
    for example in EXAMPLES:
        if seen(to_html(example["markdown"])) != seen(example["html"]):
            different.add(example["number"])
    assert different == EXCEPTIONS
