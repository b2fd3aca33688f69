"""Terms, spelling and typography: each rule finds its errors, and no others."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checks.prose import Prose, all_prose
from checks.section_parts import section_parts
from checks.spelling import find_words
from checks.structure import check_page
from checks.terms import plain_words, read_terms
from checks.typography import check_rules, typography_rules
from conftest import ROOT, change, script
from messages.problems import Location
from sources.markdown_page import MarkdownPage
from sources.site_sources import Sources

CASES = yaml.safe_load((ROOT / "tests/cases/checks/proofreading.yml").read_text("utf-8"))
NO_DICTIONARY = (
    "mkdocs.yml:1:1: warning: spelling in lt is not checked; "
    "name its dictionary in extra.language_settings, as in lt: {locale: xx_YY}"
)
GOOD = "no problems found: proofreading"


def check(folder: Path, **variables: str) -> tuple[int, list[str]]:
    checked = script("check", "proofreading", folder=folder, **variables)
    assert checked.stderr == ""
    return checked.returncode, checked.stdout.splitlines()


def test_each_text_gets_its_problems(drinks: Path) -> None:
    """All cases in one run, each in a page of its own."""
    expected = []
    for number, case in enumerate(CASES):
        language = next(code for code in ("lv", "en", "lt") if code in case)
        page = f"docs/{language}/case-{number:02}.md"
        (drinks / page).write_text(f"# A {{ #a }}\n\n{case[language]} [A](#a).\n", "utf-8")
        expected += [f"{page}:{problem}" for problem in case["problems"]]
    lines = [line for line in check(drinks)[1] if line != NO_DICTIONARY]
    assert sorted(lines) == sorted(expected)


def test_article_has_no_problems(article: Path) -> None:
    """The rules find nothing in all texts of the tests' article, so they raise no false alarm."""
    assert check(article) == (0, [GOOD])


def test_cells_strings_and_front_matter_are_read(drinks: Path) -> None:
    change(drinks / "docs/data/comparison.yml", "lv: Maiga", 'lv: "Tēja\\u00a0\\u2013 maigga"')
    change(drinks / "docs/data/comparison.yml", "en: [Sweet, Thick]", "en: [Sweet, Thik]")
    change(drinks / "docs/data/interface.yml", "en: Look elsewhere.", "en: Look elswhere.")
    change(drinks / "docs/en/index.md", "# Drinks", "---\ndescription: >-\n  Drinks and\n  foood\n---\n# Drinks")
    line = (drinks / "docs/data/interface.yml").read_text("utf-8").partition("elswhere")[0].count("\n") + 1
    found = [line.split(" is not in the dictionary")[0] for line in check(drinks)[1] if line != NO_DICTIONARY]
    assert found == [
        "docs/data/comparison.yml:29:29: 'maigga'",
        "docs/data/comparison.yml:38:19: 'Thik'",
        "docs/en/index.md:4:3: 'foood'",
        f"docs/data/interface.yml:{line}:12: 'elswhere'",
    ]


def test_mistakes_are_found_in_ordinary_sentences_and_nothing_else(drinks: Path) -> None:
    """All sentences and mistakes of spelling.yml in one run, each a paragraph of its own."""
    cases = yaml.safe_load((ROOT / "tests/cases/checks/spelling.yml").read_text("utf-8"))
    expected = {}  # Location of a planted mistake → the word
    for language, case in cases.items():
        lines = ["# A { #a }", *case["sentences"]]
        for right, wrong in case["mistakes"].items():
            sentence = next(sentence for sentence in case["sentences"] if re.search(rf"\b{right}\b", sentence))
            lines.append(re.sub(rf"\b{right}\b", wrong, sentence))
            expected[f"docs/{language}/index.md:{2 * len(lines) - 1}"] = wrong.split()[0]
        (drinks / f"docs/{language}/index.md").write_text("\n\n".join(lines), "utf-8")
        (drinks / f"docs/data/words.{language}.txt").write_text("\n".join(case["words"]), "utf-8")
    found = {}
    for line in check(drinks)[1]:
        if line != NO_DICTIONARY:
            location, problem = re.fullmatch(r"(.+:\d+):\d+: (.+)", line).groups()
            assert location in expected, line
            found[location] = problem.removeprefix("'").partition("' is not in the dictionary")[0]
    assert found == expected


