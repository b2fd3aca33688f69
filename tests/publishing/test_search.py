"""Search by any form of a word: the stemmers by themselves, and the search dialog of the built site."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from conftest import LANGUAGES, ROOT, Site, mkdocs, press_search, script, until

Visit = Callable[..., Page]
PAIRS = yaml.safe_load((ROOT / "tests/cases/latvian.yml").read_text("utf-8"))
INTERFACE = yaml.safe_load((ROOT / "docs/data/interface.yml").read_text("utf-8"))
LATVIAN = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"
BUDGET = 14_000  # Bytes, gzipped: what a server sends before it waits for an answer (RFC 6928), less the headers
SCRIPT = re.compile(r"/search\.\w+\.\w+\.js")


def fold(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def stemmer(chromium: Browser, language: str) -> Page:
    """A page with a stemmer and nothing else: it must be usable by itself."""
    page = chromium.new_page()
    page.evaluate((ROOT / f"docs/assets/search/stemmer.{language}.js").read_text("utf-8"))
    return page


@pytest.fixture(scope="module")
def latvian(chromium: Browser) -> Iterator[Page]:
    page = stemmer(chromium, "lv")
    yield page
    page.close()


@pytest.fixture(scope="module")
def english(chromium: Browser) -> Iterator[Page]:
    page = stemmer(chromium, "en")
    yield page
    page.close()


def stems(page: Page, word: str, folded: bool = False, language: str = "lv") -> set[str]:
    call = "([language, word, folded]) => stemmers[language].stems(word, folded)"
    return set(page.evaluate(call, [language, word, folded]))


@pytest.mark.parametrize("line", PAIRS["same"])
def test_forms_of_a_word_share_a_stem(line: str, latvian: Page) -> None:
    forms = line.split()
    written = {form: stems(latvian, form) for form in forms}
    for form in forms:
        typed = stems(latvian, fold(form), folded=True)
        for other in forms:
            assert written[form] & written[other], (form, other)
            assert typed & {fold(stem) for stem in written[other]}, (fold(form), other)


@pytest.mark.parametrize("line", PAIRS["different"])
def test_other_words_do_not(line: str, latvian: Page) -> None:
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
    assert len({frozenset(stems(english, form, language="en")) for form in line.split()}) == 1


@pytest.mark.parametrize("line", ["business busy", "service serve", "thing the", "need new", "focus foc"])
def test_other_english_words_do_not(line: str, english: Page) -> None:
    one, other = line.split()
    assert not stems(english, one, language="en") & stems(english, other, language="en")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(word=st.one_of(st.text(LATVIAN, min_size=1, max_size=30), st.text(min_size=1, max_size=30)))
def test_any_word_has_stems(word: str, latvian: Page) -> None:
    word = word.encode("utf-8", "ignore").decode() or "x"
    for folded in (False, True):
        assert stems(latvian, word, folded)
        if set(word) <= set(LATVIAN):
            assert stems(latvian, word, folded) == stems(latvian, word.upper(), folded)
    folded = latvian.evaluate("word => [stemmers.lv.fold(word), stemmers.lv.fold(stemmers.lv.fold(word))]", word)
    assert folded[0] == folded[1]


def open_search(page: Page) -> None:
    if not page.evaluate("document.getElementById('search').open"):
        page.keyboard.press("/")
    until(page, "document.getElementById('search').dataset.state === 'ready'")


def ask(page: Page, query: str) -> list[str]:
    """Types a query into the dialog; the address of each result, as far as they are listed."""
    open_search(page)
    page.locator(".search input").fill(query)
    return page.locator(".search-results a").evaluate_all("links => links.map(link => link.href)")


def status(page: Page) -> str:
    return page.locator(".search-status").inner_text()


def message(key: str, folder: str = "") -> str:
    [language] = [code for code, own in LANGUAGES.items() if own == folder]
    return INTERFACE[f"search.{key}"][language]


@pytest.mark.parametrize(
    ("address", "queries", "beginning"),
    [
        ("sales/", ["klientiem", "klientam", "KLIENTU", "klie", "„klients”"], "klient"),
        ("", ["apkalpošanu", "apkalposana", "apkalposanai", "pakalposanu apkalposanu"], "apkalpošan"),
        ("service/", ["pelna", "peļņai"], "peļņ"),
        ("", ["pirka", "pērkot", "perkot"], ("pirk", "pērk")),
        ("en/sales/", ["selling", "sells", "SELL"], ("sell", "sold")),
        ("en/", ["customer", "customers"], "customer"),
    ],
)
def test_any_form_finds_the_word_as_the_page_has_it(
    address: str, queries: list[str], beginning: str | tuple[str, ...], visit: Visit, site: Site
) -> None:
    page = visit(address)
    home = site.url + ("en/" if address.startswith("en/") else "")
    for query in queries:
        found = ask(page, query)
        marked = [mark.lower() for mark in page.locator(".search-results mark").all_inner_texts()]
        assert marked, query
        assert all(mark.startswith(beginning) for mark in marked), (query, marked)
        assert {link.removeprefix(home).startswith(("http", "en/")) for link in found} == {False}  # One language


@pytest.mark.parametrize(
    ("folder", "query", "first"),
    [
        ("", "pārdošana", "sales/"),
        ("", "pardosanai", "sales/"),
        ("", "pārdošanas", "sales/"),
        ("", "apkalpošanu", "service/"),
        ("", "serviss", "service/"),
        ("", "servisa", "service/"),
        ("", "tirdzniecībā", "sales/"),
        ("", "atbalsta dienests", "service/"),
        ("en/", "service", "en/service/"),
        ("en/", "support", "en/service/"),
        ("en/", "selling", "en/sales/"),
    ],
)
def test_the_page_about_a_word_comes_first(folder: str, query: str, first: str, visit: Visit, site: Site) -> None:
    assert ask(visit(folder), query)[0] == site.url + first


ENGINE_ORDER = """async ([engine, query]) => {
  const createSearch = eval(`(() => { ${engine}; return createSearch })()`)
  const text = "Te nav nekā."
  const search = createSearch([
    ["other-form/", ["", "Cita lapa", "Te ir klients."]],
    ["typed-form/", ["", "Cita lapa", "Te ir klientiem."]],
    ["no-diacritics/", ["", "Cita lapa", "Te ir tirgū."]],
    ["heading/", ["", "Klienta ceļš", text]],
    ["typed-in-heading/", ["", "Klientiem", text]],
    ["both/", ["", "Cita lapa", "Te ir klienta pavisam garais ceļš."]],
  ], stemmers.lv)
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
def test_all_words_then_heading_then_the_typed_form(query: str, order: list[str], latvian: Page) -> None:
    engine = (ROOT / "docs/assets/search/engine.js").read_text("utf-8")
    found = latvian.evaluate(ENGINE_ORDER, [engine, query])
    if query == "garam klientam":
        assert found[0] == order[0]  # It alone has both words.
        assert sorted(found) == sorted(order)
    else:
        assert found == order


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_row_is_found_and_opened_by_keyboard(folder: str, visit: Visit, site: Site) -> None:
    page = visit(f"{folder}comparison/")
    row = page.locator("tbody tr").nth(2)
    identity, name = row.locator("th").get_attribute("id"), row.locator(".row-link").inner_text()
    page = visit(f"{folder}sales/")
    links = ask(page, name)
    wanted = f"{site.url}{folder}comparison/#{identity}"
    assert wanted in links
    for _ in range(links.index(wanted) + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def test_arrows_home_end_and_letters_among_the_results(visit: Visit) -> None:
    page = visit("")
    count = len(ask(page, "klients"))
    place = """[...document.querySelectorAll('.search-results a')].indexOf(document.activeElement)"""
    for key, expected in [("ArrowDown", 0), ("End", count - 1), ("ArrowDown", count - 1), ("ArrowUp", count - 2)]:
        page.keyboard.press(key)
        assert page.evaluate(place) == expected, key
    page.keyboard.press("Home")
    assert page.evaluate(place) == 0
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("em")  # Typed among the results, the letters go into the box.
    assert page.locator(".search input").input_value() == "klientsem"


@pytest.mark.parametrize("width", [390, 1280])
def test_enter_opens_the_first_result(width: int, visit: Visit, site: Site) -> None:
    page = visit("", width=width)
    first = ask(page, "apkalpošana")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_abbreviation_is_found_by_its_letters_and_its_name(visit: Visit) -> None:
    page = visit("")
    for query in ("csat", "FCR", "aht", "klientu apmierinātības rādītājs", "vidējais apstrādes laiks"):
        assert any(link.endswith("comparison/#metrics") for link in ask(page, query)), query


@pytest.mark.parametrize(("half", "word"), [("pārd", "pārdošana"), ("lojalit", "lojalitāte"), ("atris", "atrisināt")])
def test_half_a_word_finds_what_begins_with_it(half: str, word: str, visit: Visit) -> None:
    """While a reader types, results must not vanish because what is typed so far is a form of another word."""
    page = visit("")
    whole = set(ask(page, word))
    assert whole & set(ask(page, half))
    assert word[:4] in " ".join(page.locator(".search-results mark").all_inner_texts()).lower()


def test_the_list_of_saved_pages_is_not_searched(visit: Visit, site: Site) -> None:
    assert not [link for link in ask(visit(""), "lapas") if "saved/" in link]


def test_each_text_is_found_where_it_is_and_nowhere_else(visit: Visit, site: Site) -> None:
    page = visit("")
    assert ask(page, "empātija") == [f"{site.url}comparison/#skills"]
    assert ask(page, "kritērijs") == [f"{site.url}comparison/#comparison-table"]
    for query in ("ziņot", "lejupielādēt"):  # Links that edit, and what surrounds the table, are no text.
        assert ask(page, query) == [], query


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_the_number_of_results_is_announced(folder: str, visit: Visit) -> None:
    page = visit(folder)
    word = "empātija" if not folder else "quota"
    assert len(ask(page, word)) == 1
    assert page.locator(".search [role=status]").inner_text() == message("one", folder)
    count = len(ask(page, "klients" if not folder else "customer"))
    assert status(page) == message("other", folder).replace("#", str(count))
    assert ask(page, "") == []
    assert status(page) == message("start", folder)


@pytest.mark.parametrize(
    ("folder", "typed", "offered"),
    [
        ("", "klietns", "klients"),
        ("", "apkalpsana", "apkalpošana"),
        ("", "klientu lojalitte", "klientu lojalitāte"),
        ("en/", "custmoer", "customer"),
        ("en/", "negotation", "negotiation"),
    ],
)
def test_the_nearest_word_is_offered(folder: str, typed: str, offered: str, visit: Visit) -> None:
    page = visit(folder)
    ask(page, typed)
    before, after = message("offer", folder).split("#")
    expect(page.locator(".search-suggestion")).to_have_text(f"{before}{offered}{after}")
    page.locator(".search-suggestion button").click()
    expect(page.locator(".search input")).to_have_value(offered)
    expect(page.locator(".search input")).to_be_focused()
    expect(page.locator(".search-results a").first).to_be_visible()
    expect(page.locator(".search-suggestion")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("klients~99", "other"),
        ("klients^10 +pirkt -nav title:x *", "other"),
        ("x" * 5000, "none"),
        ("klients " * 600, "other"),
        ("<img src=x onerror=alert(1)>", "none"),
        ("</script><script>", "none"),
        ("🛒🎉", "none"),
        ("продажа", "none"),
        ("„”–…", "none"),
        ("k", "short"),
        ("k l i", "short"),
        (" \t ", "start"),
        ("__proto__ constructor toString", "none"),
    ],
)
def test_nothing_typed_can_hurt(typed: str, told: str, visit: Visit) -> None:
    page = visit("")
    found = ask(page, typed)
    assert status(page) == message(told).replace("#", str(len(found)))
    assert ask(page, "klients")  # And the next search is answered.


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_that_search_needs_is_one_small_file(code: str, site: Site) -> None:
    [script] = (site.folder / "assets/javascripts").glob(f"search.{code}.*.js")
    assert len(gzip.compress(script.read_bytes(), 9, mtime=0)) <= BUDGET


def test_the_built_site_has_nothing_of_materials_search(site: Site) -> None:
    names = {file.name.split(".")[0] for file in (site.folder / "assets/javascripts").rglob("*")}
    assert names == {"search", "site"}


def requested(page: Page, site: Site) -> list[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [name.removeprefix(site.url) for name in names if "/search." in name]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_search_is_fetched_when_it_is_wanted_in_one_request(folder: str, visit: Visit, site: Site) -> None:
    page = visit(f"{folder}sales/")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(300)
    assert requested(page, site) == []
    assert ask(page, "klients" if not folder else "customer")
    assert len(requested(page, site)) == 1


def test_pointing_at_the_button_fetches_ahead(visit: Visit, site: Site) -> None:
    page = visit("")
    page.hover(".search-button")
    until(page, "document.getElementById('search').dataset.state === 'ready'")
    assert len(requested(page, site)) == 1
    assert not page.evaluate("document.getElementById('search').open")


def hold(page: Page) -> list[Route]:
    """Keeps the search script from coming; the list has the requests that wait."""
    held: list[Route] = []
    page.route(SCRIPT, lambda route: held.append(route))
    return held


def wait_for(page: Page, held: list[Route], count: int = 1) -> None:
    for _ in range(500):
        if len(held) >= count:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"the search script was asked for {len(held)} times, not {count}")


@pytest.mark.parametrize("opened", ["/", "s", "mouse", "touch"])
@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_it_opens_before_any_file_has_come(folder: str, opened: str, visit: Visit) -> None:
    page = visit(f"{folder}comparison/#metrics", width=390 if opened == "touch" else 1280, has_touch=opened == "touch")
    held = hold(page)
    if opened == "mouse":
        press_search(page)
    elif opened == "touch":
        page.locator(".search-button").tap()
    else:
        page.keyboard.press(opened)
    expect(page.locator(".search")).to_be_visible()
    expect(page.locator(".search input")).to_be_focused()
    assert status(page) == message("loading", folder)
    page.keyboard.type("apkalp" if not folder else "serv")
    page.keyboard.press("Enter")  # Too early for a result, and no reason to load the page anew
    page.keyboard.insert_text("ošana" if not folder else "ice")  # Pasted or dictated: no key is pressed.
    wait_for(page, held)
    held[0].continue_()
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == ("apkalpošana" if not folder else "service")
    assert "?" not in page.url


def test_a_slow_hand_presses_the_button_too(visit: Visit) -> None:
    page = visit("")
    box = page.locator(".search-button").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.wait_for_timeout(400)
    page.mouse.up()
    page.keyboard.type("klients")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == "klients"


@pytest.mark.parametrize("close", ["Escape", "button", "back", "outside"])
@pytest.mark.parametrize("width", [390, 1280])
def test_closing_leaves_the_page_as_it_was(close: str, width: int, visit: Visit) -> None:
    if close == "outside" and width == 390:
        pytest.skip("the dialog is the whole screen there")
    page = visit("comparison/", width=width)
    page.evaluate("scrollTo(0, 900)")
    until(page, "scrollY > 880")
    before = page.evaluate("[scrollY, document.documentElement.scrollWidth, location.href]")
    page.locator(".search-button").focus()
    page.keyboard.press("Enter")
    assert ask(page, "klients")
    if close == "button":
        page.locator(".search form button").click()
    elif close == "back":
        page.go_back()
    elif close == "outside":
        page.mouse.click(20, 500)
    else:
        page.keyboard.press("Escape")
    until(page, "!document.getElementById('search').open && history.state === null")
    page.wait_for_timeout(100)
    assert page.evaluate("[scrollY, document.documentElement.scrollWidth, location.href]") == before
    expect(page.locator(".search-button")).to_be_focused()


def test_back_from_a_result_leads_to_the_results_and_then_to_the_page(visit: Visit, site: Site) -> None:
    page = visit("sales/")
    assert ask(page, "apkalpošanu")
    page.locator(".search-results a").first.click()
    page.wait_for_url(f"{site.url}service/")
    page.go_back()
    page.wait_for_url(f"{site.url}sales/")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == "apkalpošanu"
    page.go_back()
    expect(page.locator(".search")).to_be_hidden()
    assert page.url == f"{site.url}sales/"


def test_opened_again_at_once_it_stays_open(visit: Visit) -> None:
    page = visit("")
    page.evaluate(
        """() => {
          const press = key => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
          press("/")
          document.getElementById("search").close()
          setTimeout(() => press("/"))
        }"""
    )
    page.wait_for_timeout(500)
    expect(page.locator(".search")).to_be_visible()
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('search').open && history.state === null")


@pytest.mark.parametrize("width", [390, 1280])
def test_result_on_this_page_scrolls_there(width: int, visit: Visit, site: Site) -> None:
    page = visit("comparison/", width=width)
    links = ask(page, "empātija")
    page.locator(".search-results a").first.click()
    expect(page.locator(".search")).to_be_hidden()
    assert page.url == links[0] == f"{site.url}comparison/#skills"
    until(page, "document.querySelector('#skills:target') !== null")
    top = "document.querySelector('#skills').getBoundingClientRect().top"
    until(page, f"{top} > 0 && {top} < innerHeight / 2")
    page.go_back()
    page.wait_for_url(f"{site.url}comparison/")
    expect(page.locator(".search")).to_be_hidden()


def test_tab_stays_inside(visit: Visit) -> None:
    page = visit("")
    ask(page, "empātija")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#search')")


def test_shortcuts_are_letters_where_one_writes_and_the_browsers_with_alt(visit: Visit) -> None:
    page = visit("comparison/")
    page.locator(".table-filter input").press_sequentially("s/s")
    assert page.locator(".table-filter input").input_value() == "s/s"
    page.keyboard.press("Tab")
    for key in ("Alt+s", "Control+s"):
        page.keyboard.press(key)
    expect(page.locator(".search")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
def test_the_box_is_large_enough_not_to_be_zoomed_to(width: int, visit: Visit) -> None:
    page = visit("", width=width)
    open_search(page)
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.search input')).fontSize) >= 16")
    box = page.locator(".search").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, 800)


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_what_failed_is_told_and_tried_again_at_the_next_letter(folder: str, visit: Visit) -> None:
    page = visit(folder)
    page.route(SCRIPT, lambda route: route.abort())
    page.keyboard.press("/")
    until(page, "document.getElementById('search').dataset.state === 'failed'")
    assert status(page) == message("failed", folder)
    page.keyboard.type("ser")
    until(page, "document.getElementById('search').dataset.state === 'failed'")
    page.unroute(SCRIPT)
    page.keyboard.type("v")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == "serv"


def test_a_server_that_does_not_answer_is_asked_again(visit: Visit) -> None:
    page = visit("")
    held = hold(page)
    page.keyboard.press("/")
    wait_for(page, held)
    until(page, "document.getElementById('search').dataset.state === 'failed'", seconds=20)
    assert status(page) == message("failed")
    page.keyboard.type("klients")
    wait_for(page, held, 2)
    held[1].continue_()
    expect(page.locator(".search-results a").first).to_be_visible()
    held[0].continue_()  # The first answer comes after all, and changes nothing.
    page.wait_for_timeout(300)
    assert status(page).startswith(message("other").split("#")[0])


def test_a_saved_page_is_searched_without_a_network(visit: Visit) -> None:
    page = visit("service/")
    page.locator(".save-button").click()
    until(page, "document.querySelector('.toast').textContent !== ''")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    assert ask(page, "pardosana")
    page.context.set_offline(False)


def test_words_in_the_address_are_searched_for(visit: Visit) -> None:
    page = visit("?q=klientiem")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == "klientiem"


def test_without_javascript_no_button_is_shown(visit: Visit) -> None:
    page = visit("", java_script_enabled=False)
    assert page.locator(".search-button").is_hidden()
    assert page.locator(".search").is_hidden()


def test_no_text_becomes_markup_or_a_script(visit: Visit) -> None:
    """Trusted Types: what could make a script of a text is refused on every page."""
    page = visit("")
    for code in ("document.body.innerHTML = '<b>x</b>'", "document.createElement('script').src = 'x.js'"):
        outcome = page.evaluate(f"(() => {{ try {{ {code} }} catch (error) {{ return error.name }} }})()")
        assert outcome == "TypeError", code


def test_a_language_without_a_stemmer_finds_words_by_their_beginnings(drinks: Path) -> None:
    assert mkdocs(drinks, "build").returncode == 0
    [script] = (drinks / "site/assets/javascripts").glob("search.lt.*.js")
    text = script.read_text("utf-8")
    assert '["taste","Skonis"' in text
    assert "createSearch" in text and "THEMES_LEFT_OUT" not in text


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("  page: nowhere.md\n", "9:9: there is no page docs/lv/nowhere.md; name one that is in each language"),
        ("  page: index.md#x\n", "9:9: docs/lv/index.md has no heading #x; name one that it has, or the page alone"),
        ("  synonyms:\n    lv: cits\n", "1:1: steeping has synonyms but no 'page'; add the page that they lead to"),
    ],
)
def test_synonym_that_leads_nowhere_is_told(lines: str, told: str, drinks: Path) -> None:
    with (drinks / "docs/data/terms.yml").open("a", encoding="utf-8") as file:
        file.write(lines)
    checked = script("check", "proofreading", folder=drinks)
    assert f"docs/data/terms.yml:{told}" in checked.stdout
    assert checked.returncode == 1
