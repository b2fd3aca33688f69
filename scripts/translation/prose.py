"""The texts that readers see, with their locations: what is not prose is replaced, letter by letter."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from sources.problems import Location, Problem
from sources.site_sources import Sources

FRONT_MATTER_KEYS = ("title", "description")
FILES_WITHOUT_PROSE = {"terms.yml", "translation-state.yml"}
NOT_PROSE = re.compile(
    r"""
    (?P<mark>\*\*?|__?) [^*_\n]+ (?P=mark) \{[^{}]{0,99}\blang=[^{}]{0,99}\}   # *words*{ lang=en } of another language
    | \[[^\[\]\n]{1,500}\]\([^()\s]*\)\{[^{}]{0,99}\blang=[^{}]{0,99}\}       # [words](address){ lang=en }
    | <(?P<tag>\w+)[^<>]{0,99}\blang=[^<>]{0,99}>[^<>]{1,500}</(?P=tag)>        # <q lang="en">words</q>
    | `[^`]*`                                                                  # code
    | \[\[[^\[\]]+\]\]                                                         # markers
    | &(?:\w+|\#\w+);                                                          # characters in HTML
    | https?://\S+                                                             # addresses
    | (?P<syntax>
        ^[ \t>]*(?:\#+|[-*+]|\d+[.)])[ \t]+                                    # what begins a heading or a list item
        | ^[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:.*                                      # [label]: address "title"
        | \[\^[^\[\]\n]+\]:?                                                   # footnotes' labels
        | \]\([^()]*(?:\([^()]*\)[^()]*)?\)                                    # addresses and titles of links
        | \]\[[^\[\]\n]*\]                                                     # labels of links
        | <[^<>]*>                                                             # HTML tags
        | \{[^{}]*\}                                                           # attributes
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
# Characters that HTML may spell out, and that change no word: each stands here as often as its name has letters.
SPELT_OUT = {"&shy;": "\u00ad" * len("&shy;"), "&nbsp;": "\u00a0" * len("&nbsp;")}
# These stand for each character that is not prose, so that locations stay the same.
PLACEHOLDER = "\ufffc"  # For what readers see: code, words of another language
SYNTAX = "\ufffb"  # For what they do not see


class Prose(NamedTuple):
    """A text that readers see, and where it begins."""

    location: Location
    language: str
    text: str

    def problem(self, offset: int, message: str, fix: str) -> Problem:
        """Returns a problem at a character of the text. offset: from 0."""
        path, line, column = self.location
        lines_above = self.text.count("\n", 0, offset)
        column_in_line = offset - self.text.rfind("\n", 0, offset)  # From 1, because rfind gives -1 in the first line
        if not lines_above:
            column_in_line += column - 1
        return Problem(Location(path, line + lines_above, column_in_line), message, fix)


def all_prose(sources: Sources, languages: Sequence[str]) -> Iterator[Prose]:
    """Yields the texts of the pages, and those of the data files that stand under a language."""
    for language in languages:
        for page in sources.pages(language).values():
            for key in FRONT_MATTER_KEYS:
                if key in page.front_matter:
                    _, value = page.front_matter[key]
                    yield from _prose_in_node(page.path, value, language, ())
            for section in page.sections:
                yield Prose(Location(page.path, section.start), language, _only_prose(section.prose))
    for path in sorted(sources.docs.glob("data/*.yml")):
        if path.name not in FILES_WITHOUT_PROSE:
            yield from _prose_in_node(path, sources.yaml(path).root, "", languages)


def _prose_in_node(path: Path, node: yaml.Node | None, language: str, languages: Collection[str]) -> Iterator[Prose]:
    """Yields the texts in a node that stand under a language. language: the one that is known already, or ""."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            key_language = key.value if key.value in languages else language
            yield from _prose_in_node(path, value, key_language, languages)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _prose_in_node(path, item, language, languages)
    elif node and language:
        location = Location(path, node.start_mark.line + 1, node.start_mark.column + 1)
        yield Prose(location, language, _only_prose(node.value))


def _only_prose(text: str) -> str:
    """Returns the text with placeholders for what is not prose. The ends of lines stay."""

    def placeholders(found: re.Match[str]) -> str:
        return re.sub(".", SYNTAX if found["syntax"] else PLACEHOLDER, found[0])

    for name, characters in SPELT_OUT.items():
        text = text.replace(name, characters)
    return NOT_PROSE.sub(placeholders, text)
