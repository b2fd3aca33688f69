"""The part of a stylesheet that a page can use: the rules whose selectors name nothing that the page lacks.

Selectors and pages are compared by their words, as PurgeCSS does it. What is kept in doubt costs some bytes; what could
apply in any state, hovered, printed or in the dark, is never lost.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import minify_html
import tinycss2

TAG = re.compile(r"""<([a-zA-Z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>""")
WORD = re.compile(r"[\w-]+")
# Attributes by whose values no rule selects: their words would keep rules that are not needed.
TEXTS = ("alt", "aria-label", "content", "d", "href", "placeholder", "src", "title")
PROSE = re.compile(rf"""\b(?:{"|".join(TEXTS)})[~^$*|]?=(?:"[^"]*"|'[^']*'|[^\]\s>]*)""")
PSEUDO_CLASS = re.compile(r":([\w-]+)\(([^()]*)\)")
BARE = re.compile(r"(\w+):not\(\[class\]\)")
NAMED = re.compile(r"(--[\w-]+)\s*:|@(?:-\w+-)?keyframes\s+([\w-]+)|@font-face\b.*?font-family:([^;}]+)", re.DOTALL)
GROUPS = {"media", "supports", "container", "layer"}
ALWAYS = frozenset({"html", "head", "body", "open", *TEXTS})  # "open": <details> does without a script.

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
    return frozenset(WORD.findall(PROSE.sub("", text).lower()))


def page_words(html: str, scripts: str) -> Words:
    """All that a selector can name in a page: the words of its tags, and those its scripts may put into them."""
    tags = set(TAG.findall(html))
    bare = {f"{tag.split()[0]}-bare" for tag in tags if "class=" not in tag}
    return words(" ".join(tags)) | bare | words(scripts) | ALWAYS


@functools.lru_cache(maxsize=4)  # Served, a site is built again and again.
def parse(css: str) -> tuple[list[Rule], Words]:
    """The rules of a stylesheet, in order, and all words that they look for in a page."""
    rules = list(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ()))
    needs = [need for rule in rules for _, options in rule.selectors for need in options]
    return rules, frozenset().union(*needs, *(part.name for rule in rules for part in rule.parts))


@functools.lru_cache(maxsize=256)  # Most pages have the same words, as far as a stylesheet looks for them.
def purge(css: str, present: Words) -> str:
    """The CSS that can apply, in any state, where these words are present; minified."""
    kept = []
    for rule in parse(css)[0]:
        selectors = [text for text, needs in rule.selectors if any(need <= present for need in needs)]
        if selectors or not rule.selectors:
            kept.append((rule.context, selectors, rule.parts))
    used, size = set(present), -1
    while size != (size := len(used)):  # What is used by unused parts only is unused as well.
        used.update(*(part.words for *_, parts in kept for part in parts if part.name <= used))
    css = ""
    for context, group in itertools.groupby(kept, lambda rule: rule[0]):
        css += "".join(f"{at}{{" for at in context)
        for _, selectors, parts in group:
            text = ";".join(part.text for part in parts if part.name <= used)
            css += f"{','.join(selectors)}{{{text}}}" if selectors and text else text
        css += "}" * len(context)
    return minify_css(css)


def minify_css(css: str) -> str:
    """A stylesheet without comments and without spaces that browsers do not need."""
    return minify_html.minify(f"<style>{css}</style>", minify_css=True).removeprefix("<style>").removesuffix("</style>")


def _rules(nodes: Iterable[Any], context: tuple[str, ...]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            groups = itertools.groupby(node.prelude, lambda token: token == ",")
            selectors = [tinycss2.serialize(group).strip() for is_comma, group in groups if not is_comma]
            yield Rule(context, [(text, _needs(text)) for text in selectors], _parts(node.content))
        elif node.type == "at-rule" and node.lower_at_keyword in GROUPS and node.content:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inside, (*context, f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"))
        elif node.type == "at-rule":
            yield Rule(context, [], [_part(node.serialize())])


def _needs(selector: str) -> list[Words]:
    """The words that a selector asks for; several sets with :is(). States (:hover) and exceptions (:not()) are free."""
    selector = BARE.sub(r"\1 \1-bare", selector)  # Material has many rules for tables, none for those with a class.
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
    return [_part(node.serialize()) for node in nodes if node.type == "declaration"]


def _part(text: str) -> Part:
    name = NAMED.match(text)
    names = WORD.findall(name[name.lastindex]) if name else ()
    return Part(text, frozenset(names), frozenset(WORD.findall(text)))
