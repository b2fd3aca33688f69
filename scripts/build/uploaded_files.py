"""Files that editors put into docs/ beside the pages: pictures, and files to download.

Those to which a page links are published.
"""

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pathspec.gitignore import GitIgnoreSpec

from build.pictures import ICON
from messages.message import Message
from sources.leftover_files import is_copy, is_leftover
from sources.problems import Location, Problem
from sources.site import Site, once_per_site
from sources.site_sources import PAGE_ENDINGS, TEXT_ENDINGS

EXCLUDED_BY_MKDOCS = (".*", "/templates/")  # mkdocs.structure.files
OWN_ENDINGS = (".css", ".js")  # Of the site's own files in docs/assets/
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg")


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

    def check(self, linked: Collection[Path]) -> Iterator[Problem]:
        """Yields warnings for the files that are left out of the site, because no page links to them; and others."""
        for path in self.unpublished(linked):
            location = Location(path)
            if is_leftover(path):
                message = Message("a program left this file here, and it is not published")
                fix = Message("delete it")
                if is_copy(path):
                    fix = Message("delete it, or copy what is new in it into the other one")
            else:
                message = Message("no page links to this file, so it is not published")
                fix = Message("write {link} on a page, or delete it", link=self._example(path))
            yield Problem(location, message, fix, is_warning=True)
        yield from self._same_addresses(linked)

    def _same_addresses(self, linked: Collection[Path]) -> Iterator[Problem]:
        """Yields the files in the folder of a language that static-i18n takes for those of the same name in docs/."""
        published = set(self.published(linked))
        for path in sorted(published):
            folder, *rest = path.relative_to(self.docs).parts
            other = self.docs / Path(*rest)
            if folder in self.languages and other in published:
                message = Message("links to {path} lead to this file", path=other)
                yield Problem(Location(path), message, Message("rename one of the two files"))

    def _is_upload(self, path: Path) -> bool:
        is_own = path in self._own_files or (path.suffix in OWN_ENDINGS and path.is_relative_to(self.docs / "assets"))
        return not is_own and not _is_page(path) and not self.is_excluded(path)

    def _example(self, path: Path) -> Message:
        """Returns a link to a file as a page may have it that lies right in the folder of a language."""
        folder = path.relative_to(self.docs).parts[0]
        start = folder if folder in self.languages else self.languages[0]
        address = posixpath.relpath(path.as_posix(), (self.docs / start).as_posix())
        address = f"<{address}>" if " " in address else address
        if path.suffix.lower() in PICTURE_ENDINGS:
            return Message("![What it shows]({address})", address=address)
        return Message("[its name]({address})", address=address)


def _is_page(path: Path) -> bool:
    """Returns whether the name of a file ends as that of a page, or as what misplaced_files.py takes for one."""
    return path.name.lower().endswith((*PAGE_ENDINGS, *TEXT_ENDINGS))


@once_per_site
def site_uploads(site: Site) -> Uploads:
    """Returns the pictures and files that editors have put into docs/."""
    return Uploads(site.docs, site.languages, site.config)
