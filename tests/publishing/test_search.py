"""Search by any form of a word: the stemmer by itself, and Material's search box on the built site."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from conftest import LANGUAGES, ROOT, Site, mkdocs, until

Visit = Callable[..., Page]
PAIRS = yaml.safe_load((ROOT / "tests/cases/latvian.yml").read_text("utf-8"))
LATVIAN = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"
BUDGET = 12 * 1024  # Bytes, gzipped: what a first search loads beside Material's own worker.


def fold(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@pytest.fixture(scope="module")
def latvian(chromium: Browser) -> Iterator[Page]:
    """A page with the stemmer alone; of lunr it needs only the place where a stemmer is registered."""
    page = chromium.new_page()
    page.evaluate("globalThis.lunr = { Pipeline: { registerFunction() {} } }")
    page.evaluate((ROOT / "scripts/lunr/lunr.lv.js").read_text("utf-8"))
    yield page
    page.close()


def stems(page: Page, word: str, typed: bool = False) -> set[str]:
    return set(page.evaluate("([word, typed]) => lunr.lv.stems(word, typed)", [word, typed]))


@pytest.mark.parametrize("line", PAIRS["same"])
def test_forms_of_a_word_share_a_stem(line: str, latvian: Page) -> None:
    forms = line.split()
    written = {form: stems(latvian, form) for form in forms}
    for form in forms:
        typed = stems(latvian, fold(form), typed=True)
        for other in forms:
            assert written[form] & written[other], (form, other)
            assert typed & {fold(stem) for stem in written[other]}, (fold(form), other)


@pytest.mark.parametrize("line", PAIRS["different"])
def test_other_words_do_not(line: str, latvian: Page) -> None:
    one, other = line.split()
    assert not stems(latvian, one) & stems(latvian, other)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(word=st.one_of(st.text(LATVIAN, min_size=1, max_size=30), st.text(min_size=1, max_size=30)))
def test_any_word_has_stems(word: str, latvian: Page) -> None:
    word = word.encode("utf-8", "ignore").decode() or "x"
    for typed in (False, True):
        assert stems(latvian, word, typed)
        if set(word) <= set(LATVIAN):
            assert stems(latvian, word, typed) == stems(latvian, word.upper(), typed)
    folded = latvian.evaluate("word => [lunr.lv.fold(word), lunr.lv.fold(lunr.lv.fold(word))]", word)
    assert folded[0] == folded[1]


def ask(page: Page, query: str) -> list[tuple[str, str]]:
    """Types a query into the box; the address and the marked HTML of each result, once the box has an answer."""
    box, list_of_results = page.locator(".md-search__input"), page.locator(".md-search-result__list")
    if page.locator(".search-button").is_visible():
        page.keyboard.press("/")
    box.fill("")
    list_of_results.locator("li").first.wait_for(state="detached")
    page.evaluate("document.querySelector('.md-search-result__meta').textContent = ''")
    box.press_sequentially(query)
    until(page, "document.querySelector('.md-search-result__meta').textContent !== ''")
    shown = None
    while shown != (shown := page.locator(".md-search-result").inner_html()):
        page.wait_for_timeout(300)  # Until the answer to the last letter stands
    results = page.locator(".md-search-result__link")
    return [(link.get_attribute("href"), link.inner_html()) for link in results.all()]


@pytest.mark.parametrize(
    ("address", "queries", "beginning"),
    [
        ("sales/", ["klientiem", "klientam", "KLIENTU", "klie", "„klients”"], "klient"),
        ("", ["apkalpošanu", "apkalposana", "apkalposanai"], "apkalpošan"),
        ("service/", ["pelna", "peļņai"], "peļņ"),
        ("", ["pirka", "pērkot", "perkot"], ("pirk", "pērk")),
        ("en/sales/", ["selling", "sells", "SELL"], "sell"),
        ("en/", ["customer", "customers"], "customer"),
    ],
)
def test_any_form_finds_the_word_as_the_page_has_it(
    address: str, queries: list[str], beginning: str | tuple[str, ...], visit: Visit, site: Site
) -> None:
    page = visit(address)
    home = site.url + ("en/" if address.startswith("en/") else "")
    page.keyboard.press("/")  # Material's key for the search box
    for query in queries:
        found = ask(page, query)
        marked = [mark.lower() for _, text in found for mark in re.findall("<mark[^>]*>([^<]+)</mark>", text)]
        assert marked, query
        assert all(mark.startswith(beginning) for mark in marked), (query, marked)
        assert {link.removeprefix(home).startswith(("http", "en/")) for link, _ in found} == {False}  # One language


def test_heading_goes_before_text_and_the_typed_form_before_others(visit: Visit, site: Site) -> None:
    """The site's own worker and settings, on four pages that show the order."""
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    pages = {
        "other-form/": ("Cita lapa", "Te ir klients."),
        "typed-form/": ("Cita lapa", "Te ir klientiem."),
        "no-diacritics/": ("Cita lapa", "Te ir tirgū."),
        "heading/": ("Klienta ceļš", "Te nav nekā."),
        "typed-in-heading/": ("Klientiem", "Te nav nekā."),
    }
    index["docs"] = [{"location": place, "title": title, "text": text} for place, (title, text) in pages.items()]
    ask_worker = """async ([index, query]) => {
      const worker = new Worker(JSON.parse(document.getElementById("__config").text).search)
      const call = message => new Promise(done => {
        worker.addEventListener("message", ({ data }) => done(data), { once: true })
        worker.postMessage(message)
      })
      await call({ type: 0, data: { ...index, options: { suggest: false } } })
      return (await call({ type: 2, data: query })).data.items.map(([item]) => item.location)
    }"""
    page = visit("")
    page.keyboard.press("/")
    until(page, "!!document.getElementById('__config')")
    assert page.evaluate(ask_worker, [index, "klientiem"]) == [
        "typed-in-heading/",
        "heading/",
        "typed-form/",
        "other-form/",
    ]
    assert page.evaluate(ask_worker, [index, "tirgu"]) == ["no-diacritics/"]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_row_is_found_and_opened_by_keyboard(folder: str, visit: Visit, site: Site) -> None:
    page = visit(f"{folder}comparison/")
    row = page.locator("tbody tr").nth(2)
    identity, name = row.locator("th").get_attribute("id"), row.locator(".row-link").inner_text()
    page = visit(f"{folder}sales/")
    page.keyboard.press("/")
    links = [link for link, _ in ask(page, name)]
    wanted = f"{site.url}{folder}comparison/#{identity}"
    assert wanted in links
    for _ in range(links.index(wanted) + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def test_abbreviation_is_found_by_its_letters_and_its_name(visit: Visit) -> None:
    page = visit("")
    for query in ("csat", "FCR", "aht", "klientu apmierinātības rādītājs", "vidējais apstrādes laiks"):
        assert any(link.endswith("comparison/#metrics") for link, _ in ask(page, query)), query


@pytest.mark.parametrize(("folder", "told"), [("", "Nekas nav atrasts."), ("en/", "Nothing found.")])
def test_nothing_found_is_said_in_the_readers_language(folder: str, told: str, visit: Visit) -> None:
    page = visit(folder)
    assert not ask(page, "qwxz")
    status = page.locator(".md-search").get_by_role("status")
    assert status.inner_text().startswith(told)
    assert len(status.inner_text()) > len(told)  # And what to try


def test_pasted_or_dictated_words_are_searched_for(visit: Visit) -> None:
    page = visit("")
    assert ask(page, "klients")
    page.locator(".md-search__input").fill("tirgus")  # Without a key
    page.locator(".md-search-result__link mark").filter(has_text=re.compile("tirg", re.I)).first.wait_for()


def test_search_loads_on_first_use(visit: Visit, site: Site) -> None:
    page = visit("")
    before = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [url for url in before if "search" in url.removeprefix(site.url)]
    assert ask(page, "klients")


@pytest.mark.parametrize("code", LANGUAGES)
def test_index_and_stemmer_are_small(code: str, site: Site) -> None:
    scripts = (f"lunr.{code}-forms.min.js", "lunr.stemmer.support.min.js")
    files = [f"{LANGUAGES[code]}search/search_index.json", *(f"assets/javascripts/lunr/min/{name}" for name in scripts)]
    assert sum(len(gzip.compress((site.folder / name).read_bytes(), mtime=0)) for name in files) <= BUDGET


def test_a_language_without_a_stemmer_needs_no_code(drinks: Path) -> None:
    assert mkdocs(drinks, "build").returncode == 0
    index = json.loads((drinks / "site/lt/search/search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["lt-forms"]
    row = {"location": "comparison/#taste", "title": "Skonis"}
    assert row.items() <= next(item for item in index["docs"] if item["location"] == row["location"]).items()
    assert "lunr.forms({})" in (drinks / "site/assets/javascripts/lunr/min/lunr.lt-forms.min.js").read_text("utf-8")


def test_a_closed_door_fails_the_build(drinks: Path) -> None:
    mkdocs(drinks, "build")
    worker = next((drinks / "site/assets/javascripts/workers").glob("search.*.min.js"))
    changed = drinks / "overrides/assets/javascripts/workers" / worker.name
    changed.parent.mkdir(parents=True)
    changed.write_text(worker.read_text("utf-8").replace("this.use(lunr[", "this.take(lunr["), "utf-8")
    shutil.rmtree(drinks / "site")
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert "Material's search worker has changed" in built.stderr
