"""What lies in docs/ and should not: pages of no language, and halves of a merge in files that nothing else reads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sources.problems import Location, Problem
from sources.site_sources import README
from sources.source_file import MERGE_MARK, TWO_VERSIONS, SourceFile

# MkDocs makes pages of all of these: mkdocs.utils.markdown_extensions
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
DATA_FOLDER = "data"  # Not published; exclude_docs in mkdocs.yml names it.
# Pages and data files are read by the checks themselves.
OTHER_TEXT_FILES = (".txt", ".html", ".svg", ".css", ".js", ".json")


def misplaced_pages(docs: Path, languages: Sequence[str]) -> Iterator[Problem]:
    """Yields the pages that no language has, or whose name ends as that of no other page."""
    for path in _files(docs):
        folder = path.relative_to(docs).parts[0]
        if path.suffix.lower() not in PAGE_ENDINGS or path.name == README or folder == DATA_FOLDER:
            continue
        if folder not in languages:
            folders = " or ".join(f"docs/{language}/" for language in languages)
            fix = f"move it into {folders}; what is for editors alone, into a README.md"
            yield Problem(Location(path), "this page belongs to no language, and the site has no place for it", fix)
        elif path.suffix != ".md":
            yield Problem(Location(path), f"the name of this page ends in {path.suffix}", "rename it, to end in .md")


def merge_marks(docs: Path) -> Iterator[Problem]:
    """Yields the marks of a merge in the files that are neither pages nor data files."""
    for path in _files(docs):
        if path.suffix not in OTHER_TEXT_FILES:
            continue
        file = SourceFile(path)
        if not file.has_merge_marks:
            continue
        for number, line in enumerate((file.text or "").split("\n"), 1):
            if MERGE_MARK.match(line):
                yield Problem(Location(path, number), *TWO_VERSIONS)


def _files(docs: Path) -> list[Path]:
    return [path for path in sorted(docs.rglob("*")) if path.is_file()]
