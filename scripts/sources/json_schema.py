"""What a data file may hold, as JSON Schema: the check reads by it, and editors' programs complete from it.

https://json-schema.org/draft/2020-12/json-schema-validation

The library jsonschema is not used: it knows no lines, and its messages are not for people who do not program.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from sources.source_file import INVISIBLE
from sources.yaml_source import YamlSource

MAX_TEXT = 2_000  # Characters; a longer text belongs on a page. It also bounds the work of Markdown's patterns.
HIDDEN = INVISIBLE.pattern.strip("[]").encode("unicode_escape").decode()

Schema = dict[str, Any]
FormatCheck = Callable[[str, Any, str], Iterable[tuple[str, str]]]
"""What no schema can say: from the "format" of a schema, a value and its name, the message and fix of each problem."""

TEXT: Schema = {
    "type": ["string", "number", "boolean"],  # What YAML takes 5 and true for; to the check they are texts.
    "pattern": rf"^[^{HIDDEN}]*[^\s{HIDDEN}][^{HIDDEN}]*$",
    "patternErrorMessage": "this is empty, or has a character in it that cannot be seen; write its text",
    "maxLength": MAX_TEXT,
}


def fixed_keys(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """Returns the schema of a mapping that has these keys, all of them and no others."""
    schema = {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
    return schema | more


def free_keys(value: Schema, least: int = 1, **more: Any) -> Schema:
    """Returns the schema of a mapping whose keys the editor chooses. least: how many there must be."""
    return {"type": "object", "additionalProperties": value, "minProperties": least, **more}


def text_or_list(text: Schema, least: int = 1) -> Schema:
    """Returns the schema of a text, or of a list of such texts. least: how many items a list must have."""
    return {"anyOf": [text, {"type": "array", "items": text, "minItems": least}]}


class SchemaReader:
    """Reads a YAML source by schemas, and reports to it what is not as they say."""

    def __init__(self, source: YamlSource, check_format: FormatCheck, root_name: str = "the file") -> None:
        """root_name: what an editor calls the whole source, for messages."""
        self.source = source
        self.root_name = root_name
        self.check_format = check_format

    def read(self, schema: Schema, node: yaml.Node, name: str = "", key: yaml.Node | None = None) -> Any:
        """Returns what a node holds, as dictionaries, tuples and texts; None where it is of another kind.

        name: where it stands, such as rows.price; "" for the whole file. key: the node of its key. The schema {} takes
        any node and gives None.
        """
        if "anyOf" in schema:  # text_or_list
            text_schema, list_schema = schema["anyOf"]
            schema = list_schema if isinstance(node, yaml.SequenceNode) else text_schema
        value: Any = None
        location = node
        if schema.get("type") == "object":
            value = self._read_mapping(schema, node, name, key)
            location = key or node
        elif schema.get("type") == "array":
            value = self._read_list(schema, node, name, key)
        elif schema:
            value = self.source.text(node, name, key)
        if value is not None:
            self._check(schema, value, name, location)
        return value

    def _read_mapping(self, schema: Schema, node: yaml.Node, name: str, key: yaml.Node | None) -> dict[str, Any] | None:
        properties = schema.get("properties")
        entries = self.source.mapping(node, name or self.root_name, schema.get("required", ()), properties, key)
        values = {}
        for word, (key_node, value_node) in entries.items():
            self._check(schema.get("propertyNames", {}), word, f"'{word}'", key_node)
            value_schema = properties[word] if properties else schema["additionalProperties"]
            value_name = f"{name}.{word}" if name else word
            values[word] = self.read(value_schema, value_node, value_name, key_node)
        return values if isinstance(node, yaml.MappingNode) else None

    def _read_list(self, schema: Schema, node: yaml.Node, name: str, key: yaml.Node | None) -> tuple[Any, ...]:
        values = []
        for number, item in enumerate(node.value, 1):
            values.append(self.read(schema["items"], item, f"item {number} of {name}"))
        if not values:
            self.source.report(key, f"{name} is an empty list", "write its texts")
        return tuple(values)

    def _check(self, schema: Schema, value: Any, name: str, node: yaml.Node) -> None:
        if isinstance(value, str):
            max_length = schema.get("maxLength", MAX_TEXT)
            if not re.search(schema.get("pattern", ""), value):
                message, fix = schema["patternErrorMessage"].split("; ", 1)
                self.source.report(node, message.replace("this", name, 1), fix)
                return
            if len(value) > max_length:
                message = f"{name} is {len(value)} characters long"
                self.source.report(node, message, f"cut it to {max_length}, or move it to a page")
                return
        if "format" in schema:
            for message, fix in self.check_format(schema["format"], value, name):
                self.source.report(node, message, fix)
