"""The rules for built pages (tests/built_site) find what they are for, and say it to an editor: page, problem, fix."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, Site, change

FAULTS = """
<p><font color="red">Old</font>
<p><img src="https://elsewhere.example/a.png" alt="A">
<p><img src="../assets/pictures/favicon.svg">
<p><a href="../nowhere/">Nowhere</a> <a href="#nowhere">No place</a>
<p style="color: red">Red
<table><tr>{cells}</table>
<figure class="picture"><div aria-hidden="true"><sup><sup>small</sup></sup></div><figcaption>A</figcaption></figure>
"""
TOLD = [
    "this is not valid HTML: The “font” element is obsolete",
    "the browser reports: Loading the image 'https://elsewhere.example/a.png' violates .* Content Security Policy",
    "this is a barrier to readers with a disability: Images must have alternative text",
    "the link '../nowhere/' leads to no file",
    "the link '#nowhere' leads to a page that has no such place",
    "on a screen of 320 pixels, this lies beside it: <td>1",
    "on a screen of 320 pixels, these words have no room in their drawing: 'small'",
]


def test_each_fault_is_told_with_its_page_and_a_fix(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path, dirs_exist_ok=True)
    change(tmp_path / "coffee/index.html", "<h2", FAULTS.format(cells="<td>1" * 99) + "<h2")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/built_site",
        "-k",
        "valid or coffee and not en/coffee",
    ]
    told = subprocess.run([*command, "--site", str(tmp_path)], cwd=ROOT, capture_output=True, text=True).stdout
    for fault in TOLD:
        assert re.search(rf"^docs/lv/coffee\.md:1:1: {fault}.*; \S", told, re.MULTILINE), told
    assert "docs/en/" not in told
