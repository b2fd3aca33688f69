"""The published pages: small enough for one round trip, lazy scripts, a strict CSP, and the same document as before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from article import ADDRESSES, ARTICLE, DEFAULT, EACH_PAGE, PAGE, WORD
from build.critical_css import critical_css
from build.page_size import gzipped_size
from conftest import EDIT_URI, GISCUS, REPOSITORY, Site, change, html_of, lay_out, mkdocs

Visit = Callable[..., Page]

MAX_FIRST_VIEW = 20 * 1024  # Bytes, gzipped, of all that is loaded before the reader does anything

# Compares how each element looks with the page's own styles and with the whole stylesheets, given by their addresses.
# Returns the first five differences: the element, its pseudo-element and the properties that differ.
FIND_DIFFERENCES = """async wholeStylesheets => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame) // So that all in view is laid out

  // Only what some rule sets can differ, and what follows from it. (Variables do so where they are used.)
  const setBy = rule => [...(rule.style ?? []), ...[...(rule.cssRules ?? [])].flatMap(setBy)]
  const rules = [...document.styleSheets, ...document.adoptedStyleSheets].flatMap(sheet => [...sheet.cssRules])
  const names = [...new Set(rules.flatMap(setBy))].filter(name => !name.startsWith("--"))

  const useStylesheets = areWhole => {
    for (const stylesheet of document.styleSheets) {
      stylesheet.disabled = areWhole !== wholeStylesheets.includes(stylesheet.href)
    }
  }

  const pseudoElements = element => {
    if (element.tagName === "LI") return [null, "::before", "::after", "::marker"]
    if (element.tagName === "INPUT") return [null, "::before", "::after", "::placeholder"]
    return [null, "::before", "::after"] // null: the element itself
  }

  const isRendered = ({ element, pseudo, style }) => {
    if (!element.checkVisibility()) return false
    const needsContent = pseudo === "::before" || pseudo === "::after"
    return !(needsContent && style.content === "none")
  }

  // The values of all properties, in the order of names; none where nothing is rendered.
  const look = part => {
    if (!isRendered(part)) return []
    return names.map(name => {
      const value = part.style.getPropertyValue(name)
      // A background position is computed as either of these two, which mean the same.
      return name.startsWith("background-position") && value === "0%" ? "0px" : value
    })
  }

  const parts = []
  for (const element of document.querySelectorAll("html, body, body :not(script, template)")) {
    for (const pseudo of pseudoElements(element)) {
      parts.push({ element, pseudo, style: getComputedStyle(element, pseudo) })
    }
  }
  useStylesheets(false)
  const ownLooks = parts.map(look)
  useStylesheets(true)
  const differences = []
  parts.forEach((part, index) => {
    const wholeLook = look(part)
    const different = names.filter((_, number) => ownLooks[index][number] !== wholeLook[number])
    if (different.length) {
      differences.push(`${part.element.outerHTML.slice(0, 80)} ${part.pseudo} ${different.slice(0, 3)}`)
    }
  })
  useStylesheets(false)
  return differences.slice(0, 5)
}"""


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    """The site as MkDocs builds it, before publish_site() rewrites its pages."""
    project = lay_out(ARTICLE, tmp_path_factory.mktemp("unpublished"))
    change(project / "scripts/hooks.py", "    publish_site(config, is_served())", "    pass")
    built = mkdocs(
        project,
        "build",
        SITE_URL=site.url,
        REPO_URL=REPOSITORY,
        EDIT_URI=EDIT_URI,
        **GISCUS,
    )
    assert built.returncode == 0, built.stderr
    return project / "site"


@pytest.fixture
def stylesheets(unpublished: Path, site: Site) -> list[str]:
    """The addresses of the whole stylesheets, in their order."""
    addresses = re.findall('<link rel="stylesheet" href="([^"]+)"', (unpublished / "index.html").read_text("utf-8"))
    assert len(addresses) > 3
    return [site.url + address for address in addresses]


def add_disabled(page: Page, stylesheets: list[str]) -> None:
    """Adds stylesheets to a page, and disables them as soon as they are loaded."""
    page.evaluate(
        """addresses => Promise.all(addresses.map(address => new Promise(resolve => {
          const link = document.createElement("link")
          link.rel = "stylesheet"
          link.href = address
          link.onload = () => {
            link.sheet.disabled = true
            resolve()
          }
          document.head.append(link)
        })))""",
        stylesheets,
    )


def force_states(page: Page, *states: str) -> CDPSession:
    """Puts all elements that are rendered into states such as hover, until the session that is returned is detached."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    nodes = [session.send("DOM.getDocument", {"depth": -1})["root"]]
    for node in nodes:
        if node["nodeName"] in ("HEAD", "SCRIPT"):  # Nothing of it is rendered.
            continue
        nodes += node.get("children", [])
        if node["nodeType"] == 1:
            session.send("CSS.forcePseudoState", {"nodeId": node["nodeId"], "forcedPseudoClasses": states})
    return session


