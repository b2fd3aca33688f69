"""Everything that the checks and the build know of the site's sources, each read once."""

from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from build.pictures import Pictures
from build.redirects_file import Moved, read_moved
from build.uploaded_files import Uploads
from checks.links import Link, LinkCheck, cell_links, linked_files
from checks.misplaced_files import misplaced_pages
from checks.page_checks import check_single_pages
from checks.plain_texts import check_plain_texts
from checks.proofreading import proofread
from checks.settings import check_settings
from checks.structure import check_nav, check_pages, check_sections, check_templates
from checks.table import check_cells, check_table_markers
from search.search_terms import SearchTerms, read_search_terms
from sources.config_file import ConfigFile
from sources.languages import i18n_languages
from sources.problems import Problem, display_path, in_file_order
from sources.site_sources import Sources
from sources.source_file import merge_marks
from table.anchors import Anchors, page_anchors
from table.data_file import TableFile, read_tables
from table.model import Table
from translation.messages import MESSAGES_FILE, Messages, read_messages
from translation.stale import StaleTranslation, check_stale_translations, find_stale_translations
from translation.state_file import State, read_state
from translation.translated_texts import Sections, collect_sections

WHOLE_FILES = {".txt", ".html", ".svg", ".css", ".js", ".json", ".xml"}
TABLE_FILE = Path("data/comparison.yml")  # In docs/


