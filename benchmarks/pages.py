"""What a visit costs a reader, and a build the machine: this site beside plain Material.

    make bench      one Markdown table

Both sites (benchmarks/variants.py) are measured in one run and in turn; the table has medians. A server sends them from
memory (gzip 9, HTTP/1.1) to Chromium on a phone's screen with a processor four times slower, each visit in a context of
its own, so that nothing is cached. Bytes are those of the bodies as they are sent.

Times are for comparison within a run, on a machine that does nothing else. The network is Lighthouse's slow 4G, which
Chromium knows but for connections: it delays each answer by 150 ms and shares 1.6 Mbit/s among all. So the server holds
a visit's first answer for two round trips more (TCP, TLS), and an answer for one whenever it fills the window of its
connection, at first 14,600 bytes (RFC 6928), then twice the last.

The first search is for the first word of the page's heading, from the touch of the button to the first result; in its
time is what it takes to drive the browser, letter by letter. Its bytes are those sent from then on; Material has loaded
its index with the page.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import mimetypes
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from variants import MARKER, build, write_plain, write_this  # noqa: E402

from browser import find  # noqa: E402

THIS, PLAIN = "this site", "plain Material"
WRITERS = {THIS: write_this, PLAIN: write_plain}
PAGES = {"home": "", "table": f"{MARKER.strip('[]')}/"}
SIZES = (100, 500, 2000)  # Pages over all languages
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
    "bypass_csp": True,  # The pages' policy would refuse what the browser is asked here.
}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
ROUND_TRIP = NETWORK["latency"] / 1000  # Seconds
TIMES = """new Promise(done => {
  const [first] = performance.getEntriesByName("first-contentful-paint")
  new PerformanceObserver(list => done({
    "first contentful paint, ms": first.startTime,
    "largest contentful paint, ms": list.getEntries().at(-1).startTime,
  })).observe({ type: "largest-contentful-paint", buffered: true })
})"""


class SearchBox(NamedTuple):
    """Selectors of a site's search: what opens it, where one types, one of the results."""

    button: str
    field: str
    result: str


SEARCH_BOXES = {
    THIS: SearchBox(".search-button", "#search input[type=search]", "#search .search-results a"),
    PLAIN: SearchBox(".md-header__inner > label[for=__search]", ".md-search__input", ".md-search-result__item"),
}


class Figures:
    """What was measured: page or build → figure → site → values."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def add(self, what: str, site: str, measured: dict[str, float]) -> None:
        """Adds the figures of one visit or build, by their names."""
        for figure, value in measured.items():
            self.values[what, figure][site].append(value)

    def to_table(self) -> str:
        """Returns the medians as a Markdown table, with the ratio of this site to plain Material."""
        lines = [f"| what | figure | {THIS} | {PLAIN} | ÷ plain |", "| --- | --- | ---: | ---: | ---: |"]
        for (what, figure), by_site in self.values.items():
            this, plain = statistics.median(by_site[THIS]), statistics.median(by_site[PLAIN])
            ratio = f"{this / plain:.2f}" if plain else "–"
            lines.append(f"| {what} | {figure} | {this:,.0f} | {plain:,.0f} | {ratio} |")
        return "\n".join(lines)


class Server(http.server.ThreadingHTTPServer):
    """Serves a built site from memory, and keeps the bytes of each answer in `sent`.

    The browser knows it by a name: pages with the number of a port in them would not always have the same bytes.
    """

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        host = f"{name.split()[0]}.localhost"
        self.url = f"http://{host}/"
        self.rule = f"MAP {host} 127.0.0.1:{self.server_port}"
        self.files: dict[str, tuple[str, bytes]] = {}
        self.sent: list[int] = []

    def start(self, site: Path) -> None:
        """Answers from then on with the files of a built site."""
        for path in site.rglob("*"):
            if path.is_file():
                address = path.relative_to(site).as_posix().removesuffix("index.html")
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                self.files[f"/{address}"] = kind, gzip.compress(path.read_bytes(), 9, mtime=0)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection: answers as GitHub Pages does, compressed, with 404.html for what is not there."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # The head leaves with the body.
    window = 14_600

    def do_GET(self) -> None:
        """Sends a file, no sooner than the network would."""
        round_trips = 1 if self.server.sent else 3
        found = self.server.files.get(self.path.partition("?")[0])
        kind, body = found or self.server.files["/404.html"]
        self.server.sent.append(len(body))
        time.sleep(round_trips * ROUND_TRIP)  # Not on top of Chromium's delay, which counts from the request too.
        self.send_response(200 if found else 404)
        headers = {"Content-Type": kind, "Content-Encoding": "gzip", "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        while len(body) > self.window:
            self.wfile.write(body[: self.window])
            self.wfile.flush()
            time.sleep(ROUND_TRIP)
            body, self.window = body[self.window :], self.window * 2
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def visit(browser: Browser, server: Server, address: str, box: SearchBox) -> dict[str, float]:
    """Returns the figures of one first visit to a page, and of a first search on it."""
    server.sent.clear()
    context = browser.new_context(**PHONE)
    page = context.new_page()
    slow_down(context.new_cdp_session(page))
    page.goto(server.url + address)
    settle(page, server)
    figures = {"bytes": sum(server.sent), "requests": len(server.sent), **page.evaluate(TIMES)}
    before = sum(server.sent)
    figures["first search, ms"] = first_search(page, box)
    settle(page, server)
    figures["first search, bytes"] = sum(server.sent) - before
    figures["bytes with a first search"] = sum(server.sent)
    context.close()
    return figures


def slow_down(session: CDPSession) -> None:
    """Gives a page the phone's network and processor."""
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def settle(page: Page, server: Server) -> None:
    """Waits until nothing has been asked for in a while."""
    count = -1
    while count != len(server.sent):
        count = len(server.sent)
        page.wait_for_timeout(1500)


