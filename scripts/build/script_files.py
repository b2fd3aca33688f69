"""Makes the site's scripts from the readable files in docs/assets/: joined, minified, and named by their content."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from build.minify import minify_script
from messages.message import Message
from messages.problems import Location, Problem, SiteError


def join_scripts(files: Iterable[Path], first: str = "") -> str:
    """One minified script of several files, in their order, whose names are its own. first: what it does before them.

    Raises SiteError where a file is missing.
    """
    try:
        texts = [file.read_text("utf-8") for file in files]
    except OSError as error:
        message = Message("the file cannot be read ({reason})", reason=str(error.strerror))
        fix = Message("see extra_javascript in mkdocs.yml")
        raise SiteError(Problem(Location(Path(error.filename)), message, fix)) from None
    return minify_script("\n".join(["(() => {", '"use strict"', first, *texts, "})()"]))


def name_by_content(script: Path) -> str:
    """Renames a script so that its name tells its content: no browser mixes two versions.

    Returns the new name: of site.lv.js, site.lv.1a2b3c4d.js.
    """
    digest = hashlib.sha256(script.read_bytes()).hexdigest()[:8]
    return script.rename(script.with_suffix(f".{digest}{script.suffix}")).name
