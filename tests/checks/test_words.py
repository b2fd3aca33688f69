"""Lists of words that the dictionaries lack: one line for all forms of a word, however a program writes it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from checks.hunspell import Dictionary
from checks.word_list import WordList
from conftest import change, script

ENGLISH = ["-/email"]
LATVIAN = [
    "-s/seminārs",
    "-s/aktīvs",
    "-š/ceļš",
    "-is/kolēģis",
    "-us/tirgus",
    "-a/akcija",
    "-e/analīze",
    "-i/svētki",
    "-āt/runāt",
    "-ēt/zīmēt",
    "-ot/dejot",
]


def unknown(locale: str, list_text: str, words: str, folder: Path) -> list[str]:
    """Returns which of the words a dictionary with a list of further words does not know."""
    file = folder / "words.txt"
    file.write_text(list_text, "utf-8")
    found = Dictionary(locale, WordList(file)).unknown_words(words.split())
    return [word for word in words.split() if word in found]


@pytest.mark.parametrize(
    ("word", "forms", "mistakes"),
    [
        ("vebinārs", "vebināra vebināram vebināru vebinārā vebināri vebināriem Vebināros", "vebinarā vebināriemm"),
        ("proaktīvs", "proaktīva proaktīvajiem proaktīvi proaktīvāk proaktīvākais neproaktīvs", "proaktivi"),
        ("čakš", "čaka čakam čakus čaku", "čakēm"),
        ("blogeris", "blogera blogerim blogeri blogeriem blogeru blogeros", "bloģeris blogerum"),
        ("mērķtirgus", "mērķtirgum mērķtirgū mērķtirgi mērķtirgos", "mērķtirga"),
        ("kiberdrošība", "kiberdrošības kiberdrošību kiberdrošībai kiberdrošībā", "kiberdrošibas"),
        ("blokķēde", "blokķēdes blokķēdē blokķēžu blokķēdēm", "blokķēdu"),
        ("džinkši", "džinkšu džinkšiem džinkšos", "džinkšam"),
        ("validēt", "validē validējam validēts validētajiem validēšanas jāvalidē validējas", "validejam"),
        ("tvītot", "tvīto tvītoja tvītošana tvītojot", "tvitot"),
        ("čatāt", "čatā čatāja čatāšana", "čātāja"),
        ("help-desks", "help-deska help-deskos", "help-desxs"),
        ("Xūrs", "Xūra Xūram", "xūrs"),
    ],
)
def test_line_stands_for_all_forms_of_a_latvian_word(word: str, forms: str, mistakes: str, tmp_path: Path) -> None:
    list_text = "\n".join([*LATVIAN, word])
    assert unknown("lv_LV", list_text, f"{word} {forms} {mistakes}", tmp_path) == mistakes.split()


@pytest.mark.parametrize(
    ("word", "forms", "mistakes"),
    [
        ("walkthrough", "walkthroughs walkthrough's Walkthroughs", "walktrough"),
        ("upsell", "upsells upselling", "upseling"),
        ("geofence", "geofences geofenced geofencing", "geofenceing"),
        ("cozify", "cozifies cozified cozifying", "cozifys"),
    ],
)
def test_line_stands_for_all_forms_of_an_english_word(word: str, forms: str, mistakes: str, tmp_path: Path) -> None:
    list_text = "\n".join([*ENGLISH, word])
    assert unknown("en_GB", list_text, f"{word} {forms} {mistakes}", tmp_path) == mistakes.split()


def test_longest_ending_counts_and_a_model_of_the_word_itself_more(tmp_path: Path) -> None:
    list_text = "-s/seminārs\n-is/kolēģis\nblogeris\nvlogeris/seminārs"
    words = "blogera blogerisa vlogera"
    assert unknown("lv_LV", list_text, words, tmp_path) == ["blogerisa", "vlogera"]


@pytest.mark.parametrize(
    "list_text",
    [
        "\ufeff-s/seminārs\r\nvebinārs\r\n",  # From Windows
        "-s/seminārs\rvebinārs",
        unicodedata.normalize("NFD", "-s/seminārs\nvebinārs"),  # From a Mac
        " -s / seminārs \n\t vebinārs \u00a0\n\n\n",
        "# Visi vārdi\n-s/seminārs # galotne\nvebinārs # angliski webinar\n",
        "vebinārs / seminārs",
        "vebi\u00adnārs/seminārs",  # Reported, because nobody sees it
    ],
)
def test_list_is_read_however_a_program_writes_it(list_text: str, tmp_path: Path) -> None:
    assert unknown("lv_LV", list_text, "vebinārs vebināros vebinars", tmp_path) == ["vebinars"]


def test_line_without_use_is_reported(drinks: Path) -> None:
    """Each in one run: none is ignored without a word."""
    words = (
        "kakavva\ntēja kafija\nčats, blogs\nGitHub\nB2B\ntekksts/nezinva\n-us/lietvaards\nkorppus\nblоgs\n<<<<<<< a\n"
    )
    (drinks / "docs/data/words.lv.txt").write_text(words, "utf-8")
    change(drinks / "docs/lv/index.md", "Skatiet", "Te kakavva, kakavvu, tekksts. Skatiet")
    lines = script("check", "pages", "proofreading", folder=drinks).stdout.splitlines()
    no_line = "need not be listed: words with digits or capital letters inside are not checked"
    not_its_forms = "is not a basic form in the dictionary, so"
    fix = "name another word in its basic form, as a dictionary lists it"
    two_versions = "two versions of the text meet here; keep one, and delete the lines"
    assert [line.removeprefix("docs/data/words.lv.txt:") for line in lines if "words.lv.txt:" in line] == [
        "2:1: 'tēja kafija' is not one word; write each word into a line of its own, without other signs",
        "3:1: 'čats, blogs' is not one word; write each word into a line of its own, without other signs",
        f"4:1: warning: 'GitHub' {no_line}; delete it, or write it in lower-case letters",
        f"5:1: warning: 'B2B' {no_line}; delete it, or write it in lower-case letters",
        f"6:1: 'nezinva' {not_its_forms} 'tekksts' does not get its forms; {fix}",
        f"7:1: 'lietvaards' {not_its_forms} 'korppus' does not get its forms; {fix}",
        "9:3: 'blоgs' has letters of two alphabets: 'о' is Cyrillic, the others are Latin; type the 'о' again",
        f"10:1: {two_versions} <<<<<<<, ||||||| (if there is one), ======= and >>>>>>>",
    ]
    assert "docs/lv/index.md:3:13: 'kakavvu' is not in the dictionary; correct it" in "\n".join(lines)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("vebinārs\n".encode("utf-16"), "1:1: the text is in UTF-16; save it as UTF-8"),
        (
            "veb\nvebinārs\n".encode("cp1257"),
            "2:6: a letter is not in UTF-8; save the file as UTF-8, and check the letter",
        ),
    ],
)
def test_list_that_cannot_be_read_is_named(content: bytes, problem: str, drinks: Path) -> None:
    (drinks / "docs/data/words.lv.txt").write_bytes(content)
    lines = script("check", "proofreading", folder=drinks).stdout.splitlines()
    assert [line for line in lines if not line.startswith("mkdocs.yml")] == [f"docs/data/words.lv.txt:{problem}"]
