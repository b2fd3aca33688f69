"""YAML that no editor writes on purpose, in each data file: problems at lines that the file has, and no traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build.redirects_file import read_redirects
from checks.terms import read_terms
from messages.problems import Problem
from search.search_terms import read_search_terms
from sources.site_sources import Sources
from table.data_file import read_tables
from translation.interface_messages import read_messages
from translation.state_file import read_state

CODES = ["lv", "en"]
ANCHORS = {"index": {"x"}}


def read_terms_file(sources: Sources) -> list[Problem]:
    """Reads the terms for search and for proofreading. Returns the problems of both."""
    read_search_terms(sources, CODES, dict.fromkeys(CODES, ANCHORS))
    return read_terms(sources, CODES)[1]


READERS: dict[str, Callable[[Sources, Path], list[Problem]]] = {
    "comparison": lambda sources, path: read_tables(sources, path, CODES).problems,
    "interface": lambda sources, path: read_messages(sources, path, CODES)[1],
    "redirects": lambda sources, _: read_redirects(sources, ANCHORS, CODES)[1],
    "terms": lambda sources, _: [
        read_search_terms(sources, CODES, dict.fromkeys(CODES, {})),
        *read_terms(sources, CODES)[1],
    ][1:],
    "translation-state": lambda sources, _: read_state(sources, {})[1],
}
# Found by random changes of good files, or like what was found so
FILES = [
    "? 0",
    "? [a, b]\n: c",
    "? {a: b}\n: c",
    "? ",
    "- ? a",
    ": a",
    "a: &a [*a]",
    "a: &a {b: *a}",
    "<<: {a: b}",
    "!!str a: b",
    "!x!y a",
    "a: b\n---\nc: d",
    "a: b\n...\nc: d",
    "%YAML 1.1\n---\na: b",
    "%x",
    "null",
    "~",
    "5",
    '"a"',
    "[]",
    "{}",
    "[[], {}]",
    '"": a',
    "a: {b: {c: {d: [e, [f]]}}}",
    "subjects: [a]\nrows: {b: [c]}",
    "subjects: {a: b}\nrows: {c: {a: {lv: {d: e}}}}",
    "rows: {a: {criterion: {lv: null}}}",
    "sections: {a#b: {lv: [], stale: {}}}\nup-to-date: {a: b}",
    "up-to-date: [[a]]\nsections: null",
    "a: {never: {lv: [[a], null]}, allowed: {lv: 5}, page: [a]}",
    "a.md: [b.md]\nb.md: {c: d}\nc.md: null",
    "\ufeffa: b",
    "a\x85b: c\u2028d",
    "a: \0",
    "a:\tb",
    "a: |\n\tb",
    'a: "\\',
    "a: '",
    "a" * 2000 + ": b",
    "<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> main\n",
]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", FILES)
def test_problem_is_at_a_line_of_the_file(text: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"docs/data/{name}.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    problems = READERS[name](Sources(tmp_path / "docs"), path)
    number_of_lines = text.count("\n") + 1
    assert all(1 <= problem.location.line <= number_of_lines for problem in problems), problems
    assert all(problem.location.column >= 1 and problem.message and problem.fix for problem in problems)
    is_good = (name, text) in GOOD
    assert bool(problems) is not is_good, problems


# Nothing has moved; no term is there. What else stands above is wrong in each file.
GOOD = {("redirects", "null"), ("redirects", "{}"), ("terms", "{}")}
