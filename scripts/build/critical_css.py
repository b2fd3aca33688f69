"""Critical CSS: the part of the stylesheets that a page can use, which is written into the page.

A rule stays where its selector names nothing that the page lacks. Selectors and pages are compared by names, those of
elements, classes, ids, attributes and their values, as PurgeCSS does. The name of an element is known by the "<" before
it: a <circle> in a drawing keeps no rules for .circle. What is in doubt stays and costs some bytes; what could apply in
any state of the page, hovered, printed or in the dark, is never lost.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import tinycss2

from build.minify import minify_css

TAG = re.compile(r"""<([a-zA-Z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>""")
NAME = re.compile(r"[\w-]+")
# Attributes by whose values no rule selects. Their values are texts, whose words would keep rules without need.
TEXT_ATTRIBUTES = ("alt", "aria-label", "content", "d", "href", "placeholder", "src", "title")
TEXT_VALUE = re.compile(
    rf"""
    \b (?: {"|".join(TEXT_ATTRIBUTES)} )  # In a tag, or in a selector as [href^="http"]
    [~^$*|]? =
    (?: "[^"]*" | '[^']*' | [^\]\s>]* )
    """,
    re.VERBOSE,
)
# The innermost of :is(…), :where(…), :not(…), :has(…)
PSEUDO_CLASS = re.compile(r":([\w-]+)\(([^()]*)\)")
PSEUDO_ELEMENT_OR_VALUE = re.compile(r"::?[\w-]+|[~^$*|]=[^\]]*")
ATTRIBUTE = re.compile(r"\[[^\]]*\]")
ELEMENT = re.compile(r"(?<![\w.#-])[a-zA-Z][\w-]*")  # In a selector without its attributes
WITHOUT_CLASS = re.compile(r"(\w+):not\(\[class\]\)")
# A declaration or at-rule that only defines a name for others to use: --ink: …, @keyframes …, @font-face.
DEFINITION = re.compile(
    r"""
    (--[\w-]+) \s* :
    | @(?:-\w+-)?keyframes \s+ ([\w-]+)
    | @font-face\b .*? font-family: ([^;}]+)
    """,
    re.VERBOSE | re.DOTALL,
)
# In a script: the kind of an element that it creates
CREATED_ELEMENT = re.compile(r"""\bcreate(?:Element)?\([`"'](\w+)""")
GROUPING_RULES = {"media", "supports", "container", "layer"}
# <details> gets `open` without a script. TEXT_ATTRIBUTES stand in pages, though their values are left out.
ALWAYS_PRESENT = frozenset({"<html", "<head", "<body", "open", *TEXT_ATTRIBUTES})

Names = frozenset[str]
"""Names of elements, each after "<"; of classes, ids and attributes, and values of attributes; all in small letters."""


class Selector(NamedTuple):
    """One selector of a rule. It can match where all names of one alternative are present; :is() makes alternatives."""

    text: str
    alternatives: list[Names]

    def can_match(self, present: Names) -> bool:
        """Returns whether the selector can match where these names are present."""
        return any(names <= present for names in self.alternatives)


class Declaration(NamedTuple):
    """A declaration, or an at-rule such as @keyframes. One that defines names stays only where they are used."""

    text: str
    defines: Names
    uses: Names


class Rule(NamedTuple):
    """A rule. groups: the @media and the like around it, from outside. An at-rule of its own has no selectors."""

    groups: tuple[str, ...]
    selectors: list[Selector]
    declarations: list[Declaration]


class Stylesheet(NamedTuple):
    """The rules of a stylesheet in their order, and all names that they look for in a page."""

    rules: list[Rule]
    names: Names


def created_elements(script: str) -> Names:
    """Returns the names of the elements that a script creates."""
    return frozenset(f"<{name}" for name in CREATED_ELEMENT.findall(script))


@functools.lru_cache(maxsize=64)  # Most pages have the same inline scripts.
def _script_names(script: str) -> Names:
    """Returns the names of what a script may put into a page: elements, classes, attributes and their values."""
    return _names_in(script) | created_elements(script)


def page_names(html: str, inline_scripts: str) -> Names:
    """Returns all that a selector can name in a page: what stands in its tags, and what its scripts may put there."""
    tags = set(TAG.findall(html))
    elements, attributes = set(), set()
    for tag in tags:
        name, *rest = tag.split(maxsplit=1)
        elements.add(f"<{name.lower()}")
        attributes.update(rest)
        if "class=" not in tag:
            elements.add(f"<{_name_without_class(name.lower())}")
    return _names_in(" ".join(attributes)) | elements | _script_names(inline_scripts) | ALWAYS_PRESENT


def _names_in(text: str) -> Names:
    """Returns all names in the text of tags or scripts, but for those in values that no rule selects by."""
    return frozenset(NAME.findall(TEXT_VALUE.sub("", text).lower()))


def critical_css(css: str, present: Names) -> str:
    """Returns the part of a stylesheet that can apply, in any state, where these names are present; minified."""
    return _critical_css(css, present & parse(css).names)


@functools.lru_cache(maxsize=256)  # Most pages have the same names, as far as a stylesheet looks for them.
def _critical_css(css: str, present: Names) -> str:
    rules = [rule for rule in parse(css).rules if not rule.selectors or _matching(rule, present)]
    used = _used_names(rules, present)
    parts = []
    for groups, rules_of_group in itertools.groupby(rules, lambda rule: rule.groups):
        parts += [f"{group}{{" for group in groups]
        parts += [_rule_text(rule, present, used) for rule in rules_of_group]
        parts += ["}" for _ in groups]
    return minify_css("".join(parts))


@functools.lru_cache(maxsize=4)  # `mkdocs serve` builds the site again and again.
def parse(css: str) -> Stylesheet:
    """Returns the rules of a stylesheet and the names that they look for."""
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    rules = list(_parse_rules(nodes, ()))
    names: set[str] = set()
    for rule in rules:
        for selector in rule.selectors:
            names.update(*selector.alternatives)
        for declaration in rule.declarations:
            names |= declaration.defines
    return Stylesheet(rules, frozenset(names))


def _matching(rule: Rule, present: Names) -> list[str]:
    """Returns those selectors of a rule that can match."""
    return [selector.text for selector in rule.selectors if selector.can_match(present)]


def _used_names(rules: Sequence[Rule], present: Names) -> Names:
    """Returns the present names, with those that declarations in use use, and those that these use, and so on."""
    used = set(present)
    size = -1
    while size != len(used):
        size = len(used)
        for rule in rules:
            for declaration in rule.declarations:
                if declaration.defines <= used:
                    used |= declaration.uses
    return frozenset(used)


def _rule_text(rule: Rule, present: Names, used: Names) -> str:
    """Returns a rule with the selectors that can match and the declarations that are in use."""
    text = ";".join(declaration.text for declaration in rule.declarations if declaration.defines <= used)
    if not rule.selectors or not text:
        return text
    return f"{','.join(_matching(rule, present))}{{{text}}}"


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
            text = tinycss2.serialize(tokens).strip()
            selectors.append(Selector(text, _alternatives(text)))
    return selectors


def _alternatives(selector: str) -> list[Names]:
    """Returns the names that a selector asks for. :is() and :has() give several sets, states and :not() no names."""
    selector = WITHOUT_CLASS.sub(lambda found: f"{found[1]} {_name_without_class(found[1])}", selector)
    found = PSEUDO_CLASS.search(selector)
    while found:
        if found[1] in ("is", "where", "has"):
            choices = [selector.replace(found[0], f" {choice} ", 1) for choice in found[2].split(",")]
            return [names for choice in choices for names in _alternatives(choice)]
        selector = selector.replace(found[0], "", 1)
        found = PSEUDO_CLASS.search(selector)
    return [_selector_names(PSEUDO_ELEMENT_OR_VALUE.sub("", selector))]


def _selector_names(selector: str) -> Names:
    """Returns the names that a selector without pseudo-classes asks for, all of them."""
    without_attributes = ATTRIBUTE.sub("", selector)
    elements = {f"<{name.lower()}" for name in ELEMENT.findall(without_attributes)}
    return elements | _names_in(ELEMENT.sub("", without_attributes)) | _names_in(" ".join(ATTRIBUTE.findall(selector)))


def _name_without_class(element: str) -> str:
    """Returns the name that stands for an element without classes: rules for table:not([class]) spare other tables."""
    return f"{element}-without-class"


def _parse_declarations(content: Sequence[Any]) -> list[Declaration]:
    """Returns the declarations of a rule; one for all where it has rules nested in it, which stay or go together."""
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if any(node.type.endswith("rule") for node in nodes):
        return [_parse_declaration(tinycss2.serialize(content))]
    return [_parse_declaration(node.serialize()) for node in nodes if node.type == "declaration"]


def _parse_declaration(text: str) -> Declaration:
    """Returns a declaration or at-rule, with the names that it defines, if that is all it does, and those in it."""
    definition = DEFINITION.match(text)
    defined = NAME.findall(definition[definition.lastindex]) if definition else []
    return Declaration(text, frozenset(defined), frozenset(NAME.findall(text)))
