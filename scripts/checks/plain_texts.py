"""Checks texts that are shown as they are: titles, descriptions, what buttons say, words in drawings.

Markdown and HTML are for pages and for the cells of the table. Elsewhere, readers would see the asterisks and tags.
"""

from collections.abc import Iterator

import yaml

from messages.message import Message
from messages.problems import Location, Problem
from sources.config_file import ConfigFile
from sources.front_matter import TEXT_KEYS
from sources.languages import i18n_options
from sources.site import Site
from sources.yaml_source import node_location, texts_by_language
from table.inline_markdown import plain_text

SETTINGS = ("site_name", "site_description")
SETTINGS_OF_LANGUAGE = ("name", *SETTINGS)
DATA_FILES = ("interface.yml", "pictures.yml")


def check_plain_texts(site: Site) -> Iterator[Problem]:
    """Yields a warning for each text that has Markdown or HTML where it is shown as typed."""
    for text, location in _settings(site.config_source):
        yield from check_plain_text(text, location)
    for _, _, page in site.pages():
        for key in TEXT_KEYS:
            _, node = page.front_matter.get(key, (None, None))
            if isinstance(node, yaml.ScalarNode):
                yield from check_plain_text(node.value, node_location(page.path, node))
    for name in DATA_FILES:
        path = site.docs / "data" / name
        if path.exists():
            for _, node in texts_by_language(site.sources.yaml(path).root, site.languages):
                yield from check_plain_text(node.value, node_location(path, node))


def check_plain_text(text: str, location: Location) -> Iterator[Problem]:
    """Yields a warning where a text has Markdown or HTML."""
    written = " ".join(text.split())
    plain = " ".join(plain_text(written).split())
    if plain != written:
        message = Message("readers see the Markdown or HTML of this text as it is typed")
        fix = Message("write '{text}'", text=plain) if plain else Message("write words")
        yield Problem(location, message, fix, is_warning=True)


def _settings(config: ConfigFile) -> Iterator[tuple[str, Location]]:
    """Yields the texts of mkdocs.yml that readers see, with their locations."""
    for key in SETTINGS:
        if isinstance(config.values.get(key), str):
            yield config.values[key], config.location(key)
    keys, options = i18n_options(config.values)
    for number, entry in enumerate(options["languages"]):
        for key in SETTINGS_OF_LANGUAGE:
            if isinstance(entry, dict) and isinstance(entry.get(key), str):
                yield entry[key], config.location(*keys, "languages", number, key)
