"""Nothing is too new by chance: pages use what OLDEST_BROWSERS support, or what is named here and not essential."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import tinycss2
from playwright.sync_api import Browser, Page, Route, expect
from too_new import LIST

from article import DEFAULT, LANGUAGES, OTHERS, PAGE, ROW, TABLE_FILTER, WORD
from build.minify import INLINE, OLDEST_BROWSERS, minify_css
from conftest import ROOT, Site, press_search, settle

TAG = re.compile(r"<([a-z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>")
ATTRIBUTE = re.compile(r"([\w-]+)(?:=(\"[^\"]*\"|'[^']*'|[^\s>]*))?")
MEMBER_OR_OBJECT = re.compile(r"(?<!\d)\.(\w+)|\b([A-Z]\w+)\b")
# Syntax for which an old browser refuses the whole script; MDN's data knows it, but by no name that stands in a script.
TOO_NEW_SYNTAX = {
    "(?<= in a regular expression": r"\(\?<[=!]",
    "(?i: in a regular expression": r"\(\?[ims]*(-[ims]+)?(?<!\?):",
    "the flag v of a regular expression": r"[^\s/]/[dgimsy]*v[dgimsy]*[.,;)]",
    "static { in a class": r"\bstatic\s*\{",
}

# What is newer, and what a reader sees in a browser that lacks it; the last test takes all of it out.
PREFIXED = "Safari is given it with -webkit-"
KNOWN = {
    "text-wrap": "lines of headings are not of equal length",
    "hyphenate-limit-chars": "hyphenation as the browser sees fit",
    "content-visibility": "a slow phone may pause at a letter that finds very much",
    "contain-intrinsic-block-size": "as content-visibility",
    "hyphens": PREFIXED,
    "print-color-adjust": PREFIXED,
    "overscroll-behavior": "the page behind the search may scroll",
    "outline": "its corners are not round in Safari before 16.4",
    "scroll-target-group": "the contents do not mark the heading being read",
    ":target-current": "the contents do not mark the heading being read",
    ":has": "of the row that a link leads to, the criterion is marked; the page behind the search may scroll",
    "scrollbar-gutter": "the page moves a little as the search opens",
    "@container": "where type is very large on a wide screen, the table may be wider than the page",
    "container-type": "as @container",
    "flex: min-content": "texts beside a drawing may be narrower",
    "break-after: avoid": "a heading may stand at the foot of a printed page",
    "break-before: avoid": "the date may stand alone on a printed page",
    "@page": "margins of paper as the browser sees fit",
    "@view-transition": "pages change without a fade",
    ":view-transition": "pages change without a fade",
    ":details-content": "what is folded is not printed",
    "text-decoration: dotted": "inserted words are underlined with a line",
    "cursor: pointer": "phones have no pointer",
    "media forced-colors": "the current page and the saved page are told by their texts alone",
    "media scripting": "without scripts, the heading of the table does not show its link to the translation",
    "popover=": "the contents stand above the article",
    "popovertarget=": "the contents stand above the article",
    "popovertargetaction=": "the contents stand above the article, and need not be closed",
    "anchor-name": "the contents open at the foot of the screen",
    "position-anchor": "as anchor-name",
    "position-area": "as anchor-name",
    "closedby=": "a press beside the search does not close it",
    "autofocus=": "showModal() gives the focus",
    "autocapitalize=": "a keyboard may write a capital letter, which search ignores",
    "autocorrect=": "a keyboard may correct a word",
    "blocking=": "the header may be painted before the text",
    "rel=expect": "the header may be painted before the text",
    "name=viewport": "only phones have a viewport",
    "name=theme-color": "the browser's own bars keep their colour",
    "rel=icon": "Safari for iOS shows no icon",
    "rel=manifest": "the site cannot be installed as an app",
    "type=speculationrules": "pages are loaded when they are asked for",
    ".trustedTypes": "scripts ask whether it is there",
    ".createPolicy": "only called where trustedTypes is",
    ".createScriptURL": "only called where trustedTypes is",
    ".scheduler": "scripts ask whether it is there",
    ".yield": "scripts ask whether it is there",
    ".connection": "scripts ask whether it is there",
    ".saveData": "only asked where connection is",
    ".share": "the address is copied",
    ".ariaPressed": "scripts ask for the attribute",
    ".togglePopover": "scripts ask whether it is there",
    ":popover-open": "the contents stand above the article",
    "cursor: progress": "phones have no pointer; what waits is pale",
}
# Names that scripts give to things of their own, and browsers to others
OWN_NAMES = {".path", ".where", ".results", ".colorScheme", ".messages", ".removed", ".QuotaExceededError"}
DELETE_NAMES = """for (const name of NAMES) {
  delete globalThis[name]
  for (const kind of [Element, HTMLElement, Document, Navigator]) delete kind.prototype[name]
}"""


@functools.cache
def too_new() -> frozenset[str]:
    """Returns the list of what one of the oldest browsers lacks."""
    _, browsers, *names = LIST.read_text("utf-8").splitlines()
    assert browsers == f"# {', '.join(OLDEST_BROWSERS)}", "run tests/engines/too_new.py, which says how"
    return frozenset(names) | TOO_NEW_SYNTAX.keys()


def used_in_css(nodes: list[Any]) -> Iterator[str]:
    """Yields the names in a stylesheet or a part of it, in the form of too_new.py."""
    for node in nodes:
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude)
            yield from (f":{name}" for name in re.findall(r"::?([\w-]+)", selector))
            yield from used_in_css(tinycss2.parse_blocks_contents(node.content))
        elif node.type == "at-rule":
            yield f"@{node.lower_at_keyword}"
            if node.lower_at_keyword == "media":
                yield from (f"media {name}" for name in re.findall(r"[a-z][\w-]+", tinycss2.serialize(node.prelude)))
                yield from ("media range_syntax" for token in node.prelude if re.search("[<>]", token.serialize()))
            yield from used_in_css(tinycss2.parse_blocks_contents(node.content or []))
        elif node.type == "declaration":
            yield node.lower_name
            value = tinycss2.serialize(node.value)
            yield from (f"{name}()" for name in re.findall(r"([a-z][\w-]+)\(", value))
            yield from (f"{node.lower_name}: {name}" for name in re.findall(r"(?<![\w-])[a-z][\w-]+", value))


def used_in_tags(html: str) -> Iterator[str]:
    """Yields the elements, the attributes and the values of attributes of a page, in the form of too_new.py."""
    for element, attributes in TAG.findall(INLINE.sub(r"<\1 \2>", html)):
        yield f"<{element}>"
        for name, value in ATTRIBUTE.findall(attributes):
            yield f"{name}="
            yield f"{name}={value.strip(chr(34))}"


def used_in_script(script: str) -> Iterator[str]:
    """Yields the objects and the members that a script names, in the form of too_new.py; and too new syntax."""
    yield from (f".{member or name}" for member, name in MEMBER_OR_OBJECT.findall(script))
    yield from (name for name, syntax in TOO_NEW_SYNTAX.items() if re.search(syntax, script))


def test_what_is_too_new_is_found() -> None:
    css = "@media (width >= 9em) { :state(x) { field-sizing: content; color: color-mix(red, blue) } } @scope { }"
    html = "<search popover=auto></search><link rel=expect>"
    script = """[1].toSorted(); new Highlight(/a(?<=b)/); x(/c/v); x = /(?i:d)/; class A { static { } }
      const read = condition ? a.at(-1) : /(?:e)/.test("https://example.org/v1/") // Not too new"""
    used = {*used_in_css(tinycss2.parse_stylesheet(css)), *used_in_tags(html), *used_in_script(script)}
    in_css = {"media range_syntax", ":state", "field-sizing", "color-mix()", "@scope"}
    in_tags = {"<search>", "popover=", "rel=expect"}
    in_script = {".toSorted", ".Highlight", *TOO_NEW_SYNTAX}
    assert used & too_new() == in_css | in_tags | in_script


