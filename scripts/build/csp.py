"""The Content Security Policy of each page: it may run, show and request only what it was built with.

GitHub Pages sends no headers of ours, so the policy is a <meta> (https://www.w3.org/TR/CSP3/#meta-element).
"""

import base64
import hashlib
import re
from pathlib import Path

from build.minify import INLINE
from messages.message import Message
from messages.problems import SiteError

TAG = re.compile(r"""<([a-zA-Z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>""")
CHARSET = re.compile(r"<meta charset=[^>]*>")
LOADED_FILE = re.compile(r"<link [^>]*\brel=\W?stylesheet[^>]*>|<script [^>]*\bsrc=[^>]*>")
REFUSED_ATTRIBUTE = re.compile(r"\s(?:style|on\w+)=")
ATTRIBUTE_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
REFERRER = '<meta name="referrer" content="same-origin">'  # Other sites do not learn what a reader reads.


def add_csp(html: str, page: Path, frame_origin: str = "", is_served: bool = False) -> str:
    """Returns a page with its policy, in which its inline scripts and styles are named by their hashes.

    page: for messages. frame_origin: a site that the page may show a frame of. is_served: MkDocs adds a script of its
    own, each time another, that reloads the page. Raises SiteError for what browsers would then refuse.
    """
    _check_page(INLINE.sub("", html), page)
    script_hashes, style_hashes = [], []
    for element, attributes, text in INLINE.findall(html):
        if element == "style":
            style_hashes.append(_hash(text))
        elif not _is_data(attributes):
            script_hashes.append(_hash(text))
    if is_served:
        script_hashes = ["'unsafe-inline'"]
    directives = [
        "default-src 'none'",
        f"script-src 'self' {' '.join(script_hashes)}",
        f"style-src 'self' {' '.join(style_hashes)}",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types site",  # The only one; overrides/ makes it, for the addresses of scripts.
    ]
    if frame_origin:
        directives.append(f"frame-src {frame_origin}")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{";".join(directives)}">{REFERRER}'
    charset = CHARSET.search(html)
    if not charset:
        raise SiteError(Message("{page} has no <meta charset>, after which its policy belongs", page=page))
    return html[: charset.end()] + meta + html[charset.end() :]


def _check_page(html: str, page: Path) -> None:
    """Raises SiteError where a page loads a file, or has a style or a script in an attribute.

    html: the page without its inline scripts and styles.
    """
    loaded = LOADED_FILE.search(html)
    if loaded:
        message = Message(
            "{page} would wait for {tag}; scripts/build/publish.py does not know this form of it",
            page=page,
            tag=loaded[0],
        )
        raise SiteError(message)
    if not REFUSED_ATTRIBUTE.search(html):
        return
    for tag in TAG.findall(html):
        if REFUSED_ATTRIBUTE.search(ATTRIBUTE_VALUE.sub("", tag)):
            message = Message(
                "{page}: {tag} has a style or a script in an attribute, which browsers refuse",
                page=page,
                tag=f"<{tag}>",
            )
            raise SiteError(message)


def _is_data(attributes: str) -> bool:
    """Returns whether the attributes of a <script> say that it is data, such as JSON-LD."""
    return "json" in attributes


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
