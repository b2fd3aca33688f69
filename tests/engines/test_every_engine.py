"""The site in Firefox and WebKit, under a reader's hand; the other tests use Chromium.

What an engine cannot be asked: WebKit's driver tells no messages of the console, but the pages report what fails and
what their policy refuses. Neither driver shows paper, what the clipboard holds, forced colours or large text, which
Chromium does.
"""

from __future__ import annotations

import json

from article import (
    ADDRESSES,
    DEFAULT,
    LANGUAGES,
    MESSAGES,
    OTHER_PAGE,
    OTHER_ROW,
    OTHERS,
    PAGE,
    ROW,
    TABLE_FILTER,
    WORD,
)
from conftest import BESIDE, PREFIX, WatchedSite
from webdriver import DOWN, ENTER, ESCAPE, SCRIPTS_HAVE_RUN, Engine

# What a stylesheet that is refused, or not understood, would leave bare: colour, font, header, links
UNSTYLED = """[
  ["body", style => !style.backgroundColor.startsWith("rgb(")],
  ["h1", style => style.fontFamily === getComputedStyle(document.body).fontFamily],
  [".site-header", style => style.position !== "sticky"],
  [".site-navigation ul", style => style.display !== "flex"],
  [".article p > a", style => !style.textDecorationLine.includes("underline")],
  [".languages a", style => !style.textDecorationLine.includes("underline")],
].filter(([selector, isBare]) => {
  const element = document.querySelector(selector)
  return element && isBare(getComputedStyle(element))
}).map(([selector]) => selector)"""


def test_every_page_is_whole(engine: Engine, watched_site: WatchedSite) -> None:
    found = {}
    overflow = "document.documentElement.scrollWidth > innerWidth"
    engine.console.clear()
    widths = [390, 1280]
    for address in ADDRESSES:
        engine.open(watched_site.url + address)
        for width in widths:
            engine.resize(width)
            faults = engine.evaluate(f"[...errors, ...{BESIDE}, ...{UNSTYLED}, ...({overflow} ? ['overflow'] : [])]")
            if faults:
                found[address, width] = faults
        widths.reverse()  # So the next page begins as wide as this one ends.
    assert found == {}
    assert engine.console == []


def test_anchor_leads_to_what_it_names(engine: Engine, watched_site: WatchedSite) -> None:
    """Below the header, in view; unless the page ends first. Measured with the page at its top and at its end."""
    # Each # differs from the one before it: nothing scrolls to the same one again.
    measure = """[0, 1e6].flatMap(start => [...document.querySelectorAll("article :is(h2, h3, th)[id]")].map(e => {
      const { id } = e
      scrollTo(0, start)
      location.hash = id
      const isAtEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 2
      return { id, top: document.getElementById(id).getBoundingClientRect().top, isAtEnd }
    }))"""
    for folder in LANGUAGES.values():
        engine.open(f"{watched_site.url}{folder}comparison/")
        for width in (390, 1280):
            engine.resize(width)
            header = engine.evaluate("document.querySelector('.site-header').offsetHeight")
            anchors = engine.evaluate(measure)
            assert len(anchors) > 10
            hidden = [anchor for anchor in anchors if anchor["top"] < header]
            too_low = [anchor for anchor in anchors if anchor["top"] > header + 90 and not anchor["isAtEnd"]]
            assert hidden + too_low == [], (folder, width)


def test_theme_is_chosen_and_kept(engine: Engine, watched_site: WatchedSite) -> None:
    engine.open(watched_site.url)
    background = "getComputedStyle(document.body).backgroundColor"
    before = engine.evaluate(background)
    engine.press(".theme-button")
    after = engine.until(f"{background} !== '{before}' && {background}")
    engine.open(f"{watched_site.url}{PAGE}")
    assert engine.evaluate(background) == after
    engine.press(".theme-button")
    engine.until(f"{background} === '{before}'")


def test_page_that_back_brings_from_memory_is_that_of_now(engine: Engine, watched_site: WatchedSite) -> None:
    """Neither engine tells a page in memory what another has stored: a theme, and (here by hand) that it is saved."""
    pressed = "[...document.querySelectorAll('.theme-button, .save-button')].map(button => button.ariaPressed).join()"
    saved = json.dumps([{"path": PREFIX + PAGE, "title": "T", "lang": DEFAULT}])
    engine.open(watched_site.url + PAGE)
    before = engine.evaluate(pressed)
    engine.evaluate("isKept = true")
    engine.press(".saved-pages-link")
    engine.until("document.readyState === 'complete' && document.querySelector('.saved-pages li') !== null")
    engine.press(".theme-button")
    engine.evaluate(f"localStorage['{PREFIX}saved'] = {saved!r}")
    engine.evaluate("setTimeout(() => history.back(), 50) && true")
    engine.until("globalThis.isKept")
    engine.until(f"{pressed} === '{'false' if before == 'true,false' else 'true'},true'")
    engine.press(".theme-button")
    engine.evaluate("localStorage.clear()")


def test_contents_open_on_a_phone_and_lead_to_a_heading(engine: Engine, watched_site: WatchedSite) -> None:
    """A press beside them closes them, and does not follow the link beneath."""
    engine.resize(390)
    engine.open(watched_site.url + PAGE)
    assert not engine.evaluate("document.querySelector('.toc').checkVisibility()")
    engine.press(".toc-button")
    engine.until("document.querySelector('.toc').checkVisibility()")
    heading = engine.evaluate("document.querySelector('.toc li:nth-child(2) a').hash")
    engine.press(".toc li:nth-child(2) a")
    engine.until(f"location.hash === '{heading}'")
    engine.until("!document.querySelector('.toc').checkVisibility()")
    engine.press(".toc-button")
    engine.until("document.querySelector('.toc').checkVisibility()")
    engine.press(".languages a")
    engine.until("!document.querySelector('.toc').checkVisibility()")
    engine.press(".theme-button")  # So what was pressed before has had its time.
    assert engine.evaluate("document.documentElement.lang") == DEFAULT


