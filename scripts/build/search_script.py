"""The one script that a first search loads: index, stemmer, engine and results.

The words of the index are stemmed in the browser, by the file that also stems what a reader types
(docs/assets/search/stemmer.LANGUAGE.js), so the two can never differ.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import write_file

from build.minify import minify_css
from build.script_files import join_scripts
from search.search_index import IndexedPage, search_index
from search.search_terms import SearchTerms
from translation.language_folders import language_folders
from translation.messages import Messages, message

SCRIPTS = "assets/search"
STYLES = "assets/search/results.css"
# Each stands in the code for a value that is put in after minifying.
PLACEHOLDERS = ("PAGES_OF_THE_SITE", "MESSAGES_OF_THE_SEARCH", "STYLES_OF_THE_RESULTS")
MESSAGE_KEYS = ("start", "short", "none", "one", "other", "partial", "corrected", "instead", "more", "unsaved")


def search_code(scripts: Path, language: str, folder: str) -> str:
    """The minified code of a language's search: its stemmer, where there is one, the engine and the list of results.

    folder: that of the language's pages in the site, "" or en/.
    """
    stemmer = scripts / f"stemmer.{language}.js"
    files = [file for file in (stemmer, scripts / "engine.js", scripts / "results.js") if file.exists()]
    # The page calls it when the script is loaded (overrides/partials/inline-scripts/search-dialog.js).
    values = [*PLACEHOLDERS, json.dumps(language), json.dumps(folder)]
    call = f"globalThis.startSearch = () => fillDialog({', '.join(values)})"
    return join_scripts(files, call)


def search_script(code: str, index: Sequence[Any], messages: Mapping[str, str], styles: str) -> str:
    """The whole script of a language's search: its code with the index, the dialog's messages and the styles put in.

    Raises PluginError where the minifier has changed the place of one.
    """
    for name, value in zip(PLACEHOLDERS, (index, messages, styles), strict=True):
        if code.count(name) != 1:
            raise PluginError(f"the minified search script has no single {name}; see scripts/build/search_script.py")
        code = code.replace(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return code


def search_messages(messages: Messages, language: str) -> dict[str, str]:
    """What the search dialog says in a language, by the keys of results.js. Raises PluginError if one is missing."""
    return {key: message(messages, f"search.{key}", language) for key in MESSAGE_KEYS}


def write_search_scripts(
    config: MkDocsConfig, pages: Mapping[str, Sequence[IndexedPage]], messages: Messages, terms: SearchTerms
) -> None:
    """Writes the search script of each language, assets/javascripts/search.LANGUAGE.js. pages: by language."""
    docs = Path(config.docs_dir)
    styles = minify_css((docs / STYLES).read_text("utf-8"))
    for language, folder in language_folders(config).items():
        index = search_index(pages.get(language, []), terms[language])
        code = search_code(docs / SCRIPTS, language, folder)
        text = search_script(code, index, search_messages(messages, language), styles)
        write_file(text.encode(), str(Path(config.site_dir, f"assets/javascripts/search.{language}.js")))
