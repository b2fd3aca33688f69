"""The comparison table in one language."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

# Format that readers can download → the end of its file's name. MkDocs would take .md for a page.
DOWNLOADS = {"CSV": ".csv", "Markdown": ".md.txt"}

Cell = str | tuple[str, ...]
"""One text, or a list of texts; inline Markdown."""


class Row(NamedTuple):
    """One criterion and what each subject has to say to it."""

    id: str
    """The anchor of the row in the page, the same in every language."""
    line: int
    """Where the row begins in the data file, from 1."""
    criterion: str
    cells: tuple[Cell, ...]
    """In the order of the table's subjects."""


class Table(NamedTuple):
    """A whole table in one language."""

    title: str
    criterion: str
    """The header of the first column."""
    subjects: Mapping[str, str]
    """Id → name, in the order of the columns."""
    rows: Sequence[Row]

    @property
    def grid(self) -> list[list[Cell]]:
        """The cells of the table's head and of each row."""
        head = [self.criterion, *self.subjects.values()]
        return [head, *([row.criterion, *row.cells] for row in self.rows)]


def items(cell: Cell) -> tuple[str, ...]:
    """Returns the texts of a cell, one or more."""
    return (cell,) if isinstance(cell, str) else cell
