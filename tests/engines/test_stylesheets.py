"""What the minifier writes means to each engine what the source meant."""

from __future__ import annotations

import json

from mkdocs.config import load_config
from playwright.sync_api import Browser

from build.minify import minify_css
from conftest import ROOT
from webdriver import Engine

# All that an engine understands of a stylesheet: "selector property", for the selectors of each rule one by one.
UNDERSTOOD = """(css => {
  const collect = rules => [...rules].flatMap(rule => {
    if (!rule.style) return collect(rule.cssRules ?? [])
    const selectors = rule.selectorText?.split(/,(?![^(]*\\))/) ?? [] // Not the commas in :is(a, b)
    return selectors.flatMap(selector => [...rule.style].map(property => `${selector.trim()} ${property}`))
  })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return [...new Set(collect(sheet.cssRules))]
})"""


def stylesheets() -> str:
    """Returns all styles of the site, as they are written."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    files = [*config.extra_css, "assets/search/results.css"]
    return "\n".join((ROOT / "docs" / file).read_text("utf-8") for file in files)


def test_minifier_loses_no_declaration(engine: Engine) -> None:
    engine.open("about:blank")
    source, minified = (
        set(engine.evaluate(f"{UNDERSTOOD}({json.dumps(css)})")) for css in (stylesheets(), minify_css(stylesheets()))
    )
    assert len(source) > 500
    assert source - minified == set()


def test_minifier_loses_no_declaration_in_chromium(chromium: Browser) -> None:
    page = chromium.new_page()
    source, minified = (set(page.evaluate(UNDERSTOOD, css)) for css in (stylesheets(), minify_css(stylesheets())))
    page.close()
    assert len(source) > 500
    assert source - minified == set()
