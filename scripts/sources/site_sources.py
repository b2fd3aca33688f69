"""All source files of the site, each read once."""

from pathlib import Path

from sources.leftover_files import is_leftover
from sources.markdown_page import MarkdownPage
from sources.markdown_parser import ParsedMarkdown, parse_markdown
from sources.yaml_source import YamlSource, read_yaml

README = "README.md"  # For those who look at its folder on GitHub; exclude_docs in mkdocs.yml leaves it out too.
# MkDocs makes pages of all of these: mkdocs.utils.markdown_extensions
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
TEXT_ENDINGS = tuple(f"{ending}.txt" for ending in PAGE_ENDINGS)  # As Windows' Notepad saves what it is to save as a.md


class Sources:
    """The files in docs/. Each is read when it is first asked for, and never again."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self._absolute_docs = docs.resolve()
        self._yaml_files: dict[Path, YamlSource] = {}
        self._pages: dict[Path, MarkdownPage] = {}
        self._pages_by_language: dict[str, dict[str, MarkdownPage]] = {}
        self._parsed: dict[str, ParsedMarkdown] = {}

    def yaml(self, path: Path) -> YamlSource:
        """Returns a data file. path: as it is to be displayed, such as docs/data/terms.yml."""
        if path not in self._yaml_files:
            self._yaml_files[path] = read_yaml(path)
        return self._yaml_files[path]

    def text(self, absolute_path: str | None) -> str | None:
        """Returns the text of a page that has been read; None for another file, or for a file without a path."""
        if not absolute_path or not Path(absolute_path).is_relative_to(self._absolute_docs):
            return None
        path = self.docs / Path(absolute_path).relative_to(self._absolute_docs)
        return self._pages[path].file.text if path in self._pages else None

    def page(self, language: str, name: str) -> MarkdownPage:
        """Returns a page by its name, sales for sales.md. One that is missing has no sections, and a problem."""
        path = self.docs / language / f"{name}.md"
        if path not in self._pages:
            page = MarkdownPage(path)
            self._pages[path] = page
            self._parsed[page.body.strip("\n")] = page.parsed
        return self._pages[path]

    def parsed(self, text: str) -> ParsedMarkdown:
        """Returns the tokens of the text of a page: those that the checks have read, where they have."""
        return self._parsed.get(text.strip("\n")) or parse_markdown(text)

    def pages(self, language: str) -> dict[str, MarkdownPage]:
        """Returns name → page of all pages of a language, in the order of their paths."""
        if language not in self._pages_by_language:
            folder = self.docs / language
            paths = [path for path in sorted(folder.rglob("*.md")) if _is_page(path, folder)]
            names = [path.relative_to(folder).with_suffix("").as_posix() for path in paths]
            self._pages_by_language[language] = {name: self.page(language, name) for name in names}
        return self._pages_by_language[language]


def _is_page(path: Path, folder: Path) -> bool:
    """Returns whether a file whose name ends in .md is a page: not for editors only, not hidden, not a program's."""
    is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and path.name != README and not is_hidden and not is_leftover(path)
