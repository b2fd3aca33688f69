"""The part of a stylesheet that a page can use: rules whose selectors name nothing that the page lacks, in any state.

Selectors and pages are compared by their words, as PurgeCSS does it. What is kept in doubt costs some bytes; what could
apply, hovered, printed or in the dark, is never lost.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import minify_html
import tinycss2
from mkdocs.exceptions import PluginError

TAG = re.compile(r"""<([a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*)>""")
WORD = re.compile(r"[\w-]+")
# Attributes by whose values no rule selects: their words would keep rules that are not needed.
PROSE = re.compile(r"""\b(alt|aria-label|content|d|href|placeholder|src|title)[~^$*|]?=("[^"]*"|'[^']*'|[^\]\s>]*)""")
PSEUDO_CLASS = re.compile(r":([\w-]+)\(([^()]*)\)")
BARE = re.compile(r"(\w+):not\(\[class\]\)")
NAMED = re.compile(r"(--[\w-]+)\s*:|@(?:-\w+-)?keyframes\s+([\w-]+)|@font-face\b.*?font-family:([^;}]+)", re.DOTALL)
GROUPS = {"media", "supports", "container", "layer"}
ALWAYS = frozenset({"html", "head", "body", "open"})  # The last: <details> opens without a script.

Words = frozenset[str]


class Part(NamedTuple):
    """A declaration, or an at-rule such as @keyframes; one that has a name counts where that is in use."""

    text: str
    name: Words
    words: Words


class Rule(NamedTuple):
    """The @media and the like around a rule; each selector, with sets of words that it needs; what the rule says."""

    context: tuple[str, ...]
    selectors: list[tuple[str, list[Words]]]
    parts: list[Part]


def words(text: str) -> Words:
    """The words of a script, a selector or tags: names of elements, classes, ids, attributes, and their values."""
    return frozenset(WORD.findall(PROSE.sub(r"\1", text).lower()))


def page_words(html: str, scripts: str) -> Words:
    """All that a selector can name in a page: the words of its tags, and those its scripts may put into them."""
    tags = set(TAG.findall(html))
    bare = {f"{tag.split()[0]}-bare" for tag in tags if "class=" not in tag}
    return words(" ".join(tags)) | bare | words(scripts) | ALWAYS


@functools.lru_cache
def parse(css: str) -> list[Rule]:
    """The rules of a stylesheet, in order. Raises PluginError where it is not CSS."""
    return list(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ()))


def purge(rules: Sequence[Rule], present: Words) -> str:
    """The CSS that can apply, in any state, where these words are present; minified."""
    kept = []
    for rule in rules:
        selectors = [text for text, needs in rule.selectors if any(need <= present for need in needs)]
        if selectors or not rule.selectors:
            kept.append((rule.context, selectors, rule.parts))
    used, size = {word for word in present if word.startswith("--")}, -1
    while size != (size := len(used)):  # What is used by unused parts only is unused as well.
        used.update(*(part.words for *_, parts in kept for part in parts if part.name <= used))
    css = ""
    for context, group in itertools.groupby(kept, lambda rule: rule[0]):
        css += "".join(f"{at}{{" for at in context)
        for _, selectors, parts in group:
            text = ";".join(part.text for part in parts if part.name <= used)
            css += f"{','.join(selectors)}{{{text}}}" if selectors and text else text
        css += "}" * len(context)
    return _minified(css)


@functools.lru_cache  # Most pages use the same rules.
def _minified(css: str) -> str:
    return minify_html.minify(f"<style>{css}</style>", minify_css=True).removeprefix("<style>").removesuffix("</style>")


def _rules(nodes: Iterable[Any], context: tuple[str, ...]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "error":
            raise PluginError(
                f"line {node.source_line} of all stylesheets together is not CSS: {node.message}; mend it"
            )
        if node.type == "qualified-rule":
            groups = itertools.groupby(node.prelude, lambda token: token == ",")
            selectors = [tinycss2.serialize(group).strip() for is_comma, group in groups if not is_comma]
            yield Rule(context, [(text, _needs(text)) for text in selectors], _parts(node.content))
        elif node.lower_at_keyword in GROUPS and node.content:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inside, (*context, f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"))
        else:
            yield Rule(context, [], [_part(node.serialize())])


def _needs(selector: str) -> list[Words]:
    """The words that a selector asks for; several sets with :is(). States (:hover) and exceptions (:not()) are free."""
    selector = BARE.sub(r"\1 \1-bare", selector)  # Material has many rules for tables, and none for those with a class.
    while found := PSEUDO_CLASS.search(selector):
        if found[1] in ("is", "where"):
            options = [selector.replace(found[0], f" {option} ", 1) for option in found[2].split(",")]
            return [need for option in options for need in _needs(option)]
        selector = selector.replace(found[0], "", 1)
    return [words(re.sub(r"::?[\w-]+|[~^$*|]=[^\]]*", "", selector))]


def _parts(content: Sequence[Any]) -> list[Part]:
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if any(node.type.endswith("rule") for node in nodes):
        return [_part(tinycss2.serialize(content))]  # Nested rules go or stay with their parent.
    return [_part(node.serialize()) for node in nodes if node.type == "declaration"]  # Browsers drop the others too.


def _part(text: str) -> Part:
    name = NAMED.match(text)
    return Part(
        text, frozenset(WORD.findall(name[name.lastindex])) if name else frozenset(), frozenset(WORD.findall(text))
    )
