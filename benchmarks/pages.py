"""What a visit costs a reader, and a build the machine: this site beside plain Material and bare pages.

    make bench      one Markdown table to stdout, the figures of each visit and build to benchmarks/results/

The three (benchmarks/variants.py) are measured in one run and in turn, each round in another order; the table has
medians. One kind of server sends them from memory (gzip 9, HTTP/1.1) to one Chromium, each visit in a context of its
own, so that nothing is cached. Bytes are exact: bodies as the server sends them, with workers, prefetches and 404s.

Times are for comparison within a run, on a machine that does nothing else. The network is Lighthouse's slow 4G:
Chromium delays each answer by 150 ms and shares 1.6 Mbit/s among all, but knows no connections. So the server holds
a visit's first answer for two round trips more (TCP, TLS), and an answer for one whenever it fills its connection's
window, at first 14,600 bytes (RFC 6928), then twice the last. --flat leaves both out. Where this is not a network:

- No DNS, no lost packets; of six connections only the first is waited for, and each has a window of its own, which is
  as good as HTTP/2 or better. That flatters who asks for more. Six requests at a time are a limit that HTTP/2 lacks.
- Google's fonts, which plain Material waits for, come from two stand-in hosts (benchmarks/fonts.py), each over a
  connection of its own (DNS, TCP, TLS); that for the files is opened ahead, as the page asks. They never replace the
  text that is there by then, nor move it. That flatters plain Material.
- What a service worker asks for counts, but Chromium does not slow it down.

Blocking time is what long tasks have over 50 ms, from the first paint until nothing was asked for in 1.5 seconds, so
what loads when idle counts too; layout shift is the sum. The first search is for the first word of the page's heading;
its time runs from the touch of the button to the first result, and has in it what it takes to drive the browser, letter
by letter. Its longest task is one of the page, as Chromium reports them: 0 where none took more than 50 ms. A worker's
tasks, of which plain Material has some, hold nobody up.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import mimetypes
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

import fonts  # noqa: E402
from variants import MARKER, build, write_bare, write_plain, write_this  # noqa: E402

from browser import find  # noqa: E402

RESULTS = Path(__file__).parent / "results/site-bench.json"
PAGES = {"home": "", "table": f"{MARKER.strip('[]')}/"}
THIS, PLAIN, BARE = "this site", "plain Material", "bare page"
WRITERS = {THIS: write_this, PLAIN: write_plain}
SIZE = {"width": 360, "height": 740}
PHONE = {"viewport": SIZE, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
ROUND_TRIP = NETWORK["latency"] / 1000  # Seconds
SPEED = 4  # How many times slower the processor is
LONGEST_WAIT = 180_000  # Milliseconds until a first result; a site of 2,000 pages may need its time
# Kinds by Sec-Fetch-Dest; all else, such as a search index, is "other".
KINDS = {"document": "document", "style": "style", "script": "script", "worker": "script", "serviceworker": "script"}
KINDS |= {"image": "picture or font", "font": "picture or font", "empty": "other"}
TIMES = """(async () => {
  const entries = type => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries())).observe({ type, buffered: true })
    setTimeout(done, 500, [])
  })
  const types = ["largest-contentful-paint", "longtask", "layout-shift"]
  const [paints, tasks, shifts] = await Promise.all(types.map(entries))
  const first = performance.getEntriesByName("first-contentful-paint")[0].startTime
  const blocked = ({ startTime, duration }) => Math.max(0, Math.min(duration, startTime + duration - first) - 50)
  const sum = numbers => numbers.reduce((one, other) => one + other, 0)
  return {
    "first contentful paint, ms": first,
    "largest contentful paint, ms": paints.at(-1).startTime,
    "total blocking time, ms": sum(tasks.map(blocked)),
    "layout shift": sum(shifts.map(shift => shift.value)),
  }
})()"""
# The longest task that began after a moment, in milliseconds; 0 where none took more than 50. Waits for late ones.
LONGEST_TASK = """new Promise(done => {{
  const tasks = []
  new PerformanceObserver(list => tasks.push(...list.getEntries())).observe({{ type: "longtask", buffered: true }})
  const longest = () => Math.max(0, ...tasks.filter(task => task.startTime >= {since}).map(task => task.duration))
  setTimeout(() => done(longest()), 500)
}})"""


@dataclass(frozen=True)
class SearchBox:
    """Selectors of a site's search: what opens it, where one types, one of the results."""

    button: str
    field: str
    result: str


SEARCH_BOXES = {
    THIS: SearchBox(".search-button", "#search input[type=search]", "#search .search-results a"),
    PLAIN: SearchBox(".md-header__inner > label[for=__search]", ".md-search__input", ".md-search-result__item"),
}

