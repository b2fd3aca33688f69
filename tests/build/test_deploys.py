"""A deployment removes the scripts of pages that are open, cached by the browser or saved; they go on working."""

from __future__ import annotations

import contextlib
import functools
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from article import DEFAULT, MESSAGES, OTHER_PAGE, PAGE, TABLE_FILTER, WORD
from conftest import PREFIX, PagesHandler, Site, fill, settle, until
from webdriver import Engine

HASHED = re.compile(r"\b((?:site|search)\.\w+)\.\w+\.js")
NEW = "newer"
IS_NEW = f"document.body?.dataset.script?.includes('.{NEW}.') === true"
READY = "document.querySelector('.search')?.dataset.state === 'ready'"
VISIBLE_ROWS = "[...document.querySelectorAll('.comparison tbody tr')].filter(row => !row.hidden).length"


class DeployHandler(PagesHandler):
    """Serves as GitHub Pages does: what it sends may be kept for ten minutes. What is missing comes a little late."""

    server: DeployServer

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.server.cache_control)
        super().end_headers()

    def do_GET(self) -> None:
        self.server.requested.append(self.path.removeprefix(PREFIX))
        if self.server.is_silent and self.path.endswith("/"):
            self.server.is_over.wait(60)
        super().do_GET()

    def send_error(self, code: int, *_: object) -> None:
        time.sleep(0.3)  # Time to type a few letters
        super().send_error(code)


