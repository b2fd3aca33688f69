"""Proofreading: terms, typography and spelling of all texts.

Code, addresses and words in another language ({ lang=en }) are left out.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sources.problems import Location, Problem
from sources.site_sources import Sources
from translation.languages import language_settings
from translation.prose import all_prose
from translation.spelling import check_spelling
from translation.text_rules import check_rules, read_terms, typography_rules


def proofread(
    sources: Sources, config: Mapping[str, Any], config_file: Path, languages: Sequence[str]
) -> list[Problem]:
    """Returns all problems, and what was left out. config: what mkdocs.yml says."""
    terms, problems = read_terms(sources, languages)
    all_texts = list(all_prose(sources, languages))
    missing_packages: dict[str, str] = {}  # Language → the Debian package of its dictionary
    for language in languages:
        texts = [prose for prose in all_texts if prose.language == language]
        settings = language_settings(config, language)
        rules = [*terms[language], *typography_rules(language, settings.quotes)]
        for prose in texts:
            problems += check_rules(prose, rules)
        if not settings.locale:
            problems.append(_no_dictionary_named(language, config_file))
            continue
        try:
            own_words = sources.docs / f"data/words.{language}.txt"
            problems += check_spelling(texts, settings.locale, own_words)
        except (OSError, subprocess.CalledProcessError):
            missing_packages[language] = _debian_package(settings.locale)
    if missing_packages:
        problems.append(_missing_dictionaries(missing_packages, config_file))
    return problems


def _no_dictionary_named(language: str, config_file: Path) -> Problem:
    message = f"spelling in '{language}' is left out"
    fix = f"name its dictionary in extra.language_settings, as in {language}: {{locale: xx_YY}}"
    return Problem(Location(config_file), message, fix, is_warning=True)


def _missing_dictionaries(packages: Mapping[str, str], config_file: Path) -> Problem:
    """packages: language → the package of its dictionary."""
    message = f"spelling in {', '.join(packages)} is left out"
    fix = f"on Debian or Ubuntu: sudo apt install hunspell {' '.join(packages.values())}"
    # It is an error in CI, where every change is checked: nothing may be left out there by chance.
    is_warning = not os.environ.get("CI")
    return Problem(Location(config_file), message, fix, is_warning)


def _debian_package(locale: str) -> str:
    """Returns the package of a dictionary: hunspell-lv for lv_LV, hunspell-en-gb for en_GB."""
    language, _, country = locale.lower().partition("_")
    if country in ("", language):
        return f"hunspell-{language}"
    return f"hunspell-{language}-{country}"
