"""Sites of one host, name.github.io/project/ and name.github.io/other/, share storage, and leave each other alone."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from article import PAGE
from conftest import PREFIX, PagesHandler, Site, settle, until

NEIGHBOUR = "/other/"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


class NeighboursHandler(PagesHandler):
    """Serves the same site at two paths, and in the root of the host."""

    def translate_path(self, path: str) -> str:
        for prefix in (NEIGHBOUR, PREFIX, "/"):
            if path.startswith(prefix):
                return super().translate_path(PREFIX + path.removeprefix(prefix))
        raise AssertionError(path)


@pytest.fixture
def host(site: Site) -> Iterator[str]:
    """The address of a host with two sites, without a slash at its end."""
    handler = functools.partial(NeighboursHandler, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(color_scheme="light", reduced_motion="reduce")
    yield page
    page.context.close()


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def save(page: Page) -> None:
    page.locator(".save-button").click()
    expect(page.locator(".toast a")).to_be_visible()


def test_theme_of_another_site_is_neither_taken_nor_changed(page: Page, host: str) -> None:
    open_page(page, host + PREFIX)
    light = page.evaluate(BACKGROUND)
    page.evaluate("localStorage.theme = 'dark'")  # Sites of any making use that name.
    open_page(page, host + PREFIX)
    assert page.evaluate(BACKGROUND) == light
    page.locator(".theme-button").click()
    dark = page.evaluate(BACKGROUND)
    assert dark != light
    page.locator(".theme-button").click()
    page.locator(".theme-button").click()
    assert page.evaluate("localStorage.theme") == "dark"
    for neighbour in (NEIGHBOUR, "/"):
        open_page(page, host + neighbour)
        assert page.evaluate(BACKGROUND) == light
    open_page(page, host + PREFIX + PAGE)
    assert page.evaluate(BACKGROUND) == dark


def test_each_site_keeps_its_own_pages(page: Page, host: str) -> None:
    for prefix in (PREFIX, NEIGHBOUR):
        open_page(page, host + prefix + PAGE)
        expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")
        save(page)
    for prefix in (PREFIX, NEIGHBOUR, "/"):
        open_page(page, f"{host}{prefix}saved/")
        saved = [] if prefix == "/" else [f"{prefix}{PAGE}"]
        until(page, "document.querySelector('.saved-pages li') !== null")
        links = page.locator(".saved-pages a").evaluate_all("links => links.map(link => link.pathname)")
        assert links == saved
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys and all(key.startswith((PREFIX, NEIGHBOUR)) for key in keys)
    caches = page.evaluate("caches.keys()")
    assert sorted(caches) == [f"saved {host}{prefix}" for prefix in (NEIGHBOUR, PREFIX)]
    scopes = "navigator.serviceWorker.getRegistrations().then(all => all.map(({ scope }) => scope).sort())"
    assert page.evaluate(scopes) == [f"{host}{prefix}" for prefix in (NEIGHBOUR, PREFIX)]


def test_pages_saved_in_the_shared_list_move_to_the_sites_own(page: Page, host: str) -> None:
    """As pages of before November 2026 have saved them."""
    entries = [{"path": prefix + PAGE, "title": "T", "lang": "lv"} for prefix in (PREFIX, NEIGHBOUR)]
    shared = json.dumps([*entries, None, 5, {"path": 7}])
    open_page(page, host + PREFIX)
    page.evaluate("list => { localStorage.saved = list }", shared)
    open_page(page, host + PREFIX + PAGE)
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "true")
    open_page(page, f"{host}{PREFIX}saved/")
    expect(page.locator(".saved-pages a")).to_have_count(1)
    until(page, f"localStorage.getItem('{PREFIX}saved') !== null")
    assert json.loads(page.evaluate(f"localStorage.getItem('{PREFIX}saved')")) == entries[:1]
    page.locator(".saved-pages button").click()
    expect(page.locator(".saved-pages a")).to_have_count(0)
    open_page(page, host + PREFIX + PAGE)  # It does not come back from the shared list, which stays for the other site.
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("localStorage.saved") == shared
    open_page(page, f"{host}{NEIGHBOUR}saved/")
    expect(page.locator(".saved-pages a")).to_have_attribute("href", NEIGHBOUR + PAGE)
