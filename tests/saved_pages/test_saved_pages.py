"""Saving pages under every hand: list, heart, copy and service worker agree, and each failure says what it was."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from article import DEFAULT, LANGUAGES, MESSAGES, OTHER_PAGE, PAGE, WORD
from browser import find_complete as find_browser
from conftest import PREFIX, PagesHandler, Site, press_search, settle, until

Visit = Callable[..., Page]

# What is kept of a page: [heart, listed titles, copies of the page, workers].
KEPT = """async () => {
  const copies = []
  for (const name of await caches.keys()) copies.push(...await (await caches.open(name)).keys())
  return [
    document.querySelector(".save-button").ariaPressed,
    JSON.parse(localStorage.getItem("/project/saved") ?? "[]").filter(({ path }) => path === location.pathname).length,
    copies.filter(({ url }) => url === location.href).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]
}"""
SAVED, NOT_SAVED = ["true", 1, 1, 1], ["false", 0, 0, 0]


class BreakableServer(http.server.ThreadingHTTPServer):
    """Serves the built site. Broken, it never answers ("silent"), never ends an answer ("half"), or has an "error"."""

    daemon_threads = True

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(BreakableHandler, directory=str(site.folder)))
        self.url = f"http://127.0.0.1:{self.server_port}{PREFIX}"
        self.requested: list[str] = []
        self.broken = ""
        self.is_over = threading.Event()


class BreakableHandler(PagesHandler):
    """Answers as its server does."""

    server: BreakableServer

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # Otherwise the browser answers for the server.
        super().end_headers()

    def do_GET(self) -> None:
        self.server.requested.append(self.path.removeprefix(PREFIX))
        if not self.server.broken:
            return super().do_GET()
        if self.server.broken == "error":
            return self.send_error(503)
        if self.server.broken == "half":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "9999")
            self.end_headers()
            self.wfile.write(b"<!doctype html><h1>")
        self.server.is_over.wait()


@pytest.fixture
def server(site: Site) -> Iterator[BreakableServer]:
    server = BreakableServer(site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.is_over.set()
    server.shutdown()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(reduced_motion="reduce")
    yield context
    context.close()


def press(page: Page, times: int = 1) -> None:
    """Presses the heart, and again before anything has come of it, then waits until all has been done."""
    for _ in range(times):
        page.locator(".save-button").click()
    until(page, "!document.querySelector('.save-button').hasAttribute('aria-busy')")


def expect_kept(page: Page, kept: list[object]) -> None:
    """Waits until heart, list, copy and worker are as expected, all at once."""
    until(page, f"({KEPT})().then(kept => JSON.stringify(kept) === '{json.dumps(kept, separators=(',', ':'))}')")


def test_pressed_again_and_again_all_agree(visit: Visit) -> None:
    page = visit(PAGE)
    for times, kept in ((1, SAVED), (1, NOT_SAVED), (1, SAVED), (3, NOT_SAVED), (2, NOT_SAVED), (5, SAVED)):
        press(page, times)
        expect_kept(page, kept)
    page.reload()
    expect_kept(page, SAVED)


def test_changes_come_one_after_the_other(visit: Visit) -> None:
    """What is pressed while the network is slow comes after what was pressed before, in another tab too."""
    page = visit(PAGE, is_routed=True)
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    slow: list[Route] = []
    page.route("**/saved/", lambda route: slow.append(route))
    page.locator(".save-button").click()  # To save
    until(page, "navigator.locks.query().then(({ held }) => held.length === 1)")
    page.locator(".save-button").click()  # To remove
    other.locator(".save-button").click()  # To save
    until(page, "navigator.locks.query().then(({ pending }) => pending.length >= 2)")
    page.route("**/saved/", lambda route: route.continue_())
    for route in slow:
        route.continue_()
    expect_kept(page, SAVED)
    expect_kept(other, SAVED)


def test_all_tabs_agree(visit: Visit) -> None:
    page = visit(PAGE, color_scheme="light")
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    the_list = page.context.new_page()
    the_list.goto(page.locator(".saved-pages-link").evaluate("link => link.href"))
    press(page)
    expect(other.locator(".save-button")).to_have_attribute("aria-pressed", "true")
    expect(the_list.locator(".saved-pages a")).to_have_count(1)
    press(other)
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")
    expect_kept(other, NOT_SAVED)
    press(other)
    the_list.locator(".saved-pages button").click()
    expect_kept(page, NOT_SAVED)
    page.locator(".theme-button").click()
    expect(other.locator(".theme-button")).to_have_attribute("aria-pressed", "true")
    background = "getComputedStyle(document.body).backgroundColor"
    assert other.evaluate(background) == page.evaluate(background)


@pytest.fixture(scope="module")
def complete(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A complete Chromium in a window that is not private, which keeps pages in memory for the way back."""
    context = chromium.browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=find_browser(),
        ignore_default_args=["--disable-back-forward-cache"],  # Playwright's own
        color_scheme="light",
        reduced_motion="reduce",
    )
    yield context
    context.close()


