"""The colours of the site, which docs/assets/layout/colours-and-fonts.css names."""

import re
from pathlib import Path
from typing import NamedTuple

STYLESHEET = "assets/layout/colours-and-fonts.css"
COLOUR = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)")
# Of the subjects, each has a colour of its own, up to this one; it is that of all further ones.
SUBJECT_COLOURS = 3


class Colour(NamedTuple):
    """A colour where the page is light, and where it is dark: #fdfcf9."""

    light: str
    dark: str


def read_colours(docs: Path) -> dict[str, Colour]:
    """Returns name → colour of the site; none where there is no stylesheet."""
    path = docs / STYLESHEET
    css = path.read_text("utf-8") if path.exists() else ""
    return {name: Colour(light, dark) for name, light, dark in COLOUR.findall(css)}


def subject_number(position: int) -> int:
    """Returns the number by which styles know the subject at a position in the table, from 0 on."""
    return min(position + 1, SUBJECT_COLOURS)
