"""The messages of the interface: what buttons and labels say in each language, from docs/data/interface.yml."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from messages.message import Message
from messages.problems import Location, Problem, SiteError, did_you_mean
from sources.json_schema import TEXT, Schema, fixed_keys, free_keys, read_data
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from sources.yaml_source import YamlSource

MESSAGES_FILE = Path("data/interface.yml")  # In docs/

PLACEHOLDERS = ("{language}", "#", "%")  # Templates and scripts put a value in their place.
BRACES = re.compile(r"\{[^{}]*\}")

Messages = dict[str, dict[str, str]]
"""Language → key → text."""


def messages_schema(languages: Sequence[str], keys: Collection[str] | None = None) -> Schema:
    """Returns what a file with texts by key and language may hold.

    keys: those that it must have, and no others; None for the file of the interface, which may have any.
    """
    texts = fixed_keys(dict.fromkeys(languages, TEXT))
    if keys is not None:
        reference = {"$ref": "#/$defs/texts"}  # It keeps the file short.
        return fixed_keys(dict.fromkeys(keys, reference)) | {"$defs": {"texts": texts}}
    return free_keys(texts, required=[f"language.{language}" for language in languages])


def read_messages(
    sources: Sources, path: Path, languages: Sequence[str], keys: Collection[str] | None = None
) -> tuple[Messages, list[Problem]]:
    """Returns the texts of a file that has them by key and language, and all problems of the file. keys: see above."""
    source = sources.yaml(path)
    data = read_data(source, messages_schema(languages, keys)) or {}
    messages: Messages = {language: {} for language in languages}
    for key, texts in data.items():
        if keys is None:
            _check_placeholders(source, key, texts)
        for language, text in texts.items():
            messages[language][key] = text
    return messages, source.problems


def _check_placeholders(source: YamlSource, key: str, texts: Mapping[str, str]) -> None:
    """Reports placeholders that nobody knows, and those that only some languages have. texts: language → text."""
    for language, text in texts.items():
        unknown = [braces for braces in BRACES.findall(text) if braces not in PLACEHOLDERS]
        name = f"{key}.{language}"
        for braces in unknown:
            fix = did_you_mean(braces, PLACEHOLDERS, Message("leave out the braces"))
            message = Message("{name} has {braces}, which nothing replaces", name=name, braces=braces)
            source.report((key, language), message, fix)
        for placeholder in PLACEHOLDERS:
            owners = [other for other in texts if placeholder in texts[other]]
            if owners and language not in owners and not unknown:
                message = Message(
                    "{name} has no {placeholder}, as {other} has",
                    name=name,
                    placeholder=placeholder,
                    other=f"{key}.{owners[0]}",
                )
                fix = Message("write it where its value belongs, or delete it there")
                source.report((key, language), message, fix)


def message(messages: Messages, key: str, language: str, theme_message: str = "") -> str:
    """Returns a message in a language: ours, or else the theme's. Raises SiteError where there is neither."""
    found = messages[language].get(key) or theme_message
    if not found:
        text = Message("neither this file nor the theme has '{key}' in '{language}'", key=key, language=language)
        raise SiteError(Problem(Location("docs" / MESSAGES_FILE), text, Message("add it here")))
    return found


@once_per_site
def interface(site: Site) -> tuple[Messages, list[Problem]]:
    """Returns the messages of the interface of a site, and their problems."""
    return read_messages(site.sources, site.docs / MESSAGES_FILE, site.languages)


def site_messages(site: Site) -> Messages:
    """Returns the messages of the interface of a site."""
    return interface(site)[0]
