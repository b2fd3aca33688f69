"""What editors write in Word, on a phone or by GitHub's preview is shown as they meant it, or reported at its line."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT, change, mkdocs, script
from sources.site_sources import Sources
from table.data_file import read_tables

CASES = yaml.safe_load((ROOT / "tests/cases/checks/pages.yml").read_text("utf-8"))
DATA_CASES = yaml.safe_load((ROOT / "tests/cases/sources/yaml.yml").read_text("utf-8"))


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
        if "warning: the front matter has no" in line:  # They would stand under each case.
            continue
        number, problem = re.fullmatch(r"docs/en/case-(\d+)\.md:(.*)", line).groups()
        found[int(number)].append(problem.replace(f"case-{number}.md", "CASE.md"))
    for number, case in enumerate(CASES):
        assert found[number] == case["problems"], case["name"]


@pytest.mark.parametrize("case", DATA_CASES, ids=[case["name"] for case in DATA_CASES])
def test_data_file_gets_its_problems(case: dict, tmp_path: Path) -> None:
    file = tmp_path / "docs/data/data.yml"
    file.parent.mkdir(parents=True)
    file.write_text((ROOT / "tests/cases/table/good.yml").read_text("utf-8"), "utf-8")
    change(file, case["find"], case["replace"])
    problems = read_tables(Sources(tmp_path / "docs"), file, ["lv", "en"]).problems
    assert [str(problem).removeprefix(f"{file}:") for problem in problems] == case["problems"]


def test_all_at_once_is_told_file_by_file_in_the_order_of_lines(drinks: Path) -> None:
    (drinks / "docs/lv/index.md").write_text(
        "---\nupdated: 01.03.2024\n---\n# Dzērieni { #drinks }\n\nTēja:\n- a\n\n### Kuru { #which }\n\n"
        "![](https://example.com/a.png) Mаiga Skatieet\n\n[[picture: cupp]]\n",
        "utf-8",
    )
    change(drinks / "docs/data/comparison.yml", "lv: Maiga", "lv: [Maiga")
    (drinks / "docs/notes.md").write_text("# Notes\n", "utf-8")
    checked = script("check", folder=drinks)
    assert (checked.returncode, checked.stderr) == (1, "")
    *problems, nobody_can_tell = [line for line in checked.stdout.splitlines() if ": warning: " not in line]
    assert "this file has errors, so nobody can tell which translations are stale" in nobody_can_tell
    files = [line.split(":")[0] for line in problems]
    assert len(list(itertools.groupby(files))) == len(set(files))  # Each file stands in one place.
    assert {"docs/notes.md", "docs/data/comparison.yml"} <= set(files)
    lines = [int(line.split(":")[1]) for line in problems if line.startswith("docs/lv/index.md")]
    assert lines == sorted(lines)
    assert set(lines) == {2, 7, 9, 11, 13}


def test_files_beside_pages(drinks: Path) -> None:
    for folder in ("docs", "docs/lv", "docs/data"):
        (drinks / folder / "README.md").write_text("# For editors\n", "utf-8")
    assert script("check", "pages", "translations", folder=drinks).returncode == 0
    (drinks / "docs/notes.md").write_text("# Notes\n", "utf-8")
    (drinks / "docs/lv/milk.markdown").write_text("# Piens\n", "utf-8")
    (drinks / "docs/en/milk.md.txt").write_text("# Milk\n", "utf-8")
    (drinks / "docs/en/ma\u0304.md").write_text("# M { #m }\n", "utf-8")
    (drinks / "docs/en/My page.md").write_text("# M { #m }\n", "utf-8")
    (drinks / "docs/data/pictures/cup.html").write_text("<<<<<<< HEAD\n=======\n>>>>>>> main\n", "utf-8")
    lines = script("check", "pages", folder=drinks).stdout.splitlines()
    two_versions = "keep one, and delete the lines <<<<<<<, ||||||| (if there is one), ======= and >>>>>>>"
    assert [line for line in lines if "has no 'description'" not in line] == [
        "docs/en/My page.md:1:1: warning: this file's name becomes an address that is hard to type; "
        "rename it, using lower-case letters a–z without accents, digits and hyphens, and no spaces",
        "docs/en/ma\u0304.md:1:1: this file's name stores letters and accents separately, so that nothing finds it; "
        "rename it, using letters a–z without accents, digits and hyphens",
        "docs/en/milk.md.txt:1:1: the name of this page ends in .txt; rename it so that it ends in .md",
        "docs/lv/milk.markdown:1:1: the name of this page ends in .markdown; rename it so that it ends in .md",
        "docs/notes.md:1:1: this page is not in the folder of a language, so the site does not show it; "
        "move it into docs/lv/, docs/en/ or docs/lt/; put what is only for editors into a README.md",
        *(
            f"docs/data/pictures/cup.html:{number}:1: two versions of the text meet here; {two_versions}"
            for number in (1, 2, 3)
        ),
    ]
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert ": warning: " not in built.stderr
    assert (
        "docs/en/milk.md.txt:1:1: the name of this page ends in .txt; rename it so that it ends in .md" in built.stderr
    )
    assert "Traceback" not in built.stderr


def test_texts_reach_the_reader_as_their_editor_meant_them(drinks: Path) -> None:
    """Quotes and & in titles and descriptions, letters and marks apart, Windows line ends, and what GitHub shows."""
    title = 'R&D "šeit" <b>'
    page = drinks / "docs/lv/index.md"
    text = page.read_text("utf-8").replace("# Dzērieni", "# **Tēja** & \"kafija\" < 'kakao'")
    text += (
        "\n~~vecs~~ https://example.com/a_b www.example.com\n\n5. piektais\n6. sestais\n\n```\n[[picture: cup]]\n```\n"
    )
    front_matter = f"---\ntitle: '{title}'\ndescription: 'Tēja & \"kafija\" <i>'\nupdated: 2024-03-01\n---\n"
    apart = unicodedata.normalize("NFD", front_matter + text).replace("\n", "\r\n")
    page.write_bytes(b"\xef\xbb\xbf" + apart.encode())
    for language in ("en", "lt"):
        other = drinks / f"docs/{language}/index.md"
        more = "\n~~vecs~~ https://example.com/a_b www.example.com\n\n5. piektais\n6. sestais\n\n```\ncode\n```\n"
        other.write_text(front_matter + other.read_text("utf-8") + more, "utf-8")
    for folder in ("docs", "docs/lv"):
        (drinks / folder / "README.md").write_text("# For editors\n", "utf-8")
    change(drinks / "mkdocs.yml", "site_name: Dzērieni, site", "site_name: 'D & \"K\"', site")
    built = mkdocs(drinks, "build", REPO_URL="https://github.com/example/project")
    assert built.returncode == 0, built.stderr
    html = (drinks / "site/index.html").read_text("utf-8")
    tree = LexborHTMLParser(html)
    assert "For editors" not in "".join(file.read_text("utf-8") for file in (drinks / "site").rglob("*.html"))
    assert html == unicodedata.normalize("NFC", html)
    heading = "Tēja & \"kafija\" < 'kakao'"
    attributes = [node.attributes for node in tree.css("meta")]
    content = {entry.get("property") or entry.get("name"): entry.get("content") for entry in attributes}
    assert content["description"] == content["og:description"] == 'Tēja & "kafija" <i>'
    assert content["og:title"] == heading
    assert content["og:site_name"] == content["og:image:alt"] == 'D & "K"'
    assert tree.css_first("title").text() == heading
    assert tree.css_first("nav.site-navigation a").text() == title
    graph = json.loads(tree.css_first("script[type='application/ld+json']").text())["@graph"]
    assert (graph[0]["headline"], graph[0]["description"]) == (heading, 'Tēja & "kafija" <i>')
    issue = tree.css_first("a[href*='/issues/new?title=']").attributes["href"]
    assert parse_qs(urlsplit(issue).query)["title"] == [heading]
    comparison = LexborHTMLParser((drinks / "site/comparison/index.html").read_text("utf-8"))
    assert comparison.css_first(".related p").text() == 'Tēja & "kafija" <i>'
    assert tree.css_first("article del").text() == "vecs"
    assert {"https://example.com/a_b", "http://www.example.com"} <= {
        a.attributes["href"] for a in tree.css("article a")
    }
    assert tree.css_first("article ol").attributes["start"] == "5"
    assert "[[picture: cup]]" in tree.css_first("article pre").text()
    assert len(tree.css("figure.picture")) == 1
