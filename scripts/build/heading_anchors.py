"""Makes each heading a link to itself, so that readers can copy the address of a section.

The text of the heading is the link, so its name says which section it leads to, in the language of the page. The toc
extension of Python-Markdown would add a second link after the text.
"""

import re

# A heading with an id below the title
HEADING = re.compile(
    r"""
    (?P<start> <h(?P<level>[2-6])\b (?P<attributes> [^>]* \b id="(?P<id>[^"]+)" [^>]*) >)
    (?P<content> .*?)
    (?P<end> </h(?P=level)>)
    """,
    re.VERBOSE | re.DOTALL,
)


def link_headings(html: str) -> str:
    """Returns the HTML of a page's text with a link in each heading to itself.

    A heading that has a link of its own keeps it, because no link may stand in another. One that only screen readers
    see (table/placing.py) needs none.
    """

    def link(heading: re.Match[str]) -> str:
        is_hidden = "visually-hidden" in heading["attributes"]
        if is_hidden or "<a " in heading["content"]:
            return heading[0]
        anchor = f'<a class="headerlink" href="#{heading["id"]}">{heading["content"]}</a>'
        return heading["start"] + anchor + heading["end"]

    return HEADING.sub(link, html)
