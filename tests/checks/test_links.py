"""Links in cells are checked like those in pages, at their lines in the data file, and work like them."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from conftest import change, mkdocs, script

WRONG_CELL = """\
      lv: >-
        Švelni, [a](nowhere.md) un [b](index.md#nowhere),
        [c](//example.org) [d](www.example.org) <a href="../lt/gone.md">e</a>
        ![f](../assets/gone.png) [g](/index.md)
      en: "[a](me@example.org) [b](index.md#choice) ![IMG_1](../assets/pictures/favicon.svg)"
      lt: "[a](comparison.md#tast) [b](“index.md”) [c](../../README.md) ![](../assets/pictures/favicon.svg)"
"""
# What the check says of the cell, with {line} for its first line
PROBLEMS = [
    "{1}:21: there is no page or file 'nowhere.md'; name an existing page or file, such as index.md; for another "
    "site, write https:// too",
    "{1}:40: index.md has no heading or row #nowhere; write what is in braces after a heading there",
    "{2}:13: the link '//example.org' does not begin with https:; write https://example.org",
    "{2}:32: the link 'www.example.org' leads nowhere; write https://www.example.org",
    "{2}:58: there is no page or file '../lt/gone.md'; name an existing page or file, such as index.md; for another "
    "site, write https:// too",
    "{3}:14: there is no picture '../assets/gone.png'; put the file into docs/assets/pictures, or correct the address",
    "{3}:38: the link '/index.md' begins outside the site; write index.md",
    "{4}:16: the link 'me@example.org' leads nowhere; for an email address, write mailto:me@example.org",
    "{4}:36: '#choice' has moved; write index.md#which",
    "{4}:62: warning: 'IMG_1' does not say what the picture shows; say in words what it shows, for those who cannot "
    "see it: ![What it shows](…)",
    "{5}:16: comparison.md has no heading or row #tast; did you mean '#taste'?",
    "{5}:40: the address “index.md” is in quotation marks; delete them: [text](index.md)",
    "{5}:56: '../../README.md' leads out of docs, which is the whole site; link to it on GitHub: https://…",
    "{5}:77: the picture has no alternative text; say in words what it shows, for those who cannot see it: "
    "![What it shows](…)",
]
RIGHT_CELL = """\
      {}: "[a](index.md#which) [b](#taste) [c](tel:+37126123456) [d](mailto:a@example.org) [e](#l%C4%ABgums) \
[f](comparison.csv) <a href='../assets/offer.pdf'>g</a> ![Cup](../assets/pictures/favicon.svg) a@example.org"
"""


def replace_cell(data: Path, texts: str) -> int:
    """Replaces the cell of the row taste and the subject tea. Returns the line where its texts begin."""
    lines = data.read_text("utf-8").splitlines(keepends=True)
    row = lines.index("  taste:\n")
    start = lines.index("    tea:\n", row) + 1
    data.write_text("".join([*lines[:start], texts, *lines[start + 3 :]]), "utf-8")
    return start + 1


def test_wrong_links_of_cells_are_told_at_their_lines(drinks: Path) -> None:
    line = replace_cell(drinks / "docs/data/comparison.yml", WRONG_CELL)
    numbers = [line + offset for offset in range(6)]
    expected = [f"docs/data/comparison.yml:{problem.format(*numbers)}" for problem in PROBLEMS]
    checked = script("check", "comparison", folder=drinks)
    assert (checked.stdout.splitlines(), checked.stderr) == (expected, "")
    built = mkdocs(drinks, "build")
    assert [problem for problem in expected if "warning" not in problem and problem not in built.stderr] == []
    assert built.returncode == 1
    assert "Traceback" not in built.stderr


def test_links_of_cells_work_in_each_language(drinks: Path) -> None:
    (drinks / "docs/assets/offer.pdf").write_text("offer", "utf-8")
    replace_cell(drinks / "docs/data/comparison.yml", "".join(RIGHT_CELL.format(code) for code in ("lv", "en", "lt")))
    for language, heading in (("lv", "Secinājumi"), ("en", "Conclusions"), ("lt", "Išvados")):
        change(
            drinks / f"docs/{language}/comparison.md", f"## {heading}", f"*x*{{ #līgums }} [y](#līgums)\n\n## {heading}"
        )
    checked = script("check", "pages", "comparison", folder=drinks)
    assert [line for line in checked.stdout.splitlines() if "'description'" not in line] == []
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    for folder, root in (("", "../"), ("en/", "../../"), ("lt/", "../../")):
        page = LexborHTMLParser((drinks / "site" / folder / "comparison/index.html").read_text("utf-8"))
        cell = page.css_first("tr:has(#taste) td")
        assert [link.attributes["href"] for link in cell.css("a")] == [
            "../#which",
            "#taste",
            "tel:+37126123456",
            "mailto:a@example.org",
            "#līgums",
            "comparison.csv",
            f"{root}assets/offer.pdf",
            "mailto:a@example.org",
        ]
        assert cell.css_first("img").attributes["src"] == f"{root}assets/pictures/favicon.svg"
    assert (drinks / "site/assets/offer.pdf").read_text("utf-8") == "offer"


def test_addresses_that_no_file_can_have_are_told(drinks: Path) -> None:
    long = "a" * 300
    addresses = ("a%00b.md", "a%00/b.md", f"{long}/b.md", f"{long}.md", "a%0Ab.md", "%FF/b.md", "..%2f..%2fb.md", "[b")
    text = "".join(f'\n[x]({address}) ![Cup]({address}) <a href="{address}">y</a>\n' for address in addresses)
    (drinks / "docs/en/index.md").write_text(f"# Drinks {{ #drinks }}\n{text}", "utf-8")
    checked = script("check", "pages", folder=drinks)
    assert (checked.returncode, checked.stderr) == (1, "")
    told = [int(line.split(":")[1]) for line in checked.stdout.splitlines() if line.startswith("docs/en/index.md")]
    for number in range(3, 3 + 2 * len(addresses), 2):
        assert told.count(number) == 3, addresses[number // 2 - 1]
