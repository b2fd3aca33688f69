"""The sources of one build or of one check, and what has been read of them: each once, whoever asks for it."""

import functools
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from messages.problems import display_path
from sources.config_file import ConfigFile
from sources.languages import i18n_languages
from sources.markdown_page import MarkdownPage
from sources.site_sources import Sources

Read = TypeVar("Read")


class Site:
    """The sources of a site. What the rooms read of them is kept here (see once_per_site)."""

    def __init__(self, config_file: Path) -> None:
        self.config_file = display_path(config_file)
        self.config_source = ConfigFile(self.config_file)
        self.docs = self.config_file.parent / "docs"
        self.sources = Sources(self.docs)
        self.kept: dict[Callable[[Site], Any], Any] = {}
        """What functions have read."""

    @property
    def config(self) -> dict[str, Any]:
        """What mkdocs.yml says. Raises SiteError where it cannot be read."""
        return self.config_source.values

    @cached_property
    def languages(self) -> list[str]:
        """The codes of the languages, the default one first. Raises SiteError where mkdocs.yml lists none."""
        return list(i18n_languages(self.config))

    def pages(self) -> Iterator[tuple[str, str, MarkdownPage]]:
        """Yields the language, the name and the text of all pages: en, sales, docs/en/sales.md."""
        for language in self.languages:
            for name, page in self.sources.pages(language).items():
                yield language, name, page

    def readable_pages(self) -> Iterator[MarkdownPage]:
        """Yields the pages whose files can be read."""
        for _, _, page in self.pages():
            if page.file.text is not None:
                yield page


def once_per_site(read: Callable[[Site], Read]) -> Callable[[Site], Read]:
    """Makes a function keep what it has read of a site."""

    @functools.wraps(read)
    def read_once(site: Site) -> Read:
        if read not in site.kept:
            site.kept[read] = read(site)
        return site.kept[read]

    return read_once
