"""The site as it is published: each page in one request, with no more than it uses, and locked.

The steps go over the built pages in the order of `publish`. One that finds nothing to do ends the build: it was written
for markup that Material has changed since.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from posixpath import dirname
from urllib.parse import quote

import minify_html
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from stylesheet import TAG, page_words, parse, purge, words

STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
SCRIPT_FILE = re.compile(r'<script [^>]*?\bsrc="[^>]*></script>')
SOURCE = re.compile(r'\bsrc="([^"]*)"')
BUNDLE = re.compile(r"/bundle\.\w+\.min\.js\"")
INLINE = re.compile(r"<(script|style)\b((?:(?!src=)[^>])*)>(.*?)</\1>", re.DOTALL)
LATE = re.compile(r"<template data-late=.*?</template>", re.DOTALL)
WANTED = re.compile(r"<link [^>]*\brel=\W?stylesheet[^>]*>|<script [^>]*\bsrc=[^>]*>")
ICON = re.compile(r'(<link rel="icon" href=)"[^"]*"')
DATA = re.compile(r'(?<=json">)\{[^<]*\}(?=</script>)')
NEIGHBOURS = re.compile(r"(<script>(?:(?!</script>).)*)</script>\s*<script>", re.DOTALL)
CHARSET = re.compile(r"<meta charset=[^>]*>")
REFUSED = re.compile(r"""\s(?:style|on\w+)\s*=""")
GAP = re.compile(r"(?<=>)(?=\s)|(?<=\s)(?=<)")
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
    pages = sorted(site.rglob("*.html"))
    late = late_styles(site, pages)
    for page in pages:
        html = page.read_text("utf-8")
        if sheets := linked(page, html):
            html = with_scripts_later(with_styles(html, sheets, late[sheets]), page)
        page.write_text(locked(minified(with_icon(html, icon)), page, frames), "utf-8")


def linked(page: Path, html: str) -> tuple[Path, ...]:
    """The stylesheets of a page, in order."""
    return tuple((page.parent / address).resolve() for address in STYLESHEET.findall(html))


def late_styles(site: Path, pages: list[Path]) -> dict[tuple[Path, ...], str]:
    """Writes a stylesheet with all that the pages and scripts can use; its name, for each list of what pages link.

    It repeats what stands in the pages, in the order of the originals: once it is there, the cascade is theirs again.
    """
    scripts = [*site.glob("assets/javascripts/*.js"), *site.glob("assets/javascripts/workers/*.js")]
    made = words("".join(file.read_text("utf-8") for file in scripts))
    present = {}
    for page in pages:
        if sheets := linked(page, html := page.read_text("utf-8")):
            present[sheets] = present.get(sheets, made) | page_words(html, own_scripts(html))
    if not present:
        raise PluginError(f"no page in {site} links a stylesheet as scripts/publish.py expects it")
    names = {}
    for sheets, found in present.items():
        css = purge(parse(_text(sheets)), found)
        names[sheets] = f"late.{hashlib.sha256(css.encode()).hexdigest()[:8]}.css"  # No browser mixes two versions.
        sheets[0].with_name(names[sheets]).write_text(css, "utf-8")
    return names


def with_styles(html: str, sheets: tuple[Path, ...], late: str) -> str:
    """A page with all CSS that can apply to it inside, so that nothing is waited for, and a way to the rest."""
    css = purge(parse(_text(sheets)), page_words(LATE.sub("", html), own_scripts(html)))
    if address := re.search(r"""url\((?!["']?(?:data:|#))[^)]*\)""", css):
        raise PluginError(f"{address[0]} in a stylesheet leads nowhere from a page; write the picture there as data:")
    folder = dirname(STYLESHEET.search(html)[1])
    inside = (
        f'<style>{css}</style><template data-late="styles"><link rel="stylesheet" href="{folder}/{late}"></template>'
    )
    head, *rest = STYLESHEET.split(html)[::2]
    return "".join([head, inside, *rest])


def with_scripts_later(html: str, page: Path) -> str:
    """A page whose script files wait in templates until overrides/partials/javascripts/late.html takes them out.

    Up to the bundle they are Material's and come with the search; ours (extra_javascript) follow, and become one file.
    """
    scripts = SCRIPT_FILE.findall(html)
    bundle = next((place for place, script in enumerate(scripts, 1) if BUNDLE.search(script)), len(scripts))
    own = [(page.parent / SOURCE.search(script)[1]).resolve() for script in scripts[bundle:]]
    if not own or "template[data-late=" not in own_scripts(html):
        raise PluginError(f"{page} has no scripts to load later, or none that loads them; see scripts/publish.py")
    text = '"use strict"\n' + _text(tuple(own))
    joined = own[0].with_name(f"own.{hashlib.sha256(text.encode()).hexdigest()[:8]}.js")
    joined.write_text(text, "utf-8")
    address = SOURCE.search(scripts[bundle])[1].replace(own[0].name, joined.name)
    waiting = {"own": f'<script src="{address}"></script>', "search": "".join(scripts[:bundle])}
    templates = "".join(f'<template data-late="{name}">{files}</template>' for name, files in waiting.items())
    return SCRIPT_FILE.sub("", html).replace("</template>", f"</template>{templates}", 1)  # Behind that of the styles


def with_icon(html: str, icon: Path | None) -> str:
    """A page with its icon inside: one request less."""
    if not icon:
        return html
    svg = quote(icon.read_text("utf-8").strip().replace('"', "'"), safe="/:=,;()'")
    return ICON.sub(rf'\1"data:image/svg+xml,{svg}"', html)


def minified(html: str) -> str:
    """A page without what browsers do not need. A space stays wherever there was one, for it may part two words."""
    html = DATA.sub(
        lambda data: json.dumps(json.loads(data[0]), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        html,
    )
    html = NEIGHBOURS.sub(r"\1;", html)  # One script instead of two has one hash.
    options = {"minify_js": True, "keep_closing_tags": True, "keep_input_type_text_attr": True}
    return minify_html.minify(GAP.sub(MARK, html), **options).replace(MARK, "")


def locked(html: str, page: Path, frames: str) -> str:
    """A page that runs, shows and asks for nothing but what it was built with. Other sites do not learn of it.

    Its own scripts and styles are named by their hashes (https://www.w3.org/TR/CSP3/).
    """
    for tag in TAG.findall(INLINE.sub("", html)):
        if REFUSED.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", tag)):
            raise PluginError(f"{page}: <{tag}> has a style or a script in an attribute, which browsers will refuse")
    if found := WANTED.search(LATE.sub("", html)):
        raise PluginError(f"{page}: {found[0]} would be waited for; scripts/publish.py does not know this form of it")
    hashes = {"script": [], "style": []}
    for kind, kinds, text in INLINE.findall(html):
        if "json" not in kinds:
            hashes[kind].append(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    if serving:  # MkDocs puts in a script of its own, each time another, that reloads the page.
        hashes["script"] = ["'unsafe-inline'"]
    policy = POLICY.format(**{kind: " ".join(found) for kind, found in hashes.items()})
    policy += f";frame-src {frames}" if frames else ""
    metas = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="same-origin">'
    )
    html, found = CHARSET.subn(rf"\g<0>{metas}", html, count=1)
    if not found:
        raise PluginError(f"{page} has no <meta charset>, behind which its policy belongs")
    return html


def own_scripts(html: str) -> str:
    """The scripts inside a page; data is none."""
    return "\n".join(text for kind, kinds, text in INLINE.findall(html) if kind == "script" and "json" not in kinds)


def _text(files: tuple[Path, ...]) -> str:
    return "\n".join(file.read_text("utf-8") for file in files)


def on_startup(command: str, **_: object) -> None:
    """MkDocs event, the only one that knows whether the site is built or served."""
    global serving
    serving = command == "serve"


@event_priority(-300)  # After search (-200), which writes the last files.
def on_post_build(config: MkDocsConfig) -> None:
    """MkDocs event: once, after the last language, makes the built site the published one."""
    if not config.plugins["i18n"].building:
        site, icon = Path(config.site_dir), config.theme["favicon"]
        frames = "https://giscus.app" if (config.extra.get("giscus") or {}).get("repo") else ""
        publish(site, site / icon if icon.endswith(".svg") else None, frames)
