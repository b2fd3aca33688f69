"""What a data file may hold, as JSON Schema: the check validates by it, and code editors complete from it.

https://json-schema.org/draft/2020-12/json-schema-validation

The library jsonschema finds the errors; here they become messages for people who do not program.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError

from messages.message import Message, Number, Value
from messages.problems import closest
from sources.yaml_source import Keys, YamlSource, value_name
from sources.yaml_syntax import GLUED_KEY, missing_space, quote_fix

MAX_TEXT = 2_000  # Characters; a longer text belongs on a page. It also bounds the work of Markdown's patterns.

Schema = dict[str, Any]

THIS = Message("this")


@dataclass(frozen=True)
class Explanation:
    """What a schema's `errorMessage` says of a value. {value} in it is THIS to code editors, which show it there."""

    message: Message
    fix: Message

    def __str__(self) -> str:
        return f"{self.message}; {self.fix}"


TEXT: Schema = {
    "type": ["string", "number", "boolean"],  # What YAML takes 5 and true for; to the check they are texts.
    "pattern": r"\S",
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
    """Returns the schema of a mapping whose keys the editor chooses. least: how many there must be, none or one."""
    at_least_one = {}
    if least:
        explanation = Explanation(Message("there are no entries here"), Message("add one"))
        at_least_one = {"minProperties": least, "errorMessage": explanation}
    return {"type": "object", "additionalProperties": value, **at_least_one, **more}


def text_or_list(text: Schema, least: int = 1) -> Schema:
    """Returns the schema of a text, or of a list of such texts. least: how many items a list must have."""
    return {**text, "type": [*text["type"], "array"], "items": text, "minItems": least}


def as_list(value: str | list[str] | None) -> list[str]:
    """Returns the texts of a value that may be one text, a list of texts, or missing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class DataProblem(NamedTuple):
    """What is wrong with a value."""

    keys: Keys
    """The way to it."""
    message: Message
    fix: Message
    at_key: bool = False
    """Whether its key is the place to look at: the value is empty, or a whole mapping."""
    is_unusable: bool = False


def read_data(source: YamlSource, schema: Schema) -> Any:
    """Returns what a source says, without what the schema forbids, which is reported to the source.

    Required values may be missing from it. None stands for a source that is no YAML, or no mapping.
    """
    if not source.is_readable:
        return None
    problems = list(find_problems(schema, source.data, source.root_name))
    for problem in problems:
        source.report(problem.keys, problem.message, problem.fix, problem.at_key)
    unusable = [problem.keys for problem in problems if problem.is_unusable] + source.cut_short
    return _without(source.data, unusable)


def find_problems(schema: Schema, data: Any, root_name: Value) -> Iterator[DataProblem]:
    """Yields all that a schema finds wrong with data. root_name: what an editor calls all of it."""
    for error in Draft202012Validator(schema).iter_errors(data):
        keys = tuple(error.absolute_path)
        explain = _wrong_key if "propertyNames" in error.relative_schema_path else EXPLANATIONS[error.validator]
        yield from explain(error, keys, value_name(keys, root_name))


# Each of the following functions yields the problems of one error of the schema. keys: the way to the value that has
# it; name: its name.


def _wrong_key(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a key that an editor has chosen as none may be."""
    yield DataProblem((*keys, error.instance), *_own_message(error), at_key=True)


def _unknown_keys(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For the keys that a mapping must not have."""
    allowed = error.schema["properties"]
    for key in error.instance:
        if key not in allowed:
            meant = _meant_key(key, error.instance, allowed)
            message = Message("{name} has an unknown key '{key}'", key=key, name=name)
            fix = Message("delete it; allowed in {name}: {keys}", name=name, keys=[*allowed])
            if meant:
                fix = Message("did you mean '{word}'?", word=meant)
            yield DataProblem((*keys, key), message, fix, at_key=True, is_unusable=True)


def _missing_keys(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For the keys that a mapping must have, always or because it has another one; but none that is misspelt."""
    properties = error.schema.get("properties", {})
    misspelt = {_meant_key(key, error.instance, properties) for key in error.instance if key not in properties}
    required = {"": error.validator_value} if error.validator == "required" else error.validator_value
    for owner, wanted in required.items():
        for key in wanted:
            if key in error.instance or key in misspelt or (owner and owner not in error.instance):
                continue
            message = Message("{name} has no '{key}'", name=name, key=key)
            if owner:
                message = Message("{name} has '{owner}', but no '{key}'", name=name, owner=owner, key=key)
            fix = Message("add a line '{key}: …' to it", key=key)
            description = properties.get(key, {}).get("description")
            if description:
                fix = Message("add a line '{key}: …' to it ({meaning})", key=key, meaning=description)
            yield DataProblem(keys, message, fix, at_key=True)


def _meant_key(key: str, entries: Iterable[str], allowed: Iterable[str]) -> str:
    """Returns the allowed key that a misspelt one was probably meant to be; "" where none is near."""
    return closest(str(key).lower(), [word for word in allowed if word not in entries])


def _wrong_type(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a value of another kind than it must be: a text for a mapping, nothing for a text."""
    value = error.instance
    if "object" in error.validator_value:
        yield _no_mapping(error, keys, name)
    elif error.validator_value == "boolean":
        message = Message("{value} is neither true nor false", value=name)
        yield DataProblem(keys, message, Message("write one of the two"), is_unusable=True)
    elif value is None:
        yield _empty(keys, name)
    else:
        fix = Message("write one text")
        if not isinstance(value, (Mapping, list)):  # 5 or true, where YAML's types count
            fix = Message('put it in "quotes"')
        if isinstance(value, Mapping):
            fix = Message("{fix}, if it has a colon in it", fix=quote_fix(next(iter(value), "")))
        message = Message("{name} should be text, but is {kind}", name=name, kind=_kind(value))
        yield DataProblem(keys, message, fix, is_unusable=True)


def _wrong_text(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a text that is empty, or not written as the schema's pattern wants it."""
    if error.instance.strip():
        yield from _wrong_value(error, keys, name)
    else:
        yield _empty(keys, name)


def _long_text(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a text with more characters than it may have."""
    message = Message("{name} is {length} characters long", name=name, length=Number(len(error.instance)))
    fix = Message("cut it to {limit}, or move it to a page", limit=Number(error.validator_value))
    yield DataProblem(keys, message, fix, is_unusable=True)


def _empty_list(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a list without items."""
    message = Message("{name} is an empty list", name=name)
    yield DataProblem(keys, message, Message("write its texts"), at_key=True, is_unusable=True)


def _few_keys(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a mapping without entries."""
    yield DataProblem(keys, *_own_message(error), at_key=True)


def _wrong_value(error: ValidationError, keys: Keys, name: Value) -> Iterator[DataProblem]:
    """For a value of which the schema itself says what is wrong."""
    yield DataProblem(keys, *_own_message(error), is_unusable=True)


EXPLANATIONS = {
    "additionalProperties": _unknown_keys,
    "dependentRequired": _missing_keys,
    "maxLength": _long_text,
    "minItems": _empty_list,
    "minProperties": _few_keys,
    "pattern": _wrong_text,
    "required": _missing_keys,
    "type": _wrong_type,
}
"""Keyword of a schema → what explains that a value does not follow it."""


def _empty(keys: Keys, name: Value) -> DataProblem:
    """Returns the problem of a value that is missing."""
    message = Message("{name} is empty", name=name)
    return DataProblem(keys, message, Message("write its text"), at_key=True, is_unusable=True)


def _no_mapping(error: ValidationError, keys: Keys, name: Value) -> DataProblem:
    """Returns the problem of a value that is no mapping."""
    value = error.instance
    glued = GLUED_KEY.match(value) if isinstance(value, str) else None
    if glued:
        return DataProblem(keys, *missing_space(glued["key"]), is_unusable=True)
    if value is None and not keys:
        message = Message("{name} is empty", name=name)
        return DataProblem(keys, message, Message("write its 'key: value' lines"), is_unusable=True)
    fix = Message("write at least one")
    required = error.schema.get("required")
    if required:
        fix = Message("write one for each of these: {keys}", keys=[*required])
    message = Message("{name} should have 'key: value' lines, but is {kind}", name=name, kind=_kind(value))
    return DataProblem(keys, message, fix, at_key=True, is_unusable=True)


def _kind(value: Any) -> Value:
    """Returns what a value is, as the end of a sentence: it is …"""
    if isinstance(value, Mapping):
        return Message("'key: value' lines")
    if isinstance(value, list):
        return Message("a list")
    if isinstance(value, str):
        return Message("text")
    return Message("empty") if value is None else str(value).lower()


def _own_message(error: ValidationError) -> tuple[Message, Message]:
    """Returns the message and the fix that the schema has for a value."""
    explanation = error.schema["errorMessage"]
    value = Message("'{value}'", value=str(error.instance))
    return explanation.message.with_values(value=value), explanation.fix


def _without(data: Any, unusable: Sequence[Keys]) -> Any:
    """Returns the data without some of its values. With an item goes its list, so that no other takes its place."""
    if not unusable:
        return data
    rest = copy.deepcopy(data)
    for keys in unusable:
        while keys and isinstance(keys[-1], int):
            keys = keys[:-1]
        if not keys:
            return None
        parent = rest
        for key in keys[:-1]:
            parent = parent.get(key) if isinstance(parent, dict) else None
        if isinstance(parent, dict):
            parent.pop(keys[-1], None)
    return rest
