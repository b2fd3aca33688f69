"""The site as it is published: each page in one request, with no more than it uses, and locked.

The steps go over the built pages in the order of `publish`. One that finds nothing to do ends the build: it was written
for markup that Material has changed since.
"""

import base64
import hashlib
import re
import sys
from pathlib import Path
from posixpath import dirname
from urllib.parse import quote

import minify_html
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from publishing.stylesheet import TAG, Words, page_words, parse, purge, words

STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
FILE = re.compile(r"<link [^>]*\brel=\W?stylesheet[^>]*>|<script [^>]*\bsrc=[^>]*>")
LATE = re.compile(r"<template data-late=.*?</template>", re.DOTALL)
OWN = re.compile(r'(?<=<template data-late="own">).*?(?=</template>)', re.DOTALL)
SOURCE = re.compile(r' src="([^"]*)')
INLINE = re.compile(r"<(script|style)\b((?:(?!src=)[^>])*)>(.*?)</\1>", re.DOTALL)
NEIGHBOURS = re.compile(r"(<script>(?:(?!</script>).)*)</script>\s*<script>", re.DOTALL)
ICON = re.compile(r'(?<=<link rel="icon" href=)"[^"]*"')
REFUSED = re.compile(r"\s(?:style|on\w+)=")
MARK = "\ufeff"  # A letter to HTML, a space to scripts
POLICY = (
    "default-src 'none';script-src 'self' {script};style-src 'self' {style};img-src 'self' data:;connect-src 'self';"
    "worker-src 'self';manifest-src 'self';base-uri 'none';form-action 'none'"
)
serving = False


def publish(site: Path, icon: Path | None = None, frames: str = "") -> None:
    """Rewrites the pages in a folder, and adds the stylesheets that they ask for later. Raises PluginError.

    icon: the SVG file that the pages link. frames: the origin that a page may show a frame of.
    """
    late = {}
    pages = {page: survey(page, late) for page in sorted(site.rglob("*.html"))}
    if not late:
        raise PluginError(f"no page in {site} links a stylesheet as scripts/publish.py expects it")
    names = late_styles(site, late)
    for page, (css, whole, present) in pages.items():
        html = page.read_text("utf-8")
        if css:
            html = with_one_script(with_styles(html, purge(css, present), names[whole]), page)
        page.write_text(locked(minified(with_icon(html, icon)), page, frames), "utf-8")


def survey(page: Path, late: dict[str, Words]) -> tuple[str, str, Words]:
    """The stylesheets of a page as one text, without and with those that come late, and what the first can name in it.

    In `late` it notes what all of them can name in the page, and in what comes late.
    """
    html = page.read_text("utf-8")
    css, whole = (
        sys.intern("\n".join((page.parent / address).read_text("utf-8") for address in STYLESHEET.findall(part)))
        for part in (LATE.sub("", html), html)
    )
    if not css:
        return "", "", frozenset()
    now, later = page_words(LATE.sub("", html), own_scripts(html)), page_words("".join(LATE.findall(html)), "")
    late[whole] = late.get(whole, frozenset()) | ((now | later) & parse(whole)[1])
    return css, whole, now & parse(css)[1]


def late_styles(site: Path, late: dict[str, Words]) -> dict[str, str]:
    """Writes for each stylesheet the file with all of it that pages and scripts can use; returns the names.

    It repeats what stands in the pages, in the order of the original: once it is there, the cascade is the same again.
    """
    scripts = [*site.glob("assets/javascripts/*.js"), *site.glob("assets/javascripts/workers/*.js")]
    made = words("".join(file.read_text("utf-8") for file in scripts))
    names = {}
    for css, present in late.items():
        text = purge(css, present | (made & parse(css)[1]))
        names[css] = f"late.{_digest(text)}.css"
        (site / "assets/stylesheets" / names[css]).write_text(text, "utf-8")
    return names


