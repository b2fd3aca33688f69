"""Everything in GitHub's guide to writing, on a page of the tests' own article, as readers get it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

from article import LANGUAGES, MESSAGES
from conftest import BESIDE, ROOT, Site, change, mkdocs, script, until

Visit = Callable[..., Page]

PAGE = "constructs/"
ALERTS = ("note", "tip", "important", "warning", "caution")
# Language → a word of a footnote, of an alert, of code, and what search shows of a formula
FOUND = {
    "lv": {"rūgtena": "Remdena tēja", "applaucē": "Tvaiks", "plaucēt": "def minutes", "atdziest": "T(t)="},
    "en": {"lukewarm": "Lukewarm tea tastes", "scalds": "Steam", "steep": "def minutes", "cools": "T(t)="},
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def article_of(site: Site, language: str) -> LexborNode:
    html = (site.folder / LANGUAGES[language] / PAGE / "index.html").read_text("utf-8")
    return LexborHTMLParser(html).css_first("article")


def test_alerts_say_what_they_are(site: Site, language: str) -> None:
    alerts = article_of(site, language).css("[role=note]")
    assert [alert.css_first(".alert-title").text() for alert in alerts] == [
        MESSAGES[f"alert.{kind}"][language] for kind in ALERTS
    ]
    assert all(alert.css_first("svg[aria-hidden=true] path") for alert in alerts)


def test_footnotes_lead_there_and_back(visit_again: Visit, language: str) -> None:
    page = visit_again(f"{LANGUAGES[language]}{PAGE}")
    references = page.locator("[role=doc-noteref]")
    expect(references).to_have_text(["1", "2", "2"])
    notes = page.locator("[role=doc-endnotes]")
    expect(notes).to_have_attribute("aria-label", MESSAGES["footnotes"][language])
    expect(notes.locator("li")).to_have_count(2)
    references.nth(2).click()
    assert page.evaluate("document.querySelector(':target').id") == "fn-2"
    back = MESSAGES["footnote.back"][language].replace("#", "2-2")
    page.locator(f"[role=doc-backlink][aria-label='{back}']").click()
    assert page.evaluate("document.querySelector(':target').matches('p :nth-child(2)')")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") > 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_items_to_tick_are_read_and_copied(visit_once: Visit, language: str) -> None:
    page = visit_once(f"{LANGUAGES[language]}{PAGE}")
    boxes = page.locator(".contains-task-list").get_by_role("img")
    names = [box.get_attribute("aria-label") for box in boxes.all()]
    assert names == [MESSAGES["task.done"][language], MESSAGES["task.open"][language]]
    assert boxes.all_inner_texts() == ["☑", "☐"]
    assert page.locator("article input[type=checkbox]").count() == 0


@pytest.mark.parametrize("width", [320, 360])
def test_wide_things_scroll_by_themselves(width: int, visit_once: Visit, language: str) -> None:
    """With the keyboard too: what is wider than its box can have the focus."""
    page = visit_once(f"{LANGUAGES[language]}{PAGE}", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(BESIDE) == []
    unreachable = """[...document.querySelectorAll("article *")]
      .filter(e => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth && e.tabIndex < 0)
      .map(e => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(unreachable) == []
    table = page.get_by_role("group", name=MESSAGES["table"][language], exact=True)
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.scrollLeft > 0")


def test_columns_are_aligned(visit_once: Visit) -> None:
    page = visit_once(PAGE)
    cells = page.locator(".table-scroll tbody tr:first-child td")
    aligned = [cell.evaluate("e => getComputedStyle(e).textAlign") for cell in cells.all()]
    assert aligned == ["left", "center", "right", "start", "start"]
    assert page.locator(".table-scroll th:not([scope=col])").count() == 0


def test_code_is_copied_once_it_is_wanted(visit_again: Visit, language: str) -> None:
    page = visit_again(f"{LANGUAGES[language]}{PAGE}", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("figure.code .copy-button")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator(".toast")).to_have_text(MESSAGES["clipboard.copied"][language])
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("figure.code pre").text_content()
    assert 'return 4 if kind == "black" else 2\n' in copied
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    button.click()
    until(page, "getSelection().toString().includes('def minutes')")


def test_code_without_javascript_has_no_button(visit: Visit) -> None:
    page = visit(PAGE, java_script_enabled=False)
    expect(page.locator("figure.code figcaption")).to_have_text("tea.py")
    assert page.locator(".copy-button").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_has_colours(scheme: str, visit_once: Visit) -> None:
    page = visit_once(PAGE, color_scheme=scheme)
    colours = page.evaluate("[...document.querySelectorAll('pre span')].map(span => getComputedStyle(span).color)")
    assert len(set(colours)) >= 4


def test_formula_is_drawn_by_the_browser(visit_once: Visit) -> None:
    page = visit_once(PAGE)
    assert page.locator("article math").count() == 2
    fraction = page.locator("math[display=block] mfrac").bounding_box()
    parts = [part.bounding_box() for part in page.locator("math[display=block] mfrac > *").all()]
    assert parts[0]["y"] < parts[1]["y"] < fraction["y"] + fraction["height"]
    assert "$2" in page.locator("h1 ~ p").first.inner_text()


def test_pictures_have_their_place_before_they_come(visit_once: Visit) -> None:
    page = visit_once(PAGE, width=360)
    sizes = page.evaluate("[...document.querySelectorAll('article img')].map(e => [e.width, e.height, e.loading])")
    assert len(sizes) == 4
    assert all((width and height and loading == "lazy") or not width for width, height, loading in sizes)
    leaf = page.locator("article figure img").first
    box = leaf.bounding_box()
    assert abs(box["width"] / box["height"] - 2) < 0.02  # 600 × 300, as its file says
    assert leaf.locator("xpath=..").locator("figcaption").count() == 1


@pytest.mark.parametrize("system", ["light", "dark"])
def test_pictures_follow_the_theme(system: str, visit: Visit) -> None:
    page = visit(PAGE, color_scheme=system)
    shown = """[document.querySelector("picture img").currentSrc,
      ...[...document.querySelectorAll(".light-only, .dark-only")].filter(e => e.checkVisibility()).map(e => e.src)]
      .map(address => address.split("/").pop())"""
    names = {"light": ["day.svg", "day.svg"], "dark": ["night.svg", "night.svg"]}
    page.locator("picture").scroll_into_view_if_needed()
    until(page, "!!document.querySelector('picture img').currentSrc")
    assert page.evaluate(shown) == names[system]
    page.locator(".theme-button").click()
    other = "dark" if system == "light" else "light"
    until(page, f"JSON.stringify({shown}) === JSON.stringify({names[other]})")
    page.emulate_media(media="print")
    visible = "[...document.querySelectorAll('img.light-only, img.dark-only')].map(e => e.checkVisibility())"
    assert page.evaluate(visible) == [True, False]  # Paper is light.


def test_emoji_breaks_and_addresses(site: Site, language: str) -> None:
    article = article_of(site, language)
    assert "🍵" in article.css_first("h1 ~ p").text() and ":tea:" not in article.text()
    assert article.css_first("a[href='http://www.example.com']").text() == "www.example.com"
    assert article.css_first("a[href='https://example.org']")
    assert article.css_first("p br") and article.css_first("del, kbd, sub, sup, mark, ins")
    assert article.css_first("details strong")


def test_saved_page_has_its_pictures(visit: Visit) -> None:
    """Those for another theme too; but not what looks like a picture in code."""
    page = visit(PAGE)
    page.locator(".save-button").click()
    expect(page.locator(".toast")).to_contain_text(MESSAGES["save.saved"]["lv"])
    for name in ("leaf", "day", "night"):
        assert page.evaluate(f"caches.match(new URL('../assets/pictures/{name}.svg', location)).then(copy => !!copy)")
    assert "src=" in page.locator("pre").nth(1).inner_text()
    page.locator(".save-button").click()
    expect(page.locator(".save-button")).to_have_attribute("aria-pressed", "false")


def test_search_finds_what_stands_in_them(visit_again: Visit, language: str) -> None:
    page = visit_again(f"{LANGUAGES[language]}{PAGE}")
    page.keyboard.press("/")
    until(page, "document.getElementById('search').dataset.state === 'ready'")
    for word, excerpt in FOUND[language].items():
        page.locator(".search input").fill(word)
        result = page.locator(".search-results a").filter(has_text=excerpt).first
        expect(result).to_be_visible()
        assert urljoin_path(result.get_attribute("href")).startswith(f"{LANGUAGES[language]}{PAGE}")


def urljoin_path(address: str) -> str:
    """Returns the address of a page within the site."""
    return re.sub(r"^(?:https?://[^/]+)?/project/|^(?:\.\./)+", "", address)


def test_forced_colours_and_paper(visit: Visit) -> None:
    page = visit(PAGE, forced_colors="active")
    icon = "getComputedStyle(document.querySelector('.alert-caution svg')).color"
    assert page.evaluate(icon) == page.evaluate(
        "getComputedStyle(document.querySelector('.alert-caution p + p')).color"
    )
    page.emulate_media(media="print", forced_colors="none")
    assert page.evaluate("getComputedStyle(document.querySelector('.article pre')).whiteSpace") == "pre-wrap"
    assert not page.locator(".copy-button").first.is_visible()


def test_page_without_them_weighs_no_more(site: Site) -> None:
    constructs = (site.folder / PAGE / "index.html").read_text("utf-8")
    for name in ("alert-note", "footnote-ref", "hl-keyword", "table-scroll", "copy-button", "foldable", "dark-only"):
        assert name in constructs
        assert name not in (site.folder / "tea/index.html").read_text("utf-8")


def test_differences_between_languages_are_told(article: Path) -> None:
    page = article / "docs/en/constructs.md"
    change(page, "[^warm]. Its", ". Its")
    change(page, "> [!NOTE]\n> Green tea is no herbal tea.", "Green tea is no herbal tea.")
    output = script("check", folder=article).stdout
    assert "footnote" in output and "note [!NOTE]" in output


def test_formula_that_cannot_be_read_is_told(article: Path) -> None:
    page = article / "docs/en/constructs.md"
    change(page, r"\frac{T_1 - T_0}", r"\frac{T_1 - T_0")
    change(page, r"$\text{pH} = 5$", r"$\ph = 5$")
    output = script("check", folder=article).stdout
    assert r"docs/en/constructs.md:9:76: this formula cannot be read: \ph is not known;" in output
    assert "this formula cannot be read: a brace { or } has no pair" in output


def test_missing_message_is_named(article: Path) -> None:
    messages = article / "docs/data/interface.yml"
    change(messages, "alert.tip:", "alert.tips:")
    built = mkdocs(article, "build", "-q", "--site-dir", str(article / "site"))
    assert built.returncode == 1
    assert "has 'alert.tip' in 'lv'; add it here" in built.stderr


def test_each_name_that_styles_use_is_defined() -> None:
    """A browser passes over a declaration with a name that nobody defines, and says nothing."""
    css = "\n".join(file.read_text("utf-8") for file in (ROOT / "docs/assets").rglob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    assert used - set(re.findall(r"(--[\w-]+):", css)) == set()
