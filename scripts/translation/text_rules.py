"""Rules for texts: terms of the subject, quotation marks, dashes and spaces.

docs/data/terms.yml has the terms, and forms never to use in their place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from sources.problems import Problem
from sources.site_sources import Sources
from sources.yaml_source import Entry, YamlSource
from translation.prose import Prose

TERMS_FILE = Path("data/terms.yml")  # In docs/
# Words of letters. A word of three letters or more may end in *, which stands for any ending.
TERM_PATTERN = re.compile(
    r"""
    (?: [^\W\d_]{3,}\* | [^\W\d_]+ )
    (?: [ ] (?: [^\W\d_]{3,}\* | [^\W\d_]+ ) )*
    """,
    re.VERBOSE,
)
ALL_QUOTES = "\"'„“”‘’‚‛‟«»‹›"
AFTER_TEXT = r"(?<=[\w.,;:!?)\]”’*_%])"


class TextRule(NamedTuple):
    """A pattern that no text may have, and what to say where it is found; {} stands for what was found."""

    pattern: str
    message: str
    fix: str


SPACES_AND_DASHES = [
    TextRule(AFTER_TEXT + r"  +(?=[^\s|])", "two spaces stand here", "leave one"),
    TextRule(AFTER_TEXT + r" --? +(?=\S)", "a hyphen stands where a dash belongs", "write –"),
    # Not the colon of a ratio, 3 : 4
    TextRule(AFTER_TEXT + r"(?!(?<=\d) : \d) [,.;:!?](?=\s|$)", "a space stands before '{}'", "delete it"),
    TextRule(r"(?<=[^\W\d]),(?=[^\W\d])", "a space is missing after the comma", "add it"),
    TextRule(
        r"(?<=\d) [%‰€°](?!\d)",
        "the line could break before '{}'",
        "copy the no-break space here: '\u00a0'",
    ),
]


def read_terms(sources: Sources, languages: Sequence[str]) -> tuple[Mapping[str, Sequence[TextRule]], list[Problem]]:
    """Returns language → rules for the forms never to use, and all problems of the file.

    A file that is not there has no rules.
    """
    rules: dict[str, list[TextRule]] = {language: [] for language in languages}
    path = sources.docs / TERMS_FILE
    if not path.exists():
        return rules, []
    source = sources.yaml(path)
    for name, (key, value) in source.mapping(source.root, "the file").items():
        entry = source.mapping(value, name, languages, [*languages, "never", "why", "page", "synonyms"], key)
        for language, rule in _term_rules(source, name, key, entry, languages):
            rules[language].append(rule)
    return rules, source.problems


def _term_rules(
    source: YamlSource, name: str, key: yaml.Node, entry: Mapping[str, Entry], languages: Sequence[str]
) -> Iterator[tuple[str, TextRule]]:
    """Yields the language and the rule of each form that a term's entry says never to use."""
    texts = {}
    for part, (part_key, node) in entry.items():
        if part not in ("never", "synonyms"):
            texts[part] = source.text(node, f"{name}.{part}", part_key) or ""
    if "never" not in entry:
        return
    if "why" not in entry:
        fix = "add a line 'why: …' that says what is wrong with the words"
        source.report(key, f"{name} has no 'why'", fix)
    reason = texts.get("why", "").rstrip(".")
    never = source.mapping(entry["never"][1], f"{name}.never", (), languages)
    for language, (language_key, node) in never.items():
        message = f"never write '{{}}' ({reason})"
        fix = f"write '{texts.get(language, '')}'"
        for form_node, form in source.texts(node, f"{name}.never.{language}", language_key):
            if TERM_PATTERN.fullmatch(form):
                yield language, TextRule(_term_regex(form), message, fix)
            else:
                fix_form = "write words, with * only after three letters or more"
                source.report(form_node, f"'{form}' is no pattern", fix_form)


def _term_regex(form: str) -> str:
    """Returns the regular expression for a form such as `vārīt* lap*`, in any case and across the end of a line."""
    words = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return rf"(?i)(?<!\w){words}(?!\w)"


def typography_rules(language: str, quotes: str) -> list[TextRule]:
    """Returns the rules for spaces and dashes, and that for quotation marks of other languages.

    quotes: pairs of the language's own quotation marks, „”; "" where they are not known.
    """
    if not quotes:
        return SPACES_AND_DASHES
    pairs = [f"{quotes[index]}…{quotes[index + 1]}" for index in range(0, len(quotes) - 1, 2)]
    foreign_quote = rf"""(?x)
        (?<!\d)              # 5" are inches.
        (?!(?<=[^\W\d_])’)   # ’ after a letter is an apostrophe.
        (?![{re.escape(quotes)}])
        [{re.escape(ALL_QUOTES)}]
    """
    message = f"{{}} is no quotation mark of '{language}'"
    fix = f"write {' or '.join(pairs)}, and ’ for an apostrophe"
    return [*SPACES_AND_DASHES, TextRule(foreign_quote, message, fix)]


def check_rules(prose: Prose, rules: Iterable[TextRule]) -> Iterator[Problem]:
    """Yields a problem wherever a rule's pattern is found in a text."""
    for rule in rules:
        for found in re.finditer(rule.pattern, prose.text):
            words = " ".join(found[0].split())
            yield prose.problem(found.start(), rule.message.replace("{}", words), rule.fix.replace("{}", words))