class DeployServer(http.server.ThreadingHTTPServer):
    """Serves a copy of the built site, of which another version can be deployed."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(DeployHandler, directory=str(folder)))
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.server_port}{PREFIX}"
        self.requested: list[str] = []
        self.cache_control = "max-age=600"
        self.is_silent = False
        self.is_over = threading.Event()

    def deploy(self, with_pages: bool = True) -> None:
        """Puts scripts with other names in place of the old ones, and pages that name them, unless they are late."""
        for script in list(self.folder.rglob("*.js")):
            if HASHED.fullmatch(script.name):
                script.rename(script.with_name(HASHED.sub(rf"\1.{NEW}.js", script.name)))
        if with_pages:
            for page in self.folder.rglob("*.html"):
                page.write_text(HASHED.sub(rf"\1.{NEW}.js", page.read_text("utf-8")), "utf-8")


@pytest.fixture
def server(site: Site, tmp_path: Path) -> Iterator[DeployServer]:
    folder = shutil.copytree(site.folder, tmp_path / "site")
    server = DeployServer(folder)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield server
    server.is_over.set()
    server.shutdown()


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser context for all these tests: each has a server at an address of its own, of which it knows nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.set_offline(False)
    for tab in context.pages:
        tab.close()
    assert errors == []


def until_new(page: Page, expression: str) -> None:
    """Waits until an expression is true on the page that is loaded anew."""
    end = time.monotonic() + 15
    while True:
        with contextlib.suppress(Error):  # There is no page for a moment.
            if page.evaluate(f"{IS_NEW} && ({expression})"):
                return
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def count(server: DeployServer, address: str) -> int:
    return server.requested.count(address)


def test_search_goes_on_with_what_was_typed(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    page.evaluate("scrollTo(0, 300)")
    server.deploy()
    page.keyboard.press("/")
    page.keyboard.type(WORD[DEFAULT])
    until_new(page, READY)
    expect(page.locator(".search input")).to_have_value(WORD[DEFAULT])
    expect(page.locator(".search-results a").first).to_be_visible()
    assert count(server, PAGE) <= 3  # The first time, the question whether it is new, the new page
    assert page.url == server.url + PAGE
    page.keyboard.press("Escape")
    expect(page.locator(".search")).to_be_hidden()
    assert page.evaluate("scrollY") == 300
    page.reload()  # What was kept for the new page is used once.
    settle(page)
    expect(page.locator(".search")).to_be_hidden()


def test_no_letter_of_a_slow_reader_is_lost(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    server.deploy()
    page.keyboard.press("/")
    page.keyboard.type(WORD[DEFAULT], delay=150)
    until_new(page, READY)
    expect(page.locator(".search input")).to_have_value(WORD[DEFAULT])


def test_hovering_alone_leaves_the_page(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    server.deploy()
    page.hover(".search-button")
    until(page, "document.querySelector('.search').dataset.state === 'failed'")
    assert not page.evaluate(IS_NEW)
    page.mouse.down()
    page.mouse.up()
    until_new(page, READY)
    assert page.evaluate("document.querySelector('.search').open")


def filter_table(page: Page) -> None:
    """Opens the page with the table in the middle, and types into its filter."""
    page.evaluate("scrollTo(0, 400)")
    box = page.locator(".table-filter input")
    box.click()
    box.fill(TABLE_FILTER)


def place(page: Page) -> list[float]:
    """Returns where the page and the filter in it are."""
    return page.evaluate("[scrollY, document.querySelector('.table-filter input').getBoundingClientRect().top]")


def test_filter_goes_on_with_its_words_and_its_place(page: Page, server: DeployServer) -> None:
    """As on a page that nothing has happened to."""
    address = f"{server.url}comparison/"
    open_page(page, address)
    rows = page.evaluate(VISIBLE_ROWS)
    filter_table(page)
    until(page, f"{VISIBLE_ROWS} < {rows}")
    expected = place(page)
    context = page.context.browser.new_context(viewport=page.viewport_size, reduced_motion="reduce")
    page = context.new_page()
    open_page(page, address)
    server.deploy()
    filter_table(page)
    until_new(page, f"{VISIBLE_ROWS} < {rows}")
    expect(page.locator(".table-filter input")).to_have_value(TABLE_FILTER)
    expect(page.locator(".table-filter input")).to_be_focused()
    assert place(page) == pytest.approx(expected, abs=2)
    context.close()


def test_filtered_table_is_filtered_still_when_the_search_is_gone(page: Page, server: DeployServer) -> None:
    open_page(page, f"{server.url}comparison/")
    rows = page.evaluate(VISIBLE_ROWS)
    filter_table(page)
    until(page, f"{VISIBLE_ROWS} < {rows}")
    page.evaluate("document.activeElement.blur()")
    expected = place(page)
    server.deploy()
    page.keyboard.press("/")
    until_new(page, f"{READY} && {VISIBLE_ROWS} < {rows}")
    assert place(page) == pytest.approx(expected, abs=2)


def test_page_is_saved_by_one_press(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    server.deploy()
    page.locator(".save-button").click()
    until_new(page, "true")
    expect(page.locator(".toast a")).to_be_visible()
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")


def test_page_with_a_script_from_before_saves_the_page_of_now(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    page.locator(".save-button").focus()
    until(page, "!!site.messages")
    open_list = page.context.new_page()
    open_page(open_list, f"{server.url}saved/")  # So the browser keeps the list of before.
    server.deploy()
    page.locator(".save-button").click()
    expect(page.locator(".toast a")).to_be_visible()
    copies = "caches.open(`saved ${new URL('..', location)}`).then(c => c.keys()).then(k => k.map(({ url }) => url))"
    scripts = [address for address in page.evaluate(copies) if address.endswith(".js")]
    assert scripts and all(f".{NEW}." in script for script in scripts)


def test_list_from_the_browsers_cache_is_filled_without_a_press(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    page.route("**/site.*.js", lambda route: route.abort())  # So that the browser does not have it in its cache.
    open_page(page, f"{server.url}saved/")
    page.unroute("**/site.*.js")
    open_page(page, server.url + PAGE)
    server.deploy()
    requests = count(server, "saved/")
    page.locator(".saved-pages-link").click()
    until_new(page, "document.querySelector('.saved-pages li') !== null")
    expect(page.locator(".saved-pages")).to_have_text(MESSAGES["saved.none"][DEFAULT])
    assert count(server, "saved/") - requests <= 3


def test_page_that_is_not_there_yet_is_not_loaded_again_and_again(page: Page, server: DeployServer) -> None:
    """Or a server that has both versions in part: the scripts are gone, and the page still names them."""
    open_page(page, server.url + PAGE)
    server.deploy(with_pages=False)
    page.evaluate("isKept = true")
    for _ in range(2):
        page.locator(".save-button").click()
        expect(page.locator(".toast")).to_have_text(MESSAGES["loading.failed"][DEFAULT])
    assert page.evaluate("isKept")
    assert count(server, PAGE) <= 4


def test_newer_page_that_does_not_come_is_not_waited_for_without_an_end(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    server.deploy()
    server.is_silent = True
    page.keyboard.press("/")
    expect(page.locator(".search-status")).to_have_text(MESSAGES["search.loading"][DEFAULT])
    expect(page.locator(".search-status")).to_have_text(MESSAGES["search.failed"][DEFAULT], timeout=20_000)


def test_no_network_is_no_deployment(page: Page, server: DeployServer) -> None:
    open_page(page, server.url + PAGE)
    page.evaluate("isKept = true")
    server.deploy()
    page.context.set_offline(True)
    page.keyboard.press("/")
    expect(page.locator(".search-status")).to_have_text(MESSAGES["search.failed"][DEFAULT])
    page.keyboard.press("Escape")
    page.locator(".save-button").click()
    expect(page.locator(".toast")).to_have_text(MESSAGES["loading.failed"][DEFAULT])
    assert page.evaluate("isKept")
    page.context.set_offline(False)
    page.keyboard.press("/")
    until_new(page, READY)


def test_what_is_saved_works_throughout(page: Page, server: DeployServer) -> None:
    """Also a page that was not opened since; and also when the list is changed in the meantime."""
    context: BrowserContext = page.context
    server.cache_control = "no-cache"  # So that the browser's own cache does not answer for the copies.
    for address in (PAGE, OTHER_PAGE):
        open_page(page, server.url + address)
        page.locator(".save-button").click()
        expect(page.locator(".toast a")).to_be_visible()
    until(page, "!!navigator.serviceWorker.controller")
    server.deploy()
    open_page(page, f"{server.url}comparison/")
    page.locator(".save-button").click()
    expect(page.locator(".toast a")).to_be_visible()
    for address in (PAGE, OTHER_PAGE, "comparison/"):
        context.set_offline(True)
        open_page(page, server.url + address)
        expect(page.locator(".offline-notice:visible")).to_have_count(1)
        page.keyboard.press("/")
        until(page, READY)
        page.keyboard.insert_text(WORD[DEFAULT])
        expect(page.locator(".search-results a").first).to_be_visible()
        page.keyboard.press("Escape")
        context.set_offline(False)


def test_other_engines_go_on_too(engine: Engine, server: DeployServer) -> None:
    engine.resize(1280)
    engine.open(f"{server.url}comparison/")
    rows = engine.evaluate(VISIBLE_ROWS)
    server.deploy()
    engine.press(".table-filter input")
    engine.type(TABLE_FILTER)
    engine.until(f"{IS_NEW} && {VISIBLE_ROWS} < {rows}")
    assert engine.evaluate("document.querySelector('.table-filter input').value") == TABLE_FILTER


def test_search_in_other_engines_goes_on_too(engine: Engine, server: DeployServer) -> None:
    engine.resize(1280)
    engine.open(server.url + PAGE)
    server.deploy()
    engine.press(".search-button")
    engine.until(f"{IS_NEW} && {READY} && document.activeElement.matches('.search input')")
    fill(engine, WORD[DEFAULT])
    engine.until("document.querySelector('.search-results a') !== null")
    assert count(server, PAGE) <= 3
