"""The published form: a page in one round trip, scripts when they are wanted, a policy that holds; and nothing lost."""

from __future__ import annotations

import gzip
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import minify_html
import pytest
from playwright.sync_api import Browser, CDPSession, Page, Route

from conftest import GISCUS, LANGUAGES, PAGES, ROOT, Site, change, mkdocs, until

Visit = Callable[..., Page]

ADDRESSES = [folder + page for folder in LANGUAGES.values() for page in PAGES]
FIRST_FLIGHT = 14_000  # Bytes, gzipped: ten packets (RFC 6928), less the headers
FIRST_VIEW = 20 * 1024  # Bytes, gzipped: all that comes before the reader does anything
BUNDLE = re.compile(r"/site\.\w+\.js")

# How all elements look with the page's own styles, and where they look otherwise with the whole ones.
DIFFERENCES = """async whole => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame) // What has come near is laid out
  const sheets = [...document.styleSheets]
  const use = originals => sheets.forEach(sheet => sheet.disabled = originals !== whole.includes(sheet.href))
  const parts = [...document.querySelectorAll("html, body, body :not(script, template)")].flatMap(element => {
    const inside = { LI: ["::marker"], INPUT: ["::placeholder"] }[element.tagName] ?? []
    const all = [null, "::before", "::after", ...inside]
    return all.map(part => ({ element, part, style: getComputedStyle(element, part) }))
  })
  const names = [...getComputedStyle(document.body)].filter(name => !name.startsWith("--"))
  const isThere = ({ element, part, style }) =>
    element.checkVisibility() && !(/fore|after/.test(part) && style.content === "none")
  const look = whose => !isThere(whose) ? [] :
    names.map(name => whose.style.getPropertyValue(name).replaceAll("0% 0%", "0px 0px")) // A background has either
  use(false)
  const before = parts.map(look)
  use(true)
  const found = parts.flatMap((whose, number) => {
    const after = look(whose), lost = names.filter((_, place) => before[number][place] !== after[place])
    return lost.length ? `${whose.element.outerHTML.slice(0, 80)} ${whose.part} ${lost.slice(0, 3)}` : []
  })
  use(false)
  return found.slice(0, 5)
}"""


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def copy_of_project(folder: Path) -> Path:
    for name in ("docs", "overrides", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return Path(shutil.copy(ROOT / "mkdocs.yml", folder)).parent


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    """The site as it is built, not yet published."""
    project = copy_of_project(tmp_path_factory.mktemp("plain"))
    change(project / "scripts/hooks.py", "    publish_site(", "    (lambda *_: None)(")
    built = mkdocs(
        project,
        "build",
        SITE_URL=site.url,
        REPO_URL="https://github.com/example/project",
        EDIT_URI="edit/main/docs/",
        **GISCUS,
    )
    assert built.returncode == 0, built.stderr
    return project / "site"


@pytest.fixture
def whole(plain: Path, site: Site) -> list[str]:
    """The addresses of the original stylesheets, in their order."""
    addresses = re.findall('<link rel="stylesheet" href="([^"]+)"', (plain / "index.html").read_text("utf-8"))
    assert len(addresses) > 3
    return [site.url + address for address in addresses]


def add_unused(page: Page, stylesheets: list[str]) -> None:
    page.evaluate(
        """addresses => Promise.all(addresses.map(href => new Promise(done => {
          const onload = ({ target }) => done(target.sheet.disabled = true)
          document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload }))
        })))""",
        stylesheets,
    )


def force(page: Page, *states: str) -> CDPSession:
    """Puts all elements into states such as hover, for as long as the session lasts."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    nodes = [session.send("DOM.getDocument", {"depth": -1})["root"]]
    for node in nodes:
        nodes += node.get("children", [])
        if node["nodeType"] == 1:
            session.send("CSS.forcePseudoState", {"nodeId": node["nodeId"], "forcedPseudoClasses": states})
    return session


def test_each_page_comes_in_one_flight(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    left = {file: FIRST_FLIGHT - packed(file) for file in sorted(site.folder.rglob("*.html"))}
    assert len(left) == len(ADDRESSES) + 1  # And 404.html
    with capsys.disabled():  # To stderr: the workers' stdout is not shown.
        lines = [f"{size:6} {file.relative_to(site.folder).as_posix()}" for file, size in left.items()]
        print(f"\nleft of {FIRST_FLIGHT} bytes:", *lines, sep="\n", file=sys.stderr)
    assert min(left.values()) >= 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_else_comes_before_the_reader_does_anything(address: str, visit: Visit, site: Site) -> None:
    page = visit(address, width=360)
    page.mouse.wheel(0, 5000)
    page.keyboard.press("PageDown")
    page.wait_for_timeout(500)
    files = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    sizes = [packed(site.folder / url.removeprefix(site.url)) for url in [page.url + "index.html", *files]]
    assert len(sizes) <= 2
    assert sum(sizes) <= FIRST_VIEW


@pytest.mark.parametrize("address", ADDRESSES)
def test_first_paint_waits_for_a_heading_that_is_there(address: str, visit: Visit) -> None:
    waits = "document.querySelector('link[rel=expect][blocking=render]').getAttribute('href')"
    assert visit(address).evaluate(f"document.querySelector({waits}).matches('h1, h2')")


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_looks_in_every_state_as_with_the_whole_css(address: str, visit: Visit, whole: list[str]) -> None:
    page = visit(address, reduced_motion="reduce")
    add_unused(page, whole)
    for state in ("as it comes", "touched"):
        if state == "touched":
            session = force(page, "hover", "focus", "focus-visible", "focus-within", "active", "target")
        for scheme in ("light", "dark"):
            page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 8000})  # All of it is near, and so laid out
                assert page.evaluate(DIFFERENCES, whole) == [], (state, scheme, width)
    session.detach()
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)
        assert page.evaluate(DIFFERENCES, whole) == [], media


@pytest.mark.parametrize("width", [360, 1280])
def test_search_looks_as_with_the_whole_css(width: int, visit: Visit, whole: list[str]) -> None:
    page = visit("", width=width, reduced_motion="reduce")
    page.keyboard.press("/")
    page.keyboard.type("klient")
    page.locator(".search-results a").first.wait_for()
    add_unused(page, whole)
    assert page.evaluate(DIFFERENCES, whole) == []


@pytest.mark.parametrize("address", [*ADDRESSES, "404.html"])
def test_page_is_the_same_document_as_before(address: str, chromium: Browser, plain: Path, site: Site) -> None:
    """The same elements with the same attributes and words, but for styles, scripts and their names."""
    read = """html => {
      const document = new DOMParser().parseFromString(html, "text/html")
      for (const part of document.querySelectorAll("[data-script]")) delete part.dataset.script // Named by its content
      const own = "script, style, [rel=stylesheet], [rel=icon], [http-equiv], [name=referrer]"
      for (const element of document.querySelectorAll(own)) element.remove()
      const spaced = text => text.replace(/[ \\n]+/g, " ")
      const describe = node => {
        if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeType === Node.TEXT_NODE ? node.data : ""
        const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort()
        return spaced(`<${node.tagName} ${attributes}>${[...node.childNodes].map(describe).join("")}</${node.tagName}>`)
      }
      return [describe(document.body), ...[...document.head.children].map(describe).sort()]
    }"""
    name = address if address.endswith(".html") else f"{address}index.html"
    page = chromium.new_page()
    published, built = (page.evaluate(read, (folder / name).read_text("utf-8")) for folder in (site.folder, plain))
    page.close()
    assert published == built


def hold(page: Page, file: re.Pattern[str]) -> Callable[[], None]:
    """Keeps a file from coming until the function that is returned is called."""
    held: list[Route] = []
    page.route(file, lambda route: held.append(route))

    def let_go() -> None:
        for _ in range(500):
            if not held:
                page.wait_for_timeout(20)
        assert held, f"nobody asked for {file.pattern}"
        page.route(file, lambda route: route.continue_())  # Whoever asks again
        held[0].continue_()

    return let_go


def test_press_that_came_too_early_is_repeated(visit: Visit) -> None:
    page = visit("sales/")
    let_go = hold(page, BUNDLE)
    page.locator(".save-button").click()
    page.wait_for_timeout(200)
    assert page.locator(".save-button").get_attribute("aria-pressed") == "false"
    let_go()
    until(page, "document.querySelector('.save-button').ariaPressed === 'true'")


def test_link_that_is_pointed_at_is_fetched(visit: Visit, site: Site) -> None:
    page = visit("")
    fetched = []
    page.context.on("request", lambda request: fetched.append(request.url))
    page.hover("article a[href='sales/']")
    page.wait_for_timeout(1000)
    assert fetched == [f"{site.url}sales/"]


@pytest.mark.parametrize("name", [*(f"{address}index.html" for address in ADDRESSES), "404.html"])
def test_policy_comes_first_and_names_no_other_site(name: str, site: Site) -> None:
    html = (site.folder / name).read_text("utf-8")
    policy = re.search('<meta charset=[^>]*><meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert policy.start() < html.index("<link") and policy.start() < html.index("<script")
    assert policy[1].startswith("default-src 'none';")
    assert not re.search("unsafe|[*]|http", policy[1].replace("frame-src https://giscus.app", ""))  # Once asked for


def test_policy_refuses_scripts_and_styles_that_were_put_in(chromium: Browser, site: Site) -> None:
    html = (site.folder / "index.html").read_text("utf-8")
    foreign = "<img src=x onerror=done=1><script>done = 1</script><p id=foreign style=color:red>x</p>"
    page = chromium.new_page()
    page.route(site.url, lambda route: route.fulfill(content_type="text/html", body=html.replace("</main>", foreign)))
    page.goto(site.url)
    page.wait_for_timeout(200)
    assert page.evaluate("[typeof done, document.getElementById('foreign').style.color]") == ["undefined", ""]
    page.close()


@pytest.mark.parametrize("name", [*(f"{address}index.html" for address in ADDRESSES)])
def test_policy_asks_for_trusted_types_on_every_page(name: str, site: Site) -> None:
    assert "require-trusted-types-for 'script';trusted-types site" in (site.folder / name).read_text("utf-8")


def test_scripts_have_no_comments(site: Site) -> None:
    """Once minify-html drops them all, scripts/publishing/minify.py need not do it."""
    for script in (site.folder / "assets/javascripts").glob("*.js"):
        assert not re.search(r"^\s*(//|/\*)", script.read_text("utf-8"), re.MULTILINE)
    assert "comment" in minify_html.minify("<script>// comment\nfunction f() {}\nf(f)</script>", minify_js=True)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("overrides/main.html", "</head>", "<link href='x.css' rel='stylesheet'></head>", "x.css"),
        ("overrides/main.html", '<meta charset="utf-8">', "", "no <meta charset>"),
        ("overrides/main.html", "javascripts/site.js", "javascripts/stie.js", "assets/javascripts/stie.js"),
        ("overrides/partials/search-dialog.html", "/search.' ~", "/serch.' ~", "javascripts/serch.lv.js"),
        ("site.yml", "table/filter.js", "table/fliter.js", "fliter.js"),
        ("docs/lv/index.md", "# ", '<p style="color: red">x</p>\n\n# ', "style"),
        ("docs/assets/layout/base.css", "body {", "body { background: url(x.png);", "url(x.png)"),
    ],
)
def test_step_that_finds_nothing_to_do_fails_the_build(file: str, old: str, new: str, told: str, drinks: Path) -> None:
    change(drinks / file, old, new)
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert told in built.stderr
    assert "Traceback" not in built.stderr
