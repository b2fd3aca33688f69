"""The languages of the site and their settings, as mkdocs.yml lists them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from messages.message import Message
from messages.problems import Location, Problem, SiteError
from sources.config_file import read_config_file
from sources.yaml_source import Keys

CONFIG_FILE = Path("mkdocs.yml")


class LanguageSettings(NamedTuple):
    """How a language is written, from extra.language_settings in mkdocs.yml; "" where it does not say."""

    locale: str
    """Its dates and its dictionary go by it: lv_LV."""
    quotes: str
    """Pairs of quotation marks: „”."""


def i18n_options(config: Mapping[str, Any]) -> tuple[Keys, dict[str, Any]]:
    """Returns the way to the settings of the plugin i18n, and these settings, whose languages are a list.

    config: what mkdocs.yml says. Raises SiteError where it lists no languages.
    """
    plugins = config.get("plugins")
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    for number, plugin in enumerate(plugins if isinstance(plugins, list) else []):
        options = plugin.get("i18n") if isinstance(plugin, dict) else None
        if isinstance(options, dict) and isinstance(options.get("languages"), list):
            keys: Keys = ("plugins", "i18n") if isinstance(config["plugins"], dict) else ("plugins", number, "i18n")
            return keys, options
    raise _no_languages()


def i18n_languages(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Returns the code of each language → its settings of the plugin i18n, the default one first.

    config: what mkdocs.yml says. Raises SiteError where it lists no languages.
    """
    _, options = i18n_options(config)
    entries = [entry for entry in options["languages"] if isinstance(entry, dict)]
    languages = {entry["locale"]: entry for entry in entries if isinstance(entry.get("locale"), str)}
    if not languages:
        raise _no_languages()
    return dict(sorted(languages.items(), key=lambda item: item[1].get("default") is not True))


def _no_languages() -> SiteError:
    fix = Message("write '- locale: lv' and the like for each")
    return SiteError(Problem(Location(CONFIG_FILE), Message("the plugin i18n has no languages"), fix))


def language_codes(config_file: Path) -> list[str]:
    """Returns the codes of the site's languages in their order. Raises SiteError where mkdocs.yml lists none."""
    return list(i18n_languages(read_config_file(config_file)))


def language_settings(config: Mapping[str, Any], language: str) -> LanguageSettings:
    """Returns how a language is written. config: what mkdocs.yml says."""
    found: Any = config
    for key in ("extra", "language_settings", language):
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        found = {}
    texts = {key: value for key, value in found.items() if isinstance(value, str)}  # Checked by settings.py
    return LanguageSettings(locale=texts.get("locale", ""), quotes=texts.get("quotes", ""))


def locale_of(config: Mapping[str, Any], language: str) -> str:
    """Returns lv_LV for lv; the language itself where mkdocs.yml does not say. config: what mkdocs.yml says."""
    return language_settings(config, language).locale or language
