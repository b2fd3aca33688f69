"""Checks what mkdocs.yml says of the languages, the navigation and our own settings, with the line of each problem.

MkDocs checks its settings too, but only in a build, one kind at a time, and without lines.
"""

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from babel import Locale, UnknownLocaleError

from sources.problems import Problem
from translation.config_file import ConfigFile, Keys
from translation.languages import i18n_options, leaves

# The settings of MkDocs, and of a language of static-i18n. They are written out here, because importing them would make
# the check a seventh slower; a test compares them.
# fmt: off
MKDOCS_KEYS = (
    "config_file_path", "site_name", "nav", "pages", "exclude_docs", "draft_docs", "not_in_nav", "site_url",
    "site_description", "site_author", "theme", "docs_dir", "site_dir", "copyright", "google_analytics", "dev_addr",
    "use_directory_urls", "repo_url", "repo_name", "edit_uri_template", "edit_uri", "extra_css", "extra_javascript",
    "extra_templates", "markdown_extensions", "mdx_configs", "strict", "remote_branch", "remote_name", "extra",
    "plugins", "hooks", "watch", "validation",
)
LANGUAGE_KEYS = (
    "build", "copyright", "default", "extra", "fixed_link", "link", "locale", "name", "nav", "nav_translations",
    "admonition_translations", "site_author", "site_description", "site_name", "site_url", "theme",
)
# fmt: on
TOP_KEYS = ("INHERIT", *MKDOCS_KEYS)
REQUIRED_OF_LANGUAGE = ("name", "site_name", "site_description")
# Settings that one language has and another need not
OPTIONAL_OF_LANGUAGE = ("default", "build", "nav_translations")
GISCUS_KEYS = ("repo", "repo_id", "category", "category_id")
WRITING_KEYS = ("locale", "quotes", "giscus")
EXTRA_TYPES = {"giscus": dict, "offline": bool, "language_settings": dict}
TYPE_NAMES = {dict: "'key: value' lines", bool: "true or false"}


def check_settings(config: ConfigFile) -> list[Problem]:
    """Returns the problems of mkdocs.yml. Raises PluginError where it cannot be read, or lists no languages."""
    checks = SettingChecks(config)
    problems = [
        *checks.unknown_keys(config.values, TOP_KEYS, ()),
        *checks.languages(),
        *checks.differences(),
        *checks.theme_language(),
        *checks.titles_in_nav(),
        *checks.extra(),
        *checks.language_settings(),
    ]
    return problems