def test_nothing_is_too_new_by_chance(site: Site) -> None:
    results = minify_css((ROOT / "docs/assets/search/results.css").read_text("utf-8"))  # Part of the search script
    used = set(used_in_css(tinycss2.parse_stylesheet(results)))
    for page in site.folder.rglob("*.html"):
        html = page.read_text("utf-8")
        used.update(used_in_tags(html))
        for element, attributes, text in INLINE.findall(html):
            if element == "style":
                used.update(used_in_css(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))
            elif "json" not in attributes:
                used.update(used_in_script(text))
    for script in site.folder.rglob("*.js"):
        used.update(used_in_script(script.read_text("utf-8")))
    assert {".querySelector", "color", "<article>", "media print", ":hover"} <= used  # All kinds are read.
    assert used & too_new() - OWN_NAMES - set(KNOWN) == set(), sorted(used & too_new() - OWN_NAMES - set(KNOWN))


def without_too_new(nodes: list[Any]) -> str:
    """Returns what the oldest browsers understand of a stylesheet, or of the part of one."""
    understood = ""
    for node in nodes:
        if node.type in ("qualified-rule", "at-rule") and node.content:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            head = f"@{node.at_keyword} " if node.type == "at-rule" else ""
            rule = f"{head}{tinycss2.serialize(node.prelude)}{{"
            if not too_new() & set(used_in_css(tinycss2.parse_stylesheet(f"{rule}}}"))):
                understood += f"{rule}{without_too_new(inside)}}}"
        elif node.type == "declaration" and not too_new() & set(used_in_css([node])):
            understood += f"{node.serialize()};"
    return understood


