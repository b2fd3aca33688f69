"""The list of saved pages, under hands that slip, browsers that keep nothing, and without a network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from article import DEFAULT, LANGUAGES, MESSAGES, OTHER_PAGE, PAGE, WORD
from conftest import Site, WatchedSite, fill, press_search, settle, until
from webdriver import Engine

Visit = Callable[..., Page]

TITLES = "[...document.querySelectorAll('.saved-pages a')].map(link => link.pathname)"


def save(page: Page, address: str) -> None:
    """Saves the page of an address, which may be open."""
    if page.url != address:
        page.goto(address)
        settle(page)
    page.locator(".save-button").click()
    expect(page.locator(".toast a")).to_be_visible()


def open_list(page: Page, site: Site, folder: str = "") -> None:
    page.goto(f"{site.url}{folder}saved/")
    until(page, "document.querySelector('.saved-pages li') !== null")


@pytest.mark.parametrize("language", LANGUAGES)
def test_removed_page_comes_back_to_its_place(language: str, visit: Visit, site: Site) -> None:
    folder = LANGUAGES[language]
    page = visit(folder)
    for address in ("", PAGE, OTHER_PAGE):
        save(page, site.url + folder + address)
    open_list(page, site, folder)
    before = page.evaluate(TITLES)
    assert len(before) == 3
    for index in (0, 1):
        page.locator(f".saved-pages a[href='{before[index]}'] ~ button").press("Enter")
        undo = page.locator(".saved-pages button:focus")
        expect(undo).to_have_text(MESSAGES["saved.undo"][language])
    assert page.evaluate(TITLES) == before[2:]
    expect(page.locator(".saved-pages li").nth(1)).to_contain_text(MESSAGES["saved.removed"][language])
    for index in (1, 0):
        page.locator(".saved-pages li").nth(index).locator("button").press("Enter")
        focused = page.locator(".saved-pages button:focus")
        expect(focused).to_have_text(MESSAGES["saved.remove"][language])
    assert page.evaluate(TITLES) == before
    page.context.set_offline(True)
    page.goto(site.url + folder + PAGE)
    page.reload()  # The address alone may be answered by what the browser still has in memory.
    expect(page.locator(".offline-notice:visible")).to_have_count(1)
    page.context.set_offline(False)


def test_removed_page_that_another_tab_saves_again_is_listed_once(visit: Visit, site: Site) -> None:
    page = visit(PAGE)
    save(page, site.url + PAGE)
    other = page.context.new_page()
    other.goto(site.url + PAGE)
    settle(other)
    open_list(page, site)
    page.locator(".saved-pages button").click()
    expect(page.locator(".saved-pages a")).to_have_count(0)
    expect(other.locator(".save-button")).to_have_attribute("aria-pressed", "false")
    other.locator(".save-button").click()
    expect(page.locator(".saved-pages a")).to_have_count(1)
    expect(page.locator(".saved-pages li")).to_have_count(1)


def test_undo_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.open(watched_site.url + PAGE)
    engine.press(".save-button")
    engine.until("document.querySelector('.toast a') !== null")
    engine.open(f"{watched_site.url}saved/")
    engine.until("document.querySelector('.saved-pages a') !== null")
    engine.press(".saved-pages button")
    engine.until("document.querySelector('.saved-pages a') === null")
    engine.press(".saved-pages button")
    engine.until("document.querySelector('.saved-pages a') !== null")
    engine.press(".saved-pages button")
    engine.until("document.querySelector('.saved-pages a') === null")
    assert engine.evaluate("errors") == []


REFUSED = {
    "save.forbidden": [
        """Object.defineProperty(window, "localStorage", {
          get: () => { throw new DOMException("", "SecurityError") },
        })""",
        """for (const name of ["open", "has", "delete"])
          CacheStorage.prototype[name] = () => Promise.reject(new DOMException("", "SecurityError"))""",
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })",
    ],
    "save.insecure": ["Object.defineProperty(window, 'isSecureContext', { value: false })"],
}


@pytest.mark.parametrize(("key", "language"), list(zip(REFUSED, LANGUAGES, strict=True)))
def test_browser_that_keeps_nothing_is_told_by_list_and_heart(
    key: str, language: str, visit: Visit, site: Site
) -> None:
    for code in REFUSED[key]:
        page = visit(f"{LANGUAGES[language]}{PAGE}")
        page.add_init_script(code)
        page.reload()
        settle(page)
        page.locator(".save-button").click()
        expect(page.locator(".toast")).to_have_text(MESSAGES[key][language])
        page.goto(f"{site.url}{LANGUAGES[language]}saved/")
        expect(page.locator(".saved-pages")).to_have_text(MESSAGES[key][language])


def test_browser_is_asked_to_keep_what_is_saved_once(visit: Visit, site: Site) -> None:
    page = visit("")
    page.add_init_script(
        """StorageManager.prototype.persist = async () => {
          sessionStorage.asked = Number(sessionStorage.asked ?? 0) + 1
          return false
        }"""
    )
    page.goto(site.url + PAGE)
    settle(page)
    page.locator(".save-button").focus()
    until(page, "!!site.messages")
    assert page.evaluate("sessionStorage.asked") is None
    save(page, site.url + PAGE)
    save(page, site.url + OTHER_PAGE)
    assert page.evaluate("sessionStorage.asked") == "1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_toast_says_where_its_link_stands(language: str, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}{PAGE}")
    page.locator(".save-button").click()
    expect(page.locator(".toast")).to_contain_text(MESSAGES["save.listed"][language])
    in_footer = page.locator(".site-footer .saved-pages-link")
    expect(page.locator(".toast a")).to_have_text(in_footer.inner_text())
    assert page.locator(".toast a").get_attribute("href") == in_footer.get_attribute("href")


def test_button_stays_while_the_list_shows_the_same(visit: Visit, site: Site) -> None:
    """A press on a button that another one replaces before the finger is lifted would be lost."""
    page = visit(PAGE)
    save(page, site.url + PAGE)
    page.goto(f"{site.url}saved/")
    button = page.locator(".saved-pages button")
    button.evaluate("button => { globalThis.pressed = button }")
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert button.evaluate("button => button === globalThis.pressed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_tell_which_pages_can_be_read_offline(language: str, visit: Visit, site: Site) -> None:
    folder = LANGUAGES[language]
    page = visit(folder + PAGE)
    note = MESSAGES["search.unsaved"][language]

    def told() -> set[tuple[str, bool]]:
        """Returns the path of each result, and whether it says that the page is not saved."""
        if not page.evaluate("document.querySelector('.search').open"):
            press_search(page)
        page.locator(".search input").fill(WORD[language])
        until(page, "document.querySelector('.search-results a') !== null")
        links = page.locator(".search-results a")
        tell = "(links, note) => links.map(link => [link.pathname, link.textContent.includes(note)])"
        return {(path, is_told) for path, is_told in links.evaluate_all(tell, note)}

    assert not any(is_told for _, is_told in told())
    page.keyboard.press("Escape")
    until(page, "history.state === null")  # The browser has gone back, as closing the dialog does.
    for address in (PAGE, OTHER_PAGE):
        save(page, site.url + folder + address)
    until(page, "!!navigator.serviceWorker.controller")
    page.context.set_offline(True)
    page.reload()
    settle(page)
    outcome = told()
    saved = {f"/project/{folder}{address}" for address in (PAGE, OTHER_PAGE)}
    assert {path for path, is_told in outcome if not is_told} <= saved
    assert {path for path, is_told in outcome if is_told}.isdisjoint(saved)
    assert {is_told for _, is_told in outcome} == {True, False}
    page.context.set_offline(False)


def test_reload_with_the_search_open_brings_back_query_and_results(visit: Visit) -> None:
    page = visit(PAGE)
    page.keyboard.press("/")
    page.keyboard.type(WORD[DEFAULT])
    until(page, "document.querySelector('.search-results a') !== null")
    before = page.locator(".search-results a").all_text_contents()
    page.reload()
    expect(page.locator(".search-results a").first).to_be_visible()
    expect(page.locator(".search input")).to_have_value(WORD[DEFAULT])
    assert page.locator(".search-results a").all_text_contents() == before
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('.search').open && history.state === null")
    page.reload()
    settle(page)
    expect(page.locator(".search")).to_be_hidden()


def test_reload_of_an_address_with_a_query_brings_back_what_was_typed(visit: Visit, site: Site) -> None:
    page = visit("?q=x")
    expect(page.locator(".search input")).to_have_value("x")
    until(page, "document.querySelector('.search').dataset.state === 'ready'")
    page.locator(".search input").fill(WORD[DEFAULT])
    page.reload()
    expect(page.locator(".search input")).to_have_value(WORD[DEFAULT])
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.url == f"{site.url}?q={WORD[DEFAULT]}"


def test_reload_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    engine.open(watched_site.url + PAGE)
    engine.press(".search-button")
    engine.until("document.activeElement.matches('.search input')")
    fill(engine, WORD[DEFAULT])
    engine.until("document.querySelector('.search-results a') !== null")
    engine.evaluate("setTimeout(() => location.reload(), 50) && (isOld = true)")
    engine.until("globalThis.isOld === undefined && document.querySelector('.search-results a') !== null")
    assert engine.evaluate("document.querySelector('.search input').value") == WORD[DEFAULT]