@pytest.mark.parametrize("ci", ["", "true"])
def test_missing_hunspell_is_one_warning(ci: str, drinks: Path) -> None:
    """On GitHub too, where CI is set: no editor's change waits for a dictionary."""
    fix = "on Debian or Ubuntu: sudo apt install hunspell hunspell-lv hunspell-en-gb"
    assert check(drinks, PATH="/nonexistent", CI=ci) == (
        0,
        [NO_DICTIONARY, f"mkdocs.yml:1:1: warning: spelling in lv, en is not checked; {fix}"],
    )


def test_missing_dictionary_is_a_warning(drinks: Path) -> None:
    change(drinks / "mkdocs.yml", "locale: en_GB", "locale: xx_YY")
    fix = "on Debian or Ubuntu: sudo apt install hunspell hunspell-xx-yy"
    assert check(drinks)[1] == [f"mkdocs.yml:1:1: warning: spelling in en is not checked; {fix}", NO_DICTIONARY]


@pytest.mark.parametrize(
    ("find", "replacement", "problem"),
    [
        (
            "  why: {lv: Lapas nevāra., en: Leaves are not boiled.}\n",
            "",
            "1:1: steeping has 'never', but no 'why'; add a line 'why: …' to it (what is wrong with the words)",
        ),
        ("lv: Lapas nevāra., ", "", "8:3: steeping.why has no 'lv'; add a line 'lv: …' to it"),
        ("  lt: plikymas\n", "", "1:1: steeping has no 'lt'; add a line 'lt: …' to it"),
        (
            "  lt: plikymas\n",
            "  lt: plikymas\n  lx: plikymas\n",
            "5:3: steeping has an unknown key 'lx'; delete it; "
            "allowed in steeping: lv, en, lt, never, why, allowed, page, synonyms",
        ),
        ("leaf boiling", "le*", "7:9: 'le*' is not a pattern; write words, with * only after three letters or more"),
        ("leaf boiling", "'*'", "7:9: '*' is not a pattern; write words, with * only after three letters or more"),
        (
            "vārīt* lap*",
            "vārīt*s lap*",
            "6:22: 'vārīt*s lap*' is not a pattern; write words, with * only after three letters or more",
        ),
        ("leaf boiling", "", "7:5: steeping.never.en is empty; write its text"),
        (
            "  why:",
            "  allowed: {lv: Verdoša ūdens krūze}\n  why:",
            "8:17: 'Verdoša ūdens krūze' has no word that needs to be allowed; "
            "write the phrase with a word of steeping.never.lv, or delete it",
        ),
        (
            "  why:",
            "  allowed: {en: Leaf boiling}\n  why:",
            "8:17: 'Leaf boiling' would be allowed everywhere; write the words around it too",
        ),
        (
            "    en: leaf",
            "    ee: leaf",
            "7:5: steeping.never has an unknown key 'ee'; delete it; allowed in steeping.never: lv, en, lt",
        ),
    ],
)
def test_error_in_terms_is_reported(find: str, replacement: str, problem: str, drinks: Path) -> None:
    change(drinks / "docs/data/terms.yml", find, replacement)
    assert check(drinks) == (1, [f"docs/data/terms.yml:{problem}", NO_DICTIONARY])


