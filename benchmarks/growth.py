"""What a first search costs a reader as the site grows, and each query after it.

    make bench-growth           one Markdown table to stdout

Sites of several sizes, over all languages, are built as they are published and visited as in benchmarks/pages.py: on a
phone with slow 4G and a processor 4 times slower, a first visit each time, to the Latvian home page. The copies of a
page that fill a site have words of their own (benchmarks/prose.py); the English copies, which a Latvian reader's search
has no use for, have not. The table has medians.

first search: all that is sent from the touch of the button until nothing was asked for in 1.5 seconds, as sent (gzip),
and the time to the first result; its longest task is as in benchmarks/pages.py. JS heap: what the page holds once the
garbage collector has run, before that search and after it. query: from the last letter until the list is laid out, once
the search is ready; medians over 20 words drawn from the Latvian pages, over their first three letters, and over 20
slips (benchmarks/slips.py), for which a search has to look for the nearest word; the longest of all.

The whole index is loaded at once, which is right for a small site. Of 2026:

    pages, both languages                        10     100      500      2,000
    first search, bytes gzipped              11,000  59,300  264,600  1,035,400
    memory of the scripts after it, MiB         2.7      11       34         94

From about 500 pages on, 300 KB for one word is too much: then the index should be cut by the beginnings of words, as
Pagefind does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lexicon import DICTIONARY, function_words, lemmas
from pages import PHONE, SEARCH_BOXES, THIS, Server, find, first_search, read_files, settle, slow_down, tell
from playwright.sync_api import Browser, CDPSession, sync_playwright
from prose import Prose, words_of
from slips import make_slips
from variants import build, write_this

LATVIAN = "lv"
SIZES = "10,100,500,2000"
WORDS, SHORTEST, BEGINNING = 20, 4, 3  # How many queries of a kind; letters of a word, and of its beginning
# Reading a height makes the browser lay out the list that it would show in the next frame.
QUERIES = """queries => {
  const dialog = document.getElementById("search")
  const field = dialog.querySelector("input[type=search]")
  return queries.map(query => {
    const start = performance.now()
    field.value = query
    field.dispatchEvent(new Event("input", { bubbles: true }))
    void dialog.scrollHeight
    return performance.now() - start
  })
}"""


def measure(browser: Browser, server: Server, queries: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """The figures of one first visit with a first search, and of the queries after it, by their kinds."""
    server.sent.clear()
    page = browser.new_context(**PHONE, bypass_csp=True).new_page()
    session = slow_down(page)
    page.goto(server.url)
    before = settle(page, [server])
    heap_before = used_heap(session)
    figures = first_search(page, session, SEARCH_BOXES[THIS])
    sent = settle(page, [server])[len(before) :]
    figures = {"first search, bytes": sum(size for _, size in sent), "first search, requests": len(sent), **figures}
    figures["JS heap before, MiB"] = heap_before
    figures["JS heap after, MiB"] = used_heap(session)
    longest = 0.0
    for kind, words in queries.items():
        times = page.evaluate(QUERIES, list(words))
        figures[f"query of {kind}, ms"] = statistics.median(times)
        longest = max(longest, *times)
    figures["longest query, ms"] = longest
    page.context.close()
    return figures


def used_heap(session: CDPSession) -> float:
    """The JavaScript heap that a page cannot do without, in MiB."""
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 2**20


def draw_queries(folder: Path) -> dict[str, list[str]]:
    """Kind → queries from the words of the Latvian pages, the same for the same pages; frequent words more often."""
    words: list[str] = []
    for page in sorted((folder / "docs" / LATVIAN).glob("*.md")):
        words += [word for word in words_of(page.read_text("utf-8")) if len(word) >= SHORTEST]
    drawn = random.Random(0).sample(words, WORDS)
    return {
        "a word": drawn,
        "a beginning": [word[:BEGINNING] for word in drawn],
        "a slip": [slip.typed for slip in make_slips(words, WORDS)],
    }


def to_table(figures_by_size: dict[int, list[dict[str, float]]]) -> str:
    """The medians as a Markdown table, a column for each size."""
    lines = ["| figure | " + " | ".join(f"{size:,} pages" for size in figures_by_size) + " |"]
    lines.append("| --- |" + " ---: |" * len(figures_by_size))
    for name in next(iter(figures_by_size.values()))[0]:
        medians = [statistics.median(one[name] for one in measured) for measured in figures_by_size.values()]
        lines.append(f"| {name} | " + " | ".join(f"{median:,.1f}".removesuffix(".0") for median in medians) + " |")
    return "\n".join(lines)


def main() -> int:
    """Builds, serves and visits this site at each size; 1 where hunspell-lv is missing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=SIZES, help="pages over all languages, as in 10,100")
    parser.add_argument("--runs", type=int, default=5, help="visits to each site; 5 where nothing is said")
    options = parser.parse_args()
    if not DICTIONARY.with_suffix(".dic").exists():
        tell("make bench-growth: hunspell-lv is missing; on Debian or Ubuntu: sudo apt install hunspell-lv")
        return 1
    prose = Prose(lemmas(), function_words())

    def rewrite(language: str, text: str, number: int) -> str:
        return prose.rewrite(text, number) if language == LATVIAN else text

    figures_by_size: dict[int, list[dict[str, float]]] = {}
    for wanted in [int(size) for size in options.sizes.split(",")]:
        with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
            folder, site = Path(temporary) / THIS, Path(temporary) / "site"
            server = Server(THIS, is_flat=False)
            size = write_this(folder, server.url, wanted, rewrite)
            tell(f"building {size} pages")
            build(folder, site)
            server.start(read_files(site), {})
            rules = f"--host-resolver-rules={server.rule}, MAP * ~NOTFOUND"
            browser = playwright.chromium.launch(executable_path=find(), args=[rules])
            queries = draw_queries(folder)
            measure(browser, server, queries)  # For warming up
            tell(f"visiting {size} pages")
            figures_by_size[size] = [measure(browser, server, queries) for _ in range(options.runs)]
            browser.close()
            server.shutdown()
    print(to_table(figures_by_size))
    return 0


if __name__ == "__main__":
    sys.exit(main())
