"""Checks the languages, the navigation and our own settings in mkdocs.yml, with the line of each problem.

The rest is left to MkDocs and its plugins: a build reports a setting that they do not have.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError

from messages.message import Message, Value
from messages.problems import Problem
from sources.config_file import ConfigFile
from sources.json_schema import THIS, Explanation, Schema, find_problems, fixed_keys
from sources.languages import i18n_options
from sources.site import Site
from sources.yaml_source import Keys, leaves, value_name

# Other settings of a language that static-i18n reads. They are written out here, because importing it would make the
# check a seventh slower; a test compares them.
OTHER_KEYS = (
    "build",
    "copyright",
    "extra",
    "fixed_link",
    "link",
    "nav",
    "nav_translations",
    "admonition_translations",
    "site_author",
    "site_url",
    "theme",
)
STRING: Schema = {"type": "string", "pattern": r"\S"}
NEEDED_KEYS = ("locale", "name", "site_name", "site_description")
LANGUAGE = fixed_keys(
    {**dict.fromkeys(NEEDED_KEYS, STRING), "default": {"type": "boolean"}, **dict.fromkeys(OTHER_KEYS, {})},
    required=NEEDED_KEYS,
)
MAY_DIFFER = ("default", "build", "nav_translations")  # One language has them, and another need not.
QUOTES: Schema = {
    **STRING,
    "pattern": "^(..)+$",
    "errorMessage": Explanation(
        Message("{value} is not pairs of quotation marks", value=THIS),
        Message("write an opening and a closing mark for each pair: “”"),
    ),
}
LANGUAGE_SETTINGS = {"locale": STRING, "quotes": QUOTES, "giscus": STRING}
GISCUS_KEYS = ("repo", "repo_id", "category", "category_id")


def extra_schema(languages: Sequence[str]) -> Schema:
    """Returns what extra may hold: our own settings."""
    language = fixed_keys(LANGUAGE_SETTINGS, required=[])
    settings = {
        "giscus": fixed_keys(dict.fromkeys(GISCUS_KEYS, {}), required=[]),
        "offline": {"type": "boolean"},
        "language_settings": fixed_keys(dict.fromkeys(languages, language), required=[]),
    }
    return fixed_keys(settings, required=[])


def check_settings(site: Site) -> list[Problem]:
    """Returns the problems of mkdocs.yml. Raises SiteError where it cannot be read, or lists no languages."""
    checks = SettingChecks(site.config_source)
    problems = [*checks.languages(), *checks.default_language(), *checks.titles_in_nav(), *checks.extra()]
    return site.config_source.source.problems + problems


class SettingChecks:
    """The checks of one mkdocs.yml; each yields its problems."""

    def __init__(self, config: ConfigFile) -> None:
        self.config = config
        i18n_keys, options = i18n_options(config.values)
        self.list_keys: Keys = (*i18n_keys, "languages")
        self.entries: list[Any] = options["languages"]
        self.numbers: dict[str, int] = {}
        """Code of a language → its number in the list, from 0."""
        for number, entry in enumerate(self.entries):
            if isinstance(entry, dict) and isinstance(entry.get("locale"), str):
                self.numbers.setdefault(entry["locale"], number)
        self.defaults = [code for code, number in self.numbers.items() if self.entries[number].get("default") is True]
        self.own_settings = as_mapping(config.values.get("extra"))

    def problem(self, keys: Keys, message: Message, fix: Message, is_warning: bool = False) -> Problem:
        """Returns a problem at a setting. keys: the way to it."""
        return Problem(self.config.location(*keys), message, fix, is_warning)

    def schema_problems(self, schema: Schema, value: Any, name: Value, keys: Keys) -> Iterator[Problem]:
        """Yields what a schema finds wrong with a setting. name: of the setting; keys: the way to it."""
        for found in find_problems(schema, value, name):
            yield self.problem((*keys, *found.keys), found.message, found.fix)

    def languages(self) -> Iterator[Problem]:
        """Yields what is wrong with the languages: their codes, keys and types, and what only some of them have."""
        settings = {}
        for number, entry in enumerate(self.entries):
            code = entry.get("locale") if isinstance(entry, dict) else None
            name = Message("language {number} of the list", number=number + 1)
            if isinstance(code, str):
                name = Message("language '{language}'", language=code)
            yield from self.schema_problems(LANGUAGE, entry, name, (*self.list_keys, number))
            if self.numbers.get(code) == number:
                known = {key: value for key, value in entry.items() if key in OTHER_KEYS and key not in MAY_DIFFER}
                settings[code] = known
            elif isinstance(code, str):
                message = Message("{name} appears twice", name=name)
                yield self.problem((*self.list_keys, number, "locale"), message, Message("keep one"))
        for code, path, owner in missing_settings(settings):
            message = Message(
                "language '{language}' has no '{key}', as '{other}' has", language=code, key=path, other=owner
            )
            yield self.problem((*self.list_keys, self.numbers[code]), message, Message("add it"))

    def default_language(self) -> Iterator[Problem]:
        """Yields a problem where not one language is the default one, or the theme has another."""
        if not self.defaults:
            message = Message("no language is the default one, which has the home page")
            yield self.problem(self.list_keys, message, Message("write 'default: true' at one of them"))
        for code in self.defaults[1:]:
            message = Message("there is a default language already, '{language}'", language=self.defaults[0])
            keys = (*self.list_keys, self.numbers[code], "default")
            yield self.problem(keys, message, Message("keep one 'default: true'"))
        theme = self.config.values.get("theme")
        found = theme.get("language") if isinstance(theme, dict) else None
        if len(self.defaults) == 1 and found != self.defaults[0]:
            message = Message(
                "theme.language is '{language}', and the default language of the site is '{default}'",
                language=str(found),
                default=self.defaults[0],
            )
            fix = Message("write 'language: {default}'", default=self.defaults[0])
            yield self.problem(("theme", "language"), message, fix)

    def titles_in_nav(self) -> Iterator[Problem]:
        """Yields the titles in the navigation that some language would not translate."""
        others = {code: self.entries[number] for code, number in self.numbers.items() if code not in self.defaults}
        for keys, title, target in nav_titles(self.config.values.get("nav"), ("nav",)):
            lacking = [code for code, entry in others.items() if title not in as_mapping(entry.get("nav_translations"))]
            needs_translation = any(letter.isalpha() for letter in title)
            if not lacking or not needs_translation:
                continue
            message = Message(
                "the title '{title}' in nav is not translated into {languages}", title=title, languages=lacking
            )
            fix = Message(
                "write it under nav_translations of {languages}, as '{title}: …'", title=title, languages=lacking
            )
            if isinstance(target, str) and target.endswith(".md"):
                fix = Message(
                    "write '- {page}' alone; each page has its own title, after 'title:' or in its first heading",
                    page=target,
                )
            yield self.problem(keys, message, fix)

    def extra(self) -> Iterator[Problem]:
        """Yields what is wrong with our own settings, which stand under extra."""
        schema = extra_schema(list(self.numbers))
        yield from self.schema_problems(schema, self.config.values.get("extra") or {}, "extra", ("extra",))
        giscus = as_mapping(self.own_settings.get("giscus"))
        if giscus.get("repo"):
            missing = [key for key in GISCUS_KEYS if not giscus.get(key)]
            if missing:
                message = Message("the discussion lacks {keys}", keys=missing)
                fix = Message("copy all four from giscus.app, or leave repo empty")
                yield self.problem(("extra", "giscus"), message, fix)
        yield from self.language_settings()

    def language_settings(self) -> Iterator[Problem]:
        """Yields locales that are none, and what some languages have and others lack.

        A language without any is named by proofreading.
        """
        keys = ("extra", "language_settings")
        settings = {}
        for code, own in as_mapping(self.own_settings.get("language_settings")).items():
            if code in self.numbers and isinstance(own, dict) and LANGUAGE_SETTINGS.keys() >= own.keys():
                settings[code] = {key: value for key, value in own.items() if key != "giscus"}
        for code, own in settings.items():
            locale = own.get("locale")
            if isinstance(locale, str) and locale.strip() and not is_locale(locale):
                message = Message("'{locale}' in extra.language_settings is not a locale", locale=locale)
                yield self.problem((*keys, code, "locale"), message, Message("write one such as en_GB"))
        for code, key, owner in missing_settings(settings):
            message = Message(
                "language_settings of '{language}' has no '{key}', as '{other}' has",
                language=code,
                key=key,
                other=owner,
            )
            fix = Message("add it: {line}", line=f"{code}: {{{key}: …}}")
            yield self.problem((*keys, code), message, fix, is_warning=True)


def missing_settings(settings: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yields the code of a language, a setting that it lacks, and the first language that has it.

    settings: of each language, by its code.
    """
    owners: dict[str, str] = {}
    paths = {code: [value_name(keys) for keys, _ in leaves(own) if keys] for code, own in settings.items()}
    for code, own_paths in paths.items():
        for path in own_paths:
            owners.setdefault(path, code)
    for code, own_paths in paths.items():
        for path, owner in owners.items():
            if path not in own_paths:
                yield code, path, owner


def as_mapping(value: Any) -> Mapping[Any, Any]:
    """Returns a value if it is a mapping, or else an empty one; what is wrong with another, the schema says."""
    return value if isinstance(value, dict) else {}


def nav_titles(nav: Any, keys: Keys) -> Iterator[tuple[Keys, str, Any]]:
    """Yields the way to each title in the navigation, the title, and what it is the title of."""
    for number, entry in enumerate(nav if isinstance(nav, list) else ()):
        for title, target in as_mapping(entry).items():
            yield (*keys, number, title), str(title), target
            yield from nav_titles(target, (*keys, number, title))


def is_locale(text: str) -> bool:
    """Returns whether dates can be written in a locale such as lv_LV."""
    try:
        Locale.parse(text)
    except (UnknownLocaleError, ValueError):
        return False
    return True
