"""Rules for texts: quotation marks, dashes and spaces."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checks.prose import EMPHASIS, Prose, site_prose
from messages.message import Message, either
from messages.problems import Problem
from sources.languages import language_settings
from sources.site import Site

ALL_QUOTES = "\"'„“”‘’‚‛‟«»‹›´`ʼ"  # The last three are typed as apostrophes.
AFTER_TEXT = rf"(?<=[\w.,;:!?)\]”’%{EMPHASIS}])"


class TextRule(NamedTuple):
    """A pattern that no text may have, and what to say where it is found; {found} stands for what that is."""

    pattern: str
    message: Message
    fix: Message
    is_warning: bool = False


SPACES_AND_DASHES = [
    TextRule(AFTER_TEXT + r"  +(?=\S)", Message("there are two spaces here"), Message("delete one")),
    TextRule(AFTER_TEXT + r" --? +(?=\S)", Message("there is a hyphen where a dash belongs"), Message("write –")),
    # Not the colon of a ratio, 3 : 4
    TextRule(
        AFTER_TEXT + r"(?!(?<=\d) : \d) [,.;:!?](?=\s|$)",
        Message("there is a space before '{found}'", found="…"),
        Message("delete it"),
    ),
    TextRule(r"(?<=[^\W\d]),(?=[^\W\d])", Message("a space is missing after the comma"), Message("add it")),
    TextRule(
        r"(?<=\d) [%‰€°](?!\d)",
        Message("the line could break before '{found}'", found="…"),
        Message("copy the no-break space here: '{space}'", space="\u00a0"),
        is_warning=True,
    ),
]


def check_typography(site: Site) -> Iterator[Problem]:
    """Yields quotation marks of other languages, hyphens for dashes, and spaces where none belong."""
    for language, texts in site_prose(site).items():
        rules = typography_rules(language, language_settings(site.config, language).quotes)
        for prose in texts:
            yield from check_rules(prose, rules)


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
    message = Message("{found} is not a quotation mark of '{language}'", found="…", language=language)
    fix = Message("write {pairs}, and ’ for an apostrophe", pairs=either(pairs))
    return [*SPACES_AND_DASHES, TextRule(foreign_quote, message, fix)]


def check_rules(prose: Prose, rules: Iterable[TextRule]) -> Iterator[Problem]:
    """Yields a problem wherever a rule's pattern is found in a text."""
    for rule in rules:
        for found in re.finditer(rule.pattern, prose.text):
            words = " ".join(found[0].split())
            problem = prose.problem(found.start(), rule.message.with_values(found=words), rule.fix)
            yield problem._replace(is_warning=rule.is_warning)
