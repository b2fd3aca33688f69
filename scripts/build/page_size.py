"""The size of a page in bytes, gzipped, and how large it may be."""

import functools
import gzip
import re
import zlib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from messages.message import Message, Number
from messages.problems import Location, Problem, SiteError, display_path
from translation.language_folders import language_folders

# The most bytes that a server sends before it waits for an answer: ten packets (RFC 6928), less the headers.
FIRST_ROUND_TRIP = 14_000
INLINE_TEXT = re.compile(rb"<(?=/?(?:style|script)\b)")  # Where one begins or ends


def gzipped_size(content: bytes) -> int:
    """Returns how many bytes a server sends of a file."""
    return len(gzip.compress(content, 9, mtime=0))


def check_page_sizes(config: MkDocsConfig) -> None:
    """Raises SiteError with each page of the built site that a reader would wait for a second time."""
    problems = []
    for page in sorted(Path(config.site_dir).rglob("*.html")):
        content = page.read_bytes()
        if sum(_quick_size(part) for part in INLINE_TEXT.split(content)) < FIRST_ROUND_TRIP:
            continue
        excess = gzipped_size(content) - FIRST_ROUND_TRIP
        if excess > 0:
            message = Message(
                "the page is {excess} bytes larger than the {limit} (gzipped) that arrive at once",
                excess=Number(excess),
                limit=Number(FIRST_ROUND_TRIP),
            )
            fix = Message("shorten it, or move a part of it to a page of its own")
            problems.append(Problem(Location(_source(page, config)), message, fix))
    if problems:
        raise SiteError(Message("the site has errors:"), *problems)


@functools.lru_cache(maxsize=64)  # Most pages have the same styles and scripts.
def _quick_size(part: bytes) -> int:
    """Returns how many bytes a part of a page takes, quickly compressed by itself: more than its share of the whole."""
    return len(zlib.compress(part, 1))


def _source(page: Path, config: MkDocsConfig) -> Path:
    """Returns the source of a page of the built site, docs/en/sales.md; the page itself where it has none."""
    address = page.relative_to(config.site_dir).as_posix()
    folders = sorted(language_folders(config).items(), key=lambda item: -len(item[1]))
    for language, folder in folders:  # The default language, whose folder is the whole site, comes last.
        if not address.startswith(folder):
            continue
        name = address.removeprefix(folder).removesuffix(".html")
        candidates = (name, name.removesuffix("/index"))
        for candidate in candidates:
            source = Path(config.docs_dir, language, f"{candidate}.md")
            if source.exists():
                return display_path(source)
    return display_path(page)
