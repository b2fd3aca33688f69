"""The site as it is published: each page in one request, with no more than it uses, and locked.

The steps go over the built pages in the order of `publish`. One that finds nothing to do ends the build: it was written
for markup that Material has changed since.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import minify_html
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.utils import write_file

from publishing.script_files import join_scripts, name_by_content
from publishing.stylesheet import TAG, page_words, parse, purge

STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
FILE = re.compile(r"<link [^>]*\brel=\W?stylesheet[^>]*>|<script [^>]*\bsrc=[^>]*>")
LAZY_SCRIPT = re.compile(r'(?<= data-script=")[^"]*')
INLINE = re.compile(r"<(script|style)\b((?:(?!src=)[^>])*)>(.*?)</\1>", re.DOTALL)
NEIGHBOURS = re.compile(r"(<script>(?:(?!</script>).)*)</script>\s*<script>", re.DOTALL)
ICON = re.compile(r'(?<=<link rel="icon" href=)"[^"]*"')
REFUSED = re.compile(r"\s(?:style|on\w+)=")
MARK = "\ufeff"  # A letter to HTML, a space to scripts
CREATED = re.compile(r"""\bcreate(?:Element)?\([`"'](\w+)""")  # In a script: the kind of an element that it makes
SITE_BUNDLE = "assets/javascripts/site.js"
POLICY = (
    "default-src 'none';script-src 'self' {script};style-src 'self' {style};img-src 'self' data:;connect-src 'self';"
    "worker-src 'self';manifest-src 'self';base-uri 'none';form-action 'none';"
    "require-trusted-types-for 'script';trusted-types site"
)


def publish(
    site: Path, lazy_code: str = "", icon: Path | None = None, frames: str = "", is_served: bool = False
) -> None:
    """Rewrites the pages in a folder. Raises PluginError.

    lazy_code: the code of the scripts that pages load later; the elements that it creates need styles too. icon: the
    SVG file that the pages link. frames: the origin that a page may show a frame of. is_served: MkDocs
    adds a script of its own, each time another, that reloads the page.
    """
    names = {script.name: name_by_content(script) for script in sorted(site.glob("assets/javascripts/*.js"))}
    lazy_elements = frozenset(CREATED.findall(lazy_code))
    is_styled = False
    for page in sorted(site.rglob("*.html")):
        html = page.read_text("utf-8")
        if css := page_css(html, page):
            is_styled = True
            present = page_words(html, inline_scripts(html)) | lazy_elements
            html = with_script_names(with_styles(html, purge(css, present & parse(css)[1])), names, page)
        page.write_text(locked(minified(with_icon(html, icon)), page, frames, is_served), "utf-8")
    if not is_styled:
        raise PluginError(f"no page in {site} links a stylesheet as scripts/publish.py expects it")


def page_css(html: str, page: Path) -> str:
    """The stylesheets that a page links, as one text."""
    texts = [(page.parent / address).read_text("utf-8") for address in STYLESHEET.findall(html)]
    return sys.intern("\n".join(texts))


def with_styles(html: str, css: str) -> str:
    """A page with all CSS that can apply to it inside, so that nothing is waited for."""
    if outside := re.search(r"""url\((?!["']?(?:data:|#))[^)]*\)""", css):
        raise PluginError(f"{outside[0]} in a stylesheet leads nowhere from a page; write the picture there as data:")
    first, *rest = STYLESHEET.split(html)[::2]  # Every other part is an address.
    return f"{first}<style>{css}</style>{''.join(rest)}"


def with_script_names(html: str, names: Mapping[str, str], page: Path) -> str:
    """A page that knows the scripts which it may load by the names that tell their content. Raises PluginError."""

    def rename(address: re.Match[str]) -> str:
        folder, _, name = address[0].rpartition("/")
        if name not in names:
            raise PluginError(f"{page} wants to load {address[0]}, which is not there; see data-script in overrides/")
        return f"{folder}/{names[name]}"

    html, count = LAZY_SCRIPT.subn(rename, html)
    if not count:
        raise PluginError(f"{page} names no script in data-script; see overrides/main.html")
    return html


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


def locked(html: str, page: Path, frames: str, is_served: bool) -> str:
    """A page that runs, shows and asks for nothing but what it was built with; other sites do not learn of it.

    Its own scripts and styles are named by their hashes (https://www.w3.org/TR/CSP3/).
    """
    if found := FILE.search(html):
        raise PluginError(f"{page}: {found[0]} would be waited for; scripts/publish.py does not know this form of it")
    for tag in TAG.findall(INLINE.sub("", html)) if REFUSED.search(html) else ():
        if REFUSED.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", tag)):
            raise PluginError(f"{page}: <{tag}> has a style or a script in an attribute, which browsers will refuse")
    hashes = {"script": [], "style": []}
    for kind, kinds, text in INLINE.findall(html):
        if "json" not in kinds:
            hashes[kind].append(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    if is_served:
        hashes["script"] = ["'unsafe-inline'"]
    policy = POLICY.format(**{kind: " ".join(found) for kind, found in hashes.items()})
    policy += f";frame-src {frames}" if frames else ""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="same-origin">'
    html, found = re.subn(r"<meta charset=[^>]*>", rf"\g<0>{meta}", html, count=1)
    if not found:
        raise PluginError(f"{page} has no <meta charset>, behind which its policy belongs")
    return html


def inline_scripts(html: str) -> str:
    """The scripts inside a page; data is none."""
    return "\n".join(text for kind, kinds, text in INLINE.findall(html) if kind == "script" and "json" not in kinds)


def publish_site(config: MkDocsConfig, is_served: bool) -> None:
    """Makes the built site the published one. is_served: by mkdocs serve, for one who edits."""
    site, docs = Path(config.site_dir), Path(config.docs_dir)
    icon = config.theme["favicon"]
    frames = "https://giscus.app" if (config.extra.get("giscus") or {}).get("repo") else ""
    bundle = join_scripts(docs / script for script in config.extra_javascript)
    write_file(bundle.encode(), str(site / SITE_BUNDLE))
    lazy_code = bundle + (docs / "assets/javascripts/search/results.js").read_text("utf-8")
    publish(site, lazy_code, site / icon if icon.endswith(".svg") else None, frames, is_served)


def remove_theme_assets(files: Files, config: MkDocsConfig) -> None:
    """Leaves out the theme's own scripts, styles and pictures, which no page asks for."""
    own_folders = [Path(config.docs_dir), Path(config.theme.custom_dir or config.docs_dir)]
    for file in list(files):
        is_own = not file.abs_src_path or any(Path(file.abs_src_path).is_relative_to(own) for own in own_folders)
        if file.src_uri.startswith("assets/") and not is_own:
            files.remove(file)
