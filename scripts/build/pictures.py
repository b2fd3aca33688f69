"""Pictures in the text, and the card that other sites show, with their words translated.

A page's [[picture: NAME]] becomes docs/data/pictures/NAME.html, its {{ words }} filled in from docs/data/pictures.yml.
"""

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from jinja2 import Environment, StrictUndefined, Template, meta
from markupsafe import escape

from messages.message import Message
from messages.problems import Location, Problem, SiteError
from sources.colours import read_colours
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from table.data_file import site_tables
from table.model import Table
from translation.interface_messages import Messages, read_messages

# The drawing is for eyes only. Its description is text, which screen readers, reader modes and translators read.
FIGURE = """\
<figure class="picture {}" data-search-exclude>\
<div aria-hidden="true">{}</div>\
<figcaption class="visually-hidden">{}</figcaption>\
</figure>"""
ICON = "assets/pictures/icon.svg"  # In docs/; card_and_icons.py draws it as PNG.
FONT = "Source Serif 4"  # Of the card. From a package: with a machine's own fonts, no two would build the same bytes.


class Pictures:
    """The templates of the pictures, and their words in each language."""

    def __init__(self, sources: Sources, languages: Sequence[str]) -> None:
        self.sources = sources
        self.languages = languages
        self.template_problems: list[Problem] = []
        self.message_problems: list[Problem] = []
        self.keys: list[str] = []
        """The keys of pictures.yml: NAME.word for each word in each picture of the text."""
        self._messages: Messages = {}
        self._jinja = Environment(autoescape=True, undefined=StrictUndefined)
        self._templates: dict[Path, Template] = {}
        self._colours = {name: colour.light for name, colour in read_colours(sources.docs).items()}
        for path in self.paths("html"):
            self.keys += self._keys(path)
        if self.keys and not self.template_problems:
            path = sources.docs / "data/pictures.yml"
            self._messages, self.message_problems = read_messages(sources, path, languages, self.keys)

    @property
    def problems(self) -> list[Problem]:
        """The problems of the templates and of their words."""
        return self.template_problems + self.message_problems

    def draw(self, language: str, table: Table, card_text: str) -> tuple[dict[str, str], list[Problem]]:
        """Returns the name of each picture's file → the picture in a language, as HTML or SVG; and all problems.

        table: it has the names of the subjects. card_text: what the card says of the site.
        """
        drawn: dict[str, str] = {}
        problems: list[Problem] = []
        if self.problems:
            return drawn, problems
        for path in [*self.paths("html"), *self.paths("svg")]:
            prefix = f"{path.stem}."
            messages = self._messages.get(language, {})
            words = {key.removeprefix(prefix): text for key, text in messages.items()}
            values = {"text": card_text, "font": FONT, "colours": self._colours, **words}
            values["subjects"] = list(table.subjects.values())
            try:
                drawn[path.name] = self._draw(path, values)
            except Exception as error:  # Whatever a template raises, who edits it can fix it.
                problems.append(_template_problem(path, error))
        return drawn, problems

    def paths(self, kind: str) -> list[Path]:
        """Returns the templates: html for the pictures in the text, svg for the card."""
        return sorted((self.sources.docs / "data/pictures").glob(f"*.{kind}"))

    def _keys(self, path: Path) -> list[str]:
        """Returns the keys of a picture's words; an unreadable template has a problem and no keys."""
        try:
            tree = self._jinja.parse(path.read_text("utf-8"))
            self._templates[path] = self._jinja.from_string(tree)
        except Exception as error:
            self.template_problems.append(_template_problem(path, error))
            return []
        words = {"description", *meta.find_undeclared_variables(tree)} - {"subjects"}
        return [f"{path.stem}.{word}" for word in sorted(words)]

    def _draw(self, path: Path, values: Mapping[str, object]) -> str:
        if path not in self._templates:
            self._templates[path] = self._jinja.from_string(path.read_text("utf-8"))
        drawn = self._templates[path].render(values)
        if path.suffix == ".svg":
            ElementTree.fromstring(drawn)  # Raises where it is not well-formed.
            return drawn
        drawing = "".join(line.strip() for line in drawn.splitlines())
        return FIGURE.format(path.stem, drawing, escape(values["description"]))


def _template_problem(path: Path, error: Exception) -> Problem:
    """Returns the problem of a template from what it has raised, at the line where it was raised."""
    column = 1
    if hasattr(error, "position"):  # A ParseError of ElementTree; its columns are counted from 0.
        line, column = error.position[0], error.position[1] + 1
    elif hasattr(error, "lineno"):  # A TemplateSyntaxError of Jinja
        line = error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = [1, *(frame.lineno for frame in frames if frame.filename == "<template>")][-1]
    reason = " ".join(str(error).split()).rstrip(".")
    message = Message("this cannot be drawn ({reason})", reason=reason)
    return Problem(Location(path, line, column), message, Message("undo the last change here"))


@once_per_site
def site_pictures(site: Site) -> Pictures:
    """Returns the pictures of a site."""
    return Pictures(site.sources, site.languages)


def picture_marker(path: Path) -> str:
    """Returns the marker in whose place a page gets a picture. path: its template."""
    return f"[[picture: {path.stem}]]"


def picture_markers(pictures: Mapping[str, str]) -> dict[str, str]:
    """Returns marker → picture for those of the text. pictures: the name of each picture's file → the picture."""
    return {picture_marker(Path(name)): html for name, html in pictures.items() if name.endswith(".html")}


def draw_pictures(site: Site, language: str, card_text: str) -> dict[str, str]:
    """Returns the name of each picture's file → the picture in a language. Raises SiteError with all problems.

    card_text: what the card says of the site.
    """
    pictures, problems = site_pictures(site).draw(language, site_tables(site)[language], card_text)
    if problems:
        raise SiteError(*problems)
    return pictures
