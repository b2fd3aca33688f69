"""Words for which search first shows the page that explains them: terms, and what readers may call them instead.

In docs/data/terms.yml a term has a `page`, such as sales.md or a section of it, sales.md#follow-up, and `synonyms`.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from messages.message import Message
from messages.problems import did_you_mean
from search.terms_file import TERMS_FILE, read_term_entries
from sources.json_schema import as_list
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from sources.yaml_source import Keys, YamlSource
from table.anchors import Anchors, site_anchors

SearchTerms = dict[str, dict[str, list[str]]]
"""Language → page, or place on a page → the terms that lead there."""


def read_search_terms(sources: Sources, languages: Sequence[str], anchors: Mapping[str, Anchors]) -> SearchTerms:
    """Returns the terms that lead somewhere; what is wrong with them is reported in the file's own problems.

    A file that is not there has none. anchors: by language.
    """
    terms: SearchTerms = {language: {} for language in languages}
    if not (sources.docs / TERMS_FILE).exists():
        return terms
    source, entries = read_term_entries(sources, languages)
    for name, entry in entries.items():
        page = entry.get("page")
        if not page or not _check_page(source, (name, "page"), page, sources, anchors):
            continue
        page = unquote(page)
        for language in languages:
            words = [*as_list(entry.get(language)), *as_list(entry.get("synonyms", {}).get(language))]
            terms[language].setdefault(page, []).extend(words)
    return terms


def _check_page(source: YamlSource, keys: Keys, page: str, sources: Sources, anchors: Mapping[str, Anchors]) -> bool:
    """Returns whether a page, and the place on it, is there in each language; reports the first that is not.

    A page that is missing from the anchors may have any place.
    """
    file_name, _, place = unquote(page).partition("#")
    name = file_name.removesuffix(".md")
    for language in anchors:
        path = sources.docs / language / file_name
        if name not in sources.pages(language):
            message = Message("there is no page {page}", page=path)
            source.report(keys, message, Message("name a page that each language has, such as index.md"))
            return False
        places = anchors[language].get(name)
        if place and places is not None and place not in places:
            message = Message("{page} has no heading or row {anchor}", page=path, anchor=f"#{place}")
            otherwise = Message("name one that exists, or the page alone: {page}", page=file_name)
            source.report(keys, message, did_you_mean(place, places, otherwise, before="#"))
            return False
    return True


@once_per_site
def search_terms(site: Site) -> SearchTerms:
    """Returns the terms of a site that lead somewhere."""
    return read_search_terms(site.sources, site.languages, site_anchors(site))
