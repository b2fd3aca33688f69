"""Minifies pages, stylesheets and scripts, each with the library that does it best.

minify-html minifies pages; lightningcss stylesheets, in a syntax that the oldest supported browsers read;
tdewolff-minify scripts, whose local names it shortens too.
"""

import functools
import re

import lightningcss
import minify
import minify_html

from messages.message import Message
from messages.problems import SiteError

# The oldest browsers in which everything works, as browserslist names them: the last ones that Windows 7 and 8, macOS
# 10.12 and the iPhones 6s and 7 get. What is newer in a stylesheet is written in older words where there are such.
OLDEST_BROWSERS = ["chrome 109", "edge 109", "firefox 115", "safari 15.6", "ios_saf 15.6"]

# An inline script or style: its element, its attributes, its text
INLINE = re.compile(
    r"""
    <(script|style)\b
    ( (?: (?!src=) [^>] )* ) >
    ( [^<]* (?: <(?!/\1>) [^<]* )* )  # which may have any < but that of the end
    </\1>
    """,
    re.VERBOSE,
)
# minify-html drops spaces beside tags, where they separate words. This letter keeps its place: it is a letter to HTML,
# and in no text (sources/source_file.py refuses it). It stands for the text of inline styles and scripts too.
PLACEHOLDER = "\ufeff"
TAKEN_OUT = re.compile(f"(<style[^>]*>|<script>){PLACEHOLDER}")
GAPS = ("> ", ">\n", " <", "\n<")


def minify_page(html: str) -> str:
    """Returns a page minified; one space stays wherever there was white space, for it may separate two words.

    Its inline styles are minified already. Raises SiteError for a script that no browser could read.
    """
    inline_texts = []

    def take_out(found: re.Match[str]) -> str:
        element, attributes, text = found.groups()
        if element == "script" and attributes:  # Data, such as JSON-LD, stays as it is.
            return found[0]
        inline_texts.append(minify_script(text) if element == "script" else text)
        return f"<{element}{attributes}>{PLACEHOLDER}</{element}>"

    html = INLINE.sub(take_out, html)
    for gap in GAPS:
        html = html.replace(gap, PLACEHOLDER.join(gap))
    html = minify_html.minify(html, keep_closing_tags=True, keep_input_type_text_attr=True)
    texts = iter(inline_texts)
    html = TAKEN_OUT.sub(lambda element: element[1] + next(texts), html)
    return html.replace(PLACEHOLDER, "")


def minify_css(css: str) -> str:
    """Returns a stylesheet minified, for OLDEST_BROWSERS too. Raises SiteError where it has no end, or is no CSS."""
    try:
        minified = lightningcss.process_stylesheet(css, browsers_list=OLDEST_BROWSERS)
    except ValueError as error:
        message = Message("a stylesheet of extra_css in mkdocs.yml cannot be read: {reason}", reason=str(error))
        raise SiteError(message) from None
    # light-dark(A, B) becomes var(--lightningcss-light, A)var(--lightningcss-dark, B). Short names save bytes.
    return minified.replace("--lightningcss-", "--")


@functools.lru_cache(maxsize=64)  # Most pages have the same inline scripts.
def minify_script(script: str) -> str:
    """Returns a script minified. Raises SiteError where no browser could read it."""
    try:
        return minify.string("application/javascript", script)
    except minify.MinifyError as error:
        message = Message(
            "a script in docs/assets/ or overrides/partials/inline-scripts/ is not valid JavaScript: {reason}",
            reason=str(error),
        )
        raise SiteError(message) from None
