"""Typing is never stolen: shortcuts and arrows leave alone what is typed into anything, or composed of several keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from article import DEFAULT, LANGUAGES, MESSAGES, WORD
from conftest import WatchedSite, fill, until
from webdriver import DOWN, Engine

Visit = Callable[..., Page]

# Fields that extensions and editors put into pages; each takes the focus, and `typed()` returns what was typed into it.
# One page gets all of them, one after the other; in the end it becomes such a field itself.
FIELDS = {
    "open shadow root": """(() => {
      const input = document.createElement("input")
      const host = document.body.appendChild(document.createElement("x-field"))
      host.attachShadow({ mode: "open" }).append(input)
      input.focus()
      typed = () => input.value
    })()""",
    "closed shadow root": """(() => {
      const input = document.createElement("input")
      const host = document.body.appendChild(document.createElement("section"))
      host.attachShadow({ mode: "closed" }).append(input)
      input.focus()
      typed = () => input.value
    })()""",
    "editable element": """(() => {
      const editor = document.body.appendChild(document.createElement("div"))
      editor.contentEditable = "true"
      editor.focus()
      getSelection().collapse(editor, 0)
      typed = () => editor.textContent
    })()""",
    "text area": """(() => {
      const area = document.body.appendChild(document.createElement("textarea"))
      area.focus()
      typed = () => area.value
    })()""",
    "list of options": """(() => {
      const select = document.body.appendChild(document.createElement("select"))
      select.append(new Option("-"), new Option("/s"))
      select.focus()
      typed = () => select.value
    })()""",
    "editable page": """(() => {
      document.body.contentEditable = "true"
      document.body.focus()
      getSelection().collapse(document.querySelector("h1").firstChild, 0)
      const before = document.body.textContent.length
      typed = () => document.body.textContent.length > before ? '/s' : ""
    })()""",
}
IS_OPEN = "document.querySelector('.search').open"


def test_shortcuts_take_nothing_from_a_field(visit_again: Visit) -> None:
    page = visit_again("")
    for field, code in FIELDS.items():
        page.evaluate(code)
        page.keyboard.type("/s")
        assert not page.evaluate(IS_OPEN), field
        assert page.evaluate("typed()") == "/s", field


def test_shortcuts_take_nothing_from_a_field_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.open(watched_site.url)
    for field, code in FIELDS.items():
        if field != "list of options":
            engine.evaluate(f"{code} ?? null")
            engine.type("/s")
            engine.until("typed() === '/s'")
            assert not engine.evaluate(IS_OPEN), field
    assert engine.evaluate("errors") == []


def test_single_letters_do_nothing(visit_again: Visit) -> None:
    """WCAG 2.1.4: a reader who speaks to the computer says letters without meaning a command."""
    page = visit_again("")
    for letter in "abcdefghijklmnopqrstuvwxyz":
        page.keyboard.press(letter)
    assert not page.evaluate(IS_OPEN)
    page.keyboard.press("/")
    assert page.evaluate(IS_OPEN)


@pytest.mark.parametrize(
    ("keys", "focus"), [("/", "body"), ("/", ".site-name"), ("Control+k", ".site-name"), ("Meta+k", "body")]
)
def test_shortcuts_open_the_search(keys: str, focus: str, visit_again: Visit) -> None:
    page = visit_again("")
    page.evaluate("focus => document.querySelector(focus).focus()", focus)
    page.keyboard.press(keys)
    expect(page.locator(".search input")).to_be_focused()
    page.keyboard.type("/")
    assert page.locator(".search input").input_value() == "/"


def test_shortcuts_are_shown_where_a_mouse_hovers(visit_again: Visit) -> None:
    for language, folder in LANGUAGES.items():
        title = visit_again(folder).locator(".search-button").get_attribute("title")
        assert title == MESSAGES["search.shortcuts"][language]
        assert "/" in title and "Ctrl+K" in title


def test_event_without_a_key_does_nothing(visit_again: Visit) -> None:
    """Browsers that fill in a form, and password managers, send such ones."""
    page = visit_again("")
    page.evaluate("document.body.dispatchEvent(new Event('keydown', { bubbles: true }))")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '', bubbles: true }))")
    assert not page.evaluate(IS_OPEN)
    page.keyboard.press("/")
    page.keyboard.insert_text(WORD[DEFAULT])
    expect(page.locator(".search-results a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.evaluate("document.activeElement.dispatchEvent(new Event('keydown', { bubbles: true }))")
    expect(page.locator(".search-results a").first).to_be_focused()


def test_letters_among_the_results_go_into_the_box(visit_again: Visit) -> None:
    page = visit_again("")
    page.keyboard.press("/")
    page.keyboard.insert_text(WORD[DEFAULT])
    until(page, "document.querySelector('.search-results a') !== null")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("serviss/s")
    assert page.locator(".search input").input_value() == f"{WORD[DEFAULT]}serviss/s"


def test_letters_among_the_results_go_into_the_box_in_other_engines(engine: Engine, watched_site: WatchedSite) -> None:
    engine.resize(1280)
    engine.open(watched_site.url)
    engine.type("/")
    engine.until("document.activeElement.matches('.search input')")
    fill(engine, WORD[DEFAULT])
    engine.until("document.querySelector('.search-results a') !== null")
    engine.type(DOWN)
    engine.until("document.activeElement.matches('.search-results a')")
    engine.type("serviss")
    engine.until(f"document.querySelector('.search input').value === '{WORD[DEFAULT]}serviss'")


@pytest.fixture
def composing(visit_again: Visit) -> tuple[Page, CDPSession]:
    """A page whose search box has a word that is being composed, as by dead keys or by an input method."""
    page = visit_again("")
    page.keyboard.press("/")
    page.keyboard.insert_text(WORD[DEFAULT])
    until(page, "document.querySelector('.search-results a') !== null")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "ˉ", "selectionStart": 1, "selectionEnd": 1})
    page.evaluate(
        "keys = []; addEventListener('keydown', ({ key, isComposing }) => keys.push([key, isComposing]), true)"
    )
    return page, devtools


@pytest.mark.parametrize("key", ["Escape", "ArrowDown", "/"])
def test_keys_of_a_composition_belong_to_it(key: str, composing: tuple[Page, CDPSession]) -> None:
    page, devtools = composing
    for kind in ("rawKeyDown", "keyUp"):
        devtools.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "windowsVirtualKeyCode": 229})
    assert page.evaluate("keys") == [[key, True]]
    assert page.evaluate(IS_OPEN)
    expect(page.locator(".search input")).to_be_focused()
    if key != "Escape":  # Here Chromium empties the box, as it would not for a real composition.
        devtools.send("Input.insertText", {"text": "ā"})
        assert page.locator(".search input").input_value() == f"{WORD[DEFAULT]}ā"
