"""The search dialog: what is found by which words, and that it opens, closes and never fails unseen."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from selectolax.lexbor import LexborHTMLParser

from article import DEFAULT, LANGUAGES, MESSAGES, OTHER_PAGE, PAGE, ROW, WORD
from conftest import Site, press_search, until

Visit = Callable[..., Page]
SEARCH_SCRIPT = re.compile(r"/search\.\w+\.\w+\.js")


def open_search(page: Page) -> None:
    if not page.evaluate("document.getElementById('search').open"):
        page.locator(".search-button").click()
    until(page, "document.getElementById('search').dataset.state === 'ready'")


def search(page: Page, query: str) -> list[str]:
    """Types a query into the dialog, and returns the address of each result that is listed."""
    open_search(page)
    page.locator(".search input").fill(query)
    return page.locator(".search-results a").evaluate_all("links => links.map(link => link.href)")


def status(page: Page) -> str:
    return page.locator(".search-status").inner_text()


def language_of(folder: str) -> str:
    """Returns the language whose pages lie in a folder of the site."""
    [language] = [code for code, language_folder in LANGUAGES.items() if language_folder == folder]
    return language


def word_of(folder: str) -> str:
    """Returns a word that search finds in the language whose pages lie in a folder of the site."""
    return WORD[language_of(folder)]


def message(key: str, folder: str = "") -> str:
    """Returns a message of the search in the language whose pages lie in a folder of the site."""
    return MESSAGES[f"search.{key}"][language_of(folder)]


@pytest.mark.parametrize(
    ("address", "queries", "beginning"),
    [
        ("tea/", ["kafijai", "kafijām", "KAFIJU", "kafi", "„kafija”"], "kafij"),
        ("", ["plaucēšanu", "plaucesana", "plaucesanai", "traucesanu plaucesanu"], "plaucēšan"),
        ("tea/", ["pelna", "peļņai"], "peļņ"),
        ("", ["pirka", "pērkot", "perkot"], ("pirk", "pērk")),
        ("en/tea/", ["selling", "sells", "SELL"], ("sell", "sold")),
        ("en/", ["bean", "beans"], "bean"),
    ],
)
def test_any_form_finds_the_word_as_the_page_has_it(
    address: str, queries: list[str], beginning: str | tuple[str, ...], visit_once: Visit, site: Site
) -> None:
    page = visit_once(address)
    home = site.url + ("en/" if address.startswith("en/") else "")
    for query in queries:
        found = search(page, query)
        marked = [mark.lower() for mark in page.locator(".search-results mark").all_text_contents()]
        assert marked, query
        assert all(mark.startswith(beginning) for mark in marked), (query, marked)
        assert found
        assert not any(link.removeprefix(home).startswith(("http", "en/")) for link in found)  # One language


@pytest.mark.parametrize(
    ("folder", "query", "first"),
    [
        ("", "tēja", "tea/"),
        ("", "tejai", "tea/"),
        ("", "tējas", "tea/"),
        ("", "kafiju", "coffee/"),
        ("", "espreso", "coffee/"),
        ("", "kapučīno", "coffee/"),
        ("", "uzlējumā", "tea/"),
        ("", "melnais dzēriens", "coffee/"),
        ("", "plaucēšanai", "tea/#steeping"),
        ("en/", "coffee", "en/coffee/"),
        ("en/", "espresso", "en/coffee/"),
        ("en/", "infusion", "en/tea/"),
    ],
)
def test_page_about_a_word_comes_first(folder: str, query: str, first: str, visit_once: Visit, site: Site) -> None:
    assert search(visit_once(folder), query)[0] == site.url + first


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_row_is_found_and_opened_by_keyboard(folder: str, visit_again: Visit, site: Site) -> None:
    html = (site.folder / folder / "comparison/index.html").read_text("utf-8")
    row = LexborHTMLParser(html).css("tbody tr")[2]
    identity, name = row.css_first("th").attributes["id"], row.css_first(".row-link").text()
    page = visit_again(f"{folder}{PAGE}")
    links = search(page, name)
    row_address = f"{site.url}{folder}comparison/#{identity}"
    assert row_address in links
    for _ in range(links.index(row_address) + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(row_address)


def test_keys_move_among_the_results(visit_again: Visit) -> None:
    page = visit_again("")
    count = len(search(page, WORD[DEFAULT]))
    focused = "[...document.querySelectorAll('.search-results a')].indexOf(document.activeElement)"
    for key, expected in [("ArrowDown", 0), ("End", count - 1), ("ArrowDown", count - 1), ("ArrowUp", count - 2)]:
        page.keyboard.press(key)
        assert page.evaluate(focused) == expected, key
    page.keyboard.press("Home")
    assert page.evaluate(focused) == 0
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("em")  # Typed among the results, the letters go into the box.
    assert page.locator(".search input").input_value() == f"{WORD[DEFAULT]}em"


@pytest.mark.parametrize("width", [390, 1280])
def test_enter_opens_the_first_result(width: int, visit_again: Visit, site: Site) -> None:
    page = visit_again("", width=width)
    first = search(page, WORD[DEFAULT])[0]
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_abbreviation_is_found_by_its_letters_and_its_name(visit_once: Visit) -> None:
    page = visit_once("")
    for query in ("ctc", "TDS", "sca", "smalcināta un savērpta lapa", "izšķīdušo vielu daudzums"):
        assert any(link.endswith("comparison/#measures") for link in search(page, query)), query


def test_text_is_found_in_its_section_only(visit_once: Visit, site: Site) -> None:
    page = visit_once("")
    assert search(page, "bergamote") == [f"{site.url}comparison/#taste"]
    assert search(page, "kritērijs") == [f"{site.url}comparison/#comparison-table"]
    for query in ("lejupielādēt", "sietiņš"):  # Words of a link to download, and of a drawing
        assert search(page, query) == [], query
    search(page, "bergamote")
    excerpt = page.locator(".search-results p").text_content()
    assert "Tēja: Maiga un svaiga · Zāle un ziedi · Bergamote" in excerpt  # With the label of the cell
    assert search(visit_once("en/"), "mistake") == []  # Of the links to edit


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_number_of_results_is_announced(folder: str, visit_once: Visit) -> None:
    page = visit_once(folder)
    assert len(search(page, "bergamote" if not folder else "bergamot")) == 1
    assert page.locator(".search [role=status]").inner_text() == message("one", folder)
    count = len(search(page, word_of(folder)))
    assert status(page) == message("other", folder).replace("#", str(count))
    assert search(page, "") == []
    assert status(page) == message("start", folder)


@pytest.mark.parametrize(
    ("folder", "typed", "meant"),
    [
        ("", "kafjia", "kafija"),
        ("", "plaucsana", "plaucēšana"),
        ("", "tējas bergamotte", "tējas bergamote"),
        ("en/", "cofefe", "coffee"),
        ("en/", "oxidtion", "oxidation"),
    ],
)
def test_mistyped_word_finds_what_is_meant_and_can_be_searched_for(
    folder: str, typed: str, meant: str, visit_once: Visit
) -> None:
    page = visit_once(folder)
    expected = search(page, meant)
    assert expected
    expect(page.locator(".search-suggestion")).to_be_hidden()
    assert search(page, typed) == expected
    assert status(page) == found(len(expected), folder)
    instead = message("instead", folder).replace("#", typed)
    said = f"{message('corrected', folder).replace('#', meant)} {instead}"
    expect(page.locator(".search-suggestion")).to_have_text(said)
    page.get_by_role("button", name=instead).press("Enter")
    expect(page.locator(".search input")).to_have_value(typed)
    expect(page.locator(".search input")).to_be_focused()
    expect(page.locator(".search-suggestion")).to_be_hidden()
    rest = [word for word in typed.split() if word in meant.split()]  # What is typed well is found still.
    assert len(page.locator(".search-results a").all()) == len(search(page, " ".join(rest)) if rest else [])


def found(count: int, folder: str) -> str:
    return message("one", folder) if count == 1 else message("other", folder).replace("#", str(count))


@pytest.mark.parametrize("width", [360, 1280])
def test_results_with_all_words_come_first_and_it_shows(width: int, visit_once: Visit) -> None:
    page = visit_once("", width=width)
    search(page, "kafija")
    expect(page.locator(".search-partial")).to_have_count(0)
    search(page, "kafija tēja")
    expect(page.locator(".search-partial")).to_have_text(message("partial"))
    items = page.locator(".search-results li")
    with_line = [index for index, item in enumerate(items.all()) if item.locator(".search-partial").count()]
    marked = [len({mark.lower()[0] for mark in item.locator("mark").all_text_contents()}) for item in items.all()]
    first_partial = with_line[0]
    assert first_partial > 0
    assert all(words < 2 for words in marked[first_partial:])


def test_page_name_stands_below_the_heading_in_each_result(visit_once: Visit) -> None:
    page = visit_once("")
    search(page, "kafija")
    names = page.locator(".search-results small")
    assert names.count() > 1
    for name in names.all():
        heading = name.locator("xpath=../b").bounding_box()
        assert name.bounding_box()["y"] >= heading["y"] + heading["height"] - 1


def test_focus_ring_is_inside_the_dialog(visit_once: Visit) -> None:
    page = visit_once("")
    open_search(page)
    field = page.locator(".search input")
    field.focus()
    ring = field.evaluate(
        "e => parseFloat(getComputedStyle(e).outlineWidth) + parseFloat(getComputedStyle(e).outlineOffset)"
    )
    box, dialog = field.bounding_box(), page.locator(".search").bounding_box()
    assert box["y"] - ring >= dialog["y"] + 4
    assert box["x"] + box["width"] + ring <= dialog["x"] + dialog["width"] - 4


@pytest.mark.parametrize(
    ("typed", "status_key"),
    [
        ("kafija~99", "other"),
        ("kafija^10 +pirkt -nav title:x *", "other"),
        ("x" * 5000, "none"),
        ("kafija " * 600, "other"),
        ("<audio onerror=alert(1)>", "none"),
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
def test_any_query_gets_an_answer(typed: str, status_key: str, visit_once: Visit) -> None:
    page = visit_once("")
    found = search(page, typed)
    assert status(page) == message(status_key).replace("#", str(len(found)))
    assert search(page, WORD[DEFAULT])  # And the next search is answered.


def requested_search_files(page: Page, site: Site) -> list[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [name.removeprefix(site.url) for name in names if "/search." in name]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_search_is_loaded_in_one_request_when_it_is_used(folder: str, visit_again: Visit, site: Site) -> None:
    page = visit_again(folder + PAGE)
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(300)
    assert requested_search_files(page, site) == []
    assert search(page, word_of(folder))
    assert len(requested_search_files(page, site)) == 1


def test_search_is_loaded_when_the_pointer_is_at_its_button(visit_again: Visit, site: Site) -> None:
    page = visit_again("")
    page.hover(".search-button")
    until(page, "document.getElementById('search').dataset.state === 'ready'")
    assert len(requested_search_files(page, site)) == 1
    assert not page.evaluate("document.getElementById('search').open")


def test_search_is_loaded_while_a_finger_still_presses_its_button(visit: Visit) -> None:
    page = visit("comparison/", width=390, has_touch=True)
    box = page.locator(".search-button").bounding_box()
    finger = {"x": box["x"] + 5, "y": box["y"] + 5}
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    until(page, "document.getElementById('search').dataset.state === 'ready'")
    assert not page.evaluate("document.getElementById('search').open")
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".search")).to_be_visible()


def hold_back_search(page: Page) -> list[Route]:
    """Delays the answer to each request for the search script, and returns the list of those that wait."""
    waiting: list[Route] = []
    page.route(SEARCH_SCRIPT, lambda route: waiting.append(route))
    return waiting


def wait_for_requests(page: Page, waiting: list[Route], count: int = 1) -> None:
    for _ in range(500):
        if len(waiting) >= count:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"the search script was requested {len(waiting)} times, not {count}")


@pytest.mark.parametrize(
    ("folder", "opened"),
    list(zip(itertools.cycle(LANGUAGES.values()), ["/", "Control+k", "Meta+k", "mouse", "touch"], strict=False)),
)
def test_dialog_opens_before_its_script_has_loaded(folder: str, opened: str, visit_again: Visit) -> None:
    page = visit_again(
        f"{folder}comparison/#{ROW}",
        width=390 if opened == "touch" else 1280,
        has_touch=opened == "touch",
        is_routed=True,
    )
    waiting = hold_back_search(page)
    if opened == "mouse":
        press_search(page)
    elif opened == "touch":
        page.locator(".search-button").tap()
    else:
        page.keyboard.press(opened)
    expect(page.locator(".search")).to_be_visible()
    expect(page.locator(".search input")).to_be_focused()
    assert status(page) == message("loading", folder)
    word = word_of(folder)
    page.keyboard.type(word[:4])
    page.keyboard.press("Enter")  # There are no results yet, and the page must not be loaded again.
    page.keyboard.insert_text(word[4:])  # As pasted or dictated: no key is pressed
    wait_for_requests(page, waiting)
    waiting[0].continue_()
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == word
    assert "?" not in page.url


@pytest.mark.parametrize("key", ["Enter", "ArrowDown"])
def test_key_pressed_before_the_results_are_there_is_followed_then(key: str, visit_again: Visit, site: Site) -> None:
    page = visit_again(PAGE, is_routed=True)
    waiting = hold_back_search(page)
    page.keyboard.press("/")
    page.keyboard.type("kafiju")
    page.keyboard.press(key)
    wait_for_requests(page, waiting)
    waiting[0].continue_()
    if key == "Enter":
        page.wait_for_url(site.url + OTHER_PAGE)
    else:
        expect(page.locator(".search-results a").first).to_be_focused()


def test_long_press_of_the_button_opens_the_dialog(visit_again: Visit) -> None:
    page = visit_again("")
    box = page.locator(".search-button").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.wait_for_timeout(400)
    page.mouse.up()
    page.keyboard.insert_text(WORD[DEFAULT])
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == WORD[DEFAULT]


# On a phone the dialog is the whole screen, and nothing is outside.
@pytest.mark.parametrize(("close", "width"), [("Escape", 1280), ("button", 390), ("back", 390), ("outside", 1280)])
def test_closed_dialog_leaves_the_page_as_it_was(close: str, width: int, visit_again: Visit) -> None:
    page = visit_again("comparison/", width=width)
    page.evaluate("scrollTo(0, 900)")
    until(page, "scrollY > 880")
    before = page.evaluate("[scrollY, document.documentElement.scrollWidth, location.href]")
    page.locator(".search-button").focus()
    page.keyboard.press("Enter")
    assert search(page, WORD[DEFAULT])
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


def test_back_button_leads_from_a_result_to_the_results_and_then_to_the_page(visit_again: Visit, site: Site) -> None:
    page = visit_again(PAGE)
    assert search(page, "kafiju")
    page.locator(".search-results a").first.click()
    page.wait_for_url(site.url + OTHER_PAGE)
    page.go_back()
    page.wait_for_url(site.url + PAGE)
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == "kafiju"
    page.go_back()
    expect(page.locator(".search")).to_be_hidden()
    assert page.url == site.url + PAGE


@pytest.mark.parametrize("presses", [1, 2])
def test_dialog_closed_in_the_same_moment_leaves_nothing_for_back(presses: int, visit: Visit) -> None:
    page = visit("")
    entries = page.evaluate("history.length")
    page.evaluate(
        """presses => {
          for (let press = 0; press < presses; press += 1) {
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }))
            document.getElementById("search").close()
          }
        }""",
        presses,
    )
    page.wait_for_timeout(200)
    assert page.evaluate("[history.length, history.state]") == [entries, None]
    page.keyboard.press("/")
    expect(page.locator(".search")).to_be_visible()
    page.go_back()
    expect(page.locator(".search")).to_be_hidden()
    assert page.evaluate("history.state") is None


def test_dialog_opened_again_after_closing_stays_open(visit_again: Visit) -> None:
    page = visit_again("")
    page.keyboard.press("/")
    until(page, "history.state !== null")
    page.evaluate(
        """async () => {
          const wentBack = new Promise(resolve => addEventListener("popstate", resolve, { once: true }))
          document.getElementById("search").close()
          setTimeout(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true })))
          await wentBack
        }"""
    )
    until(page, "document.getElementById('search').open && history.state !== null")
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('search').open && history.state === null")


@pytest.mark.parametrize("width", [390, 1280])
def test_result_on_this_page_scrolls_there(width: int, visit_again: Visit, site: Site) -> None:
    page = visit_again("comparison/", width=width)
    links = search(page, "bergamote")
    page.locator(".search-results a").first.click()
    expect(page.locator(".search")).to_be_hidden()
    assert page.url == links[0] == f"{site.url}comparison/#taste"
    until(page, "document.querySelector('#taste:target') !== null")
    top = "document.querySelector('#taste').getBoundingClientRect().top"
    until(page, f"{top} > 0 && {top} < innerHeight / 2")
    page.go_back()
    page.wait_for_url(f"{site.url}comparison/")
    expect(page.locator(".search")).to_be_hidden()


def test_tab_stays_in_the_dialog(visit_again: Visit) -> None:
    page = visit_again("")
    search(page, "bergamote")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#search')")


def test_shortcuts_do_nothing_in_a_field_or_with_alt_or_control(visit_again: Visit) -> None:
    page = visit_again("comparison/")
    page.locator(".table-filter input").press_sequentially("s/s")
    assert page.locator(".table-filter input").input_value() == "s/s"
    page.keyboard.press("Tab")
    for key in ("Alt+s", "Control+s"):
        page.keyboard.press(key)
    expect(page.locator(".search")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
def test_field_is_large_enough_that_phones_do_not_zoom(width: int, visit_again: Visit) -> None:
    page = visit_again("", width=width)
    open_search(page)
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.search input')).fontSize) >= 16")
    box = page.locator(".search").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, 800)


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_failed_load_is_reported_and_tried_again_at_the_next_letter(folder: str, visit_again: Visit) -> None:
    page = visit_again(folder, is_routed=True)
    page.route(SEARCH_SCRIPT, lambda route: route.abort())
    page.locator(".search-button").click()
    until(page, "document.getElementById('search').dataset.state === 'failed'")
    assert status(page) == message("failed", folder)
    word = word_of(folder)
    page.keyboard.type(word[:3])
    until(page, "document.getElementById('search').dataset.state === 'failed'")
    page.unroute(SEARCH_SCRIPT)
    page.keyboard.type(word[3])
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == word[:4]


def test_script_that_does_not_come_is_requested_again(visit_again: Visit) -> None:
    page = visit_again("", is_routed=True)
    waiting = hold_back_search(page)
    page.locator(".search-button").click()
    wait_for_requests(page, waiting)
    expect(page.locator(".search")).to_have_attribute("data-state", "failed", timeout=20_000)
    assert status(page) == message("failed")
    page.keyboard.insert_text(WORD[DEFAULT])
    wait_for_requests(page, waiting, 2)
    waiting[1].continue_()
    expect(page.locator(".search-results a").first).to_be_visible()
    waiting[0].continue_()  # The first request is answered after all, which changes nothing.
    page.wait_for_timeout(300)
    assert status(page).startswith(message("other").split("#")[0])


def test_search_works_offline_on_a_saved_page(visit: Visit) -> None:
    page = visit(OTHER_PAGE)
    page.locator(".save-button").click()
    until(page, "document.querySelector('.toast').textContent !== ''")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    assert search(page, "plaucesana")
    page.context.set_offline(False)


def test_query_in_the_address_is_searched_for(visit_again: Visit) -> None:
    page = visit_again("?q=kafijai")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search input").input_value() == "kafijai"


def test_without_javascript_there_is_no_search_button(visit: Visit) -> None:
    page = visit("", java_script_enabled=False)
    assert page.locator(".search-button").is_hidden()
    assert page.locator(".search").is_hidden()


def test_trusted_types_refuse_text_as_markup_or_script(visit_again: Visit) -> None:
    """Trusted Types: what could turn a text into markup or a script throws a TypeError."""
    page = visit_again("")
    for code in ("document.body.innerHTML = '<b>x</b>'", "document.createElement('script').src = 'x.js'"):
        outcome = page.evaluate(f"(() => {{ try {{ {code} }} catch (error) {{ return error.name }} }})()")
        assert outcome == "TypeError", code