class SettingChecks:
    """The checks of one mkdocs.yml; each yields its problems."""

    def __init__(self, config: ConfigFile) -> None:
        self.config = config
        self.i18n_keys, options = i18n_options(config.values)
        self.entries: list[dict[str, Any]] = options["languages"]
        self.codes = list(dict.fromkeys(entry["locale"] for entry in self.entries if _has_code(entry)))

    def problem(self, keys: Keys, message: str, fix: str, is_warning: bool = False) -> Problem:
        """Returns a problem at a setting. keys: the way to it."""
        return Problem(self.config.location(*keys), message, fix, is_warning)

    def unknown_keys(self, found: Mapping[str, Any], known: Collection[str], keys: Keys) -> Iterator[Problem]:
        """Yields the settings that nobody reads. keys: the way to where they stand."""
        where = ".".join(str(key) for key in keys) or "mkdocs.yml"
        for key in found:
            if key in known:
                continue
            close = difflib.get_close_matches(str(key), known, 1)
            if close:
                fix = f"did you mean '{close[0]}'?"
            else:
                fix = f"delete it; {where} knows {', '.join(known)}"
            yield self.problem((*keys, key), f"unknown setting '{key}' in {where}", fix)

    def languages(self) -> Iterator[Problem]:
        """Yields what is wrong with the languages: their codes, keys and types, and which one is the default."""
        list_keys = (*self.i18n_keys, "languages")
        seen: set[str] = set()
        for number, entry in enumerate(self.entries):
            keys = (*list_keys, number)
            if not _has_code(entry):
                yield self.problem(keys, "this language has no code", "begin it with '- locale: lv'")
                continue
            code = entry["locale"]
            if code in seen:
                yield self.problem((*keys, "locale"), f"language '{code}' appears twice", "keep one")
            seen.add(code)
            yield from self._language(code, entry, keys)
        defaults = [number for number, entry in enumerate(self.entries) if _is_default(entry)]
        if not defaults:
            message = "no language is the default one, which has the home page"
            yield self.problem(list_keys, message, "write 'default: true' at one of them")
        for number in defaults[1:]:
            first = self.entries[defaults[0]].get("locale")
            message = f"there is a default language already, '{first}'"
            yield self.problem((*list_keys, number, "default"), message, "keep one 'default: true'")

    def _language(self, code: str, entry: Mapping[str, Any], keys: Keys) -> Iterator[Problem]:
        for key in entry:
            if key not in LANGUAGE_KEYS:
                close = difflib.get_close_matches(str(key), LANGUAGE_KEYS, 1)
                fix = f"did you mean '{close[0]}'?" if close else "delete it"
                yield self.problem((*keys, key), f"unknown setting '{key}' of language '{code}'", fix)
        for key in REQUIRED_OF_LANGUAGE:
            value = entry.get(key)
            if key in entry and (not isinstance(value, str) or not value.strip()):
                yield self.problem((*keys, key), f"'{key}' of language '{code}' is not a text", "write its text")
        if not isinstance(entry.get("default", False), bool):
            yield self.problem((*keys, "default"), "'default' is neither true nor false", "write true, or delete it")

    def differences(self) -> Iterator[Problem]:
        """Yields the settings, such as site_description, that some languages have and others lack."""
        own: dict[str, set[str]] = {}
        places: dict[str, Keys] = {}
        for number, entry in enumerate(self.entries):
            if _has_code(entry):
                code = entry["locale"]
                paths = {path for path, _ in leaves(entry) if path.split(".")[0] not in OPTIONAL_OF_LANGUAGE}
                own.setdefault(code, set()).update(paths)
                places.setdefault(code, (*self.i18n_keys, "languages", number))
        wanted = set(REQUIRED_OF_LANGUAGE).union(*own.values())
        for code, paths in own.items():
            misspelt = {path for path in paths if path.split(".")[0] not in LANGUAGE_KEYS}
            for path in sorted(wanted - paths):
                owners = [other for other in own if path in own[other]]
                is_known = path.split(".")[0] in LANGUAGE_KEYS
                if not is_known or difflib.get_close_matches(path, misspelt, 1):
                    continue  # Reported as an unknown setting.
                as_others = f", as {', '.join(repr(other) for other in owners)} has" if owners else ""
                yield self.problem(places[code], f"language '{code}' has no '{path}'{as_others}", "add it")

    def theme_language(self) -> Iterator[Problem]:
        """Yields a problem where the theme's language is not the default one of the site."""
        theme = self.config.values.get("theme")
        found = theme.get("language") if isinstance(theme, dict) else None
        defaults = [entry["locale"] for entry in self.entries if _has_code(entry) and _is_default(entry)]
        if len(defaults) == 1 and found != defaults[0]:
            message = f"theme.language is '{found}', and the default language of the site '{defaults[0]}'"
            yield self.problem(("theme", "language"), message, f"write 'language: {defaults[0]}'")

    def titles_in_nav(self) -> Iterator[Problem]:
        """Yields the titles in the navigation that some language would not translate."""
        for keys, title, target in _nav_titles(self.config.values.get("nav"), ("nav",)):
            others = [entry for entry in self.entries if _has_code(entry) and not _is_default(entry)]
            lacking = [entry["locale"] for entry in others if title not in _nav_translations(entry)]
            needs_translation = any(letter.isalpha() for letter in title)
            if not lacking or not needs_translation:
                continue
            codes = ", ".join(dict.fromkeys(lacking))
            message = f"the title '{title}' in nav is not translated to {codes}"
            fix = f"write it under nav_translations of {codes}, as '{title}: …'"
            if isinstance(target, str) and target.endswith(".md"):
                message = f"nav gives '{target}' a title, '{title}', which is not translated to {codes}"
                fix = f"write '- {target}' alone; each page has its own title, after 'title:' or in its first heading"
            yield self.problem(keys, message, fix)

    def extra(self) -> Iterator[Problem]:
        """Yields what is wrong with our own settings, which stand under extra."""
        extra = self.config.values.get("extra") or {}
        if not isinstance(extra, dict):
            yield self.problem(("extra",), "extra has no 'key: value' lines", "write 'offline: true' below it")
            return
        yield from self.unknown_keys(extra, tuple(EXTRA_TYPES), ("extra",))
        for key, kind in EXTRA_TYPES.items():
            if extra.get(key) is not None and not isinstance(extra[key], kind):
                kind_name = TYPE_NAMES[kind]
                yield self.problem(("extra", key), f"extra.{key} is not {kind_name}", f"write {kind_name}")
        giscus = extra.get("giscus")
        if isinstance(giscus, dict):
            yield from self.unknown_keys(giscus, GISCUS_KEYS, ("extra", "giscus"))
            missing = [key for key in GISCUS_KEYS if not giscus.get(key)]
            if giscus.get("repo") and missing:
                message = f"the discussion lacks {', '.join(missing)}"
                yield self.problem(("extra", "giscus"), message, "giscus.app tells all four; or leave repo empty")

    def language_settings(self) -> Iterator[Problem]:
        """Yields what is wrong with extra.language_settings. (A language that it lacks is named by proofreading.)"""
        extra = self.config.values.get("extra")
        settings = extra.get("language_settings") if isinstance(extra, dict) else None
        if not isinstance(settings, dict):
            return
        top = ("extra", "language_settings")
        wanted = {key for own in settings.values() if isinstance(own, dict) for key in own} & {"locale", "quotes"}
        for code, own in settings.items():
            keys = (*top, code)
            if code not in self.codes:
                message = f"language_settings has '{code}', which is not one of the site's languages"
                yield self.problem(keys, message, f"delete it; the languages are {', '.join(self.codes)}")
            elif not isinstance(own, dict):
                message = f"language_settings has no 'key: value' pairs for '{code}'"
                yield self.problem(keys, message, f"write '{code}: {{locale: xx_YY}}'")
            else:
                yield from self._writing(code, own, wanted, keys)

    def _writing(self, code: str, own: Mapping[str, Any], wanted: Collection[str], keys: Keys) -> Iterator[Problem]:
        """Yields what is wrong with the settings of one language. wanted: those that other languages have."""
        yield from self.unknown_keys(own, WRITING_KEYS, keys)
        for key, value in own.items():
            if key in WRITING_KEYS and not isinstance(value, str):
                message = f"'{key}' of language '{code}' is not a text"
                yield self.problem((*keys, key), message, 'write one, in "quotes"')
        for key in sorted(set(wanted) - set(own)):
            if not difflib.get_close_matches(key, set(own) - set(WRITING_KEYS), 1):
                message = f"language_settings of '{code}' has no '{key}', as another language has"
                yield self.problem(keys, message, f"add it: {code}: {{{key}: …}}", is_warning=True)
        locale = own.get("locale")
        if isinstance(locale, str) and not _is_locale(locale):
            message = f"'{locale}' in extra.language_settings is not a locale"
            yield self.problem((*keys, "locale"), message, "write one such as en_GB")
        quotes = own.get("quotes")
        if isinstance(quotes, str) and (not quotes or len(quotes) % 2):
            message = f"quotes of language '{code}' are not pairs"
            yield self.problem((*keys, "quotes"), message, "write an opening and a closing mark for each pair: “”")


def _nav_titles(nav: Any, keys: Keys) -> Iterator[tuple[Keys, str, Any]]:
    """Yields the way to each title in the navigation, the title, and what it is the title of."""
    if not isinstance(nav, list):
        return
    for number, entry in enumerate(nav):
        if not isinstance(entry, dict):
            continue
        for title, target in entry.items():
            yield (*keys, number, title), str(title), target
            yield from _nav_titles(target, (*keys, number, title))


def _nav_translations(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    translations = entry.get("nav_translations")
    return translations if isinstance(translations, dict) else {}


def _has_code(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("locale"), str)


def _is_default(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("default") is True


def _is_locale(text: str) -> bool:
    """Returns whether dates can be written in a locale such as lv_LV."""
    try:
        Locale.parse(text)
    except (UnknownLocaleError, ValueError):
        return False
    return True
