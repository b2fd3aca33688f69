"""Reads the data file of a comparison table, all languages side by side, and finds all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from source import Source
from table import Cell, Row, Table, is_safe, link_targets

MAX_TEXT = 2_000  # Characters; a longer text belongs on a page. It also bounds the work of Markdown's patterns.
TOP_KEYS = ("title", "criterion", "subjects", "rows")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
HEADING_ID = re.compile(r"^#{1,6} .*\{[^}]*#([\w-]+)")

Entry = tuple[yaml.Node, yaml.Node]
"""The nodes of a key and of its value."""


def read(path: Path, languages: Sequence[str]) -> tuple[dict[str, Table], list[str]]:
    """The table in each language, and every fault of the file as `path:line:column: fault; cure`, in the file's order.

    Where there is a fault there are no tables: half a table is worse than none. Nothing is raised.
    """
    source = Source(path)
    tables = {} if source.root is None else _Reader(source, languages, heading_ids(path, languages)).tables()
    faults = [fault.at(path) for fault in source.faults]
    return ({} if faults else tables), faults


def pages(path: Path, languages: Sequence[str]) -> Iterator[tuple[bool, Path]]:
    """The Markdown pages beside a data file's folder, each with whether it is the page of the file's table."""
    for language in languages:
        folder = path.parent.parent / language
        for page in sorted(folder.rglob("*.md")):
            yield page == folder / f"{path.stem}.md", page


def heading_ids(path: Path, languages: Sequence[str]) -> dict[str, str]:
    """The ids that headings of the table's pages carry already, and where: a row's id must not be one of them."""
    return {
        found[1]: f"{page}:{number}"
        for is_own, page in pages(path, languages)
        if is_own
        for number, line in enumerate(page.read_text("utf-8", "replace").splitlines(), 1)
        if (found := HEADING_ID.match(line))
    }


class _Reader:
    """Turns the nodes of a data file into tables; notes in the source whatever does not fit."""

    def __init__(self, source: Source, languages: Sequence[str], taken: dict[str, str]) -> None:
        self.source, self.languages, self.taken = source, languages, taken

    def tables(self) -> dict[str, Table]:
        """Language → table; incomplete where the source has faults now."""
        top = self.source.mapping(self.source.root, "the file", TOP_KEYS, TOP_KEYS)
        title, criterion = (self.texts(top[key], key) if key in top else {} for key in TOP_KEYS[:2])
        subjects = self.subjects(top["subjects"]) if "subjects" in top else {}
        rows = self.rows(top["rows"], list(subjects)) if "rows" in top else []
        return {
            language: Table(
                title.get(language, ""),
                criterion.get(language, ""),
                {subject: names.get(language, "") for subject, names in subjects.items()},
                [
                    Row(
                        key.value,
                        key.start_mark.line + 1,
                        names.get(language, ""),
                        tuple(cell.get(language, "") for cell in cells),
                    )
                    for key, names, cells in rows
                ],
            )
            for language in self.languages
        }

    def subjects(self, entry: Entry) -> dict[str, dict[str, str]]:
        """Subject's id → language → its name."""
        subjects = {}
        entries = self.source.mapping(entry[1], "subjects", key=entry[0])
        for subject, names in entries.items():
            if subject == "criterion":
                self.source.fault(names[0], "a subject cannot be called 'criterion', rows use that key; rename it")
                continue
            self.check_id(names[0], "subject")
            subjects[subject] = self.texts(names, f"subjects.{subject}")
        if len(entries) == 1:
            self.source.fault(entry[0], "there is one subject, and a comparison needs two; add another")
        return subjects

    def rows(self, entry: Entry, subjects: list[str]) -> list[tuple[yaml.Node, dict[str, str], list[dict[str, Cell]]]]:
        """For each row its key's node, language → criterion, and for each subject language → cell."""
        rows = []
        keys = ("criterion", *subjects)
        entries = self.source.mapping(entry[1], "rows", key=entry[0])
        if isinstance(entry[1], yaml.MappingNode) and not entry[1].value:
            self.source.fault(entry[0], "there are no rows; add one")
        for row, (key, value) in entries.items():
            self.check_id(key, "row")
            parts = self.source.mapping(value, f"rows.{row}", keys, keys, key)
            names = self.texts(parts["criterion"], f"rows.{row}.criterion") if "criterion" in parts else {}
            cells = [
                self.cell(parts[subject], f"rows.{row}.{subject}") if subject in parts else {} for subject in subjects
            ]
            rows.append((key, names, cells))
        return rows

    def check_id(self, key: yaml.Node, kind: str) -> None:
        """An id becomes an address; a row's must be the only one of its name on the page."""
        place = self.taken.get(key.value) if kind == "row" else None
        if not ID.fullmatch(key.value):
            cure = "use small letters a–z, digits and single hyphens"
            self.source.fault(key, f"'{key.value}' cannot be a {kind}'s key; {cure}")
        elif place:
            self.source.fault(key, f"'{key.value}' is the id of a heading too ({place}); rename one of the two")

    def texts(self, entry: Entry, name: str) -> dict[str, str]:
        """Language → text, without links: a title, a name."""
        parts = self.source.mapping(entry[1], name, self.languages, self.languages, entry[0])
        texts = {}
        for language, (key, value) in parts.items():
            text = self.text(value, f"{name}.{language}", key)
            if text and any(link_targets(text)):
                self.source.fault(value, f"{name}.{language} cannot have a link, it is one; move the link into a cell")
            texts[language] = text or ""
        return texts

    def cell(self, entry: Entry, name: str) -> dict[str, Cell]:
        """Language → one text or a list of texts, alike in all languages."""
        parts = self.source.mapping(entry[1], name, self.languages, self.languages, entry[0])
        cells: dict[str, Cell] = {}
        for language, (key, value) in parts.items():
            where = f"{name}.{language}"
            if not isinstance(value, yaml.SequenceNode):
                cells[language] = self.text(value, where, key) or ""
            elif not value.value:
                self.source.fault(key, f"{where} is an empty list; write its texts")
            else:
                items = [self.text(item, f"item {place} of {where}") or "" for place, item in enumerate(value.value, 1)]
                cells[language] = tuple(items)
        if len({len(cell) if isinstance(cell, tuple) else 0 for cell in cells.values()}) > 1:
            counts = ", ".join(
                f"{language} {len(cell) if isinstance(cell, tuple) else 'one text'}" for language, cell in cells.items()
            )
            self.source.fault(
                entry[0], f"{name} has not as many items in each language ({counts}); translate every item"
            )
        return cells

    def text(self, node: yaml.Node, name: str, key: yaml.Node | None = None) -> str | None:
        text = self.source.text(node, name, key)
        if text and len(text) > MAX_TEXT:
            self.source.fault(
                node, f"{name} is {len(text)} characters long; cut it to {MAX_TEXT}, or move it to a page"
            )
            return None
        for target in link_targets(text or ""):
            if not is_safe(target):
                cure = "link to a page (service.md), a place (#metrics) or a full address (https://…)"
                self.source.fault(node, f"{name} links to '{target}', which is none of ours; {cure}")
        return text
