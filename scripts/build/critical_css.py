"""Critical CSS: the part of the stylesheets that a page can use, which is written into the page.

A rule stays where its selector finds something in the page, in any state of it: what depends on a state (hovered, open,
in the dark) is left out of the selector first, and what scripts put into a page is put into it too.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from build.minify import minify_css
from messages.message import Message
from messages.problems import SiteError

# Where scripts put elements into a page → what they put there
ADDED_ELEMENTS = {
    ".toast": "<a></a>",
    ".search": "<b></b>",  # Its other elements have their styles with them (docs/assets/search/results.css).
    ".saved-pages": "<li><a></a><button></button></li>",
    ".article:has(pre)": '<div class="code"><pre></pre></div>',
    ".article .code": '<button class="copy-button"><svg></svg></button>',
}
# What scripts give to elements, or browsers do: to <details>, to <dialog>
ADDED_ATTRIBUTES = frozenset(("aria-busy", "aria-pressed", "data-theme", "hidden", "open"))
GROUPS = frozenset(("is", "where", "has"))  # Pseudo-classes that are no states themselves, but may have some inside
COMBINATORS = (">", "+", "~", ",")
CUSTOM_PROPERTY = re.compile(r"--[\w-]+")
NO_NAMES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|:[\w-]+")  # Parentheses, attributes, pseudo-classes
NAME = re.compile(r"[.#]?[\w-]+")
GROUPING_RULES = frozenset(("media", "supports", "container", "layer"))


class Selector(NamedTuple):
    """One selector of a rule, and the same without states, by which elements are looked for."""

    text: str
    without_states: str


class Declaration(NamedTuple):
    """A declaration, or an at-rule. One of a custom property stays only where that is used."""

    text: str
    defines: str
    """A custom property; "" for anything else."""
    uses: frozenset[str]
    """The custom properties that it uses."""


class Rule(NamedTuple):
    """A rule. groups: the @media and the like around it, from outside. An at-rule of its own has no selectors."""

    groups: tuple[str, ...]
    selectors: list[Selector]
    declarations: list[Declaration]


def critical_css(css: str, html: str) -> str:
    """Returns the part of a stylesheet that can apply, in any state, to a page; minified.

    Raises SiteError for a selector that cannot be read.
    """
    page = LexborHTMLParser(html.replace("<template", "<div").replace("</template", "</div"))
    for place, elements in ADDED_ELEMENTS.items():
        for element in page.css(place):
            element.insert_child(LexborHTMLParser(elements).body.child)
    names = names_in(page)
    try:
        found = frozenset(
            selector
            for selector, needed in _selectors(css).items()
            if needed <= names and (selector in names or page.css_matches(selector))
        )
    except SelectolaxError as error:
        message = Message("a stylesheet of extra_css in mkdocs.yml cannot be read: {reason}", reason=str(error))
        raise SiteError(message) from None
    used_in_page = frozenset(CUSTOM_PROPERTY.findall(html))
    return _critical_css(css, found, used_in_page)


def names_in(page: LexborHTMLParser) -> set[str]:
    """Returns what a page has elements of, as a selector names it: a, .article, #top."""
    names = set()
    for node in page.css("*"):
        names.add(node.tag)
        attributes = node.attributes
        if attributes.get("id"):
            names.add(f"#{attributes['id']}")
        names.update(f".{name}" for name in (attributes.get("class") or "").split())
    return names


@functools.lru_cache(maxsize=64)  # Most pages have the same parts.
def _critical_css(css: str, found: frozenset[str], used_in_page: frozenset[str]) -> str:
    """Returns the rules whose selectors were found in a page. used_in_page: custom properties."""
    rules = [rule for rule in parse(css) if not rule.selectors or _matching(rule, found)]
    used = _used_properties(rules, used_in_page)
    parts = []
    for groups, rules_of_group in itertools.groupby(rules, lambda rule: rule.groups):
        parts += [f"{group}{{" for group in groups]
        parts += [_rule_text(rule, found, used) for rule in rules_of_group]
        parts += ["}" for _ in groups]
    return minify_css("".join(parts))


def _matching(rule: Rule, found: frozenset[str]) -> list[str]:
    """Returns those selectors of a rule that were found in the page."""
    return [selector.text for selector in rule.selectors if selector.without_states in found]


def _used_properties(rules: Sequence[Rule], used_in_page: frozenset[str]) -> set[str]:
    """Returns the custom properties that are used: in the page, in declarations, in those of used ones, and so on."""
    used = set(used_in_page)
    size = -1
    while size != len(used):
        size = len(used)
        for rule in rules:
            for declaration in rule.declarations:
                if is_needed(declaration, used):
                    used |= declaration.uses
    return used


def is_needed(declaration: Declaration, used: set[str]) -> bool:
    """Returns whether a declaration does more than define a custom property that nothing uses."""
    return not declaration.defines or declaration.defines in used