def test_forbidden_word_is_allowed_in_a_phrase_everywhere_and_a_phrase_without_use_is_reported(drinks: Path) -> None:
    phrases = "  allowed:\n    en: [Leaf boiling of silk, leaf boiling in art]\n  why:"
    change(drinks / "docs/data/terms.yml", "  why:", phrases)
    change(drinks / "docs/en/index.md", "See", "*Leaf boiling* of\nsilk and leaf boiling. See")
    change(drinks / "docs/data/comparison.yml", "en: Mild", "en: On leaf boiling of silk")
    change(drinks / "docs/data/interface.yml", "en: Look elsewhere.", "en: Leaf boiling of silk.")
    status, lines = check(drinks)
    fix = "add the whole phrase to steeping.allowed.en in docs/data/terms.yml"
    assert lines == [
        "docs/en/index.md:4:10: never write 'leaf boiling' (Leaves are not boiled); "
        f"write 'steeping', or if it means something else here, {fix}",
        "docs/data/terms.yml:9:32: warning: 'leaf boiling in art' no longer occurs in any text; delete it from allowed",
        NO_DICTIONARY,
    ]
    assert status == 1


def test_wrong_command(drinks: Path) -> None:
    done = script("check", "wrods", folder=drinks)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "error: there is no part wrods; "
        "write one of settings, pages, comparison, pictures, translations, redirects, proofreading, stale\n"
    )


MARKDOWN = st.text(st.sampled_from("#-*_`~[](){}<>!|:.,;\"'„”“ \t\n\r\\/=&1a–ā\u200b\ufeff\x00") | st.characters())


@given(content=MARKDOWN.map(lambda text: text.encode("utf-8", "replace")) | st.binary())
def test_any_page_is_read_or_refused(content: bytes, scratch: Path) -> None:
    page = scratch / "docs/lv/page.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(content)
    text = MarkdownPage(page)
    problems = list(check_page(text))
    assert text.sections or problems
    assert all(re.match(r".*:\d+:\d+: .+; .+", str(problem)) for problem in problems)
    for above, below in pairwise(text.sections):  # No line is lost or read twice.
        assert above.start + len(above.text.split("\n")) == below.start == below.line
    for section in text.sections:
        list(section_parts(section, scratch / "docs"))
    for prose in all_prose(Sources(scratch / "docs"), ["lv"]):
        list(check_rules(prose, typography_rules("lv", "„”")))


@given(content=MARKDOWN.map(lambda text: text.encode("utf-8", "replace")) | st.binary())
def test_any_terms_are_read_or_refused(content: bytes, scratch: Path) -> None:
    file = scratch / "docs/data/terms.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    terms, problems = read_terms(Sources(scratch / "docs"), ["lv", "en"])
    assert all(re.match(r".*:\d+:\d+: .+; .+", str(problem)) for problem in problems)
    list(terms.check(Prose(Location(file), "lv", "Teksts", "Teksts")))


@pytest.mark.parametrize(
    "syntax",
    [
        "#",
        "# ",
        "[",
        "](",
        "![",
        "`",
        "{",
        "{ lang=",
        "*a*{ lang=",
        "<",
        '<a href="',
        "- ",
        "1. ",
        " ",
        "\n",
        '"',
        ",",
        "](a(b",
        "> ",
        "| ",
        "„a ",
        "*Aa* ",
        "Aa.",
    ],
)
def test_enormous_page_does_not_hang(syntax: str, tmp_path: Path) -> None:
    """The page repeats a piece of syntax 10,000 times and never ends it: an algorithm in quadratic time would hang."""
    page = tmp_path / "docs/lv/page.md"
    page.parent.mkdir(parents=True)
    page.write_text("# A { #a }\n\n" + syntax * 10_000 + "x")
    text = MarkdownPage(page)
    list(check_page(text))
    for section in text.sections:
        list(section_parts(section, tmp_path / "docs"))
    for prose in all_prose(Sources(tmp_path / "docs"), ["lv"]):
        sum(1 for _ in zip(check_rules(prose, typography_rules("lv", "„”")), range(100), strict=False))
        list(find_words(prose, ()))
        plain_words(prose.text)
