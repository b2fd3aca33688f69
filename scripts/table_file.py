"""Reads the data file of a comparison table, all languages side by side, and finds all that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from page import MarkdownPage
from shape import TEXT, Reader, Rules, Schema, entries, named, one_or_list
from source import Source
from table import Cell, Row, Table, is_safe, link_targets

ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*"


def schema(languages: Sequence[str], subjects: Sequence[str] = ()) -> Schema:
    """What the file may hold. subjects: the ids of its columns; where they are not known, a row may hold anything."""

    def key(kind: str, **more: Any) -> Schema:
        told = f"this cannot be a {kind}'s key; use small letters a–z, digits and single hyphens"
        return {"pattern": f"^{ID}$", "patternErrorMessage": told, "format": kind, **more}

    name, text = ({**TEXT, "format": kind} for kind in ("name", "text"))
    texts, cell = entries(dict.fromkeys(languages, name)), entries(dict.fromkeys(languages, one_or_list(text)))
    cell["format"] = "cell"
    row = entries({"criterion": texts, **dict.fromkeys(subjects, cell)}) if subjects else {}
    columns = named(texts, 2, propertyNames=key("subject", **{"not": {"const": "criterion"}}), format="subjects")
    rows = named(row, 1, propertyNames=key("row"), format="rows")
    return entries({"title": texts, "criterion": texts, "subjects": columns, "rows": rows})


def read(path: Path, languages: Sequence[str]) -> tuple[dict[str, Table], list[str]]:
    """The table in each language, and every fault of the file as `path:line:column: fault; cure`, in the file's order.

    Where there is a fault there are no tables: half a table is worse than none. Nothing is raised.
    """
    source = Source(path)
    reader = Reader(source, _rules(heading_ids(path, languages)))
    columns = (reader.value(schema(languages), source.root) or {}).get("subjects") or {}
    whole = reader.value(schema(languages, [key for key in columns if key != "criterion"]), source.root)
    if source.faults:
        return {}, source.faults
    rows = source.mapping(source.mapping(source.root, "")["rows"][1], "")
    lines = {row: key.start_mark.line + 1 for row, (key, _) in rows.items()}
    return {language: _table(whole, lines, language) for language in languages}, []


def heading_ids(path: Path, languages: Sequence[str]) -> dict[str, str]:
    """The ids that headings of the table's pages carry already, and where: a row's id must not be one of them."""
    pages = [path.parent.parent / language / f"{path.stem}.md" for language in languages]
    return {part.id: f"{page}:{part.line}" for page in pages for part in MarkdownPage(page).passages}


def _table(whole: Mapping[str, Any], lines: Mapping[str, int], language: str) -> Table:
    """The table of one language, from what the file holds in all."""
    subjects = {subject: names[language] for subject, names in whole["subjects"].items()}
    rows = [
        Row(id, lines[id], row["criterion"][language], tuple(row[subject][language] for subject in subjects))
        for id, row in whole["rows"].items()
    ]
    return Table(whole["title"][language], whole["criterion"][language], subjects, rows)


def _rules(taken: Mapping[str, str]) -> Rules:
    """What the schema cannot say. taken: the ids that no row may have, and where they stand."""
    one_subject = "there is one subject, and a comparison needs two; add another"
    criterion = "a subject cannot be called 'criterion', rows use that key; rename it"
    rename, move = "rename one of the two", "move the link into a cell"
    link = "which is none of ours; link to a page (service.md), a place (#metrics) or a full address (https://…)"
    return {
        "subjects": lambda found, _: [one_subject] * (len(found) == 1),
        "subject": lambda key, _: [criterion] * (key == "criterion"),
        "rows": lambda found, _: ["there are no rows; add one"] * (not found),
        "row": lambda key, name: [f"{name} is the id of a heading too ({taken.get(key)}); {rename}"] * (key in taken),
        "name": lambda text, name: [f"{name} cannot have a link, it is one; {move}"] * any(link_targets(text)),
        "text": lambda text, name: [f"{name} links to '{at}', {link}" for at in link_targets(text) if not is_safe(at)],
        "cell": _uneven,
    }


def _uneven(cells: Mapping[str, Cell], name: str) -> Iterator[str]:
    counts = {language: len(cell) if isinstance(cell, tuple) else "one text" for language, cell in cells.items()}
    if len(set(counts.values())) > 1:
        told = ", ".join(f"{language} {count}" for language, count in counts.items())
        yield f"{name} has not as many items in each language ({told}); translate every item"