tell = functools.partial(print, file=sys.stderr, flush=True)


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder from memory, and keeps the kind and the bytes of each answer in `sent`.

    The browser knows it by a name: pages with the number of a port in them would not always have the same bytes.
    """

    def __init__(self, name: str, is_flat: bool, first_trips: int = 3) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.first_trips = first_trips
        host = f"{name.split()[0]}.localhost"
        self.url, self.rule = f"http://{host}/", f"MAP {host} 127.0.0.1:{self.server_port}"
        self.is_flat = is_flat
        self.files: dict[str, tuple[str, bytes]] = {}
        self.sent: list[tuple[str, int]] = []

    def start(self, files: dict[str, bytes], stand_ins: dict[str, Server]) -> None:
        """Answers from then on with files, by their names; they name the stand-ins in place of Google's hosts."""
        for name, body in files.items():
            kind = mimetypes.guess_type(name)[0] or ("application/octet-stream" if "." in name else "text/css")
            for host, server in stand_ins.items():
                body = body.replace(host.encode(), server.url.rstrip("/").encode())
            self.files[f"/{name.removesuffix('index.html')}"] = kind, gzip.compress(body, 9, mtime=0)
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
        trips = 1 if self.server.sent else self.server.first_trips
        found = self.server.files.get(self.path.partition("?")[0])
        kind, body = found or self.server.files.get("/404.html", ("text/html", b""))
        self.server.sent.append((KINDS.get(self.headers["Sec-Fetch-Dest"], "other"), len(body)))
        if not self.server.is_flat:
            time.sleep(trips * ROUND_TRIP)  # Not on top of Chromium's delay, which counts from the request too.
        self.send_response(200 if found else 404)
        headers = {"Content-Type": kind, "Content-Encoding": "gzip", "Cache-Control": "max-age=600"}
        headers["Access-Control-Allow-Origin"] = "*"  # Else no page of another origin may use a font.
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        while len(body) > self.window and not self.server.is_flat:
            self.wfile.write(body[: self.window])
            self.wfile.flush()
            time.sleep(ROUND_TRIP)
            body, self.window = body[self.window :], self.window * 2
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def visit(browser: Browser, servers: Sequence[Server], address: str, box: SearchBox | None) -> dict[str, float]:
    """The figures of one first visit to a page, and of a first search on it, by their names in the table.

    servers: the page's own, and those of other origins that it may ask. box: None where the page has no search.
    """
    server = servers[0]
    for one in servers:
        one.sent.clear()
    context = browser.new_context(**PHONE)
    page, foreign = context.new_page(), []
    context.on("request", lambda request: request.url.startswith(("data:", server.url)) or foreign.append(request.url))
    session = slow_down(page)
    page.goto(server.url + address)
    sent = settle(page, servers)
    kinds = dict.fromkeys(KINDS.values())
    figures = {f"{kind}, bytes": sum(size for other, size in sent if other == kind) for kind in kinds}
    figures |= {"all, bytes": sum(figures.values()), "requests": len(sent), "third-party requests": len(foreign)}
    figures |= evaluate(session, TIMES)
    if box:
        figures |= first_search(page, session, box)
        figures["all with a first search, bytes"] = sum(size for _, size in settle(page, servers))
        figures["first search, more bytes"] = figures["all with a first search, bytes"] - figures["all, bytes"]
    context.close()
    return figures


