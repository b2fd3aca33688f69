"""Search in each language by itself: an index of its own, and its stemmer in Material's search worker.

Material 9 has one index for all languages, knows no Latvian, and never stems what is typed. Nothing of it is replaced:
its worker loads lunr/min/lunr.LANGUAGE.min.js for a language that is not "en", and that file is ours (scripts/lunr/).
"""

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import write_file

from table.inline_markdown import plain_text as plain
from table.model import Table, items

SCRIPTS = Path(__file__).parent.parent
LUNR = SCRIPTS / "lunr"
ASSETS = "assets/javascripts"
# Words are parted by spaces and all punctuation, so that no quote of any language sticks to them. (JavaScript, no \\p.)
SEPARATOR = r"[\s!-/:-@\[-`{-\xbf\xd7\xf7\u2000-\u206f\u2190-\u2bff\u3000-\u303f]+"
FIELDS = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
# What the worker must still do for our plugin to be loaded and asked.
DOORS = ("/min/lunr.${", "this.use(lunr[", "this.index.search(", "lunr.tokenizer.separator=")

Document = dict[str, Any]
"""One entry of Material's index: location, title, text."""


def split(documents: Sequence[Document], folders: Mapping[str, str]) -> dict[str, list[Document]]:
    """Language → its documents, their locations as seen from the language's folder ("" or "en/")."""
    by_language: dict[str, list[Document]] = {language: [] for language in folders}
    for document in documents:
        fitting = [code for code in folders if document["location"].startswith(folders[code])]
        language = max(fitting, key=lambda code: len(folders[code]))
        location = document["location"].removeprefix(folders[language])
        by_language[language].append({**document, "location": location})
    return by_language


def row_documents(table: Table, page: str) -> list[Document]:
    """A document for each row of a table: its criterion as the title, its cells as the text, its address."""
    documents = []
    for row in table.rows:
        cells = zip(table.subjects.values(), row.cells, strict=True)
        text = "".join(f"<p>{_shown(name)}: {_shown(', '.join(items(cell)))}</p>" for name, cell in cells)
        documents.append({"location": f"{page}#{row.id}", "title": _shown(row.criterion), "text": text})
    return documents


def stemmer(language: str, source: str | None) -> str:
    """The script that the worker loads for a language.

    source, from mkdocs.yml: "lunr" for the English one in lunr itself, the path of a plugin in scripts/ that defines
    lunr.LANGUAGE with `stems` and `fold`, or None for a language without: its words are found by their beginnings.
    Raises PluginError where there is no such file.
    """
    plugin = {None: "{}", "lunr": "{ stems: word => [lunr.stemmer(new lunr.Token(word)).toString()] }"}.get(source)
    file = SCRIPTS / (source or "")
    if not plugin and not file.is_file():
        cure = "write 'lunr', a file in scripts/, or nothing"
        raise PluginError(f"mkdocs.yml:1:1: extra.stemmers.{language} is '{source}', which is not there; {cure}")
    own = "" if plugin else file.read_text("utf-8")
    forms = (LUNR / "lunr.forms.js").read_text("utf-8")
    return f'{own}{forms}lunr["{language}-forms"] = lunr.forms({plugin or f"lunr.{language}"})\n'


def check_worker(site: Path) -> None:
    """Raises PluginError where Material's worker no longer has the door that our plugin goes through."""
    text = "".join(file.read_text("utf-8") for file in (site / ASSETS / "workers").glob("search.*.min.js"))
    if missing := [door for door in DOORS if door not in text]:
        cure = "see scripts/search.py, or pin mkdocs-material to the version of requirements.txt"
        raise PluginError(f"Material's search worker has changed, {missing[0]!r} is not in it; {cure}")


def add_material_function(env: Environment, config: MkDocsConfig) -> None:
    """Gives the templates `material(pattern)`, the address of a file whose name has a hash in it."""

    def material(pattern: str) -> str:
        for folder in config.theme.dirs:
            for file in Path(folder, "assets").glob(pattern):
                return file.relative_to(folder).as_posix()
        raise PluginError(f"Material has no file assets/{pattern}; see overrides/partials/when-wanted.html")

    env.globals["material"] = material


def write_search(config: MkDocsConfig, tables: Mapping[str, Table], page: str) -> None:
    """Writes an index and a stemmer for each language. page: the name of the table's page."""
    site, folders = Path(config.site_dir), _folders(config)
    check_worker(site)
    stemmers = config.extra.get("stemmers") or {}
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    for language, documents in split(index["docs"], folders).items():
        settings = {"lang": [f"{language}-forms"], "separator": SEPARATOR, "pipeline": [], "fields": FIELDS}
        whole = {"config": settings, "docs": documents + row_documents(tables[language], f"{page}/")}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        write_file(text.encode(), str(site / folders[language] / "search/search_index.json"))
        script = stemmer(language, stemmers.get(language))
        write_file(script.encode(), str(site / ASSETS / f"lunr/min/lunr.{language}-forms.min.js"))


def _folders(config: MkDocsConfig) -> dict[str, str]:
    """Language → the folder of its pages in the site: "" for the default language, "en/" for English."""
    languages = config.plugins["i18n"].config.languages
    return {language.locale: language.link.lstrip("/") for language in languages}


def _shown(text: str) -> str:
    """Inline Markdown as a reader sees it, as HTML."""
    return html.escape(plain(text), quote=False)
