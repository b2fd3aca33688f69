"""Makes each heading a link to itself, so that readers can copy the address of a section.

The text of the heading is the link, so its name says which section it leads to, in the language of the page. The toc
extension of Python-Markdown would add a second link after the text.
"""

import re

from build.anchored_elements import ANCHORED_ELEMENT


def link_headings(html: str) -> str:
    """Returns the HTML of a page's text with a link in each heading below the title to itself.

    A heading that has a link of its own keeps it, because no link may stand in another. One that only screen readers
    see (build/markers.py) needs none.
    """

    def link(element: re.Match[str]) -> str:
        is_heading = element["tag"] not in ("h1", "th")
        is_hidden = "visually-hidden" in element["start"]
        if not is_heading or is_hidden or "<a " in element["content"]:
            return element[0]
        return f'{element["start"]}<a class="headerlink" href="#{element["id"]}">{element["content"]}</a>'

    return ANCHORED_ELEMENT.sub(link, html)
