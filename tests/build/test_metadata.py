"""The metadata of each page for search engines, social networks and browsers."""

from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import Page, expect

from article import ARTICLE, DEFAULT, LANGUAGES, PAGES
from conftest import Site, html_of

Visit = Callable[..., Page]

ARTICLES = [(code, name) for code in LANGUAGES for name in PAGES if name != "saved/"]


def front_matter(code: str, name: str) -> dict:
    page = ARTICLE / "docs" / code / f"{name.rstrip('/') or 'index'}.md"
    return yaml.safe_load(page.read_text("utf-8").split("---")[1])


@pytest.mark.parametrize(("code", "name"), ARTICLES)
def test_structured_data_agrees_with_the_page(code: str, name: str, site: Site) -> None:
    address = site.url + LANGUAGES[code] + name
    page = html_of(site, LANGUAGES[code] + name)
    [script] = page.css("script[type='application/ld+json']")
    data = json.loads(script.text())
    assert data["@context"] == "https://schema.org"
    article, *rest = data["@graph"]
    meta = front_matter(code, name)
    assert article["@type"] == "Article"
    assert article["headline"] == page.css_first("h1").text(deep=False).strip()  # Without its anchor
    assert len(article["headline"]) <= 110  # As search engines show it
    assert (article["description"], article["dateModified"]) == (meta["description"], str(meta["updated"]))
    assert (article["url"], article["@id"], article["inLanguage"]) == (address, address, code)
    others = {site.url + folder + name: other for other, folder in LANGUAGES.items() if other != code}
    if code == DEFAULT:
        assert {work["@id"]: work["inLanguage"] for work in article["workTranslation"]} == others
    else:
        assert article["translationOfWork"]["@id"] == site.url + name
    assert bool(rest) == bool(name)
    for trail in rest:
        assert trail["@type"] == "BreadcrumbList"
        steps = trail["itemListElement"]
        assert [(step["@type"], step["position"]) for step in steps] == [("ListItem", 1), ("ListItem", 2)]
        assert [step["item"] for step in steps] == [site.url + LANGUAGES[code], address]


@pytest.mark.parametrize(("code", "name"), ARTICLES)
def test_shared_link_has_all_of_its_card(code: str, name: str, site: Site) -> None:
    page = html_of(site, LANGUAGES[code] + name)
    properties = {}
    for meta in page.css("meta[property^='og:'], meta[name^='twitter:']"):
        properties[meta.attributes.get("property") or meta.attributes["name"]] = meta.attributes["content"]
    assert properties["og:type"] == "article"
    assert properties["og:url"] == page.css_first("link[rel=canonical]").attributes["href"]
    assert properties["og:description"] == page.css_first("meta[name=description]").attributes["content"]
    assert properties["og:locale"].startswith(code)
    assert properties["twitter:card"] == "summary_large_image"
    assert properties["og:title"] and properties["og:site_name"] and properties["og:image:alt"]
    picture = (site.folder / properties["og:image"].removeprefix(site.url)).read_bytes()
    size = struct.unpack(">II", picture[16:24])  # A PNG's header
    assert picture.startswith(b"\x89PNG")
    assert size == (1200, 630) == (int(properties["og:image:width"]), int(properties["og:image:height"]))


def test_titles_and_descriptions_differ_and_fit(site: Site) -> None:
    titles, descriptions = [], []
    for code, name in ARTICLES:
        page = html_of(site, LANGUAGES[code] + name)
        titles.append(page.css_first("title").text())
        descriptions.append(page.css_first("meta[name=description]").attributes["content"])
    assert len(set(titles)) == len(set(descriptions)) == len(ARTICLES)
    assert all(len(text) <= 65 for text in titles)
    assert all(50 <= len(text) <= 160 for text in descriptions)


@pytest.mark.parametrize("code", LANGUAGES)
def test_site_can_be_installed_once_a_page_is_saved(code: str, visit: Visit, site: Site) -> None:
    page = visit(LANGUAGES[code])
    assert page.locator("link[rel=manifest]").count() == 0
    page.locator(".save-button").click()
    expect(page.locator("link[rel=manifest]")).to_have_count(1)
    manifest = page.locator("link[rel=manifest]").evaluate("link => fetch(link.href).then(response => response.json())")
    assert manifest["lang"] == code
    home = page.locator("link[rel=manifest]").evaluate(
        "(link, path) => new URL(path, link.href).href", manifest["start_url"]
    )
    assert home == site.url + LANGUAGES[code]
    for icon in manifest["icons"]:
        fetch_status = "(link, src) => fetch(new URL(src, link.href)).then(response => response.status)"
        assert page.locator("link[rel=manifest]").evaluate(fetch_status, icon["src"]) == 200
    assert manifest["name"] == page.locator("meta[property='og:site_name']").get_attribute("content")


def test_sitemap_lists_each_article_with_its_date_and_translations(site: Site) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ElementTree.parse(site.folder / "sitemap.xml").getroot().findall("s:url", names)
    found = {url.findtext("s:loc", namespaces=names): url for url in urls}
    assert set(found) == {site.url + LANGUAGES[code] + name for code, name in ARTICLES}
    for code, name in ARTICLES:
        url = found[site.url + LANGUAGES[code] + name]
        assert url.findtext("s:lastmod", namespaces=names) == str(front_matter(code, name)["updated"])
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        assert links == {other: site.url + folder + name for other, folder in LANGUAGES.items()}
    assert f"Sitemap: {site.url}sitemap.xml" in (site.folder / "robots.txt").read_text()
