"""What editors write trusting GitHub's preview, Word or a telephone: told at its line, or shown as they meant it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import yaml

from conftest import ROOT, script

CASES = yaml.safe_load((ROOT / "tests/cases/sources/pages.yml").read_text("utf-8"))


def test_each_page_gets_its_problems(drinks: Path) -> None:
    """All cases in one run, each in a page of its own."""
    pictures = drinks / "docs/assets/pictures"
    (pictures / "cup.heic").write_bytes(b"x")
    (pictures / "heavy.jpg").write_bytes(b"x" * 500_000)
    for number, case in enumerate(CASES):
        text = case.get("page") or f"# Title {{ #title }}\n\n{case['text']}"
        (drinks / f"docs/en/case-{number:02}.md").write_text(text, "utf-8")
    checked = script("check", "pages", folder=drinks)
    assert (checked.returncode, checked.stderr) == (1, "")
    found = defaultdict(list)
    for line in checked.stdout.splitlines():
        number, problem = re.fullmatch(r"docs/en/case-(\d+)\.md:(.*)", line).groups()
        found[int(number)].append(problem)
    for number, case in enumerate(CASES):
        assert found[number] == case["problems"], case["name"]
