"""What a reader presses, and when: before the scripts, while they load, in vain, without https, beside the contents."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from article import DEFAULT, LANGUAGES, MESSAGES, OTHER_ROW, PAGE, ROW
from conftest import Site, settle, until

Visit = Callable[..., Page]

SITE_BUNDLE = re.compile(r"/site\.[\w.]+\.js")
GISCUS = "https://giscus.app"
INTRANET = "http://intranet.test/"  # Browsers trust 127.0.0.1 as they trust https; this address they do not.


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_press_that_waits_shows_it_and_is_kept(language: str, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}{PAGE}", is_routed=True)
    waiting: list[Route] = []
    page.route(SITE_BUNDLE, lambda route: waiting.append(route))
    heart, toast = page.locator(".save-button"), page.locator(".toast")
    heart.click()
    expect(heart).to_have_attribute("aria-busy", "true")
    expect(toast).to_have_text(MESSAGES["waiting"][language])
    while not waiting:
        page.wait_for_timeout(50)
    assert heart.evaluate("heart => getComputedStyle(heart).opacity") == "0.5"
    page.route(SITE_BUNDLE, lambda route: route.continue_())  # Saving asks for it too.
    waiting[0].continue_()
    expect(toast).to_contain_text(MESSAGES["save.saved"][language])
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).not_to_have_attribute("aria-busy", "true")


def test_script_that_fails_is_told_and_loaded_at_the_next_press(language: str, visit: Visit) -> None:
    page = visit(f"{LANGUAGES[language]}saved/", is_routed=True)
    page.route(SITE_BUNDLE, lambda route: route.abort())
    page.reload()
    retry = page.get_by_role("button", name=MESSAGES["loading.retry"][language])
    expect(retry).to_be_visible()
    page.unroute(SITE_BUNDLE)
    retry.click()
    expect(page.locator(".saved-pages")).to_have_text(MESSAGES["saved.none"][language])

    failed = MESSAGES["loading.failed"][language]
    heart, toast, box = page.locator(".save-button"), page.locator(".toast"), page.locator(".table-filter input")
    page.route(SITE_BUNDLE, lambda route: route.abort())
    page.goto(page.url.replace("saved/", "comparison/"))
    settle(page)
    box.fill("q")
    expect(toast).to_have_text(failed)
    heart.click()
    expect(toast).to_have_text(failed)
    expect(heart).not_to_have_attribute("aria-busy", "true")
    page.unroute(SITE_BUNDLE)
    box.fill("qq")
    expect(page.locator(".table-filter output")).not_to_be_empty()
    # A first request may be answered after all, when another one has been: then the script comes twice.
    page.evaluate("site.loadScript(document.body.dataset.script + '?late')")
    heart.click()
    expect(toast).to_contain_text(MESSAGES["save.saved"][language])
    expect(heart).to_have_attribute("aria-pressed", "true")


class TwoPartHandler(http.server.BaseHTTPRequestHandler):
    """Sends a page up to its last script, and the rest once it may."""

    html = b""
    rest_may_come = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        first, mark, rest = self.html.rpartition(b"<script>site.")
        self.wfile.write(first)
        self.wfile.flush()
        self.rest_may_come.wait(20)
        self.wfile.write(mark + rest)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def slow_page(site: Site) -> Iterator[tuple[str, threading.Event]]:
    """The address of a page whose scripts come late, and what lets them come."""
    TwoPartHandler.html = (site.folder / PAGE / "index.html").read_bytes()
    TwoPartHandler.rest_may_come = threading.Event()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), TwoPartHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", TwoPartHandler.rest_may_come
    TwoPartHandler.rest_may_come.set()
    server.shutdown()


def test_press_before_the_scripts_is_kept(
    chromium: Browser, slow_page: tuple[str, threading.Event], site: Site
) -> None:
    address, rest_may_come = slow_page
    page = chromium.new_page(color_scheme="light")
    page.goto(address, wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    page.locator(".theme-button").click()
    assert page.locator(".theme-button").get_attribute("aria-pressed") == "false"
    rest_may_come.set()
    expect(page.locator(".theme-button")).to_have_attribute("aria-pressed", "true")
    page.close()

    # The scripts have come, but they wait for the second frame, which is long in coming.
    page = chromium.new_page(color_scheme="light")
    page.add_init_script(
        """requestAnimationFrame = () => {}
        navigator.share = undefined
        navigator.clipboard.writeText = async text => { copied = [text, !!globalThis.event] }"""
    )
    page.goto(site.url + PAGE)
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    page.locator(".send-button").click()
    assert page.evaluate("copied") == [site.url + PAGE, True]
    page.locator(".theme-button").click()
    expect(page.locator(".theme-button")).to_have_attribute("aria-pressed", "true")
    page.close()


def test_sharing_and_copying_happen_in_the_press_itself(visit_again: Visit, site: Site) -> None:
    """WebKit lets a script share or copy only then: nothing is loaded before."""
    page = visit_again("comparison/")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.evaluate(
        """() => {
          navigator.clipboard.writeText = async text => { copied = [text, !!globalThis.event] }
          navigator.share = async data => { shared = [data.url, !!globalThis.event] }
        }"""
    )
    page.locator(".send-button").click()
    page.locator(f"#{ROW} .row-link").click()
    assert page.evaluate("[shared, copied]") == [
        [f"{site.url}comparison/", True],
        [f"{site.url}comparison/#{ROW}", True],
    ]
    assert requested == []


def test_without_https_the_address_is_shown_and_saving_says_why_not(
    language: str, chromium: Browser, site: Site
) -> None:
    def answer(route: Route) -> None:
        path = Path(site.folder, route.request.url.removeprefix(INTRANET).partition("?")[0])
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(f"{INTRANET}**", answer)
    address = f"{INTRANET}{LANGUAGES[language]}comparison/"
    page.goto(address)
    settle(page)
    toast = page.locator(".toast")
    page.locator(".send-button").click()
    expect(toast).to_have_text(page.locator("link[rel=canonical]").get_attribute("href"))
    page.locator(f"#{ROW} .row-link").click()
    expect(toast).to_have_text(f"{address}#{ROW}")
    page.locator(".save-button").click()
    expect(toast).to_have_text(MESSAGES["save.insecure"][language])
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")
    assert errors == []
    page.close()


def test_contents_close_at_a_link_and_a_press_beside_them_does_nothing_else(visit_again: Visit) -> None:
    page = visit_again(PAGE, width=360)
    toc = page.locator(".toc")
    page.locator(".toc-button").click()
    expect(toc).to_be_visible()
    link = toc.locator("a").last
    link.click()
    expect(toc).to_be_hidden()
    assert page.url.endswith(link.get_attribute("href"))
    page.goto(page.url.partition("#")[0])
    settle(page)
    page.locator(".toc-button").click()
    page.evaluate("scrollTo(0, 0)")
    box = page.locator(".languages a").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(toc).to_be_hidden()
    page.locator(".theme-button").click()  # So what was pressed before has had its time.
    assert page.locator("html").get_attribute("lang") == DEFAULT
    page.locator(".toc-button").click()
    toc.locator("p").click()
    expect(toc).to_be_visible()
    page.keyboard.press("Escape")
    expect(toc).to_be_hidden()


def test_filter_finds_no_words_of_links_and_labels(language: str, visit_again: Visit) -> None:
    page = visit_again(f"{LANGUAGES[language]}comparison/", width=360)
    box, status = page.locator(".table-filter input"), page.locator(".table-filter output")
    sizes = page.locator("input").evaluate_all("boxes => boxes.map(box => parseFloat(getComputedStyle(box).fontSize))")
    assert len(sizes) == 2 and min(sizes) >= 16  # Below, iOS zooms in.
    rows = page.locator(".comparison tbody tr")
    none = MESSAGES["table.filter-none"][language]
    link_without_scripts = page.locator("tbody noscript").first.text_content()  # It is there as markup.
    links = [MESSAGES["row.report"][language], re.search(">([^<]+)<", link_without_scripts)[1]]
    for text in links:
        box.fill(text)
        expect(status).to_have_text(none)
    # The last word of a list's item and the first of the next do not run together.
    items = page.locator("td li").all_text_contents()
    box.fill(items[0][-4:] + items[1][:4])
    expect(status).to_have_text(none)
    # What a cell does say is found.
    box.fill(items[0])
    expect(rows.locator("visible=true")).not_to_have_count(0)


def test_selected_card_names_its_subjects(language: str, visit_again: Visit) -> None:
    page = visit_again(f"{LANGUAGES[language]}comparison/", width=360)
    subjects = page.locator("thead th:not(.edit)").all_text_contents()[1:]
    select = "row => { getSelection().selectAllChildren(row); return getSelection().toString() }"
    row = page.locator(f"tr:has(#{OTHER_ROW})")
    lines = row.evaluate(select).split("\n")
    assert set(subjects) <= {line.strip() for line in lines}
    wide = visit_again(f"{LANGUAGES[language]}comparison/", width=1280)
    lines = wide.locator(f"tr:has(#{OTHER_ROW})").evaluate(select).split("\n")
    assert not set(subjects) & {line.strip() for line in lines}


def test_alt_with_a_letter_belongs_to_the_browser(visit_again: Visit) -> None:
    page = visit_again("")
    page.evaluate("addEventListener('keydown', event => { pressed = [event.key, event.defaultPrevented] })")

    def outcome(keys: str) -> list[object]:
        """Presses keys, again where a busy browser has dropped them; returns whether the page has taken them."""
        page.evaluate("pressed = []")
        while page.evaluate("pressed[0]") != keys[-1]:
            page.keyboard.press(keys)
        return page.evaluate("[pressed[1], document.getElementById('search').open]")

    for keys in ("s", "Alt+s", "Control+Alt+k", "Alt+/", "Meta+s"):
        assert outcome(keys) == [False, False], keys
    assert outcome("/") == [True, True]


def test_theme_button_follows_the_system_and_survives_rubbish(visit: Visit) -> None:
    page = visit(PAGE, color_scheme="light")
    page.evaluate("localStorage['/project/theme'] = 'purple'")
    page.reload()
    settle(page)
    button = page.locator(".theme-button")
    for scheme, pressed in (("dark", "true"), ("light", "false"), ("dark", "true")):
        page.emulate_media(color_scheme=scheme)
        expect(button).to_have_attribute("aria-pressed", pressed)
    button.click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light only"
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    expect(button).to_have_attribute("aria-pressed", "false")  # The reader's choice stays.


def test_discussion_asks_anew_when_its_session_is_too_old_and_follows_the_theme(visit: Visit) -> None:
    # What giscus would do: complain of an old session, and keep the messages that it gets.
    widget = """<script>
      const isOld = new URLSearchParams(location.search).get("session") === "old"
      parent.postMessage({ giscus: isOld ? { error: "Bad credentials" } : { resizeHeight: 500 } }, "*")
      messages = []
      addEventListener("message", ({ data }) => messages.push(data.giscus.setConfig.theme))
    </script>"""
    page = visit(PAGE, stub=GISCUS, color_scheme="light")
    page.route(f"{GISCUS}/**", lambda route: route.fulfill(content_type="text/html", body=widget))
    page.evaluate("localStorage.setItem('/project/giscus-session', '\"old\"')")
    page.locator(".discussion button").click()
    frame = page.locator(".discussion iframe")
    expect(frame).to_have_css("height", "500px")
    expect(frame).to_have_css("border-top-width", "0px")  # Its styles are in the page before it is.
    assert "session=&" in frame.get_attribute("src")
    assert page.evaluate("localStorage.getItem('/project/giscus-session')") is None
    expect(page.locator(".discussion button")).to_be_hidden()
    page.locator(".theme-button").click()
    [content] = [frame for frame in page.frames if frame.url.startswith(GISCUS)]
    for _ in range(100):
        if content.evaluate("messages.length"):
            break
        page.wait_for_timeout(50)
    assert content.evaluate("messages") == ["dark"]

    page.evaluate("localStorage.setItem('/project/giscus-session', '{')")
    page.goto(f"{page.url}?giscus=new#x")
    expect(frame).to_have_css("height", "500px")
    assert "session=new&" in frame.get_attribute("src")
    assert page.url.endswith(f"{PAGE}#x")
    page.evaluate("localStorage.setItem('/project/giscus-session', '{')")
    page.reload()
    settle(page)
    page.locator(".discussion button").click()
    expect(frame).to_have_css("height", "500px")
