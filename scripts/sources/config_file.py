"""mkdocs.yml: what it says, and the line of each setting."""

from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from messages.message import Message
from messages.problems import Location, Problem, SiteError
from sources.source_file import SourceFile
from sources.yaml_source import YamlSource, node_location

CONFIG_LOADER = get_yaml_loader(getattr(yaml, "CLoader", yaml.Loader))
"""What MkDocs reads mkdocs.yml with, in C where PyYAML was built so: twenty times as fast."""


class ConfigFile:
    """The configuration, read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        """path: as it is to be displayed."""
        self.path = path

    @cached_property
    def source(self) -> YamlSource:
        """The file by itself, and its problems."""
        file = SourceFile(self.path)
        return YamlSource(file, file.text, tags=True)

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the file says, with what it inherits. Raises SiteError where it cannot be read."""
        if not self.path.exists():
            message = Message("there is no such file")
            raise SiteError(self._problem(message, Message("run this in the folder of mkdocs.yml")))
        if not self.source.is_readable:
            raise SiteError(*self.source.problems)
        values = self._read()
        if not isinstance(values, dict):
            message = Message("the file has no 'key: value' lines")
            raise SiteError(self._problem(message, Message("undo the last change here")))
        return values

    def _read(self) -> Any:
        """Returns what MkDocs reads. Raises SiteError where it inherits no file, or has a tag that nobody knows."""
        try:
            with self.path.open("rb") as file:
                return yaml_load(file, CONFIG_LOADER)
        except (MkDocsException, yaml.YAMLError, RecursionError, TypeError, ValueError) as error:
            message = Message("the file cannot be used ({reason})", reason=" ".join(str(error).split()))
            unusable = self._problem(message, Message("undo the last change here"))
            raise SiteError(*(self.source.problems or [unusable])) from None

    def _problem(self, message: Message, fix: Message) -> Problem:
        """Returns a problem of the file as a whole."""
        return Problem(Location(self.path), message, fix)

    def location(self, *keys: str | int) -> Location:
        """Returns where a setting is: the place of the innermost of its keys which the file itself has.

        The start of the file stands for what is missing in it altogether, or inherited.
        """
        node = self.source.root
        location = Location(self.path)
        for key in keys:
            key_node, node = _child(node, key)
            if key_node is None:
                break
            location = node_location(self.path, key_node)
        return location


def read_config_file(path: Path) -> dict[str, Any]:
    """Returns what mkdocs.yml says, with what it inherits. Raises SiteError where it cannot be read."""
    return ConfigFile(path).values


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Returns the nodes of a key and of its value, or an item of a list twice; None where it is missing."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None, None
