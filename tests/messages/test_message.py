"""Messages in words: values, numbers, several languages, and the language of a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import change, mkdocs, script
from messages.catalogue import ENGLISH, catalogue_languages, read_catalogue
from messages.language import Wording, machine_language, wording_for
from messages.message import Message, Number, either

KNOWN = ["en", "lv"]


def test_values_stand_in_their_places() -> None:
    inner = Message("the link '{address}'", address="a.md")
    message = Message("{part} is missing from {pages}: { #id } {other}", part=inner, pages=[Path("b.md"), 3])
    assert str(message) == "the link 'a.md' is missing from b.md, 3: { #id } {other}"
    assert str(message.with_values(pages="c.md")) == "the link 'a.md' is missing from c.md: { #id } {other}"


def test_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert str(Message("{a} and {b}", a="{b}", b="{a}")) == "{b} and {a}"


def test_messages_among_the_values_are_in_the_same_language() -> None:
    link = Message("the link '{address}'", address="a.md")
    message = Message("{part} is missing from {location}", part=link, location="docs/en/b.md:3")
    assert message.in_words(read_catalogue("lv")) == "šeit ir saite „a.md”, bet vietā docs/en/b.md:3 nav"


@pytest.mark.parametrize(
    ("number", "latvian", "english"),
    [
        (1, "1 rinda", "1 row"),
        (2, "2 rindas", "2 rows"),
        (11, "11 rindas", "11 rows"),
        (21, "21 rinda", "21 rows"),
        (1300, "1\u00a0300 rindas", "1,300 rows"),
    ],
)
def test_number_decides_the_form(number: int, latvian: str, english: str) -> None:
    message = Message.counted(
        "{path}: no problems found, {count} row in {languages}",
        "{path}: no problems found, {count} rows in {languages}",
        number,
        path="a.yml",
        languages=["lv", "en"],
    )
    assert message.in_words(read_catalogue("lv")) == f"a.yml: kļūdu nav, {latvian} šajās valodās: lv, en"
    assert message.in_words(ENGLISH) == f"a.yml: no problems found, {english} in lv, en"


def test_digits_are_grouped() -> None:
    assert ENGLISH.number(Number(14_000)) == "14,000"
    assert read_catalogue("lv").number(Number(14_000)) == "14\u00a0000"


def test_either() -> None:
    assert [str(either(names)) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


def test_messages_are_compared_as_they_read() -> None:
    first = Message("{name} is empty", name="a")
    assert first == Message("{name} is empty", name="a")
    assert len({first, Message("{name} is empty", name="a"), Message("{name} is empty", name="b")}) == 2
    assert sorted([Message("b"), Message("a")]) == [Message("a"), Message("b")]


def test_several_languages_share_a_line() -> None:
    wording = Wording(["lv", "en"])
    assert wording(Message("keep one"), Message("delete it")) == "atstājiet vienu; izdzēsiet to / keep one; delete it"
    assert wording(Message("no catalogue has this")) == "no catalogue has this"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "en"),
        ({"LANG": "lv_LV.UTF-8"}, "lv"),
        ({"LANG": "lv_LV@euro"}, "lv"),
        ({"LANG": "lv"}, "lv"),
        ({"LANG": "lv_LV.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "lv_LV.UTF-8"}, "lv"),
        ({"LANG": "lv_LV.UTF-8", "LC_ALL": ""}, "lv"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:lv:en"}, "lv"),
        ({"LANG": "lv_LV.UTF-8", "LANGUAGE": "de"}, "lv"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "lv"}, "en"),
        ({"LANGUAGE": "lv"}, "en"),
        ({"LANG": "lv_LV.UTF-8", "LC_ALL": "POSIX"}, "en"),
    ],
)
def test_language_of_a_machine(settings: dict[str, str], language: str) -> None:
    assert machine_language(settings, KNOWN) == language


def test_variable_goes_before_the_machine() -> None:
    message = Message("keep one")
    assert wording_for({"LANG": "lv_LV.UTF-8", "MESSAGE_LANGUAGES": "en"})(message) == "keep one"
    assert wording_for({"MESSAGE_LANGUAGES": "lv en"})(message) == "atstājiet vienu / keep one"
    assert wording_for({"LANG": "lv_LV.UTF-8", "MESSAGE_LANGUAGES": "xx"})(message) == "atstājiet vienu"


def test_further_language_is_one_more_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("messages.catalogue.FOLDER", tmp_path)
    catalogue = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "keep one"\nmsgstr "palikite vieną"\n'
    )
    (tmp_path / "lt.po").write_text(catalogue, "utf-8")
    assert catalogue_languages() == ["en", "lt"]
    wording = wording_for({"LANG": "lt_LT.UTF-8"})
    assert wording(Message("keep one"), Message("delete it")) == "palikite vieną; delete it"


def test_check_and_build_speak_the_language_of_the_machine(drinks: Path) -> None:
    change(drinks / "docs/data/comparison.yml", "      en: Mild\n", "")
    latvian = "docs/data/comparison.yml:28:5: rows.taste.tea: trūkst „en”; pievienojiet rindu „en: …”"
    english = "docs/data/comparison.yml:28:5: rows.taste.tea has no 'en'; add a line 'en: …' to it"
    assert latvian in script("check", folder=drinks, LC_ALL="lv_LV.UTF-8").stdout.splitlines()
    built = mkdocs(drinks, "build", LC_ALL="lv_LV.UTF-8")
    assert f"avota failos ir kļūdas:\n{latvian}\n" in built.stderr
    both = mkdocs(drinks, "build", MESSAGE_LANGUAGES="lv en")
    assert (
        f"avota failos ir kļūdas: / the sources have errors:\n{latvian} / {english.partition('5: ')[2]}\n"
        in both.stderr
    )