def test_pages_too_heavy_for_the_first_round_trip_are_named_by_the_build(drinks: Path) -> None:
    """Words that do not repeat, so that they are not compressed away: one page of a folder, and a home page."""
    words = "\n\n".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(600))
    for name in ("lt/index", "en/comparison"):
        with (drinks / f"docs/{name}.md").open("a", encoding="utf-8") as page:
            page.write(f"\n{words}\n")
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    found = re.findall(r"^(\S+):1:1: the page is [\d,]+ bytes larger than the 14,000 \(gzipped\)", built.stderr, re.M)
    assert found == ["docs/en/comparison.md", "docs/lt/index.md"]
    assert "Traceback" not in built.stderr


@pytest.mark.parametrize("address", EACH_PAGE)
def test_nothing_else_is_loaded_before_the_reader_does_anything(address: str, visit_again: Visit, site: Site) -> None:
    page = visit_again(address, width=360)
    page.mouse.wheel(0, 5000)
    page.keyboard.press("PageDown")
    page.wait_for_timeout(500)
    files = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    files = [url for url in files if "/assets/pictures/" not in url]  # Those that an editor has put into the text
    loaded = [site.folder / url.removeprefix(site.url) for url in [page.url + "index.html", *files]]
    sizes = [gzipped_size(file.read_bytes()) for file in loaded]
    assert len(sizes) <= 2
    assert sum(sizes) <= MAX_FIRST_VIEW


@pytest.mark.parametrize("address", ADDRESSES)
def test_first_paint_waits_for_a_heading_that_exists(address: str, site: Site) -> None:
    page = html_of(site, address)
    expected = page.css_first("link[rel=expect][blocking=render]").attributes["href"]
    assert page.css_first(expected).tag in ("h1", "h2")


@pytest.mark.parametrize("address", EACH_PAGE)
def test_page_looks_the_same_with_the_whole_css(address: str, visit: Visit, stylesheets: list[str]) -> None:
    page = visit(address, reduced_motion="reduce")
    add_disabled(page, stylesheets)
    for state in ("untouched", "touched"):
        if state == "touched":
            session = force_states(page, "hover", "focus", "focus-visible", "focus-within", "active", "target")
        for scheme, width in (("light", 360), ("dark", 1280)):
            page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
            page.set_viewport_size({"width": width, "height": 8000})  # All of the page is in view, and so laid out
            assert page.evaluate(FIND_DIFFERENCES, stylesheets) == [], (state, scheme, width)
    session.detach()
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)
        assert page.evaluate(FIND_DIFFERENCES, stylesheets) == [], media


def test_what_scripts_add_looks_the_same_with_the_whole_css(visit: Visit, stylesheets: list[str], site: Site) -> None:
    """The toast with its link, the filled heart, the list of saved pages, a dark page; code gets its button above."""
    page = visit(PAGE, width=360, reduced_motion="reduce")
    page.locator(".theme-button").click()
    page.locator(".save-button").click()
    page.locator(".toast a").wait_for()
    add_disabled(page, stylesheets)
    assert page.evaluate(FIND_DIFFERENCES, stylesheets) == []
    page.goto(f"{site.url}saved/")
    page.locator(".saved-pages a").wait_for()
    add_disabled(page, stylesheets)
    assert page.evaluate(FIND_DIFFERENCES, stylesheets) == []


@pytest.mark.parametrize(
    ("html", "selector"),
    [("<em>", "em"), ("<p class='a wide'>", ".wide"), ("<p id=top>", "#top"), ("<p dir=rtl>", "[dir]")],
)
def test_page_gets_the_rules_of_what_it_has_and_no_others(html: str, selector: str) -> None:
    css = "em{color:red}.wide{color:red}#top{color:red}[dir]{color:red}"
    assert critical_css(css, html) == f"{selector}{{color:red}}"