def test_page_that_back_brings_from_memory_agrees(complete: BrowserContext, site: Site) -> None:
    page = complete.new_page()
    page.goto(site.url + PAGE)
    settle(page)
    page.evaluate("keptInMemory = true")
    page.goto(f"{site.url}{OTHER_PAGE}")
    settle(page)
    page.locator(".theme-button").click()
    page.evaluate(
        "path => localStorage['/project/saved'] = JSON.stringify([{ path, title: 'T', lang: 'lv' }])", PREFIX + PAGE
    )
    page.go_back(wait_until="commit")
    until(page, "globalThis.keptInMemory")
    expect(page.locator(".theme-button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")
    # Other engines do not tell a page in memory what other pages have stored; it has to look by itself.
    page.evaluate(
        """() => {
          localStorage.clear()
          localStorage["/project/theme"] = "light"
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))
        }"""
    )
    expect(page.locator(".theme-button")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")
    page.close()


def test_title_in_the_list_is_the_pages_own(visit: Visit) -> None:
    page = visit(PAGE)
    title = page.locator("h1").inner_text().rstrip("#").strip()
    # As a browser leaves a page that it has translated; with a word of the title in bold.
    page.evaluate(
        """() => {
          document.documentElement.lang = "de"
          document.title = "Übersetzt"
          const heading = document.querySelector("h1")
          const bold = document.createElement("b")
          bold.append("Übersetzt")
          heading.firstChild.replaceWith(bold)
        }"""
    )
    press_search(page)
    page.locator(".search input").fill(WORD[DEFAULT])
    page.locator(".search-results a").first.wait_for()
    page.locator(".search form button").click()
    press(page)
    [saved] = page.evaluate("JSON.parse(localStorage['/project/saved'])")
    assert saved == {"path": PREFIX + PAGE, "title": title, "lang": DEFAULT}


def test_something_else_in_storage_is_survived(visit: Visit) -> None:
    page = visit(PAGE)
    for rubbish in ("{", "5", "{}", "null", '"saved"', '[null, 5, {"path": 7}, {"path": "/elsewhere/", "title": "x"}]'):
        page.evaluate("text => localStorage.setItem('/project/saved', text)", rubbish)
        page.reload()
        settle(page)
        press(page)
        expect_kept(page, SAVED)
        press(page)
        expect_kept(page, NOT_SAVED)


# The key of a message → what a page runs so that saving fails for that reason
BROKEN = {
    "save.full": "localStorage.setItem('filler', 'x'.repeat(5 * 1024 * 1024 - 60))",
    "save.forbidden": """Object.defineProperty(window, "localStorage", {
      get: () => { throw new DOMException("", "SecurityError") },
    })""",
    "save.failed": "caches.open = () => Promise.reject(new Error())",
    "save.offline": "fetch = () => Promise.reject(new TypeError())",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_failure_says_what_it_was_and_leaves_nothing(language: str, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}{PAGE}")
    for key, code in BROKEN.items():
        page.evaluate(f"() => {{ {code} }}")
        press(page)
        expect(page.locator(".toast")).to_have_text(MESSAGES[key][language])
        expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")
        page.reload()
        settle(page)
        page.evaluate("localStorage.removeItem('filler')")
        expect_kept(page, NOT_SAVED)


def test_what_failed_works_at_the_next_press(visit: Visit) -> None:
    page = visit(PAGE)
    page.locator(".save-button").focus()
    until(page, "!!site.messages")
    page.context.set_offline(True)
    press(page)
    expect(page.locator(".toast")).to_have_text(MESSAGES["save.offline"][DEFAULT])
    expect_kept(page, NOT_SAVED)
    page.context.set_offline(False)
    press(page)
    expect_kept(page, SAVED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_is_not_saved_gives_the_list_of_its_language(language: str, visit: Visit, site: Site) -> None:
    """Whatever language the saved page has, and wherever in the site the address lies."""
    page = visit(PAGE)
    press(page)
    until(page, "!!navigator.serviceWorker.controller")
    title = page.evaluate("JSON.parse(localStorage['/project/saved'])[0].title")
    page.context.set_offline(True)
    home = site.url + LANGUAGES[language]
    for address in (home, f"{home}{OTHER_PAGE}", f"{home}a/b/c/"):
        page.goto(address)
        assert page.url == address
        assert page.locator("html").get_attribute("lang") == language
        expect(page.locator(".offline-notice:visible")).to_have_text(MESSAGES["saved.missing"][language])
        expect(page.locator(".saved-pages a")).to_have_text(title)
    page.locator(".saved-pages a").click()
    expect(page).to_have_url(site.url + PAGE)
    page.reload()  # The link alone may be answered by what the browser still has in memory.
    expect(page.locator(".offline-notice:visible")).to_contain_text(MESSAGES["saved.copy"][DEFAULT])
    page.goto(f"{home}{OTHER_PAGE}")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".save-button")).to_be_visible()
    expect(page.locator(".offline-notice:visible")).to_have_count(0)


def test_saved_page_is_found_however_its_address_is_written(context: BrowserContext, server: BreakableServer) -> None:
    page = context.new_page()
    page.goto(f"{server.url}{PAGE}index.html?q=")
    settle(page)
    page.keyboard.press("Escape")  # Closes the search, which the address has opened.
    press(page)
    until(page, "!!navigator.serviceWorker.controller")
    assert page.evaluate("JSON.parse(localStorage['/project/saved']).map(({ path }) => path)") == [PREFIX + PAGE]
    page.goto(server.url + PAGE)
    settle(page)
    expect_kept(page, SAVED)
    context.set_offline(True)
    for written in (f"{PAGE}index.html", PAGE.rstrip("/"), f"{PAGE}?x=1"):
        page.goto(server.url + written)
        expect(page.locator(".offline-notice:visible")).to_contain_text(MESSAGES["saved.copy"][DEFAULT])
        expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")
        page.locator(".saved-pages-link").click()  # So links lead where they should.
        expect(page).to_have_url(f"{server.url}saved/")


def test_server_that_does_not_answer_counts_as_out_of_reach(context: BrowserContext, server: BreakableServer) -> None:
    page = context.new_page()
    page.goto(server.url + PAGE)
    settle(page)
    press(page)
    until(page, "!!navigator.serviceWorker.controller")
    # Each at an address of its own: otherwise the browser asks for the second only when the first is answered.
    for server.broken in ("silent", "half", "error"):
        page.goto(f"{server.url}{PAGE}?{server.broken}", timeout=20_000)  # It would wait for five minutes.
        expect(page.locator(".offline-notice:visible")).to_contain_text(MESSAGES["saved.copy"][DEFAULT])
    press(page)
    expect_kept(page, NOT_SAVED)


def test_copy_that_is_renewed_has_the_scripts_of_the_new_page(visit: Visit, site: Site) -> None:
    page = visit(PAGE)
    press(page)
    until(page, "!!navigator.serviceWorker.controller")
    file = site.folder / PAGE / "index.html"
    [bundle] = site.folder.glob(f"assets/javascripts/site.{DEFAULT}.*.js")
    newer = bundle.with_name(f"site.{DEFAULT}.newer.js")
    old = file.read_text("utf-8")
    try:
        newer.write_text(bundle.read_text("utf-8"), "utf-8")
        file.write_text(old.replace(bundle.name, newer.name), "utf-8")
        page.reload()
        until(page, f"caches.match('../assets/javascripts/{newer.name}').then(copy => !!copy)")
        page.context.set_offline(True)
        page.reload()
        settle(page)
        expect(page.locator(".offline-notice:visible")).to_have_count(1)
        press(page)
        expect(page.locator(".toast")).to_contain_text(MESSAGES["save.removed"][DEFAULT])
    finally:
        page.context.set_offline(False)
        file.write_text(old, "utf-8")
        newer.unlink()


def test_first_visit_takes_two_requests_at_most(complete: BrowserContext, server: BreakableServer) -> None:
    """Of all that a browser asks for, by itself too: a manifest that a page links, and its icon.

    Only a complete Chromium does so, in a window that is not private; here once a page is saved.
    """
    page = complete.new_page()
    page.goto(server.url + PAGE)
    settle(page)
    page.wait_for_timeout(1500)
    assert len(server.requested) <= 2, server.requested
    expect(page.locator("link[rel=manifest]")).to_have_count(0)
    press(page)
    for _ in range(200):
        if "manifest.webmanifest" in server.requested:
            break
        page.wait_for_timeout(50)
    assert "manifest.webmanifest" in server.requested
    page.close()
