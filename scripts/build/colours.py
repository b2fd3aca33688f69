"""The colours of the site, as docs/assets/layout/colours-and-fonts.css has them."""

import re
from pathlib import Path
from typing import NamedTuple

from sources.site import Site, once_per_site

STYLESHEET = Path("assets/layout/colours-and-fonts.css")  # In docs/
COLOUR = re.compile(r"--(?P<name>[\w-]+): light-dark\((?P<light>#\w+), (?P<dark>#\w+)\)")


class Colour(NamedTuple):
    """A colour, as #a33f0c."""

    light: str
    dark: str


@once_per_site
def site_colours(site: Site) -> dict[str, Colour]:
    """Returns name → colour: background, text, subject-1."""
    path = site.docs / STYLESHEET
    css = path.read_text("utf-8") if path.exists() else ""
    return {found["name"]: Colour(found["light"], found["dark"]) for found in COLOUR.finditer(css)}


def subject_colour_count(site: Site) -> int:
    """Returns how many subjects have a colour of their own. All further ones have the last."""
    return sum(name.startswith("subject-") for name in site_colours(site))
