"""Turns the built site into the published one: each page is complete in one request, with no more than it uses.

A step that finds nothing to do ends the build: it was written for templates that have changed since.
"""

import functools
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig

from build.critical_css import critical_css
from build.csp import add_csp
from build.minify import minify_page
from build.script_files import name_by_content
from messages.message import Message
from messages.problems import SiteError

STYLESHEET_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
OUTSIDE_ADDRESS = re.compile(r"""url\((?!["']?(?:data:|\#))[^)]*\)""")
LAZY_SCRIPT = re.compile(r' data-script="([^"]*)"')
ICON = re.compile(r'(<link rel="icon" href=)"[^"]*"')
MISSING_PAGE = "404.html"
GISCUS = "https://giscus.app"


def publish_site(config: MkDocsConfig, is_served: bool) -> None:
    """Rewrites all pages, whose lazy scripts are written. is_served: by `mkdocs serve`. Raises SiteError."""
    site = Path(config.site_dir)
    script_names = {script.name: name_by_content(script) for script in sorted(site.glob("assets/javascripts/*.js"))}
    has_giscus = (config.extra.get("giscus") or {}).get("repo")
    frame_origin = GISCUS if has_giscus else ""
    icon = read_icon(site / config.theme["favicon"])
    read_css = functools.cache(functools.partial(read_stylesheets, site))  # The same for all pages
    for page in sorted(site.rglob("*.html")):
        html = page.read_text("utf-8")
        if STYLESHEET_LINK.search(html):  # The page at an old address (overrides/redirect.html) only leads on.
            html = inline_critical_css(html, read_css)
            if page != site / MISSING_PAGE:  # Shown at any address, it loads nothing.
                html = name_lazy_scripts(html, page, script_names)
        html = minify_page(inline_icon(html, icon))
        page.write_text(add_csp(html, page, frame_origin, is_served), "utf-8")


def read_stylesheets(site: Path, addresses: tuple[str, ...]) -> str:
    """Returns the text of stylesheets one after the other. addresses: as a page of any depth has them, ../a.css."""
    return "\n".join((site / address.replace("../", "")).read_text("utf-8") for address in addresses)


def inline_critical_css(html: str, read_css: Callable[[tuple[str, ...]], str]) -> str:
    """Returns a page with all CSS that can apply to it inside, so that nothing is waited for.

    read_css: returns the text of the stylesheets at some addresses. Raises SiteError.
    """
    css = read_css(tuple(STYLESHEET_LINK.findall(html)))
    used = critical_css(css, html)
    outside = OUTSIDE_ADDRESS.search(used)
    if outside:
        message = Message(
            "{address} in a stylesheet leads nowhere from a page; write the picture there as data:", address=outside[0]
        )
        raise SiteError(message)
    first, *rest = STYLESHEET_LINK.split(html)[::2]  # Every other part is an address.
    # By its attribute the search script finds it among the styles that extensions add.
    return f"{first}<style data-site>{used}</style>{''.join(rest)}"


def name_lazy_scripts(html: str, page: Path, names: Mapping[str, str]) -> str:
    """Returns a page that knows the scripts which it may load by the names that tell their content.

    names: name as in the templates → name in the site. Raises SiteError for a script that is not there.
    """

    def with_name_in_site(address: re.Match[str]) -> str:
        folder, _, name = address[1].rpartition("/")
        if name not in names:
            message = Message(
                "{page} loads {script}, which does not exist; see data-script in overrides/",
                page=page,
                script=address[1],
            )
            raise SiteError(message)
        return f' data-script="{folder}/{names[name]}"'

    html, count = LAZY_SCRIPT.subn(with_name_in_site, html)
    if not count:
        raise SiteError(Message("{page} does not name a script in data-script; see overrides/main.html", page=page))
    return html


def read_icon(file: Path) -> str:
    """Returns an SVG icon as an address that holds all of it, or "" for a file of another kind."""
    if file.suffix != ".svg":
        return ""
    svg = file.read_text("utf-8").strip().replace('"', "'")
    return "data:image/svg+xml," + quote(svg, safe="/:=,;()'")


def inline_icon(html: str, icon: str) -> str:
    """Returns a page with its icon inside, which saves a request; icon: its address, or "" to leave it as it is."""
    if not icon:
        return html
    return ICON.sub(lambda found: f'{found[1]}"{icon}"', html)
