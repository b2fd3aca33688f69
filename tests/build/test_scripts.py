"""The scripts of a page share one object, `site`: what one of them calls, another has added."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page

from article import PAGE
from conftest import ROOT, Site, until

# Not on articles: pages at old addresses and the service worker have some of the same scripts.
ELSEWHERE = {"redirect.js", "service-worker.js", "remove-service-worker.js"}
COMMENT = re.compile(r"^ *(//|/?\*).*$|\s//\s.*$", re.MULTILINE)


def names_of_scripts() -> set[str]:
    """Returns the names that the scripts of articles use or add, as site.NAME."""
    files = [*ROOT.glob("docs/assets/**/*.js"), *ROOT.glob("overrides/**/*.js")]
    texts = [COMMENT.sub("", file.read_text("utf-8")) for file in files if file.name not in ELSEWHERE]
    return {name for text in texts for name in re.findall(r"\bsite\.(\w+)", text)}


def test_scripts_use_what_others_add(visit: Callable[..., Page], site: Site) -> None:
    page = visit(PAGE)
    page.evaluate("site.loadBundle()")
    page.evaluate("site.loadScript(`${site.path}renew-page.js`)")
    page.locator(".search-button").click()
    until(page, "document.getElementById('search').dataset.state === 'ready'")
    added = set(page.evaluate("Object.keys(site)"))
    known_by_bundle = {"language", "homes", "savedPages", "messages"}  # It names them in another way.
    assert added == names_of_scripts() | known_by_bundle
