"""Minifies pages, stylesheets and scripts, each with the library that does it best.

minify-html minifies pages; lightningcss stylesheets, in a syntax that the oldest supported browsers read;
tdewolff-minify scripts, whose local names it shortens too.
"""

import functools
import re

import lightningcss
import minify
import minify_html
from mkdocs.exceptions import PluginError

# The oldest browsers in which everything works, as browserslist names them: the last ones that Windows 7 and 8, macOS
# 10.12 and the iPhones 6s and 7 get. What is newer in a stylesheet is written in older words where there are such.
OLDEST_BROWSERS = ["chrome 109", "edge 109", "firefox 115", "safari 15.6", "ios_saf 15.6"]

# Two inline scripts with nothing but white space between them: as one, they need one hash in the policy.
ADJACENT_SCRIPTS = re.compile(
    r"""
    ( <script> [^<]* (?: < (?!/script>) [^<]* )* )  # an inline script without its end
    </script> \s* <script>
    """,
    re.VERBOSE,
)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# minify-html drops spaces beside tags, where they separate words. This letter keeps its place: it is a letter to HTML,
# white space to scripts, and in no text (sources/source_file.py refuses it).
PLACEHOLDER = "\ufeff"
GAPS = ("> ", ">\n", " <", "\n<")


def minify_page(html: str) -> str:
    """Returns a page minified; one space stays wherever there was white space, for it may separate two words.

    Raises PluginError for a script that no browser could read.
    """
    html = ADJACENT_SCRIPTS.sub(r"\1;", html)
    html = INLINE_SCRIPT.sub(lambda script: f"<script>{minify_script(script[1])}</script>", html)
    for gap in GAPS:
        html = html.replace(gap, PLACEHOLDER.join(gap))
    html = minify_html.minify(html, keep_closing_tags=True, keep_input_type_text_attr=True)
    return html.replace(PLACEHOLDER, "")


def minify_css(css: str) -> str:
    """Returns a stylesheet minified, for OLDEST_BROWSERS too. Raises PluginError where it has no end, or is no CSS."""
    try:
        minified = lightningcss.process_stylesheet(css, browsers_list=OLDEST_BROWSERS)
    except ValueError as error:
        raise PluginError(f"a stylesheet of extra_css in mkdocs.yml cannot be read: {error}") from None
    # light-dark(A, B) becomes var(--lightningcss-light, A)var(--lightningcss-dark, B). Short names save bytes.
    return minified.replace("--lightningcss-", "--")


@functools.lru_cache(maxsize=64)  # Most pages have the same inline scripts.
def minify_script(script: str) -> str:
    """Returns a script minified. Raises PluginError where no browser could read it."""
    try:
        return minify.string("application/javascript", script)
    except minify.MinifyError as error:
        where = "docs/assets/ or overrides/partials/inline-scripts/"
        raise PluginError(f"a script in {where} is not valid JavaScript: {error}") from None