def slow_down(page: Page) -> CDPSession:
    """Gives a page the phone's network and processor; the session by which it is asked and measured."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SPEED})
    return session


def settle(page: Page, servers: Sequence[Server]) -> list[tuple[str, int]]:
    """Waits until nothing was asked for in a while; all that was sent."""
    sent, before = [], -1
    while before != (before := len(sent)):
        page.wait_for_timeout(1500)
        sent = [answer for server in servers for answer in server.sent]
    return sent


def evaluate(session: CDPSession, script: str) -> Any:
    """The value of a script, not through Playwright's own eval, which a Content-Security-Policy forbids."""
    answer = session.send("Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True})
    if "exceptionDetails" in answer:
        sys.exit(f"make bench: cannot measure: {answer['exceptionDetails']['exception']['description']}")
    return answer["result"]["value"]


def first_search(page: Page, session: CDPSession, box: SearchBox) -> dict[str, float]:
    """Searches as a reader does, for the first word of the heading; the figures by their names in the table."""
    word = evaluate(session, "document.querySelector('h1').textContent.match(/\\p{L}+/u)[0]")
    since = evaluate(session, "performance.now()")
    start = time.perf_counter()
    page.locator(box.button).tap()
    page.locator(box.field).tap()
    page.keyboard.type(word)
    page.locator(box.result).first.wait_for(timeout=LONGEST_WAIT)
    took = (time.perf_counter() - start) * 1000
    longest = evaluate(session, LONGEST_TASK.format(since=since))
    return {"first search, ms": took, "first search, longest task, ms": longest}


def read_files(site: Path) -> dict[str, bytes]:
    """All files of a built site, by their names seen from its home."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def measure_visits(
    browser: Browser, servers: dict[str, Server], others: Sequence[Server], runs: int
) -> Iterator[dict[str, Any]]:
    """Visits all pages of all sites in turn, each round in another order; the first round is for warming up."""
    names = list(servers)
    for run in range(runs + 1):
        tell(f"visits, round {run} of {runs}")
        for subject, address in PAGES.items():
            for name in names[run % len(names) :] + names[: run % len(names)]:
                figures = visit(browser, [servers[name], *others], address, SEARCH_BOXES.get(name))
                if run:
                    yield {"subject": subject, "site": name, **figures}


def measure_builds(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[dict[str, Any]]:
    """Builds this site and plain Material in turn at each size, large ones less often."""
    for size in sizes:
        for name, write in WRITERS.items():
            count = write(folder / f"{name} {size}", "http://localhost/", size)
        for run in range(max(1, min(runs, 400 // size))):
            tell(f"builds of {count} pages, round {run + 1}")
            for name in list(WRITERS)[:: -1 if run % 2 else 1]:
                figures = build(folder / f"{name} {size}", folder / "site")
                yield {"subject": f"{count} pages", "site": name, **figures}


def to_table(measured: Sequence[dict[str, Any]]) -> str:
    """The medians as a Markdown table, with the ratios of this site to the other two."""
    values: dict[tuple[str, str], dict[str, list[float]]] = {}
    for entry in measured:
        for figure in list(entry)[2:]:  # After subject and site
            values.setdefault((entry["subject"], figure), {}).setdefault(entry["site"], []).append(entry[figure])
    lines = [f"| what | figure | {THIS} | {PLAIN} | {BARE} | ÷ plain | ÷ bare |", "| --- | --- |" + " ---: |" * 5]
    for names, by_site in values.items():
        cells = [statistics.median(by_site[site]) if site in by_site else None for site in (THIS, PLAIN, BARE)]
        cells += [cells[0] / other if other else None for other in cells[1:]]
        lines.append(f"| {' | '.join([*names, *map(_shown, cells)])} |")
    return "\n".join(lines)


def _shown(number: float | None) -> str:
    if number is None:
        return "–"
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.3g}"


def main() -> int:
    """Builds, serves and visits the sites; then builds them at the sizes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="rounds of visits and of builds; 5 where nothing is said")
    parser.add_argument("--sizes", default="8,100,500,2000", help="pages over all languages to build, as in 8,100")
    parser.add_argument("--quick", action="store_true", help="one round, and only the first of the sizes")
    parser.add_argument(
        "--flat", action="store_true", help="no round trips but the one that Chromium makes of a request"
    )
    parser.add_argument("--raw", type=Path, default=RESULTS, help="the file for the figures of each visit and build")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    runs, sizes = (1, sizes[:1]) if options.quick else (options.runs, sizes)
    servers = {name: Server(name, options.flat) for name in (THIS, PLAIN, BARE)}
    stand_ins = {
        fonts.STYLES: Server("styles", options.flat, first_trips=4),
        fonts.FILES: Server("files", options.flat, first_trips=1),
    }
    stand_ins[fonts.STYLES].start({"css": fonts.style_sheet().encode()}, stand_ins)
    stand_ins[fonts.FILES].start(fonts.files(), stand_ins)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        tell("building the sites")
        for name, write in WRITERS.items():
            write(folder / name, servers[name].url)
            build(folder / name, folder / f"{name} built")
        write_bare(folder / f"{PLAIN} built", folder / f"{BARE} built")
        for name, server in servers.items():
            server.start(read_files(folder / f"{name} built"), stand_ins)
        rules = ", ".join([*(server.rule for server in (*servers.values(), *stand_ins.values())), "MAP * ~NOTFOUND"])
        browser = playwright.chromium.launch(executable_path=find(), args=[f"--host-resolver-rules={rules}"])
        measured = list(measure_visits(browser, servers, [*stand_ins.values()], runs))
        browser.close()
        measured += measure_builds(folder, sizes, runs)
    options.raw.parent.mkdir(parents=True, exist_ok=True)
    options.raw.write_text(json.dumps(measured, indent=1), "utf-8")
    print(to_table(measured))
    tell(f"the figures of each visit and build: {options.raw}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
