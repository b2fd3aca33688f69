"""What a data file may hold, said once as JSON Schema: the check reads by it, and editors' programs complete from it.

https://json-schema.org/draft/2020-12/json-schema-validation
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import yaml

from source import INVISIBLE, Source

MAX_TEXT = 2_000  # Characters; a longer text belongs on a page. It also bounds the work of Markdown's patterns.
HIDDEN = INVISIBLE.pattern.strip("[]").encode("unicode_escape").decode()

Schema = dict[str, Any]
Rules = Mapping[str, Callable[[Any, str], Iterable[str]]]
"""What no schema can say: the "format" of a schema → what is wrong with a value of it, from the value and its name."""

TEXT: Schema = {
    "type": ["string", "number", "boolean"],  # What YAML takes 5 and true for; to the check they are texts.
    "pattern": rf"^[^{HIDDEN}]*[^\s{HIDDEN}][^{HIDDEN}]*$",
    "patternErrorMessage": "this is empty, or has a character in it that cannot be seen; write its text",
    "maxLength": MAX_TEXT,
}


def entries(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """A mapping that has these keys, all of them and no others."""
    properties = dict(properties)
    whole = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return whole | more


def named(value: Schema, least: int = 1, **more: Any) -> Schema:
    """A mapping whose keys the editor chooses."""
    return {"type": "object", "additionalProperties": value, "minProperties": least, **more}


def one_or_list(text: Schema, least: int = 1) -> Schema:
    """A text, or a list of such texts."""
    return {"anyOf": [text, {"type": "array", "items": text, "minItems": least}]}


class Reader(NamedTuple):
    """Reads a source by schemas, and notes in it what is not as they say."""

    source: Source
    rules: Rules

    def value(self, schema: Schema, node: yaml.Node, name: str = "", key: yaml.Node | None = None) -> Any:
        """What a node holds, as dictionaries, tuples and texts; None where it is of another kind.

        name: where it stands, such as rows.price; "" for the whole file. key: its key's node. {} takes any node.
        """
        schema = schema["anyOf"][isinstance(node, yaml.SequenceNode)] if "anyOf" in schema else schema
        value: Any = None
        if schema.get("type") == "object":
            value, node = self._mapping(schema, node, name, key), key or node
        elif schema.get("type") == "array":
            parts = [self.value(schema["items"], item, f"item {at} of {name}") for at, item in enumerate(node.value, 1)]
            value = tuple(parts)
            if not value:
                self.source.fault(key, f"{name} is an empty list; write its texts")
        elif schema:
            value = self.source.text(node, name, key)
        if value is not None:
            self._check(schema, value, name, node)
        return value

    def _mapping(self, schema: Schema, node: yaml.Node, name: str, key: yaml.Node | None) -> dict[str, Any] | None:
        shapes = schema.get("properties")
        found = self.source.mapping(node, name or "the file", schema.get("required", ()), shapes, key)
        parts = {}
        for word, (of, value) in found.items():
            self._check(schema.get("propertyNames", {}), word, f"'{word}'", of)
            shape = shapes[word] if shapes else schema["additionalProperties"]
            parts[word] = self.value(shape, value, f"{name}.{word}" if name else word, of)
        return parts if isinstance(node, yaml.MappingNode) else None

    def _check(self, schema: Schema, value: Any, name: str, node: yaml.Node) -> None:
        most, is_text = schema.get("maxLength", MAX_TEXT), isinstance(value, str)
        if is_text and not re.search(schema.get("pattern", ""), value):
            self.source.fault(node, schema["patternErrorMessage"].replace("this", name, 1))
        elif is_text and len(value) > most:
            self.source.fault(node, f"{name} is {len(value)} characters long; cut it to {most}, or move it to a page")
        elif "format" in schema:
            for fault in self.rules[schema["format"]](value, name):
                self.source.fault(node, fault)
