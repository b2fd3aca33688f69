"""The report on a pull request, from real commits and builds."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from conftest import change, script


def outside_of_code(markdown: str) -> str:
    """Returns the lines outside of code blocks, without their inline code. Fails if a block has no end."""
    lines = []
    fence = ""  # The one that began the block; "" outside of a block
    for line in markdown.splitlines():
        found = re.match("`{3,}", line)
        if fence and line == fence:
            fence = ""
        elif not fence and found:
            fence = found[0]
        elif not fence:
            lines.append(re.sub("`[^`]*`", "", line))
    assert not fence
    return "\n".join(lines)


@pytest.fixture
def repository(drinks: Path) -> Path:
    """The other article and one more page in a repository of its own, with one commit on main."""
    for language in ("lv", "en", "lt"):
        (drinks / f"docs/{language}/milk.md").write_text("# Latte { #milk }\n\n## Latte { #cold }\n", "utf-8")
    change(drinks / "mkdocs.yml", "nav:\n", "nav:\n  - milk.md\n")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "--quiet", "--initial-branch", "main"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *command], cwd=drinks, check=True)
    return drinks


def test_change_in_one_language_only(repository: Path) -> None:
    change(repository / "docs/data/comparison.yml", "lv: Maiga", 'lv: "Maiga. Ļoti [maiga](index.md)"')
    change(repository / "docs/en/index.md", "See [the table]", "Look at\n[the table]")
    report = script("report", folder=repository)
    assert (report.returncode, report.stderr) == (0, "")
    head, rest = report.stdout.split("## Page size\n\n")
    assert head == (
        "# What changes for a reader\n\nPages: 1 · rows of the table: 1 · stale translations: 0\n\n"
        "## Rows of the table\n\n`comparison/#taste`\n\n"
        "```diff\n Garša\n Tēja:\n-Maiga\n+Maiga.\n+Ļoti maiga <../>\n Kafija:\n Rūgta, kā zināms <../#which>\n"
        " Kakao:\n - Salda\n - Bieza\n```\n\n"
        "`en/comparison/#taste` has not changed.\n\n`lt/comparison/#taste` has not changed.\n\n"
    )
    weight, pages = rest.split("## Pages\n\n")
    assert re.match(r"A page may have at most 14,000 bytes\. The largest, `(\w+/)*`, has [\d,]+\.\n\n\|", weight)
    weights = re.findall(r"^\| (all pages|`\S+`) \| [\d,]+ \| [\d,]+ \| [+-]\d+ \|$", weight, re.MULTILINE)
    assert weights == ["all pages", "`comparison/`", "`en/`"]
    assert pages == (
        "`en/`\n\n```diff\n # Drinks\n-See the table <comparison/#taste>.\n+Look at the table <comparison/#taste>.\n"
        " ## Which to drink\n```\n"
    )
    worktrees = subprocess.run(["git", "worktree", "list"], cwd=repository, capture_output=True, text=True).stdout
    assert worktrees.count("\n") == 1


def test_addresses_that_go_are_named_and_no_text_ends_its_code_block(repository: Path) -> None:
    """A row and a heading get other names, an old address is forgotten, and those that are redirected are not named.

    A page that gets another name takes its #places with it, but for one that the new page lacks.
    """
    for language in ("lv", "en", "lt"):
        change(repository / f"docs/{language}/comparison.md", "#conclusions", "#summary")
        change(repository / f"docs/{language}/index.md", "comparison.md#taste", "comparison.md")
        change(repository / f"docs/{language}/index.md", "#drinks", "#all-drinks")
        page = (repository / f"docs/{language}/milk.md").rename(repository / f"docs/{language}/cream.md")
        change(page, "#cold", "#iced")
    change(repository / "mkdocs.yml", "  - milk.md", "  - cream.md")
    interface = repository / "docs/data/interface.yml"
    interface.write_text(interface.read_text("utf-8") + "redirect.page: {lv: Te, en: Here, lt: Čia}\n", "utf-8")
    change(repository / "docs/data/comparison.yml", "  taste:", "  flavour:")
    change(
        repository / "docs/data/redirects.yml",
        "index.md#choice: index.md#which",
        "index.md#drinks: index.md\nmilk.md: cream.md",
    )
    tick = "&#96;"
    injected = f"{tick * 4} [x](//evil) &lt;script>alert(1)&lt;/script> @all\n\n{tick * 5}\n\nSkatiet"
    change(repository / "docs/lv/index.md", "Skatiet", injected)
    changed = script("report", folder=repository)
    assert changed.returncode == 0, changed.stdout
    named = re.search(r"## Addresses that disappear\n\n.*\n\n((?:- .*\n)+)", changed.stdout)[1]
    assert named == (
        "- `comparison.md#taste: …` for `/comparison/#taste`, `/en/comparison/#taste`, `/lt/comparison/#taste`\n"
        "- `comparison.md#conclusions: …` for `/comparison/#conclusions`, `/en/comparison/#conclusions`, "
        "`/lt/comparison/#conclusions`\n"
        "- `index.md#choice: …` for `/#choice`, `/en/#choice`, `/lt/#choice`\n"
        "- `milk.md#cold: …` for `/milk/#cold`, `/en/milk/#cold`, `/lt/milk/#cold`\n"
    )
    (repository / "docs/lv/`x` [y](evil) @all.md").write_text("# X { #x }\n", "utf-8")
    failed = script("report", folder=repository)
    assert failed.returncode == 1
    for text in (changed.stdout, failed.stdout):
        assert "evil" in text
        assert not re.search("evil|script|@all", outside_of_code(text))


def test_failed_build_is_reported(repository: Path) -> None:
    change(repository / "docs/data/comparison.yml", "      en: Mild\n", "")
    report = script("report", folder=repository)
    assert report.returncode == 1
    assert report.stdout == (
        "# This change cannot be published yet\n\nCorrect each error here, and the check will run again.\n\n"
        "- `docs/data/comparison.yml:28:5`: `rows.taste.tea has no 'en'; add a line 'en: …' to it`\n"
    )


def test_fault_of_the_program_is_reported_whole(repository: Path) -> None:
    (repository / "scripts/hooks.py").write_text("import no_such_module\n")
    report = script("report", folder=repository)
    assert report.returncode == 1
    assert "The site cannot be built:\n\n```\n" in report.stdout
    assert "No module named 'no_such_module'" in report.stdout
    assert str(repository) not in report.stdout


def test_all_problems_that_commands_have_printed_are_listed(repository: Path, tmp_path: Path) -> None:
    """Also an error that only `make test-site` finds: then what changes is shown as well."""
    printed = tmp_path / "problems.txt"
    printed.write_text(
        "docs/lv/index.md:3:1: warning: 'Skatieet' | `is` wrong; correct it\n"
        "INFO    -  Cleaning site directory\nWARNING -  A page <b>@all</b> is odd\nERROR   -  the site has errors:\n"
        f"{repository}/docs/en/index.md:1:1: too long; shorten it\nmake: *** [Makefile:44: build] Error 1\n"
        "docs/lv/index.md:3:1: warning: 'Skatieet' | `is` wrong; correct it\n"
    )
    report = script("report", folder=repository, PROBLEMS=str(printed))
    assert report.returncode == 1
    assert report.stdout.startswith(
        "# This change cannot be published yet\n\nCorrect each error here, and the check will run again.\n\n"
        "- `A page <b>@all</b> is odd`\n- `docs/en/index.md:1:1`: `too long; shorten it`\n\n"
        "## Warnings\n\nThey do not prevent publishing.\n\n"
        "- `docs/lv/index.md:3:1`: `'Skatieet' is wrong; correct it`\n\n# What changes for a reader\n\n"
    )


def test_what_mends_a_broken_site_is_reported(repository: Path) -> None:
    table = repository / "docs/data/comparison.yml"
    change(table, "      en: Mild\n", "")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "commit", "--quiet", "-am", "broken"], cwd=repository, check=True)
    change(table, "      lt: Švelnus\n", "      lt: Švelnus\n      en: Mild\n")
    report = script("report", folder=repository)
    assert report.returncode == 0
    assert report.stdout == "The site before this change cannot be built, so there is nothing to compare it with.\n"


def test_unknown_base_gets_a_fix(repository: Path) -> None:
    report = script("report", "nowhere", folder=repository)
    assert (report.returncode, report.stderr) == (1, "")
    assert report.stdout.endswith(
        "; name a commit that is here (make report BASE=…), or get more of them: git fetch --unshallow\n"
    )
