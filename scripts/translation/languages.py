"""The languages of the site and their settings, as mkdocs.yml lists them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.utils.yaml import yaml_load

from sources.problems import Location, Problem

CONFIG_FILE = Path("mkdocs.yml")
OPTIONAL_SETTINGS = {"default", "build"}  # Settings of the plugin i18n that one language has and another need not


class LanguageSettings(NamedTuple):
    """How a language is written, from extra.language_settings in mkdocs.yml; "" where it does not say."""

    locale: str
    """Its dates and its dictionary go by it: lv_LV."""
    quotes: str
    """Pairs of quotation marks: „”."""


def read_config_file(config_file: Path) -> dict[str, Any]:
    """Returns what mkdocs.yml says, with what it inherits. Raises PluginError where it cannot be read."""
    try:
        with config_file.open("rb") as file:
            config = yaml_load(file)
        if not isinstance(config, dict):
            raise MkDocsException("it has no 'key: value' lines")
        return config
    except OSError as error:
        problem = Problem(Location(config_file), str(error.strerror), "run this where mkdocs.yml lies")
        raise PluginError(str(problem)) from None
    except (MkDocsException, RecursionError, TypeError, ValueError) as error:
        cause = error.__context__ or error  # MkDocs wraps the error that knows the location.
        location = Location(config_file)
        mark = getattr(cause, "problem_mark", None)
        if mark and re.search("quoted scalar|flow", cause.context or ""):
            mark = cause.context_mark  # Where a quote or bracket opens that never closes; YAML notices it further down.
        if mark:
            location = Location(config_file, mark.line + 1, mark.column + 1)
        reason = getattr(cause, "problem", None) or " ".join(str(cause).split())
        problem = Problem(location, f"this is not YAML ({reason})", "undo the last change here")
        raise PluginError(str(problem)) from None


def i18n_languages(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Returns the code of each language → its settings of the plugin i18n, in their order.

    config: what mkdocs.yml says. Raises PluginError where it lists no languages.
    """
    try:
        options = next(plugin["i18n"] for plugin in config["plugins"] if "i18n" in plugin)
        languages = {own["locale"]: own for own in options["languages"] if isinstance(own["locale"], str)}
    except (KeyError, TypeError, StopIteration):  # MkDocs has not yet checked the types of its settings.
        languages = {}
    if not languages:
        problem = Problem(
            Location(CONFIG_FILE), "the plugin i18n has no languages", "write one '- locale: lv' for each"
        )
        raise PluginError(str(problem))
    return languages


def language_codes(config_file: Path) -> list[str]:
    """Returns the codes of the site's languages in their order. Raises PluginError where mkdocs.yml lists none."""
    return list(i18n_languages(read_config_file(config_file)))


def language_settings(config: Mapping[str, Any], language: str) -> LanguageSettings:
    """Returns how a language is written. config: what mkdocs.yml says."""
    extra = config.get("extra") or {}
    found = (extra.get("language_settings") or {}).get(language)
    if not isinstance(found, dict):
        found = {}
    return LanguageSettings(locale=found.get("locale", ""), quotes=found.get("quotes", ""))


def check_settings(config_file: Path, languages: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """Returns the settings, such as site_description, that mkdocs.yml gives some languages only.

    languages: language → its settings of the plugin i18n.
    """
    keys = {}
    for code, settings in languages.items():
        keys[code] = {path for path, _ in leaves(settings)} - OPTIONAL_SETTINGS
    all_keys = set().union(*keys.values())
    problems = []
    for code, own_keys in keys.items():
        for key in sorted(all_keys - own_keys):
            owners = ", ".join(f"'{other}'" for other in keys if key in keys[other])
            message = f"language '{code}' has no '{key}', as {owners} has"
            problems.append(Problem(Location(config_file), message, "add it"))
    return problems


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yields what nested settings hold, each with its keys, joined by dots: theme.palette.0.scheme."""
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    else:
        children = []
    if not children:
        yield path, value
    for key, child in children:
        child_path = f"{path}.{key}" if path else str(key)
        yield from leaves(child, child_path)
