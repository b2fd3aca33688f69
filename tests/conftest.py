"""What the tests share: the tests' own article, built and served as GitHub Pages serves it; a browser; drinks to break.

pytest -m "not browser"      runs the tests that need no browser
"""

from __future__ import annotations

import compileall
import contextlib
import functools
import http.server
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from unittest import mock

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from article import ARTICLE, DEFAULT, LANGUAGES, OTHERS, PAGES  # noqa: F401
from browser import find as find_browser
from messages.language import VARIABLE
from mkdocs_process import run_mkdocs
from webdriver import Engine, running

# The same random examples each time: no gate is red by chance. Each week the suite takes fresh ones, and says how to
# repeat what they find. (On a busy machine an example takes half a second at times.)
settings.register_profile("project", deadline=None, derandomize=True)
settings.register_profile("fresh", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

ROOT = Path(__file__).parent.parent
PREFIX = "/project/"  # A project page of GitHub lives under its name; everything must work there.
REPOSITORY = "https://github.com/example/project"
EDIT_URI = "edit/main/docs/"
GISCUS = {
    "GISCUS_REPO": "example/project",
    "GISCUS_REPO_ID": "R_1",
    "GISCUS_CATEGORY": "Talk",
    "GISCUS_CATEGORY_ID": "C_1",
}


def mkdocs(
    folder: Path, *arguments: str, program: str = "mkdocs", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Runs mkdocs in a folder, as make does. variables: of the environment."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    if program == "mkdocs":
        return run_mkdocs(folder, arguments, environment)
    command = [sys.executable, "-m", program, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def script(name: str, *arguments: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of scripts/ in a folder, in this process: to import its packages anew takes most of its time.

    variables: of the environment. tests/test_repository.py runs commands as programs of their own.
    """
    command = folder / f"scripts/{name}.py"  # The folder's own, which knows where it lies
    if not command.exists():
        command = ROOT / f"scripts/{name}.py"
    path = str(command)
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code = 0
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
        mock.patch.dict(os.environ, variables),
        mock.patch.object(sys, "argv", [path, *arguments]),
    ):
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as end:
            code = end.code
    printed = [stream.buffer.getvalue().decode() for stream in (stdout, stderr)]
    return subprocess.CompletedProcess([path, *arguments], code, *printed)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option --site, for the tests of tests/built_site."""
    parser.addoption("--site", default="", help="the folder of a built site to check, in place of the tests' article")


def pytest_configure(config: pytest.Config) -> None:
    """Has commands print English, also on a machine of another language; but not where a site is checked for it."""
    if not config.option.site:
        os.environ["LC_ALL"] = "C.UTF-8"
        os.environ.pop(VARIABLE, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that use a browser. Those that take longest come first, so that nobody waits for the last one."""
    items.sort(key=lambda item: "workflows" not in item.path.parts)
    for item in items:
        if {"chromium", "engine"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


class PagesHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a prefix, and its 404.html for every file that does not exist, as GitHub Pages does."""

    def __init__(self, *arguments: object, prefix: str = PREFIX, **options: object) -> None:
        self.prefix = prefix
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        if path.startswith(self.prefix):
            return super().translate_path("/" + path.removeprefix(self.prefix))
        return super().translate_path("/no/such/file")

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_text(self, text: str, content_type: str, policy: str = "") -> None:
        """Answers with a text. policy: a Content Security Policy."""
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{content_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path, prefix: str = PREFIX, handler: type[PagesHandler] = PagesHandler) -> Iterator[str]:
    """Serves a folder under a prefix, and yields its address."""
    handle = functools.partial(handler, directory=str(folder), prefix=prefix)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handle) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


# What lies beside the screen, but for what a reader can scroll there. (The table's head lies beside a phone's screen,
# where only screen readers find it.)
BESIDE = """(() => {
  const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX)
  const isScrolled = e => e !== document.body && (scrolls(e) || isScrolled(e.parentElement))
  return [...document.querySelectorAll("body *")]
    .filter(e => e.checkVisibility() && !e.closest("thead, svg, .skip-link"))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
    .filter(e => !isScrolled(e.parentElement))
    .map(e => e.outerHTML.slice(0, 80))
})()"""
# What a page refuses or fails to do, in every browser. It stands before the page's policy, which so does not refuse it.
RECORDER = """<script>
  errors = []
  for (const type of ["error", "unhandledrejection", "securitypolicyviolation"])
    addEventListener(type, event => {
      const { message, reason, effectiveDirective, blockedURI, target } = event
      errors.push([type, message, reason, effectiveDirective, blockedURI, target?.src].filter(Boolean).join(" "))
    }, true)
</script>"""


class WatchedPagesHandler(PagesHandler):
    """Serves pages that keep a list of their errors in `errors`.

    The server can refuse all, or all scripts, or add some code to the service worker.
    """

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        policy = "" if self.server.runs_scripts else "sandbox allow-same-origin"
        if not self.server.is_reachable:
            self.close_connection = True
        elif (file / "index.html").is_file():
            html = (file / "index.html").read_text("utf-8")
            self.send_text(html.replace("<meta ", f"{RECORDER}<meta ", 1), "text/html", policy)
        elif file.name == "service-worker.js":
            self.send_text(file.read_text("utf-8") + self.server.added_to_worker, "text/javascript", policy)
        else:
            super().do_GET()


@dataclass
class Site:
    """A built site and its address, with a slash at its end; and the project of which it is built."""

    folder: Path
    url: str
    project: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The tests' own article."""
    project = lay_out(ARTICLE, tmp_path_factory.mktemp("article"))
    with served(project / "site") as url:
        built = mkdocs(project, "build", SITE_URL=url, REPO_URL=REPOSITORY, EDIT_URI=EDIT_URI, **GISCUS)
        assert built.returncode == 0, built.stderr
        yield Site(project / "site", url, project)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    flags = ["--disable-background-networking", "--disable-component-update"]
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@contextlib.contextmanager
def visits(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Yields a function that opens an address of the site in a new browser context.

    missing: the address has no page, so a 404 is expected. stub: another origin to which requests are allowed; they are
    answered here. is_routed: the test will add routes to the open page (Chromium prefetches nothing then).

    It fails in the end if a page requests anything else from another origin, if a request or a script fails, if a
    cookie is set, or if the page's own Content Security Policy refuses anything.
    """
    errors: list[str] = []
    contexts = []

    def open_page(
        address: str,
        width: int = 1280,
        missing: bool = False,
        stub: str = "",
        is_routed: bool = False,
        **options: object,
    ) -> Page:
        # No transitions between pages: a press during one may be lost on a busy machine.
        context_options = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**context_options)
        contexts.append(context)
        if is_routed:
            # Requests may slip past the first route of a browser context for a moment if its page is already open.
            context.route("never://", lambda route: route.abort())
        page = context.new_page()
        if stub:
            page.route(f"{stub}/**", lambda route: route.fulfill(content_type="text/html", body="<p>stub</p>"))
        url = site.url + address
        watch(page, (site.url, stub or site.url), errors, missing=url if missing else "")
        page.goto(url)
        if options.get("java_script_enabled", True):
            settle(page)
        return page

    yield open_page
    for context in contexts:
        errors += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
        context.close()
    assert not errors, errors


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site, as visits() says: visit("en/comparison/", width=360)."""
    with visits(site, chromium) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def visit_once(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """As visit, but the tests of a module share a page of the same address and options: they leave it as it is."""
    with visits(site, chromium) as open_page:
        open_once = functools.cache(open_page)
        yield lambda address, width=1280, **options: open_once(address, width, **options)


@pytest.fixture(scope="module")
def visit_again(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """As visit, but the tests of a module that ask for the same options take turns in one tab of one browser context.

    It opens each address anew, and forgets what a test has stored or routed. It is for tests that neither save a page,
    nor emulate another medium, nor count what is in the tab's history, which keeps 50 entries at most.
    """
    with visits(site, chromium) as open_page:
        tabs: dict[str, Page] = {}

        def open_again(address: str, width: int = 1280, **options: object) -> Page:
            key = repr(options)
            if key not in tabs:
                tabs[key] = open_page(address, width, **options)
                return tabs[key]
            page = tabs[key]
            page.unroute_all()
            page.mouse.move(0, 0)  # Away from what would be loaded when the pointer is there
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            page.set_viewport_size({"width": width, "height": 800})
            page.goto("about:blank")  # The same address would be loaded with what was typed, or for a # not at all.
            page.goto(site.url + address)
            if options.get("java_script_enabled", True):
                settle(page)
            return page

        yield open_again


def watch(page: Page, allowed: tuple[str, ...], errors: list[str], missing: str = "") -> None:
    """Adds to errors what a page requests from elsewhere or in vain, and what it reports from now on.

    allowed: how the addresses begin from which something may be requested. missing: the one at which nothing lies.
    """

    def on_request(request: Request) -> None:
        if not request.url.startswith((*allowed, "blob:", "data:")):
            errors.append(f"request to another origin: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.url != missing:
            errors.append(f"{response.status}: {response.url}")

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            errors.append(message.text)

    page.on("request", on_request)
    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: errors.append(f"script error: {error}"))


@pytest.fixture(scope="session", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Firefox, then WebKit. One that cannot be installed here is skipped, but never in CI."""
    name = request.param
    with running(name, tmp_path_factory.mktemp(name)) as engine:
        if engine is None and os.environ.get("CI"):
            pytest.fail(f"{name} is missing; python tests/browser.py installs it")
        if engine is None:
            pytest.skip(f"{name} is not installed here; in CI it is")
        yield engine


@dataclass
class WatchedSite:
    """The built site at another address, whose server can be told what to refuse."""

    server: http.server.ThreadingHTTPServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{PREFIX}"


@pytest.fixture
def watched_site(site: Site) -> Iterator[WatchedSite]:
    handler = functools.partial(WatchedPagesHandler, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.is_reachable = server.runs_scripts = True
        server.added_to_worker = ""
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield WatchedSite(server)
        server.shutdown()


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of property tests, whose every example writes them anew."""
    return tmp_path_factory.mktemp("scratch")


def lay_out(article: Path, folder: Path) -> Path:
    """Makes a folder the project of an article: with the scripts, templates and styles of this one. Returns the folder.

    article: a folder with docs/ and a mkdocs.yml, which inherits the project's own but for what that says of languages.
    """
    shutil.copytree(article, folder, dirs_exist_ok=True)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config, count = re.subn(r"^  language_settings:\n(?: {4}.*\n)+", "", config, flags=re.MULTILINE)
    assert count == 1
    (folder / "site.yml").write_text(config, "utf-8")
    compile_scripts()
    for name in ("overrides", "scripts", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    return folder


@functools.cache
def compile_scripts() -> None:
    """Compiles the scripts once for all projects, to which they are copied: each build would do so anew.

    Python compares hashes, and not times, which a clone has of its own.
    """
    compileall.compile_dir(ROOT / "scripts", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The project of the tests' own article, to build and to break."""
    return lay_out(ARTICLE, tmp_path)


@pytest.fixture
def drinks(tmp_path: Path) -> Path:
    """The project of a tiny article in three languages, to build and to break."""
    return lay_out(ROOT / "tests/cases/drinks", tmp_path)


def html_of(site: Site, address: str) -> LexborHTMLParser:
    """Returns a page of the site as it is published, for what needs no browser."""
    return LexborHTMLParser((site.folder / address / "index.html").read_text("utf-8"))


def settle(page: Page) -> None:
    """Waits for the first paint, before which Chromium ignores all input, and for the scripts (404.html has none)."""
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    page.evaluate("typeof site !== 'undefined' && site.afterPaint && new Promise(resolve => site.afterPaint(resolve))")


def press_search(page: Page) -> None:
    """Clicks where the search button is, as a reader does: once the pointer is there, the box may replace it."""
    box = page.locator(".search-button").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def fill(engine: Engine, text: str) -> None:
    """Fills in the field that has the focus. Its last letter is typed; if all were, each would cost a search."""
    engine.evaluate(f"document.activeElement.value = {json.dumps(text[:-1])}")
    engine.type(text[-1])


def until(page: Page, expression: str, seconds: float = 10) -> None:
    """Waits until a JavaScript expression is true. Playwright's wait_for_function needs eval, which the CSP refuses."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


def change(file: Path, old: str, new: str) -> None:
    """Replaces the first occurrence of a text in a file. Fails if there is none."""
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")
