"""The messages of the interface: what buttons and labels say in each language, from docs/data/interface.yml."""

from collections.abc import Collection, Sequence
from pathlib import Path

from mkdocs.exceptions import PluginError

from sources.problems import Location, Problem
from sources.site_sources import Sources

MESSAGES_FILE = Path("data/interface.yml")  # In docs/

Messages = dict[str, dict[str, str]]
"""Language → key → text."""


def read_messages(
    sources: Sources, path: Path, languages: Sequence[str], keys: Collection[str] | None = None
) -> tuple[Messages, list[Problem]]:
    """Returns the texts of a file that has them by key and language, and all problems of the file.

    keys: those that the file must have, and no others; None for the file of the interface, which may have any.
    """
    source = sources.yaml(path)
    messages: Messages = {language: {} for language in languages}
    required = [f"language.{language}" for language in languages] if keys is None else keys
    for key, (key_node, value) in source.mapping(source.root, "the file", required, keys).items():
        for language, (code_node, text) in source.mapping(value, key, languages, languages, key_node).items():
            messages[language][key] = source.text(text, f"{key}.{language}", code_node) or ""
    return messages, source.problems


def message(messages: Messages, key: str, language: str, theme_message: str = "") -> str:
    """Returns a message in a language: ours, or else the theme's. Raises PluginError where there is neither."""
    found = messages[language].get(key) or theme_message
    if not found:
        text = f"neither this file nor the theme has '{key}' in '{language}'"
        raise PluginError(str(Problem(Location("docs" / MESSAGES_FILE), text, "add it here")))
    return found
