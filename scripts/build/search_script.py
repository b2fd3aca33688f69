"""The one script that a first search loads: index, stemmer, engine and results.

The words of the index are stemmed in the browser, by the file that also stems what a reader types
(docs/assets/search/stemmer.LANGUAGE.js), so the two can never differ.

The whole index is loaded at once, which is right for a small site: with as many texts, all different, a first search
loaded 11 KB (gzipped) at 10 pages over both languages, 59 KB at 100, 265 KB at 500 and 1,035 KB at 2,000. From about
500 pages on, the index should be cut by the beginnings of words, as Pagefind cuts its own.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from build.minify import minify_css
from build.script_files import join_scripts
from search.search_index import IndexedPage, search_index
from search.search_terms import SearchTerms
from translation.interface_messages import Messages, message
from translation.language_folders import language_folders

SCRIPTS = "assets/search"
STYLES = "assets/search/results.css"
MESSAGE_KEYS = ("start", "short", "none", "one", "other", "partial", "corrected", "instead", "more", "unsaved")


def search_code(scripts: Path, language: str) -> str:
    """The minified code of a language's search: its stemmer, where there is one, the engine and the list of results."""
    stemmer = scripts / f"stemmer.{language}.js"
    files = [file for file in (stemmer, scripts / "engine.js", scripts / "results.js") if file.exists()]
    return join_scripts(files)


def search_messages(messages: Messages, language: str) -> dict[str, str]:
    """What the search dialog says in a language, by the keys of results.js. Raises SiteError if one is missing."""
    return {key: message(messages, f"search.{key}", language) for key in MESSAGE_KEYS}


def write_search_scripts(
    config: MkDocsConfig, pages: Mapping[str, Sequence[IndexedPage]], messages: Messages, terms: SearchTerms
) -> None:
    """Writes the search script of each language, assets/javascripts/search.LANGUAGE.js. pages: by language."""
    docs = Path(config.docs_dir)
    styles = minify_css((docs / STYLES).read_text("utf-8"))
    for language, folder in language_folders(config).items():
        known = {
            "pages": search_index(pages.get(language, []), terms[language]),
            "messages": search_messages(messages, language),
            "styles": styles,
            "home": folder,
        }
        # Not minified with the code: it may be long, and there is nothing in it to shorten.
        data = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
        text = f"site.search={data};{search_code(docs / SCRIPTS, language)}"
        write_file(text.encode(), str(Path(config.site_dir, f"assets/javascripts/search.{language}.js")))