def with_styles(html: str, css: str, late: str) -> str:
    """A page with all CSS that can apply to it inside, so that nothing is waited for, and a way to the rest."""
    if outside := re.search(r"""url\((?!["']?(?:data:|#))[^)]*\)""", css):
        raise PluginError(f"{outside[0]} in a stylesheet leads nowhere from a page; write the picture there as data:")
    now, start, later = html.partition('<template data-late="styles">')
    address = STYLESHEET.search(later)
    if not address:
        raise PluginError("a page has no style in <template data-late=styles>; see overrides/partials/when-wanted.html")
    head, *rest = STYLESHEET.split(now)[::2]  # Every other part is an address.
    now = f"{head}<style>{css}</style>{''.join(rest)}"
    return f'{now}{start}<link rel="stylesheet" href="{dirname(address[1])}/{late}">{STYLESHEET.sub("", later)}'


def with_one_script(html: str, page: Path) -> str:
    """A page whose own scripts (extra_javascript) are one file: they come together, at the first press."""
    found = OWN.search(html)
    if not found or not SOURCE.search(found[0]):
        raise PluginError("a page has no script in <template data-late=own>; see overrides/partials/when-wanted.html")
    addresses = SOURCE.findall(found[0])
    text = "\n".join(['"use strict"', *((page.parent / address).read_text("utf-8") for address in addresses)])
    address = f"{dirname(addresses[0])}/own.{_digest(text)}.js"
    (page.parent / address).write_text(text, "utf-8")
    return html.replace(found[0], f'<script src="{address}"></script>')


def with_icon(html: str, icon: Path | None) -> str:
    """A page with its icon inside: one request less."""
    if not icon:
        return html
    svg = quote(icon.read_text("utf-8").strip().replace('"', "'"), safe="/:=,;()'")
    return ICON.sub(f'"data:image/svg+xml,{svg}"', html)


def minified(html: str) -> str:
    """A page without what browsers do not need. A space stays wherever there was one, for it may part two words."""
    html = NEIGHBOURS.sub(r"\1;", html)  # One script instead of two has one hash.
    for gap in ("> ", ">\n", " <", "\n<"):
        html = html.replace(gap, MARK.join(gap))
    html = minify_html.minify(html, minify_js=True, keep_closing_tags=True, keep_input_type_text_attr=True)
    return html.replace(MARK, "")


def locked(html: str, page: Path, frames: str) -> str:
    """A page that runs, shows and asks for nothing but what it was built with; other sites do not learn of it.

    Its own scripts and styles are named by their hashes (https://www.w3.org/TR/CSP3/).
    """
    if found := FILE.search(LATE.sub("", html)):
        raise PluginError(f"{page}: {found[0]} would be waited for; scripts/publish.py does not know this form of it")
    for tag in TAG.findall(INLINE.sub("", html)) if REFUSED.search(html) else ():
        if REFUSED.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", tag)):
            raise PluginError(f"{page}: <{tag}> has a style or a script in an attribute, which browsers will refuse")
    hashes = {"script": [], "style": []}
    for kind, kinds, text in INLINE.findall(html):
        if "json" not in kinds:
            hashes[kind].append(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    if serving:  # MkDocs puts in a script of its own, each time another, that reloads the page.
        hashes["script"] = ["'unsafe-inline'"]
    policy = POLICY.format(**{kind: " ".join(found) for kind, found in hashes.items()})
    policy += f";frame-src {frames}" if frames else ""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="same-origin">'
    html, found = re.subn(r"<meta charset=[^>]*>", rf"\g<0>{meta}", html, count=1)
    if not found:
        raise PluginError(f"{page} has no <meta charset>, behind which its policy belongs")
    return html


def own_scripts(html: str) -> str:
    """The scripts inside a page; data is none."""
    return "\n".join(text for kind, kinds, text in INLINE.findall(html) if kind == "script" and "json" not in kinds)


def _digest(text: str) -> str:
    """For the name of a file, so that no browser mixes two versions of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def publish_site(config: MkDocsConfig, is_served: bool) -> None:
    """Makes the built site the published one. is_served: by mkdocs serve, for one who edits."""
    global serving
    serving = is_served
    site, icon = Path(config.site_dir), config.theme["favicon"]
    frames = "https://giscus.app" if (config.extra.get("giscus") or {}).get("repo") else ""
    publish(site, site / icon if icon.endswith(".svg") else None, frames)
