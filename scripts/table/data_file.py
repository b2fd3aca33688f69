"""Reads the data file of the comparison table, all languages side by side, and finds all that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sources.json_schema import TEXT, Schema, SchemaReader, fixed_keys, free_keys, text_or_list
from sources.problems import Problem
from sources.site_sources import Sources
from sources.yaml_source import UNREADABLE
from table.inline_markdown import inline_problems, link_targets
from table.model import Cell, Row, Table

ID_PATTERN = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class TableFile(NamedTuple):
    """The table in each language, and the problems of the data file. Where there are problems there are no tables."""

    tables: dict[str, Table]
    problems: list[Problem]


def table_schema(languages: Sequence[str], subjects: Sequence[str] = ()) -> Schema:
    """Returns what the data file may hold.

    subjects: the ids of its columns; where they are not known yet, a row may hold anything.
    """
    names = fixed_keys(dict.fromkeys(languages, {**TEXT, "format": "name"}))
    cell = fixed_keys(dict.fromkeys(languages, text_or_list({**TEXT, "format": "text"})), format="cell")
    row: Schema = {}
    if subjects:
        row = fixed_keys({"criterion": names, **dict.fromkeys(subjects, cell)})
    subject_key = {**_key_schema("subject"), "not": {"const": "criterion"}}
    columns = free_keys(names, 2, propertyNames=subject_key, format="subjects")
    rows = free_keys(row, 1, propertyNames=_key_schema("row"), format="rows")
    return fixed_keys({"title": names, "criterion": names, "subjects": columns, "rows": rows})


def read_tables(sources: Sources, path: Path, languages: Sequence[str]) -> TableFile:
    """Reads the table in each language. Nothing is raised. path: the data file, as it is to be displayed."""
    source = sources.yaml(path)
    checks = TableChecks(heading_locations(sources, path.stem, languages))
    reader = SchemaReader(source, checks.check)
    data = reader.read(table_schema(languages), source.root) if source.root else None
    # The rows can be read only now that the subjects, which are their keys, are known.
    subjects = [subject for subject in (data or {}).get("subjects") or {} if subject != "criterion"]
    if source.root:
        data = reader.read(table_schema(languages, subjects), source.root)
    if source.problems:
        return TableFile({}, source.problems)
    lines = _row_lines(reader)
    return TableFile({language: _table(data, lines, language) for language in languages}, [])


def heading_locations(sources: Sources, page_name: str, languages: Sequence[str]) -> dict[str, str]:
    """Returns the id of each heading of the table's pages → its location. No row may have the same id."""
    locations = {}
    for language in languages:
        for section in sources.page(language, page_name).sections:
            locations[section.id] = section.location.path_and_line
    return locations


class TableChecks:
    """What the schema of the table cannot say."""

    def __init__(self, headings: Mapping[str, str]) -> None:
        """headings: the ids that no row may have → where they stand."""
        self.headings = headings

    def check(self, kind: str, value: Any, name: str) -> Iterator[tuple[str, str]]:
        """Yields the message and the fix of each problem. kind: the "format" of the value's schema."""
        if kind == "subjects" and len(value) == 1:
            yield "there is one subject, and a comparison needs two", "add another"
        elif kind == "subject" and value == "criterion":
            yield "a subject cannot be called 'criterion', because rows use that key", "rename it"
        elif kind == "rows" and not value:
            yield "there are no rows", "add one"
        elif kind == "row" and value in self.headings:
            yield f"{name} is the id of a heading too ({self.headings[value]})", "rename one of the two"
        elif kind == "name" and any(link_targets(value)):
            yield f"{name} cannot have a link, because it is one", "move the link into a cell"
        elif kind in ("name", "text"):
            for message, fix in inline_problems(value):
                yield f"{name}: {message}", fix
        if kind == "cell":
            yield from _check_item_counts(value, name)


def _check_item_counts(texts: Mapping[str, Cell], name: str) -> Iterator[tuple[str, str]]:
    """texts: language → the cell in it."""
    counts = {}
    if UNREADABLE in texts.values():  # How many items it has, nobody can tell.
        return
    for language, cell in texts.items():
        counts[language] = len(cell) if isinstance(cell, tuple) else "one text"
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{language} {count}" for language, count in counts.items())
        yield f"{name} has a different number of items in each language ({listed})", "translate every item"


def _key_schema(kind: str) -> Schema:
    message = f"this cannot be a {kind}'s key; use small letters a–z, digits and single hyphens"
    return {"pattern": ID_PATTERN, "patternErrorMessage": message, "format": kind}


def _row_lines(reader: SchemaReader) -> dict[str, int]:
    """Returns the id of each row → the line where it begins, from 1."""
    source = reader.source
    _, rows = source.mapping(source.root, "the file")["rows"]
    return {row: key.start_mark.line + 1 for row, (key, _) in source.mapping(rows, "rows").items()}


def _table(data: Mapping[str, Any], lines: Mapping[str, int], language: str) -> Table:
    """Returns the table of one language. data: the whole file; lines: the id of a row → its line."""
    subjects = {subject: names[language] for subject, names in data["subjects"].items()}
    rows = []
    for row_id, row in data["rows"].items():
        cells = tuple(row[subject][language] for subject in subjects)
        rows.append(Row(row_id, lines[row_id], row["criterion"][language], cells))
    return Table(data["title"][language], data["criterion"][language], subjects, rows)
