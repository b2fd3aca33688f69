"""Files that editors put into docs/ beside the pages: pictures, and files to download.

Those to which a page links are published.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from pathspec.gitignore import GitIgnoreSpec

from build.pictures import ICON
from sources.leftover_files import is_leftover
from sources.site import Site, once_per_site
from sources.site_sources import PAGE_ENDINGS, TEXT_ENDINGS

EXCLUDED_BY_MKDOCS = (".*", "/templates/")  # mkdocs.structure.files
OWN_ENDINGS = (".css", ".js")  # Of the site's own files in docs/assets/


class Uploads:
    """The files in docs/ that are neither pages nor the site's own, with those that programs have left there."""

    def __init__(self, docs: Path, languages: Sequence[str], config: Mapping[str, Any]) -> None:
        """config: what mkdocs.yml says."""
        self.docs = docs
        self.languages = languages
        patterns = str(config.get("exclude_docs") or "").splitlines()
        self._excluded = GitIgnoreSpec.from_lines([*EXCLUDED_BY_MKDOCS, *patterns])
        theme = config.get("theme")
        favicon = theme.get("favicon") if isinstance(theme, dict) else None
        self._own_files = {docs / name for name in (ICON, favicon) if name}
        self._existing = sorted(path for path in docs.rglob("*") if path.is_file())
        self.files = [path for path in self._existing if is_leftover(path) or self._is_upload(path)]

    def is_excluded(self, path: Path) -> bool:
        """Returns whether a file is never published: by mkdocs.yml, by MkDocs itself, or as a copy of a page."""
        is_copy_of_page = _is_page(path) and is_leftover(path)
        return is_copy_of_page or self._excluded.match_file(path.relative_to(self.docs).as_posix())

    def published(self, linked: Collection[Path]) -> list[Path]:
        """Returns the pages and files that are published because pages link to them.

        linked: all to which they link, whether it is there or not.
        """
        return [path for path in self._existing if path in linked and not self.is_excluded(path)]

    def unpublished(self, linked: Collection[Path]) -> list[Path]:
        """Returns the files that are left out of the site, because no page links to them."""
        return [path for path in self.files if path not in linked or self.is_excluded(path)]

    def _is_upload(self, path: Path) -> bool:
        is_own = path in self._own_files or (path.suffix in OWN_ENDINGS and path.is_relative_to(self.docs / "assets"))
        return not is_own and not _is_page(path) and not self.is_excluded(path)


def _is_page(path: Path) -> bool:
    """Returns whether the name of a file ends as that of a page, or as what misplaced_files.py takes for one."""
    return path.name.lower().endswith((*PAGE_ENDINGS, *TEXT_ENDINGS))


@once_per_site
def site_uploads(site: Site) -> Uploads:
    """Returns the pictures and files that editors have put into docs/."""
    return Uploads(site.docs, site.languages, site.config)