class Site:
    """The sources of one build or of one check. Each property is made when it is first asked for, and then kept."""

    def __init__(self, config_file: Path) -> None:
        self.config_file = display_path(config_file)
        self.config_source = ConfigFile(self.config_file)
        self.docs = self.config_file.parent / "docs"
        self.table_path = self.docs / TABLE_FILE
        self.sources = Sources(self.docs)

    @property
    def config(self) -> dict[str, Any]:
        """What mkdocs.yml says. Raises PluginError where it cannot be read."""
        return self.config_source.values

    @cached_property
    def languages(self) -> list[str]:
        """The codes of the languages, the default one first. Raises PluginError where mkdocs.yml lists none."""
        return list(i18n_languages(self.config))

    @cached_property
    def table_file(self) -> TableFile:
        """The table in each language, and its problems."""
        return read_tables(self.sources, self.table_path, self.languages)

    @property
    def tables(self) -> dict[str, Table]:
        """Language → the table in it; {} where the data file has problems."""
        return self.table_file.tables

    @cached_property
    def interface(self) -> tuple[Messages, list[Problem]]:
        """The messages of the interface, and their problems."""
        return read_messages(self.sources, self.docs / MESSAGES_FILE, self.languages)

    @property
    def messages(self) -> Messages:
        """Language → key → message of the interface."""
        return self.interface[0]

    @cached_property
    def pictures(self) -> Pictures:
        """The pictures and their problems."""
        return Pictures(self.sources, self.languages)

    @cached_property
    def search_terms(self) -> SearchTerms:
        """The terms that search leads to the page that explains them."""
        return read_search_terms(self.sources, self.languages, self.anchors)

    @cached_property
    def anchors(self) -> dict[str, Anchors]:
        """Language → the anchors of its pages; without the table's page where nobody can tell which rows there are."""
        table_page = self.table_path.stem
        anchors = {}
        for language in self.languages:
            anchors[language] = page_anchors(self.sources, self.tables, table_page, language)
            if self.table_file.problems:
                anchors[language].pop(table_page, None)
        return anchors

    @cached_property
    def moved_file(self) -> tuple[Moved, list[Problem]]:
        """Old addresses → new ones, and the problems of their file."""
        anchors = page_anchors(self.sources, self.tables, self.table_path.stem, self.languages[0])
        return read_moved(self.sources, anchors, self.languages)

    @cached_property
    def uploads(self) -> Uploads:
        """The pictures and files that editors have put into docs/."""
        return Uploads(self.docs, self.languages, self.config)

    @cached_property
    def cell_links(self) -> list[Link]:
        """The links of the table in each language; none where the data file has problems."""
        source = self.sources.yaml(self.table_path)
        return list(cell_links(source, self.docs, self.languages, self.table_path.stem)) if self.tables else []

    @property
    def linked_files(self) -> list[Path]:
        """The pages and files to which the pages and the cells of the table link, and that the site publishes."""
        return self.uploads.published(self._link_targets)

    @cached_property
    def _link_targets(self) -> set[Path]:
        """The pages and files to which the pages and the cells of the table link, whether they are there or not."""
        return linked_files(self.sources, self.languages, self.cell_links)

    @property
    def unpublished_files(self) -> list[Path]:
        """The files in docs/ that the site leaves out, because nothing links to them."""
        return self.uploads.unpublished(self._link_targets)

    @property
    def link_check(self) -> LinkCheck:
        """What checks where links lead."""
        return LinkCheck(self.sources, self.anchors, self.moved_file[0], self.uploads, self.table_path.stem)

    @cached_property
    def sections(self) -> Sections:
        """All sections of the pages and rows of the table. Raises PluginError where one cannot be read."""
        unreadable = [self.table_path] if self.table_file.problems else []
        for language in self.languages:
            unreadable += [page.path for page in self.sources.pages(language).values() if not page.sections]
        if unreadable:  # Sections that are missing would be forgotten, and with them that their translations are stale.
            message = "this file has errors, so nobody can tell which translations are stale; fix them first"
            raise PluginError(f"{unreadable[0]}:1:1: {message}")
        return collect_sections(self.sources, self.tables, self.table_path, self.languages)

    @cached_property
    def translation_state(self) -> State:
        """The recorded state of the translations. Raises PluginError with all problems of the file."""
        state, problems = read_state(self.sources, self.sections)
        if problems:
            raise PluginError("\n".join(str(problem) for problem in problems))
        return state

    @cached_property
    def stale_translations(self) -> list[StaleTranslation]:
        """The stale translations. Raises PluginError where a source or the state cannot be read."""
        return find_stale_translations(self.sections, self.translation_state)

    def draw_pictures(self, language: str, card_text: str) -> dict[str, str]:
        """Returns the name of each picture's file → the picture in a language. Raises PluginError with all problems.

        card_text: what the card says of the site.
        """
        pictures, problems = self.pictures.draw(language, self.tables[language], card_text)
        if problems:
            raise PluginError("\n".join(str(problem) for problem in problems))
        return pictures

    def check_files(self) -> list[Problem]:
        """Returns the files in docs/ that are not published, and marks of a merge where no other check reads."""
        misplaced = misplaced_pages(self.docs, self.languages)
        return [*misplaced, *self.uploads.check(self._link_targets), *self._merge_marks()]

    def check_single_pages(self) -> list[Problem]:
        """Returns the problems of each page by itself: Markdown that the site shows otherwise, headings, pictures."""
        page_problems = check_single_pages(self.sources, self.languages, self.link_check)
        return self.check_files() + page_problems

    def check_settings(self) -> list[Problem]:
        """Returns the problems of mkdocs.yml. Raises PluginError where it cannot be read."""
        nav_problems = check_nav(self.sources, self.languages, self.config_source)
        return [*check_settings(self.config_source), *nav_problems]

    def check_moved(self) -> list[Problem]:
        """Returns the problems of the addresses that have moved."""
        if self.table_file.problems:  # Nobody can tell which rows there are.
            return []
        return self.moved_file[1]

    def _merge_marks(self) -> list[Problem]:
        """Returns the marks of a merge in files that are read as a whole: words, pictures, styles, templates."""
        folders = (self.docs, self.docs.parent / "overrides")
        files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in WHOLE_FILES]
        return [problem for file in files for problem in merge_marks(file)]

    def check_comparison(self) -> list[Problem]:
        """Returns the problems of the table's data file, and of its markers."""
        markers = check_table_markers(self.sources, self.table_path.stem, self.languages)
        links = [] if self.table_file.problems else self.link_check.check_cells(self.cell_links)
        cells = check_cells(self.sources.yaml(self.table_path), self.table_file)
        return [*self.table_file.problems, *cells, *markers, *links]

    def check_pictures(self) -> list[Problem]:
        """Returns the problems of pictures, their words and their markers."""
        return self.pictures.check(self.tables)

    def check_translations(self) -> list[Problem]:
        """Returns what one language has and another lacks: pages, sections, messages."""
        return [
            *check_pages(self.sources, self.languages, self.config_source),
            *check_sections(self.sources, self.languages),
            *check_templates(self.sources, self.languages, self.docs.parent / "overrides"),
            *self.interface[1],
        ]

    def check_texts(self) -> list[Problem]:
        """Returns the problems of terms, typography and spelling, and of Markdown where it is shown as it stands."""
        _ = self.search_terms  # Reports in the file of terms, which proofreading reads too.
        plain_texts = check_plain_texts(self.sources, self.languages, self.config_source)
        return [*proofread(self.sources, self.config, self.config_file, self.languages), *plain_texts]

    def check_stale_translations(self) -> list[Problem]:
        """Returns a warning for each stale translation. Raises PluginError as the properties do."""
        return check_stale_translations(self.sections, self.translation_state, self.docs)


def fail_on_errors(site: Site) -> None:
    """Raises PluginError with all errors of the sources that a build cannot do without.

    Errors of single pages are left to the check: to find them, each page is read twice more.
    """
    problems = [
        *site.check_settings(),
        *site.check_files(),
        *site.check_translations(),
        *site.check_comparison(),
        *site.check_pictures(),
        *site.check_moved(),
    ]
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        lines = dict.fromkeys(str(error) for error in in_file_order(errors))  # Each once, though two checks find it
        raise PluginError("\n".join(["the sources have errors:", *lines]))
    _ = site.stale_translations  # Raises where the recorded state cannot be read.
