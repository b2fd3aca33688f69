"""The search by itself: the stemmers, the order of results, and what the built site has of it, for any article."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from article import LANGUAGES
from build.page_size import FIRST_ROUND_TRIP, gzipped_size
from conftest import ROOT, Site

LATVIAN_STEMS = yaml.safe_load((ROOT / "tests/cases/search/latvian_stems.yml").read_text("utf-8"))
LATVIAN_LETTERS = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"


def without_diacritics(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def page_with_stemmer(chromium: Browser, language: str) -> Page:
    """Opens an empty page that has the search engine and one stemmer, and nothing else of the site."""
    page = chromium.new_page()
    page.add_script_tag(content="const site = {}")
    for name in (f"stemmer.{language}", "engine"):
        page.add_script_tag(path=ROOT / f"docs/assets/search/{name}.js")
    return page


@pytest.fixture(scope="module")
def latvian(chromium: Browser) -> Iterator[Page]:
    page = page_with_stemmer(chromium, "lv")
    yield page
    page.close()


@pytest.fixture(scope="module")
def english(chromium: Browser) -> Iterator[Page]:
    page = page_with_stemmer(chromium, "en")
    yield page
    page.close()


def stems(page: Page, word: str, folded: bool = False) -> set[str]:
    """Returns the stems of a word. folded: the word was typed without diacritics."""
    return set(page.evaluate("([word, folded]) => site.stemmer.stems(word, folded)", [word, folded]))


@pytest.mark.parametrize("line", LATVIAN_STEMS["same"])
def test_forms_of_a_word_share_a_stem(line: str, latvian: Page) -> None:
    forms = line.split()
    written = {form: stems(latvian, form) for form in forms}
    for form in forms:
        typed = stems(latvian, without_diacritics(form), folded=True)
        for other in forms:
            assert written[form] & written[other], (form, other)
            assert typed & {without_diacritics(stem) for stem in written[other]}, (without_diacritics(form), other)


@pytest.mark.parametrize("line", LATVIAN_STEMS["different"])
def test_different_words_share_no_stem(line: str, latvian: Page) -> None:
    one, other = line.split()
    assert not stems(latvian, one) & stems(latvian, other)


@pytest.mark.parametrize(
    "line",
    [
        "customer customers",
        "company companies",
        "process processes processed processing",
        "sell sells selling sold",
        "negotiate negotiates negotiated negotiating",
        "plan plans planned planning",
        "close closes closed closing",
        "need needs needed",
        "person people",
    ],
)
def test_english_forms_of_a_word_share_a_stem(line: str, english: Page) -> None:
    assert len({frozenset(stems(english, form)) for form in line.split()}) == 1


@pytest.mark.parametrize("line", ["business busy", "service serve", "thing the", "need new", "focus foc"])
def test_different_english_words_share_no_stem(line: str, english: Page) -> None:
    one, other = line.split()
    assert not stems(english, one) & stems(english, other)


# All that is asked of a word, at once: its stems as written and as typed without diacritics, those of its upper case,
# and what folding makes of it once and twice.
STEMS_AND_FOLDED = """([word, upper]) => {
  const { stems, fold } = site.stemmer
  const all = text => [false, true].map(isFolded => [...stems(text, isFolded)])
  return [all(word), all(upper), fold(word), fold(fold(word))]
}"""


@settings(max_examples=200)
@given(word=st.one_of(st.text(LATVIAN_LETTERS, min_size=1, max_size=30), st.text(min_size=1, max_size=30)))
def test_any_word_has_stems(word: str, latvian: Page) -> None:
    word = word.encode("utf-8", "ignore").decode() or "x"
    of_word, of_upper, once, twice = latvian.evaluate(STEMS_AND_FOLDED, [word, word.upper()])
    assert all(of_word)
    if set(word) <= set(LATVIAN_LETTERS):
        assert [set(stems) for stems in of_word] == [set(stems) for stems in of_upper]
    assert once == twice


# Searches six small pages, each named by what it has of the query, and returns their addresses in the order of results.
SEARCH_IN_SIX_PAGES = """async query => {
  const text = "Te nav nekā."
  const search = site.createSearch([
    ["other-form/", ["", "Cita lapa", "Te ir klients."]],
    ["typed-form/", ["", "Cita lapa", "Te ir klientiem."]],
    ["no-diacritics/", ["", "Cita lapa", "Te ir tirgū."]],
    ["heading/", ["", "Klienta ceļš", text]],
    ["typed-in-heading/", ["", "Klientiem", text]],
    ["both/", ["", "Cita lapa", "Te ir klienta pavisam garais ceļš."]],
  ], site.stemmer)
  await search.prepare()
  return search.find(query).results.map(({ address }) => address)
}"""


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("klientiem", ["typed-in-heading/", "heading/", "typed-form/", "other-form/", "both/"]),
        ("tirgu", ["no-diacritics/"]),
        ("garam klientam", ["both/", "typed-in-heading/", "heading/", "other-form/", "typed-form/"]),
    ],
)
def test_all_words_come_first_then_headings_then_the_typed_form(query: str, order: list[str], latvian: Page) -> None:
    found = latvian.evaluate(SEARCH_IN_SIX_PAGES, query)
    if query == "garam klientam":
        assert found[0] == order[0]  # It alone has both words.
        assert sorted(found) == sorted(order)
    else:
        assert found == order


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_is_one_file_of_one_round_trip(code: str, site: Site) -> None:
    [script] = (site.folder / "assets/javascripts").glob(f"search.{code}.*.js")
    assert gzipped_size(script.read_bytes()) <= FIRST_ROUND_TRIP


def test_site_has_nothing_of_materials_search(site: Site) -> None:
    names = {file.name.split(".")[0] for file in (site.folder / "assets/javascripts").rglob("*")}
    assert names == {"search", "site"}
