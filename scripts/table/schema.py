"""What the data file of the comparison table may hold: its keys, and the texts under them in each language."""

from collections.abc import Sequence

from messages.message import Message
from sources.json_schema import TEXT, THIS, Explanation, Schema, fixed_keys, free_keys, text_or_list

# Of the key of a subject or a row, which becomes an address
KEY_SCHEMA: Schema = {
    "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    "errorMessage": Explanation(
        Message("{value} cannot be a key here", value=THIS),
        Message("use lower-case letters a–z, digits and single hyphens"),
    ),
}


def table_schema(languages: Sequence[str], subjects: Sequence[str]) -> Schema:
    """Returns what the data file may hold. subjects: the keys of its columns; without any, a row may hold anything."""
    names = fixed_keys(dict.fromkeys(languages, TEXT))
    cell = fixed_keys(dict.fromkeys(languages, text_or_list(TEXT)))
    row = fixed_keys({"criterion": names, **dict.fromkeys(subjects, cell)}) if subjects else {}
    reserved = Explanation(
        Message("{value} cannot be the key of a subject, because rows use it", value=THIS), Message("rename it")
    )
    subject_key = {"allOf": [KEY_SCHEMA, {"not": {"const": "criterion"}, "errorMessage": reserved}]}
    few_subjects = Explanation(Message("a comparison needs two subjects or more"), Message("add one"))
    columns = free_keys(names, propertyNames=subject_key, minProperties=2, errorMessage=few_subjects)
    no_rows = Explanation(Message("there are no rows"), Message("add one"))
    rows = free_keys(row, propertyNames=KEY_SCHEMA, errorMessage=no_rows)
    return fixed_keys({"title": names, "criterion": names, "subjects": columns, "rows": rows})
