"""Pages in docs/ that belong to no language."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sources.problems import Location, Problem
from sources.site_sources import README

# MkDocs makes pages of all of these: mkdocs.utils.markdown_extensions
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
DATA_FOLDER = "data"  # Not published; exclude_docs in mkdocs.yml names it.


def misplaced_pages(docs: Path, languages: Sequence[str]) -> Iterator[Problem]:
    """Yields the pages that no language has, or whose name ends as that of no other page."""
    for path in sorted(docs.rglob("*")):
        folder = path.relative_to(docs).parts[0]
        if not path.is_file() or path.suffix.lower() not in PAGE_ENDINGS:
            continue
        if path.name == README or folder == DATA_FOLDER:
            continue
        if folder not in languages:
            folders = " or ".join(f"docs/{language}/" for language in languages)
            fix = f"move it into {folders}; what is for editors alone, into a README.md"
            yield Problem(Location(path), "this page belongs to no language, and the site has no place for it", fix)
        elif path.suffix != ".md":
            yield Problem(Location(path), f"the name of this page ends in {path.suffix}", "rename it, to end in .md")
