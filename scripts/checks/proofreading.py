"""Proofreading: terms, typography and spelling of all texts.

Code, addresses and words in another language ({ lang=en }) are left out.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.hunspell import Dictionary
from checks.prose import Prose, all_prose
from checks.spelling import check_spelling
from checks.terms import read_terms
from checks.text_rules import check_rules, typography_rules
from checks.word_list import WordList
from messages.message import Message
from search.search_terms import search_terms
from sources.languages import language_settings
from sources.problems import Location, Problem
from sources.site import Site
from sources.site_sources import Sources


def proofread(site: Site) -> list[Problem]:
    """Returns all problems of terms, typography and spelling, and what was left out."""
    sources, config, languages = site.sources, site.config, site.languages
    search_terms(site)  # It reports in the file of terms.
    terms, problems = read_terms(sources, languages)
    texts: dict[str, list[Prose]] = {language: [] for language in languages}
    for prose in all_prose(sources, languages):
        texts[prose.language].append(prose)
    for language in languages:
        settings = language_settings(config, language)
        rules = typography_rules(language, settings.quotes)
        for prose in texts[language]:
            problems += [*terms.check(prose), *check_rules(prose, rules)]
    return problems + terms.unused() + _check_spelling(sources, config, site.config_file, texts)


def _check_spelling(
    sources: Sources, config: Mapping[str, Any], config_file: Path, texts: Mapping[str, Sequence[Prose]]
) -> list[Problem]:
    """Returns the problems of spelling, and the languages that are left out. texts: by language."""
    dictionaries = {}
    quotes = {}
    problems = []
    for language in texts:
        settings = language_settings(config, language)
        quotes[language] = settings.quotes
        if settings.locale:
            words = WordList(sources.docs / f"data/words.{language}.txt")
            problems += words.problems
            dictionaries[language] = Dictionary(settings.locale, words)
        else:
            problems.append(_no_dictionary_named(language, config_file))
    misspelt, missing = check_spelling(texts, dictionaries, quotes)
    problems += misspelt
    if missing:
        packages = {language: debian_package(dictionaries[language].name) for language in missing}
        problems.append(_missing_dictionaries(packages, config_file))
    return problems


def _no_dictionary_named(language: str, config_file: Path) -> Problem:
    message = Message("spelling in {languages} is not checked", languages=language)
    example = f"{language}: {{locale: xx_YY}}"
    fix = Message("name its dictionary in extra.language_settings, as in {example}", example=example)
    return Problem(Location(config_file), message, fix, is_warning=True)


def _missing_dictionaries(packages: Mapping[str, str], config_file: Path) -> Problem:
    """packages: language → the package of its dictionary."""
    message = Message("spelling in {languages} is not checked", languages=[*packages])
    fix = Message("on Debian or Ubuntu: sudo apt install hunspell {packages}", packages=" ".join(packages.values()))
    return Problem(Location(config_file), message, fix, is_warning=True)


def debian_package(locale: str) -> str:
    """Returns the package of a dictionary: hunspell-lv for lv_LV, hunspell-en-gb for en_GB."""
    language, _, country = locale.lower().partition("_")
    if country in ("", language):
        return f"hunspell-{language}"
    return f"hunspell-{language}-{country}"
