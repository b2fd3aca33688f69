"""MkDocs in a process of its own that begins with the libraries loaded, which takes a third of a build's time.

Each process is a copy (a fork) of one that has loaded them and nothing else: it knows no other test, and loads the
scripts of its own folder. tests/test_build.py builds by the real command as well.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import BaseContext
from pathlib import Path

LIBRARIES = [
    "babel.dates",
    "imagesize",
    "jsonschema",
    "latex2mathml.converter",
    "lightningcss",
    "material",
    "mdit_py_plugins.gfm",
    "minify_html",
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "mkdocs.theme",
    "mkdocs_static_i18n.plugin",
    "pygments.lexers",
    "selectolax.lexbor",
    "tinycss2",
    "yaml",
]
SECONDS = 120


def run_mkdocs(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Runs mkdocs in a folder. Raises TimeoutError after two minutes."""
    with tempfile.TemporaryDirectory() as scratch:
        files = [Path(scratch, name) for name in ("stdout", "stderr")]
        process = _context().Process(target=_run, args=(folder, arguments, dict(environment), *files))
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            raise TimeoutError(f"mkdocs {' '.join(arguments)}: no end after {SECONDS} s")
        printed = [file.read_text("utf-8") for file in files]
    return subprocess.CompletedProcess(["mkdocs", *arguments], process.exitcode or 0, *printed)


@functools.cache
def _context() -> BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    return context


def _run(folder: Path, arguments: Sequence[str], environment: dict[str, str], stdout: Path, stderr: Path) -> None:
    """Runs in the new process."""
    for number, file in ((1, stdout), (2, stderr)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["mkdocs", *arguments]
    sys.path.insert(0, str(folder))  # As python -m does
    from mkdocs.__main__ import cli

    cli()
