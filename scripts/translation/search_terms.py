"""Words that search leads to the page that explains them: terms, and what readers may call them instead.

In docs/data/terms.yml a term has a `page`, such as sales.md or a place on one, sales.md#follow-up, and `synonyms`.
"""

from collections.abc import Iterator, Mapping, Sequence

import yaml

from sources.site_sources import Sources
from sources.yaml_source import Entry, YamlSource
from translation.terms import TERMS_FILE

SearchTerms = dict[str, dict[str, list[str]]]
"""Language → page, or place on a page → the terms that lead there."""


def read_search_terms(sources: Sources, languages: Sequence[str]) -> SearchTerms:
    """Returns the terms that lead somewhere; what is wrong with them is reported in the file's own problems.

    A file that is not there has none.
    """
    terms: SearchTerms = {language: {} for language in languages}
    path = sources.docs / TERMS_FILE
    if not path.exists():
        return terms
    source = sources.yaml(path)
    for name, (key, value) in source.mapping(source.root, "the file").items():
        entry = source.mapping(value, name)
        page = _page(source, name, key, entry)
        if not page or not _check_page(source, entry["page"][1], page, sources, languages):
            continue
        for language in languages:
            words = [*_texts(source, entry, name, language), *_synonyms(source, entry, name, language)]
            terms[language].setdefault(page, []).extend(words)
    return terms


def _page(source: YamlSource, name: str, key: yaml.Node, entry: Mapping[str, Entry]) -> str | None:
    if "page" in entry:
        return source.text(entry["page"][1], f"{name}.page", entry["page"][0])
    if "synonyms" in entry:
        source.report(key, f"{name} has synonyms but no 'page'", "add the page that they lead to: 'page: index.md'")
    return None


def _check_page(source: YamlSource, node: yaml.Node, page: str, sources: Sources, languages: Sequence[str]) -> bool:
    """Returns whether a page, and the place on it, is there in each language; reports the first that is not."""
    file_name, _, place = page.partition("#")
    name = file_name.removesuffix(".md")
    for language in languages:
        path = sources.docs / language / file_name
        if name not in sources.pages(language):
            source.report(node, f"there is no page {path}", "name one that is in each language, such as index.md")
            return False
        ids = [section.id for section in sources.page(language, name).sections]
        if place and place not in ids:
            source.report(node, f"{path} has no heading #{place}", "name one that it has, or the page alone")
            return False
    return True


def _texts(source: YamlSource, entry: Mapping[str, Entry], name: str, language: str) -> Iterator[str]:
    """Yields the term itself in a language."""
    if language in entry:
        key, node = entry[language]
        for _, text in source.texts(node, f"{name}.{language}", key):
            yield text


def _synonyms(source: YamlSource, entry: Mapping[str, Entry], name: str, language: str) -> Iterator[str]:
    """Yields the synonyms of a term in a language."""
    if "synonyms" in entry:
        synonyms = source.mapping(entry["synonyms"][1], f"{name}.synonyms")
        yield from _texts(source, synonyms, f"{name}.synonyms", language)
