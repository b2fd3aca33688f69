"""The sources of a build: each file is read once, whatever the checks and the build ask for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checks.all_checks import CHECKS, fail_on_errors
from sources.languages import CONFIG_FILE
from sources.site import Site
from sources.source_file import SourceFile


def test_each_file_is_read_once(drinks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: Counter[Path] = Counter()
    original = SourceFile.__init__

    def count_and_read(self: SourceFile, path: Path) -> None:
        reads[path.resolve()] += 1
        original(self, path)

    monkeypatch.setattr(SourceFile, "__init__", count_and_read)
    monkeypatch.chdir(drinks)
    site = Site(CONFIG_FILE)
    fail_on_errors(site)
    for check in CHECKS:
        list(check.find(site))
    pages = {page.resolve() for page in drinks.glob("docs/*/*.md")}
    data = {file.resolve() for file in drinks.glob("docs/data/*.yml")}
    settings = {(drinks / CONFIG_FILE).resolve()}
    assert reads == dict.fromkeys(pages | data | settings, 1)
