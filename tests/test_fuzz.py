"""Fuzz tests: any file is read or gets problems with locations, and never becomes markup or a script in a page."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import MkDocsException

from checks.all_checks import CHECKS
from conftest import ROOT
from sources.raw_html import TAGS
from sources.site import Site
from sources.site_sources import Sources
from sources.yaml_source import read_yaml
from table.data_file import read_tables
from table.formats import FORMATS, to_format, to_inline_html

GOOD = (ROOT / "tests/cases/table/good.yml").read_text("utf-8")
PROBLEM = re.compile(r"\S+:[1-9]\d*:[1-9]\d*: .+; \S.*", re.DOTALL)
UNEXPECTED_TAG = re.compile(rf"<(?!/?(?:{'|'.join(TAGS)})\b)")
SCRIPT = re.compile(
    r"""
    href="(?:javascript|data|vbscript|//)  # A link that runs a script, or leads to another site without saying so
    | <\w+ (?:\s[\w-]+="[^"]*")* \son\w+=  # An attribute such as onclick, behind any others
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What has a meaning of its own in YAML, Markdown or HTML, or cannot be seen.
SPECIAL_TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "</td>",
    "&#106;",
    "{{ x }}",
    "&a *a",
    "!!python/name:os.system",
    "---",
    "a" * 3000,
    "[" * 50,
    "- " * 50,
    ": ",
    " #",
]
SPECIAL_TEXTS += ["\u202e", "\u200b", "\t", "\0", "\ud7ff", "\r", "\x85", "\u2028", "é", "ē", "𝕏"]
SPECIAL_TEXTS += ['"', "'", "|", ">", "%", "`", "*", "\\"]


def join_lines(lines: list[tuple[int, str]]) -> str:
    """Returns the text of lines, each of which is the number of spaces that indent it and its text."""
    return "\n".join(" " * indent + text for indent, text in lines)


TEXTS = st.lists(st.one_of(st.sampled_from(SPECIAL_TEXTS), st.text(max_size=20)), max_size=4).map("".join)
LINES = st.lists(st.tuples(st.integers(0, 8), TEXTS), max_size=12).map(join_lines)
PAGES = st.lists(st.one_of(st.sampled_from(["# A { #a }", "## B", "```", "", "---"]), TEXTS), max_size=6).map("\n".join)
WORDS = st.sampled_from(["plugins", "i18n", "languages", "locale", "nav", "lv", "en", "a.md", "theme"])
PARTS = st.recursive(
    st.one_of(WORDS, st.none(), st.integers()), lambda part: st.lists(part) | st.dictionaries(WORDS, part)
)
limited = settings(max_examples=100)


def write(folder: str, name: str, content: str | bytes) -> Path:
    file = Path(folder, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return file


@limited
@given(st.one_of(LINES, st.binary(max_size=300)))
def test_any_data_file_is_read_or_has_problems(content: str | bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = write(folder, "docs/data/x.yml", content)
        source = read_yaml(file)
        tables, problems, _ = read_tables(Sources(file.parent.parent), file, ["lv", "en"])
    assert source.is_readable or source.problems
    assert bool(tables) is not bool(problems)
    assert all(PROBLEM.fullmatch(str(problem)) for problem in problems)


@limited
@given(st.integers(0, len(GOOD)), TEXTS, st.booleans())
def test_fragment_in_a_good_file_is_refused_or_harmless(offset: int, fragment: str, is_cell: bool) -> None:
    """Wherever the fragment is inserted, the table is refused, or has nothing that a browser would run."""
    escaped = fragment.replace("\\", "\\\\")
    content = GOOD[:offset] + fragment + GOOD[offset:]
    if is_cell:
        content = GOOD.replace("Maiga", f'"{escaped}"', 1)
    with tempfile.TemporaryDirectory() as folder:
        file = write(folder, "docs/data/x.yml", content)
        tables, problems, _ = read_tables(Sources(file.parent.parent), file, ["lv", "en"])
    assert bool(tables) is not bool(problems)
    assert all(PROBLEM.fullmatch(str(problem)) for problem in problems)
    for table in tables.values():
        forms = {name: to_format(name, table, "lv_LV") for name in FORMATS}
        assert not UNEXPECTED_TAG.search(forms["html"])
        assert not SCRIPT.search(forms["html"])
        assert not UNEXPECTED_TAG.search(to_inline_html(forms["md"]))


@limited
@given(
    st.dictionaries(
        st.sampled_from(["lv/a.md", "en/a.md", "lv/b/c.md", "data/interface.yml"]), st.one_of(LINES, PAGES)
    ),
    st.one_of(st.none(), LINES, PARTS.map(yaml.safe_dump)),
)
def test_any_pages_and_configuration_are_checked(files: dict[str, str], configuration: str | None) -> None:
    good = "plugins: [i18n: {languages: [{locale: lv}, {locale: en}]}]\nnav: [a.md]\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            write(folder, f"docs/{name}", text)
        try:
            site = Site(write(folder, "mkdocs.yml", good if configuration is None else configuration))
            checks = [check for check in CHECKS if check.part in ("pages", "translations")]
            problems = [str(problem) for check in checks for problem in check.find(site)]
        except MkDocsException as error:
            problems = [str(error)]
    assert all(PROBLEM.fullmatch(str(problem)) for problem in problems)