def _rule_text(rule: Rule, found: frozenset[str], used: set[str]) -> str:
    """Returns a rule with the selectors that were found and the declarations that are used."""
    text = ";".join(declaration.text for declaration in rule.declarations if is_needed(declaration, used))
    if not rule.selectors or not text:
        return text
    return f"{','.join(_matching(rule, found))}{{{text}}}"


@functools.lru_cache(maxsize=4)  # `mkdocs serve` builds the site again and again.
def parse(css: str) -> list[Rule]:
    """Returns the rules of a stylesheet, in their order."""
    return list(_parse_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ()))


@functools.lru_cache(maxsize=4)
def _selectors(css: str) -> dict[str, set[str]]:
    """Returns each selector of a stylesheet without states → the names that it needs.

    To look for a selector takes most of the time: a page that lacks one of these names need not be searched.
    """
    selectors = {selector.without_states for rule in parse(css) for selector in rule.selectors}
    return {selector: needed_names(selector) for selector in sorted(selectors)}


def needed_names(selector: str) -> set[str]:
    """Returns the names outside of :is() and the like, which may need only some of theirs: a, .article, #top."""
    outside, count = selector, 1
    while count:
        outside, count = NO_NAMES.subn(" ", outside)
    return set(NAME.findall(outside))


def _parse_rules(nodes: Iterable[Any], groups: tuple[str, ...]) -> Iterator[Rule]:
    """Yields the rules among the nodes of tinycss2, and those inside of @media and the like."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield Rule(groups, _parse_selectors(node.prelude), _parse_declarations(node.content))
        elif node.type == "at-rule" and node.lower_at_keyword in GROUPING_RULES and node.content:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            group = f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            yield from _parse_rules(inside, (*groups, group))
        elif node.type == "at-rule":
            yield Rule(groups, [], [_parse_declaration(node.serialize())])


def _parse_selectors(prelude: Sequence[Any]) -> list[Selector]:
    """Returns the selectors of a rule, which commas separate. (Those inside of :is() belong to one token.)"""
    selectors = []
    for is_comma, tokens in itertools.groupby(prelude, lambda token: token == ","):
        if not is_comma:
            tokens = list(tokens)
            selectors.append(Selector(tinycss2.serialize(tokens).strip(), without_states(tokens)))
    return selectors


def without_states(tokens: Sequence[Any]) -> str:
    """Returns a selector, or several, without what depends on a state; * for what is nothing else."""
    parts = []
    element = ""  # The part between two combinators: div.a[b]:is(c)
    is_begun = False
    following = iter([*tokens, None])
    for token in following:
        is_combinator = token is None or token.type == "whitespace" or token in COMBINATORS
        if not is_combinator:
            element += _read_part(token, following)
            is_begun = True
            continue
        if is_begun:
            # Without a star before :is(), selectolax 1.0 finds children of what is in it, and no other descendants.
            parts.append(element if element and not element.startswith(":") else f"*{element}")
            element, is_begun = "", False
        if token is not None:
            parts.append(token.serialize())
    return "".join(parts).strip()


def _read_part(token: Any, following: Iterator[Any]) -> str:
    """Returns a part of a selector that begins with a token, and takes what belongs to it; "" for a state."""
    if token.type == "[] block":
        return "" if _depends_on_scripts(token) else token.serialize()
    if token != ":":
        return token.serialize()
    token = next(following)
    if token == ":":  # A pseudo-element
        next(following)
        return ""
    if token.type == "ident":
        return ":root" if token.lower_value == "root" else ""
    if token.lower_name in GROUPS:
        return f":{token.lower_name}({without_states(token.arguments)})"
    has_states = any(part == ":" or _depends_on_scripts(part) for part in token.arguments)
    return "" if has_states or token.lower_name != "not" else f":{token.serialize()}"


def _depends_on_scripts(token: Any) -> bool:
    """Returns whether a part of a selector asks for an attribute that scripts give."""
    return token.type == "[] block" and token.content[0].value in ADDED_ATTRIBUTES


def _parse_declarations(content: Sequence[Any]) -> list[Declaration]:
    """Returns the declarations of a rule; one for all where it has rules nested in it, which stay or go together."""
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if any(node.type.endswith("rule") for node in nodes):
        return [_parse_declaration(tinycss2.serialize(content))]
    return [_parse_declaration(node.serialize()) for node in nodes if node.type == "declaration"]


def _parse_declaration(text: str) -> Declaration:
    """Returns a declaration or at-rule, with the custom property that it defines and those that it uses."""
    name, _, value = text.partition(":")
    defines = name.strip() if name.startswith("--") else ""
    return Declaration(text, defines, frozenset(CUSTOM_PROPERTY.findall(value if defines else text)))
