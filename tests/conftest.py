"""What the tests share: the built site, served as GitHub Pages serves it; a browser; copies of the project to break."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

import browser as installed
from translation.languages import language_codes

settings.register_profile("project", deadline=None)  # On a busy machine an example takes half a second at times.
settings.load_profile("project")

ROOT = Path(__file__).parent.parent
PREFIX = "/project/"  # A project page of GitHub lives under its name; everything must work there.
REPOSITORY = "https://github.com/example/project"
EDIT = "edit/main/docs/"
DEFAULT, *OTHERS = language_codes(ROOT / "mkdocs.yml")
GISCUS = {
    "GISCUS_REPO": "example/project",
    "GISCUS_REPO_ID": "R_1",
    "GISCUS_CATEGORY": "Talk",
    "GISCUS_CATEGORY_ID": "C_1",
}
LANGUAGES = {DEFAULT: "", **{code: f"{code}/" for code in OTHERS}}
PAGES = ["", *(f"{page.stem}/" for page in sorted((ROOT / "docs" / DEFAULT).glob("*.md")) if page.stem != "index")]


def mkdocs(
    folder: Path, *arguments: str, program: str = "mkdocs", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Runs mkdocs in a folder, as make does."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    command = [sys.executable, "-m", program, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def script(name: str, *arguments: str, folder: Path = ROOT, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs a command line of scripts/, in a folder; the one of that folder where it has its own."""
    own = folder / "scripts" / f"{name}.py"
    path = own if own.exists() else ROOT / "scripts" / f"{name}.py"
    command = [sys.executable, str(path), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, **options)


class PagesHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under PREFIX, and its 404.html for all that is not there, as GitHub Pages does."""

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(PREFIX) if path.startswith(PREFIX) else "/no/such/place")

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Site:
    """A built site and its address, with a slash at its end."""

    folder: Path
    url: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(PagesHandler, directory=str(folder)))
    url = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    built = mkdocs(ROOT, "build", "--site-dir", str(folder), SITE_URL=url, REPO_URL=REPOSITORY, EDIT_URI=EDIT, **GISCUS)
    assert built.returncode == 0, built.stderr
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, url)
    server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    flags = ["--disable-background-networking", "--disable-component-update"]
    path = installed.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site: visit("en/sales/", width=360). stub: an origin that is asked, and answered here.

    A request to another origin, a failed one, a script error, a cookie or anything that the page's own security policy
    refuses fails the test that caused it.
    """
    errors: list[str] = []
    contexts = []

    def open_page(address: str, width: int = 1280, missing: bool = False, stub: str = "", **options: object) -> Page:
        # No transitions between pages: a press during one may be lost on a busy machine.
        settings = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        if stub:
            page.route(f"{stub}/**", lambda route: route.fulfill(content_type="text/html", body="<p>stub</p>"))
        url = site.url + address
        expected = {url} if missing else set()

        def on_request(request: Request) -> None:
            if not request.url.startswith((site.url, stub or site.url, "blob:")):
                errors.append(f"request to another origin: {request.url}")

        def on_response(response: Response) -> None:
            if response.status >= 400 and response.url not in expected:
                errors.append(f"{response.status}: {response.url}")

        def on_console(message: ConsoleMessage) -> None:
            if "Content Security Policy" in message.text:
                errors.append(message.text)

        page.on("request", on_request)
        page.on("console", on_console)
        page.on("response", on_response)
        page.on("pageerror", lambda error: errors.append(f"script error: {error}"))
        page.goto(url)
        if options.get("java_script_enabled", True):
            settle(page)
        return page

    yield open_page
    for context in contexts:
        errors += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
        context.close()
    assert not errors, errors


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of property tests, whose every example writes them anew."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture
def drinks(tmp_path: Path) -> Path:
    """Another article with the project's scripts and templates, to build and to break."""
    shutil.copytree(ROOT / "tests/cases/drinks", tmp_path, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "site.yml")
    for folder in ("overrides", "scripts", "docs/assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def settle(page: Page) -> None:
    """Waits for the first paint, before which Chromium drops all input, and for our scripts (404.html has none)."""
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    page.evaluate("new Promise(done => globalThis.afterPaint ? afterPaint(done) : done())")


def press_search(page: Page) -> None:
    """Presses where the search button is, as a hand does: pointed at, it may have given way to the box by then."""
    box = page.locator(".search-button").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def until(page: Page, expression: str, seconds: float = 10) -> None:
    """Waits until an expression is true in a page. Playwright's own way needs eval, which the pages' policy refuses."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


def change(file: Path, old: str, new: str) -> None:
    """Replaces a text that must be there, once."""
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")
