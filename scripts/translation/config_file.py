"""mkdocs.yml: what it says, and the line of each setting."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from sources.problems import Location, Problem
from sources.source_file import SourceFile, merge_marks
from sources.yaml_source import SafeLoader, YamlSource

TAG = re.compile(r"(?:^|\s)!\w")

Keys = tuple[str | int, ...]
"""The way to a setting: ("nav", 2) is the third entry of nav."""

CONFIG_LOADER = get_yaml_loader(getattr(yaml, "CLoader", yaml.Loader))
"""What MkDocs reads mkdocs.yml with, in C where PyYAML was built so: twenty times as fast."""


class ConfigFile:
    """The configuration, read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        """path: as it is to be displayed."""
        self.path = path

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the file says, with what it inherits. Raises PluginError where it cannot be read."""
        return read_config_file(self.path)

    @cached_property
    def _root(self) -> yaml.Node | None:
        return yaml.compose(self.path.read_text("utf-8-sig"), Loader=SafeLoader)

    def location(self, *keys: str | int) -> Location:
        """Returns where a setting stands: that of the innermost of its keys which the file itself has.

        The start of the file stands for what is missing in it altogether, or inherited.
        """
        node = self._root
        mark_node = None
        for key in keys:
            key_node, node = _child(node, key)
            if node is None:
                break
            mark_node = key_node
        if mark_node is None:
            return Location(self.path)
        return Location(self.path, mark_node.start_mark.line + 1, mark_node.start_mark.column + 1)


def read_config_file(path: Path) -> dict[str, Any]:
    """Returns what mkdocs.yml says, with what it inherits. Raises PluginError where it cannot be read."""
    conflicts = merge_marks(path)
    if conflicts:
        raise PluginError("\n".join(str(problem) for problem in conflicts))
    source = SourceFile(path)
    if source.text is None and path.is_file():  # In UTF-16, for instance
        raise PluginError("\n".join(str(problem) for problem in source.problems))
    try:
        with path.open("rb") as file:
            config = yaml_load(file, CONFIG_LOADER)
        if not isinstance(config, dict):
            raise MkDocsException("it has no 'key: value' lines")
        return config
    except OSError as error:
        problem = Problem(Location(path), str(error.strerror), "run this where mkdocs.yml lies")
        raise PluginError(str(problem)) from None
    except (MkDocsException, RecursionError, TypeError, ValueError) as error:
        mistakes = _typing_mistakes(source)
        if mistakes:
            raise PluginError("\n".join(mistakes)) from None
        cause = error.__context__ or error  # MkDocs wraps the error that knows the location.
        location = Location(path)
        mark = getattr(cause, "problem_mark", None)
        if mark and re.search("quoted scalar|flow", cause.context or ""):
            mark = cause.context_mark  # Where a quote or bracket opens that never closes; YAML notices it further down.
        if mark:
            location = Location(path, mark.line + 1, mark.column + 1)
        reason = getattr(cause, "problem", None) or " ".join(str(cause).split())
        problem = Problem(location, f"this is not YAML ({reason})", "undo the last change here")
        raise PluginError(str(problem)) from None


def _typing_mistakes(file: SourceFile) -> list[str]:
    """Returns what editors do wrong in any YAML file, such as a quote that never closes, where that is found."""
    lines = (file.text or "").split("\n")
    problems = YamlSource(file, file.text).problems
    # Our data files have no tags; here MkDocs reads them: !ENV
    return [str(problem) for problem in problems if not TAG.search(lines[problem.location.line - 1])]


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Returns the nodes of a key and of its value, or an item of a list twice; None where it is missing."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None, None