def test_search_finds_by_the_keyboard(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    engine.open(watched_site.url)
    engine.press(".search-button")
    engine.until("document.activeElement.matches('.search input')")
    engine.type(WORD[DEFAULT])
    engine.until("document.querySelector('.search-results a') !== null")
    engine.type(DOWN)
    address = engine.until("document.activeElement.matches('.search-results a') && document.activeElement.href")
    engine.type(ENTER)
    engine.until(f"location.href === '{address}'")
    engine.until("document.readyState === 'complete' && !document.querySelector('.search').open")
    engine.until(SCRIPTS_HAVE_RUN)
    engine.press(".search-button")
    engine.until("document.querySelector('.search').open")
    engine.type(ESCAPE)
    engine.until("!document.querySelector('.search').open")


def test_filter_and_row_link(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    engine.open(f"{watched_site.url}comparison/")
    rows = "[...document.querySelectorAll('.comparison tbody tr')].filter(row => row.checkVisibility()).length"
    count = engine.evaluate(rows)
    engine.press(f"#{ROW} .row-link")
    engine.until(f"location.hash === '#{ROW}'")
    engine.until("document.querySelector('.toast').textContent")
    background = "getComputedStyle(document.getElementById('{}').closest('tr')).backgroundColor"
    assert engine.evaluate(background.format(ROW)) != engine.evaluate(background.format(OTHER_ROW))
    engine.press(".table-filter input")
    engine.type(TABLE_FILTER)
    engine.until(f"{rows} > 0 && {rows} < {count}")


def test_language_link_keeps_the_row(engine: Engine, watched_site: WatchedSite) -> None:
    engine.open(f"{watched_site.url}comparison/#{ROW}")
    engine.press(".languages a")
    engine.until(f"location.pathname.endsWith('/{OTHERS[0]}/comparison/') && location.hash === '#{ROW}'")


def test_sharing_says_what_it_did(engine: Engine, watched_site: WatchedSite) -> None:
    """Copied, where the engine lets a script copy; otherwise the address is shown, to be copied by hand."""
    engine.open(watched_site.url + PAGE)
    engine.press(".send-button")
    said = engine.until("document.querySelector('.toast').textContent")
    assert said == MESSAGES["share.copied"][DEFAULT] or said.endswith(f"/{PAGE}")


def test_saved_page_is_read_offline(engine: Engine, watched_site: WatchedSite) -> None:
    engine.open(watched_site.url + PAGE)
    title = engine.evaluate("document.querySelector('h1').firstChild.data")
    engine.press(".save-button")
    engine.until(f"document.querySelector('.toast').textContent.startsWith({MESSAGES['save.saved'][DEFAULT]!r})")
    engine.until("navigator.serviceWorker.controller !== null")
    watched_site.server.is_reachable = False
    engine.open(watched_site.url + PAGE)
    assert engine.evaluate("document.querySelector('h1').firstChild.data") == title
    assert engine.evaluate("document.querySelector('.offline-notice').checkVisibility()")
    watched_site.server.is_reachable = True
    engine.open(f"{watched_site.url}saved/")
    engine.until("document.querySelector('.saved-pages button') !== null")
    engine.press(".saved-pages button")
    engine.until(
        f"document.querySelector('.saved-pages').textContent.startsWith({MESSAGES['saved.removed'][DEFAULT]!r})"
    )
    engine.until("navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")


def test_saved_removed_and_saved_again_before_the_worker_is_ready(engine: Engine, watched_site: WatchedSite) -> None:
    """As on a slow phone. Firefox lets a page wait forever whose worker was removed before it was ready."""
    watched_site.server.added_to_worker = """
      const later = new Promise(resolve => setTimeout(resolve, 1000))
      addEventListener("activate", event => event.waitUntil(later))"""
    engine.open(watched_site.url + PAGE)
    for workers in (1, 0, 1):
        engine.press(".save-button")
        engine.until("!document.querySelector('.save-button').hasAttribute('aria-busy')")
        pressed = engine.evaluate("document.querySelector('.save-button').getAttribute('aria-pressed')")
        assert pressed == ("true" if workers else "false")
        assert engine.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == workers


def test_rules_for_paper_leave_the_table(engine: Engine, watched_site: WatchedSite) -> None:
    """Neither driver shows what is printed, so the page takes its rules for paper on the screen of a phone."""
    engine.resize(390)
    engine.open(f"{watched_site.url}comparison/")
    engine.evaluate("""(() => {
      for (const { media } of document.styleSheets[0].cssRules)
        if (media) media.mediaText = media.mediaText.replaceAll("screen", "speech").replaceAll("print", "all")
    })()""")
    is_seen = "[...document.querySelectorAll('{}')].some(element => element.getClientRects().length > 0)"
    assert engine.evaluate(is_seen.format(".comparison thead th"))
    assert not engine.evaluate(is_seen.format("header, nav, button, input, .edit a, .table-downloads"))
    assert engine.evaluate("getComputedStyle(document.querySelector('.comparison tbody tr')).display") == "table-row"


def test_without_scripts_all_can_be_read(engine: Engine, watched_site: WatchedSite) -> None:
    watched_site.server.runs_scripts = False
    engine.resize(390)
    for address in ("comparison/", "saved/", OTHER_PAGE):
        engine.open(watched_site.url + address)
        assert engine.evaluate(BESIDE) == []
        assert engine.evaluate("document.querySelector('article').innerText.length") > 200
