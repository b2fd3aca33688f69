"""What a data file may hold, as JSON Schema: the check validates by it, and code editors complete from it.

https://json-schema.org/draft/2020-12/json-schema-validation

The library jsonschema finds the errors; here they become messages for people who do not program.
"""

import copy
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError

from sources.yaml_source import Keys, YamlSource, value_name
from sources.yaml_syntax import GLUED_KEY, missing_space, quote_fix

MAX_TEXT = 2_000  # Characters; a longer text belongs on a page. It also bounds the work of Markdown's patterns.

Schema = dict[str, Any]

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
    message = {"minProperties": least, "errorMessage": "there are no entries here; add one"} if least else {}
    return {"type": "object", "additionalProperties": value, **message, **more}


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
    message: str
    fix: str
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


def find_problems(schema: Schema, data: Any, root_name: str) -> Iterator[DataProblem]:
    """Yields all that a schema finds wrong with data. root_name: what an editor calls all of it."""
    for error in Draft202012Validator(schema).iter_errors(data):
        keys = tuple(error.absolute_path)
        yield from _explain(error, keys, value_name(keys, root_name))


def _explain(error: ValidationError, keys: Keys, name: str) -> Iterator[DataProblem]:
    """Yields the problems of one error of the schema. keys: the way to the value that has it; name: its name."""
    value, limit = error.instance, error.validator_value
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, keys, name)
    elif error.validator in ("required", "dependentRequired"):
        yield from _missing_keys(error, keys, name)
    elif "propertyNames" in error.relative_schema_path:
        yield DataProblem((*keys, value), *_own_message(error), at_key=True)
    elif error.validator == "type":
        yield _wrong_type(error, keys, name)
    elif error.validator == "pattern" and not value.strip():
        yield DataProblem(keys, f"{name} is empty", "write its text", at_key=True, is_unusable=True)
    elif error.validator == "maxLength":
        message = f"{name} is {len(value)} characters long"
        yield DataProblem(keys, message, f"cut it to {limit}, or move it to a page", is_unusable=True)
    elif error.validator == "minItems":
        yield DataProblem(keys, f"{name} is an empty list", "write its texts", at_key=True, is_unusable=True)
    elif error.validator == "minProperties":
        yield DataProblem(keys, *_own_message(error), at_key=True)
    else:
        yield DataProblem(keys, *_own_message(error), is_unusable=True)


def _unknown_keys(error: ValidationError, keys: Keys, name: str) -> Iterator[DataProblem]:
    """Yields the keys that a mapping must not have."""
    allowed = error.schema["properties"]
    for key in error.instance:
        if key not in allowed:
            meant = _meant_key(key, error.instance, allowed)
            fix = f"did you mean '{meant}'?" if meant else f"delete it; allowed in {name}: {', '.join(allowed)}"
            yield DataProblem((*keys, key), f"unknown key '{key}' in {name}", fix, at_key=True, is_unusable=True)


def _missing_keys(error: ValidationError, keys: Keys, name: str) -> Iterator[DataProblem]:
    """Yields the keys that a mapping must have, always or because it has another one; but none that is misspelt."""
    properties = error.schema.get("properties", {})
    misspelt = {_meant_key(key, error.instance, properties) for key in error.instance if key not in properties}
    required = {"": error.validator_value} if error.validator == "required" else error.validator_value
    for owner, wanted in required.items():
        for key in wanted:
            if key in error.instance or key in misspelt or (owner and owner not in error.instance):
                continue
            message = f"{name} has '{owner}', but no '{key}'" if owner else f"{name} has no '{key}'"
            description = properties.get(key, {}).get("description")
            meaning = f" ({description})" if description else ""
            yield DataProblem(keys, message, f"add a line '{key}: …' to it{meaning}", at_key=True)


def _meant_key(key: str, entries: Iterable[str], allowed: Iterable[str]) -> str | None:
    """Returns the allowed key that a misspelt one was probably meant to be; None where none is near."""
    unused = [word for word in allowed if word not in entries]
    close = difflib.get_close_matches(str(key).lower(), unused, 1)
    return close[0] if close else None


def _wrong_type(error: ValidationError, keys: Keys, name: str) -> DataProblem:
    """Returns the problem of a value of another kind than it must be: a text for a mapping, nothing for a text."""
    value = error.instance
    if "object" in error.validator_value:
        return _no_mapping(error, keys, name)
    if error.validator_value == "boolean":
        return DataProblem(keys, f"{name} is neither true nor false", "write one of the two", is_unusable=True)
    if value is None:
        return DataProblem(keys, f"{name} is empty", "write its text", at_key=True, is_unusable=True)
    fix = "write one text"
    if not isinstance(value, (Mapping, list)):  # 5 or true, where YAML's types count
        fix = 'put it in "quotes"'
    if isinstance(value, Mapping):
        fix = f"{quote_fix(next(iter(value), ''))}, if it has a colon in it"
    return DataProblem(keys, f"{name} {_describe(value)} where text belongs", fix, is_unusable=True)


def _no_mapping(error: ValidationError, keys: Keys, name: str) -> DataProblem:
    """Returns the problem of a value that is no mapping."""
    value = error.instance
    glued = GLUED_KEY.match(value) if isinstance(value, str) else None
    if glued:
        return DataProblem(keys, *missing_space(glued["key"]), is_unusable=True)
    if value is None and not keys:
        return DataProblem(keys, f"{name} is empty", "write its 'key: value' lines", is_unusable=True)
    required = ", ".join(f"'{key}'" for key in error.schema.get("required", ()))
    fix = f"write one for each of {required}" if required else "write at least one"
    message = f"{name} {_describe(value)} where 'key: value' lines belong"
    return DataProblem(keys, message, fix, at_key=True, is_unusable=True)


def _describe(value: Any) -> str:
    if isinstance(value, Mapping):
        return "has 'key: value' lines"
    if isinstance(value, list):
        return "is a list"
    if isinstance(value, str):
        return "is text"
    return "is empty" if value is None else f"is {str(value).lower()}"


def _own_message(error: ValidationError) -> tuple[str, str]:
    """Returns the message and the fix that the schema has for a value, which stands in place of "this"."""
    message, fix = error.schema["errorMessage"].split("; ", 1)
    return message.replace("this", f"'{error.instance}'", 1), fix


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