def first_search(page: Page, box: SearchBox) -> float:
    """Searches as a reader does, for the first word of the heading. Returns the milliseconds to the first result."""
    word = page.evaluate("document.querySelector('h1').textContent.match(/\\p{L}+/u)[0]")
    start = time.perf_counter()
    page.locator(box.button).tap()
    page.locator(box.field).tap()
    page.keyboard.type(word)
    page.locator(box.result).first.wait_for()
    return (time.perf_counter() - start) * 1000


def measure_visits(folder: Path, runs: int, figures: Figures) -> None:
    """Visits all pages of both sites in turn; the first round is for warming up."""
    servers = {name: Server(name) for name in WRITERS}
    for name, write in WRITERS.items():
        write(folder / name, servers[name].url)
        build(folder / name, folder / f"{name} built")
        servers[name].start(folder / f"{name} built")
    rules = ", ".join([*(server.rule for server in servers.values()), "MAP * ~NOTFOUND"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=[f"--host-resolver-rules={rules}"])
        for run in range(runs + 1):
            report_progress(f"visits, round {run} of {runs}")
            for what, address in PAGES.items():
                for name, server in servers.items():
                    measured = visit(browser, server, address, SEARCH_BOXES[name])
                    if run > 0:
                        figures.add(what, name, measured)
        browser.close()


def measure_builds(folder: Path, sizes: Sequence[int], runs: int, figures: Figures) -> None:
    """Builds both sites in turn at each size, large ones less often."""
    for size in sizes:
        for name, write in WRITERS.items():
            count = write(folder / f"{name} {size}", "http://localhost/", size)
        rounds = max(1, min(runs, 400 // size))
        for run in range(rounds):
            report_progress(f"builds of {count:,} pages, round {run + 1} of {rounds}")
            for name in WRITERS:
                milliseconds = build(folder / f"{name} {size}", folder / "site") * 1000
                figures.add(f"{count:,} pages", name, {"build, ms": milliseconds})


def report_progress(text: str) -> None:
    """Says what is measured now."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Builds, serves and visits both sites, then builds them at the sizes; prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="rounds of visits and of builds; 5 unless given")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="pages over all languages to build")
    options = parser.parse_args()
    figures = Figures()
    with tempfile.TemporaryDirectory() as temporary:
        measure_visits(Path(temporary), options.runs, figures)
        measure_builds(Path(temporary), options.sizes, options.runs, figures)
    print(figures.to_table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
