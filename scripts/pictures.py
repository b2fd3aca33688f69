"""Drawings in the text with their words translated, and the card and icons that other sites and phones show.

A page's [[picture: NAME]] becomes docs/data/pictures/NAME.html, its {{ words }} filled in from docs/data/pictures.yml.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

import fontpkg
import resvg_py
from jinja2 import Environment, StrictUndefined, meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import table_file
from source import shown
from translations import built_languages, read_interface

FIGURE = '<figure class="picture {}" role="img" aria-label="{}" data-search-exclude>{}</figure>'
HIDDEN = '<div aria-hidden="true">{}</div>'  # Some screen readers would read the words after the description.
FONT = "Source Serif 4"  # From a package: with the fonts of the machine, no two would build the same bytes.
LIGHT = re.compile(r"--([\w-]+): light-dark\((#\w+)")  # A colour in site.css, and its light value
JINJA = Environment(autoescape=True, undefined=StrictUndefined)


def read(docs: Path, codes: Sequence[str]) -> tuple[dict[str, str], dict[str, dict[str, str]], list[str]]:
    """Marker → drawing, a template of HTML; language → NAME.word → text; every fault of the words."""
    drawings, keys = {}, []
    for file in sorted((docs / "data/pictures").glob("*.html")):
        drawing = HIDDEN.format("".join(map(str.strip, file.read_text("utf-8").splitlines())))
        html = drawings[f"[[picture: {file.stem}]]"] = FIGURE.format(file.stem, "{{ description }}", drawing)
        words = meta.find_undeclared_variables(JINJA.parse(html)) - {"subjects"}
        keys += [f"{file.stem}.{word}" for word in sorted(words)]
    return drawings, *(read_interface(docs / "data/pictures.yml", codes, keys) if keys else ({}, []))


def check(docs: Path, codes: Sequence[str]) -> list[str]:
    """Every fault of the words, and of markers that are misspelt, share a paragraph or stand in one language only."""
    markers, _, faults = read(docs, codes)
    pages = {page: page.read_text("utf-8", "replace") for code in codes for page in sorted((docs / code).rglob("*.md"))}
    for page, content in pages.items():
        lines = ["", *map(str.strip, content.splitlines()), ""]
        for number, text in enumerate(lines):
            close = difflib.get_close_matches(text, markers, 1) if text[:1] in tuple("[{(<") else []
            fault = ""
            if text in markers and not lines[number - 1] + lines[number + 1]:
                twins = [docs / code / Path(*page.relative_to(docs).parts[1:]) for code in codes]
                lacking = ", ".join(str(twin) for twin in twins if text not in pages.get(twin, text))
                fault = lacking and f"{text} is not in {lacking}; write it there in the same place"
            elif any(marker in text for marker in markers):
                fault = "the picture's marker shares its paragraph; put it between two empty lines"
            elif close or text.startswith("[[picture"):
                fault = f"unknown marker {text}; did you mean {' or '.join(close or markers)}?"
            if fault:
                faults.append(f"{page}:{number}:1: {fault}")
    return faults


def _subjects(config: MkDocsConfig) -> list[str]:
    tables, _ = table_file.read(Path(config.docs_dir, "data/comparison.yml"), built_languages(config))
    return list(tables[config.theme["language"]].subjects.values())


@event_priority(-200)  # After static-i18n (-100) has set the language that is built now.
def on_config(config: MkDocsConfig) -> None:
    """MkDocs event, once per language: draws the pictures in it. Raises PluginError with every fault."""
    docs, codes = shown(Path(config.docs_dir)), built_languages(config)
    if faults := check(docs, codes):
        raise PluginError("\n".join(["the pictures have faults:", *faults]))
    drawings, words, _ = read(docs, codes)
    subjects, drawn = _subjects(config), {}
    for marker, html in drawings.items():
        name = f"{marker[11:-2]}."
        own = {key.removeprefix(name): text for key, text in words[config.theme["language"]].items()}
        drawn[marker] = JINJA.from_string(html).render(own, subjects=subjects)
    config.extra["pictures"] = drawn


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """MkDocs event: puts each drawing, in the page's language, in the place of its marker."""
    for marker, html in config.extra["pictures"].items():
        markdown = markdown.replace(marker, html)
    return markdown


@event_priority(-200)  # After static-i18n (-100) has chosen the files of the language that is built now.
def on_files(files: Files, config: MkDocsConfig) -> None:
    """MkDocs event, once per language: adds assets/pictures/card-LANGUAGE.png and icon-SIZE.png to the site."""
    docs, fonts = Path(config.docs_dir), [str(fontpkg.path(FONT))]
    colours = dict(LIGHT.findall((docs / "assets/stylesheets/site.css").read_text("utf-8")))
    values = {"subjects": _subjects(config), "text": config.site_description, "colours": colours, "font": FONT}
    drawn = {file: JINJA.from_string(file.read_text("utf-8")) for file in sorted(docs.glob("data/pictures/*.svg"))}
    images = [(f"{file.stem}-{config.theme['language']}", svg.render(values), 1200) for file, svg in drawn.items()]
    is_first = not config.plugins["i18n"].building  # The icons are the same in each language.
    images += [
        (f"icon-{width}", (docs / "assets/pictures/icon.svg").read_text("utf-8"), width)
        for width in (192, 512)
        if is_first
    ]
    for name, svg, width in images:
        image = resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=fonts)
        files.append(File.generated(config, f"assets/pictures/{name}.png", content=bytes(image)))
