"""The messages of the interface: what buttons and labels say in each language, from docs/data/interface.yml."""

from collections.abc import Collection, Sequence
from pathlib import Path

from mkdocs.exceptions import PluginError

from sources.json_schema import TEXT, Schema, fixed_keys, free_keys, read_data
from sources.problems import Location, Problem
from sources.site_sources import Sources

MESSAGES_FILE = Path("data/interface.yml")  # In docs/

Messages = dict[str, dict[str, str]]
"""Language → key → text."""


def messages_schema(languages: Sequence[str], keys: Collection[str] | None = None) -> Schema:
    """Returns what a file with texts by key and language may hold.

    keys: those that it must have, and no others; None for the file of the interface, which may have any.
    """
    texts = fixed_keys(dict.fromkeys(languages, TEXT))
    if keys is not None:
        return fixed_keys(dict.fromkeys(keys, texts))
    return free_keys(texts, required=[f"language.{language}" for language in languages])


def read_messages(
    sources: Sources, path: Path, languages: Sequence[str], keys: Collection[str] | None = None
) -> tuple[Messages, list[Problem]]:
    """Returns the texts of a file that has them by key and language, and all problems of the file. keys: see above."""
    source = sources.yaml(path)
    data = read_data(source, messages_schema(languages, keys)) or {}
    messages: Messages = {language: {} for language in languages}
    for key, texts in data.items():
        for language, text in texts.items():
            messages[language][key] = text
    return messages, source.problems


def message(messages: Messages, key: str, language: str, theme_message: str = "") -> str:
    """Returns a message in a language: ours, or else the theme's. Raises PluginError where there is neither."""
    found = messages[language].get(key) or theme_message
    if not found:
        text = f"neither this file nor the theme has '{key}' in '{language}'"
        raise PluginError(str(Problem(Location("docs" / MESSAGES_FILE), text, "add it here")))
    return found