def test_code_without_a_title_gets_the_styles_of_the_box_that_a_script_puts_around_it() -> None:
    css = ".code pre { color: red } .copy-button svg { color: green } .toast a { color: blue }"
    assert (
        critical_css(css, "<main class=article><pre></pre></main>")
        == ".code pre{color:red}.copy-button svg{color:green}"
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_search_looks_the_same_with_the_whole_css(width: int, visit: Visit, stylesheets: list[str]) -> None:
    page = visit("", width=width, reduced_motion="reduce")
    page.keyboard.press("/")
    page.keyboard.type(WORD[DEFAULT])
    page.locator(".search-results a").first.wait_for()
    # The list of results has added its styles to those of the page; here they count beside either.
    page.evaluate(
        """() => {
          const [pageStyles] = document.styleSheets
          const last = pageStyles.cssRules.length - 1
          const resultStyles = new CSSStyleSheet()
          resultStyles.replaceSync(pageStyles.cssRules[last].cssText)
          pageStyles.deleteRule(last)
          document.adoptedStyleSheets = [resultStyles]
        }"""
    )
    add_disabled(page, stylesheets)
    assert page.evaluate(FIND_DIFFERENCES, stylesheets) == []


def description_of(node: LexborNode) -> str:
    """Returns the elements, attributes and texts of a node, as one text."""
    if node.is_text_node:
        return node.text_content
    if not node.is_element_node:
        return ""  # A comment
    # The name of a script has a hash of its content.
    attributes = sorted((name, value or "") for name, value in node.attributes.items() if name != "data-script")
    content = "".join(description_of(child) for child in node.iter(include_text=True))
    return re.sub(r"[ \n]+", " ", f"<{node.tag} {attributes}>{content}</{node.tag}>")


@pytest.mark.parametrize("address", [*ADDRESSES, "404.html"])
def test_page_is_the_same_document_as_before(address: str, unpublished: Path, site: Site) -> None:
    """Publishing keeps all elements, attributes and texts, but for styles, scripts and their names."""
    name = address if address.endswith(".html") else f"{address}index.html"
    documents = []
    for folder in (site.folder, unpublished):
        page = LexborHTMLParser((folder / name).read_text("utf-8"))
        for element in page.css("script, style, [rel=stylesheet], [rel=icon], [http-equiv], [name=referrer]"):
            element.decompose()
        documents.append([description_of(page.body), *sorted(map(description_of, page.head.iter()))])
    published, before = documents
    assert published == before
    assert len(before) > 2


def test_link_under_the_pointer_is_prefetched(visit: Visit, site: Site) -> None:
    page = visit("")
    fetched = []
    page.context.on("request", lambda request: fetched.append(request.url))
    page.hover(f"article a[href='{PAGE}']")
    page.wait_for_timeout(1000)
    assert fetched == [f"{site.url}{PAGE}"]


def test_csp_refuses_injected_scripts_and_styles(chromium: Browser, site: Site) -> None:
    html = (site.folder / "index.html").read_text("utf-8")
    injected = "<img src=x onerror=done=1><script>done = 1</script><p id=injected style=color:red>x</p>"
    page = chromium.new_page()
    page.route(site.url, lambda route: route.fulfill(content_type="text/html", body=html.replace("</main>", injected)))
    page.goto(site.url)
    page.wait_for_timeout(200)
    assert page.evaluate("[typeof done, document.getElementById('injected').style.color]") == ["undefined", ""]
    page.close()


def test_no_script_is_published_that_no_page_names(site: Site) -> None:
    pages = "".join(page.read_text("utf-8") for page in site.folder.rglob("*.html"))
    published = {script.name for script in site.folder.rglob("*.js")}
    by_scripts = {"service-worker.js", "renew-page.js"}  # Their names do not change.
    assert published - by_scripts == set(re.findall(r"data-script=\"?[^\s\">]*/([^\s\">/]+)", pages))


def test_scripts_have_no_comments(site: Site) -> None:
    for script in (site.folder / "assets/javascripts").glob("*.js"):
        assert not re.search(r"^\s*(//|/\*)", script.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("overrides/main.html", "</head>", "<link href='x.css' rel='stylesheet'></head>", "x.css"),
        ("overrides/main.html", '<meta charset="utf-8">', "", "no <meta charset>"),
        ("overrides/main.html", "javascripts/site.'", "javascripts/stie.'", "javascripts/stie.lv.js"),
        ("overrides/partials/search-dialog.html", "/search.' ~", "/serch.' ~", "javascripts/serch.lv.js"),
        ("site.yml", "table/filter.js", "table/fliter.js", "fliter.js"),
        ("overrides/partials/site-footer.html", "<", '<p style="color: red">x</p><', "style"),
        ("docs/assets/layout/base.css", "body {", "body { background: url(x.png);", "url(x.png)"),
    ],
)
def test_step_that_finds_nothing_to_do_fails_the_build(file: str, old: str, new: str, error: str, drinks: Path) -> None:
    change(drinks / file, old, new)
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert error in built.stderr
    assert "Traceback" not in built.stderr


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_style_is_published_for_a_class_that_the_page_lacks(address: str, site: Site) -> None:
    html = (site.folder / address / "index.html").read_text("utf-8")
    [css] = re.findall("<style[^>]*>(.*?)</style>", html)
    selectors = re.sub(r"\{[^{}]*\}|@[^{]*\{|:(?:is|not)\([^)]*\)", " ", css)  # :is() may name more than the page has.
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    without_tag_names = re.sub(r"<[\w-]+", " ", html.replace(css, ""))  # <circle> is no class.
    assert "article" in classes
    assert classes <= set(re.findall(r"[\w-]+", without_tag_names))