def as_an_old_browser_reads(html: str) -> str:
    """Returns a page without what the oldest browsers lack; and without its policy, which would refuse the change."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    styles = re.search(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)[1]
    nodes = tinycss2.parse_stylesheet(styles, skip_comments=True, skip_whitespace=True)
    attributes = [name.rstrip("=") for name in KNOWN if name.endswith("=")]
    html = html.replace(styles, without_too_new(nodes).replace("selector(:popover-open)", "(unknown: 1)"))
    return re.sub(rf" (?:{'|'.join(attributes)})(?:=[\w-]+)?(?=[ >])", "", html)


@pytest.fixture(params=["light", "dark"])
def old_browser(request: pytest.FixtureRequest, site: Site, chromium: Browser) -> Iterator[Page]:
    """A phone whose browser is as old as OLDEST_BROWSERS. Its settings are light or dark."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, color_scheme=request.param)
    page = context.new_page()
    names = json.dumps([name[1:] for name in KNOWN if name.startswith(".")])
    page.add_init_script(DELETE_NAMES.replace("NAMES", names))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=as_an_old_browser_reads(response.text()))

    page.route(re.compile("/$"), answer)
    yield page
    context.close()
    assert errors == []


def test_what_is_too_new_can_be_missed(old_browser: Page, site: Site) -> None:
    page = old_browser
    page.goto(f"{site.url}comparison/#{ROW}")
    settle(page)
    background = "e => getComputedStyle(e).backgroundColor"
    before = page.locator("body").evaluate(background)
    assert before.startswith("rgb(")  # No text stands over text.
    for selector in (".site-header", ".toc", ".search"):
        assert page.locator(selector).evaluate(background) == before
    assert page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "flex"  # A card
    marked = page.locator(f"#{ROW}").evaluate(background)  # The row that the address names
    assert marked.startswith("rgb(") and marked != before
    expect(page.locator(".toc a").first).to_be_visible()
    expect(page.locator(".toc-button")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".toc a").first.click()
    page.locator(".theme-button").click()
    assert page.locator("body").evaluate(background) != before
    page.locator(".table-filter input").fill(TABLE_FILTER)
    expect(page.locator(".table-filter output")).not_to_be_empty()
    press_search(page)
    page.locator(".search input").fill(WORD[DEFAULT])
    expect(page.locator(".search-results a").first).to_be_visible()
    assert page.locator(".search-results").evaluate("e => getComputedStyle(e).listStyleType") == "none"  # It is styled.
    page.keyboard.press("Escape")
    page.locator(".languages a").first.click()
    page.wait_for_url(f"**/{OTHERS[0]}/comparison/**")
    page.locator(".site-navigation a").nth(1).click()
    page.wait_for_url(f"**/{LANGUAGES[OTHERS[0]]}{PAGE}")


def test_without_dialogs_there_is_no_search(site: Site, chromium: Browser) -> None:
    page = chromium.new_page()
    page.add_init_script("delete HTMLDialogElement.prototype.showModal")
    page.goto(site.url)
    settle(page)
    expect(page.locator(".search-button")).to_have_count(0)
    expect(page.locator(".search")).to_be_hidden()
    page.close()
