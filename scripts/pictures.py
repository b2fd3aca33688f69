"""Drawings in the text with their words translated, and the card and icons that other sites and phones show.

A page's [[picture: NAME]] becomes docs/data/pictures/NAME.html, its {{ words }} filled in from docs/data/pictures.yml.
"""

import contextlib
import functools
import re
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import fontpkg
import resvg_py
from jinja2 import Environment, StrictUndefined, meta
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import table_file
from markers import scan
from page import page_files
from source import shown
from translations import built_languages, read_interface

FIGURE = '<figure class="picture {}" role="img" aria-label="{}" data-search-exclude>{}</figure>'
HIDDEN = '<div aria-hidden="true">{}</div>'  # Some screen readers would read the words after the description.
FONT = "Source Serif 4"  # From a package: with the fonts of the machine, no two would build the same bytes.
LIGHT = re.compile(r"--([\w-]+): light-dark\((#\w+)")  # A colour in site.css, and its light value
JINJA = Environment(autoescape=True, undefined=StrictUndefined)
compiled = functools.lru_cache(JINJA.from_string)  # Each language has the same templates.


def check(docs: Path, codes: Sequence[str]) -> list[str]:
    """Every fault of the drawings, of their words, and of markers."""
    return read(docs, codes)[1] + marker_faults(docs, codes)


def marker_faults(docs: Path, codes: Sequence[str]) -> list[str]:
    """Markers that are misspelt, in a paragraph, or in one language only."""
    faults = []
    markers = [f"[[picture: {file.stem}]]" for file in drawings(docs, "html")]
    for code in codes:
        for page in page_files(docs / code):
            places, found = scan(page, markers, r"\[\[picture")
            for marker, number in places:
                twins = [docs / other / page.relative_to(docs / code) for other in codes]
                texts = {twin: twin.read_text("utf-8", "replace") for twin in twins if twin.is_file()}
                if lacking := ", ".join(str(twin) for twin, text in texts.items() if marker not in text):
                    found.append(f"{page}:{number}:1: {marker} is not in {lacking}; write it there in the same place")
            faults += found
    return faults


def read(docs: Path, codes: Sequence[str], text: str = "") -> tuple[dict[str, dict[str, str]], list[str]]:
    """Language → name of a drawing's file → the drawing, as HTML or SVG; every fault of the drawings and their words.

    text: what the card says of the site. Nothing is drawn where the table has faults: it has the subjects' names.
    """
    required, faults = keys(docs)
    words, wrong = read_interface(docs / "data/pictures.yml", codes, required) if required and not faults else ({}, [])
    tables, drawn = table_file.read(docs / "data/comparison.yml", codes)[0], {code: {} for code in codes}
    css = docs / "assets/stylesheets/site.css"
    colours = LIGHT.findall(css.read_text("utf-8") if css.exists() else "")
    values = {"text": text, "font": FONT, "colours": dict(colours)}
    for code, table in tables.items():
        if faults or wrong:  # In the next language they would be the same.
            break
        for file in drawings(docs, "html") + drawings(docs, "svg"):
            own = {key.removeprefix(f"{file.stem}."): word for key, word in words.get(code, {}).items()}
            own["subjects"] = list(table.subjects.values())
            with told(file, faults):
                html = compiled(file.read_text("utf-8")).render(values | own)
                if file.suffix == ".svg":
                    ElementTree.fromstring(html)
                else:
                    hidden = HIDDEN.format("".join(map(str.strip, html.splitlines())))
                    html = FIGURE.format(file.stem, escape(own["description"]), hidden)
                drawn[code][file.name] = html
    return drawn, faults + wrong


def keys(docs: Path) -> tuple[list[str], list[str]]:
    """The keys of pictures.yml, NAME.word for each word in each drawing; every fault of drawings that hide theirs."""
    found, faults = [], []
    for file in drawings(docs, "html"):
        with told(file, faults):
            words = meta.find_undeclared_variables(JINJA.parse(file.read_text("utf-8"))) - {"subjects"}
            found += [f"{file.stem}.{word}" for word in sorted(words | {"description"})]
    return found, faults


def drawings(docs: Path, kind: str) -> list[Path]:
    """The templates of the drawings in the text, html, or of the card, svg."""
    return sorted((docs / "data/pictures").glob(f"*.{kind}"))


@contextlib.contextmanager
def told(file: Path, faults: list[str]) -> Iterator[None]:
    """Adds to the faults whatever a template raises, with its place: who edits the template can mend it."""
    try:
        yield
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
        line, column = getattr(error, "position", (getattr(error, "lineno", [1, *lines][-1]), 0))
        fault = " ".join(str(error).split()).rstrip(".")
        faults.append(f"{file}:{line}:{column + 1}: this cannot be drawn ({fault}); undo the last change here")


@event_priority(-200)  # After static-i18n (-100) has set the language that is built now.
def on_config(config: MkDocsConfig) -> None:
    """MkDocs event, once per language: draws the pictures in it. Raises PluginError with every fault."""
    docs, codes = shown(Path(config.docs_dir)), built_languages(config)
    drawn, faults = read(docs, codes, config.site_description)
    if faults := faults + marker_faults(docs, codes):
        raise PluginError("\n".join(["the pictures have faults:", *faults]))
    config.extra["pictures"] = drawn[config.theme["language"]]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """MkDocs event: puts each drawing, in the page's language, in the place of its marker."""
    for name, html in config.extra["pictures"].items():
        markdown = markdown.replace(f"[[picture: {name.removesuffix('.html')}]]", html)
    return markdown


@event_priority(-200)  # After static-i18n (-100) has chosen the files of the language that is built now.
def on_files(files: Files, config: MkDocsConfig) -> None:
    """MkDocs event, once per language: adds assets/pictures/card-LANGUAGE.png and icon-SIZE.png to the site."""
    drawn, language = config.extra["pictures"].items(), config.theme["language"]
    images = [(f"{Path(name).stem}-{language}", svg, 1200) for name, svg in drawn if name.endswith(".svg")]
    if not config.plugins["i18n"].building:  # The icons are the same in each language.
        icon = Path(config.docs_dir, "assets/pictures/icon.svg").read_text("utf-8")
        images += [(f"icon-{width}", icon, width) for width in (192, 512)]
    for name, svg, width in images:
        image = resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=[str(fontpkg.path(FONT))])
        files.append(File.generated(config, f"assets/pictures/{name}.png", content=bytes(image)))
