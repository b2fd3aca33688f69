"""Pages, stylesheets and scripts without what browsers do not need; stylesheets in words that older browsers read."""

import re

import lightningcss
import minify_html
from mkdocs.exceptions import PluginError

# The oldest browsers in which everything works, as browserslist names them: the last ones that Windows 7 and 8, macOS
# 10.12 and the iPhones 6s and 7 get. What is newer in a stylesheet is written in older words where there are such.
OLDEST_BROWSERS = ["chrome 109", "edge 109", "firefox 115", "safari 15.6", "ios_saf 15.6"]

# Two inline scripts with nothing but white space between them: as one, they need one hash in the policy.
ADJACENT_SCRIPTS = re.compile(r"(<script>(?:(?!</script>).)*)</script>\s*<script>", re.DOTALL)
# minify-html drops spaces beside tags, where they separate words. This letter keeps its place: it is a letter to HTML,
# white space to scripts, and in no text (sources/source_file.py refuses it).
PLACEHOLDER = "\ufeff"
GAPS = ("> ", ">\n", " <", "\n<")
# minify-html 0.18 keeps the comments before a statement, so that readers would load them. These are comments that fill
# whole lines; no text in a script has a line that begins like one.
COMMENT_LINES = re.compile(
    r"""
    ^[ \t]* (?: //[^\n]* | /\*.*?\*/ [ \t]* ) $ \n?
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def minify_page(html: str) -> str:
    """Returns a page minified; one space stays wherever there was white space, for it may separate two words."""
    html = ADJACENT_SCRIPTS.sub(r"\1;", html)
    for gap in GAPS:
        html = html.replace(gap, PLACEHOLDER.join(gap))
    html = minify_html.minify(html, minify_js=True, keep_closing_tags=True, keep_input_type_text_attr=True)
    return html.replace(PLACEHOLDER, "")


def minify_css(css: str) -> str:
    """Returns a stylesheet minified, for OLDEST_BROWSERS too. Raises PluginError where it has no end, or is no CSS."""
    try:
        minified = lightningcss.process_stylesheet(css, browsers_list=OLDEST_BROWSERS)
    except ValueError as error:
        raise PluginError(f"a stylesheet of extra_css in mkdocs.yml cannot be read: {error}") from None
    # light-dark(A, B) becomes var(--lightningcss-light, A)var(--lightningcss-dark, B). Short names save bytes.
    return minified.replace("--lightningcss-", "--")


def minify_script(script: str) -> str:
    """Returns a script minified."""
    without_comments = COMMENT_LINES.sub("", script)
    html = minify_html.minify(f"<script>{without_comments}</script>", minify_js=True)
    return html.removeprefix("<script>").removesuffix("</script>")
