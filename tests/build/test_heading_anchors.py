"""Each heading is a link to itself, named by its own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from article import LANGUAGES, PAGE
from build.heading_anchors import link_headings

Visit = Callable[..., Page]


@pytest.mark.parametrize(
    ("heading", "linked"),
    [
        ('<h2 id="a">Tea</h2>', '<h2 id="a"><a class="headerlink" href="#a">Tea</a></h2>'),
        (
            '<h3 class="x" id="a">A <em>b</em></h3>',
            '<h3 class="x" id="a"><a class="headerlink" href="#a">A <em>b</em></a></h3>',
        ),
        ('<h2 id="a">See <a href="tea/">tea</a></h2>', '<h2 id="a">See <a href="tea/">tea</a></h2>'),
        ('<h1 id="a">Tea</h1>', '<h1 id="a">Tea</h1>'),
        ("<h2>Tea</h2>", "<h2>Tea</h2>"),
        ('<h2 class="visually-hidden" id="a">Tea</h2>', '<h2 class="visually-hidden" id="a">Tea</h2>'),
    ],
)
def test_heading_is_linked_where_it_can_be(heading: str, linked: str) -> None:
    assert link_headings(f"<p>Text</p>{heading}<p>Text</p>") == f"<p>Text</p>{linked}<p>Text</p>"


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_headings_and_their_links_are_heard_as_their_words(folder: str, visit: Visit) -> None:
    """As the browser tells them to screen readers: no #, and each link says which section it leads to."""
    page = visit(f"{folder}{PAGE}")
    headings = page.locator("article :is(h2, h3)[id]")
    assert headings.count() > 0
    for heading in headings.all():
        words = heading.inner_text()
        expected = f'- heading "{words}" [level={heading.evaluate("e => e.tagName[1]")}]:\n  - link "{words}":'
        assert heading.aria_snapshot().startswith(expected)


@pytest.mark.parametrize("width", [360, 1280])
def test_sign_behind_a_heading_takes_no_room(width: int, visit: Visit) -> None:
    page = visit(PAGE, width=width)
    height = "[...document.querySelectorAll('article :is(h2, h3)')].map(heading => heading.offsetHeight)"
    before = page.evaluate(height)
    page.evaluate("document.querySelectorAll('.headerlink').forEach(link => link.classList.remove('headerlink'))")
    assert page.evaluate(height) == before
    assert page.evaluate("document.documentElement.scrollWidth") == width
