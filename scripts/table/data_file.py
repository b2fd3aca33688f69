"""Reads the data file of the comparison table, all languages side by side, and finds all that is wrong with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from messages.message import Message, Value
from messages.problems import Problem
from sources.json_schema import read_data
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from sources.yaml_source import Keys, YamlSource, value_name
from table.inline_markdown import link_targets
from table.model import Cell, Row, Table
from table.schema import table_schema

TABLE_FILE = Path("data/comparison.yml")  # In docs/


class TableFile(NamedTuple):
    """The table in each language, and the problems of the data file. Where there are problems there are no tables."""

    tables: dict[str, Table]
    problems: list[Problem]
    data: Mapping[str, Any]
    """What the file says, without what it must not."""


def table_path(site: Site) -> Path:
    """Returns the path of the data file. The page that has the table has its name."""
    return site.docs / TABLE_FILE


@once_per_site
def table_file(site: Site) -> TableFile:
    """Returns the table of a site."""
    return read_tables(site.sources, table_path(site), site.languages)


def site_tables(site: Site) -> dict[str, Table]:
    """Returns language → the table in it; {} where the data file has problems."""
    return table_file(site).tables


def read_tables(sources: Sources, path: Path, languages: Sequence[str]) -> TableFile:
    """Reads the table in each language. Nothing is raised. path: the data file, as it is to be displayed."""
    source = sources.yaml(path)
    subjects = _subjects(source)
    data = read_data(source, table_schema(languages, subjects)) or {}
    rows = data.get("rows", {}) if subjects else {}  # Without subjects, nobody can tell what the rows must have.
    _check_names(source, data, rows)
    _check_row_ids(source, rows, heading_locations(sources, path.stem, languages))
    for row_id, row in rows.items():
        for subject, cell in row.items():
            if subject != "criterion":
                _check_cell(source, ("rows", row_id, subject), cell)
    if source.problems:
        return TableFile({}, source.problems, data)
    return TableFile({language: _table(source, data, language) for language in languages}, [], data)


def _subjects(source: YamlSource) -> list[str]:
    """Returns the keys of the subjects, which the rows have too. What else is wrong with them, the schema finds."""
    subjects = source.data.get("subjects") if isinstance(source.data, dict) else None
    return [subject for subject in subjects if subject != "criterion"] if isinstance(subjects, dict) else []


def heading_locations(sources: Sources, page_name: str, languages: Sequence[str]) -> dict[str, str]:
    """Returns the id of each heading of the table's pages → its location. No row may have the same id."""
    locations = {}
    for language in languages:
        for section in sources.page(language, page_name).sections:
            locations[section.id] = section.location.path_and_line
    return locations


def _check_names(source: YamlSource, data: Mapping[str, Any], rows: Mapping[str, Any]) -> None:
    """Reports links in the names of the table, its columns and rows, which are links themselves."""
    names = {("title",): data.get("title", {}), ("criterion",): data.get("criterion", {})}
    names |= {("subjects", subject): texts for subject, texts in data.get("subjects", {}).items()}
    names |= {("rows", row_id, "criterion"): row.get("criterion", {}) for row_id, row in rows.items()}
    for keys, texts in names.items():
        for language, text in texts.items():
            if any(link_targets(text)):
                name = value_name((*keys, language))
                message = Message("{name} cannot have a link, because it is one", name=name)
                source.report((*keys, language), message, Message("move the link into a cell"))


def _check_row_ids(source: YamlSource, rows: Mapping[str, Any], headings: Mapping[str, str]) -> None:
    """Reports rows with the id of a heading. headings: id → location."""
    for row_id in rows:
        if row_id in headings:
            message = Message("'{id}' is the id of a heading too ({location})", id=row_id, location=headings[row_id])
            source.report(("rows", row_id), message, Message("rename one of the two"), at_key=True)


def _check_cell(source: YamlSource, keys: Keys, texts: Mapping[str, str | list[str]]) -> None:
    """Reports a cell with lists of different lengths. keys: the way to it."""
    counts: dict[str, Value] = {}
    for language, text in texts.items():
        counts[language] = len(text) if isinstance(text, list) else Message("one text")
    if len(set(counts.values())) > 1:
        listed = [Message("{language}: {count}", language=code, count=count) for code, count in counts.items()]
        message = Message(
            "{name} has a different number of items in each language ({counts})", name=value_name(keys), counts=listed
        )
        source.report(keys, message, Message("translate every item"), at_key=True)


def _table(source: YamlSource, data: Mapping[str, Any], language: str) -> Table:
    """Returns the table of one language. data: the whole file."""
    subjects = {subject: names[language] for subject, names in data["subjects"].items()}
    rows = []
    for row_id, row in data["rows"].items():
        cells = tuple(_cell(row[subject][language]) for subject in subjects)
        line = source.location(("rows", row_id), at_key=True).line
        rows.append(Row(row_id, line, row["criterion"][language], cells))
    return Table(data["title"][language], data["criterion"][language], subjects, rows)


def _cell(value: str | list[str]) -> Cell:
    return tuple(value) if isinstance(value, list) else value
