"""How long it takes to read a page."""

import html
import math
import re

# Texts of the same content take about as many characters a minute in many languages: 17 of them, with and without long
# words, lie at 863 ± 234 (Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance, 2012).
CHARACTERS_A_MINUTE = 860
NOT_READ = re.compile(
    r"""
    <figure\b .*? </figure>                                 # pictures
    | <td\b [^>]* class="edit" .*? </td>                      # links for editing a row of the table
    """,
    re.VERBOSE | re.DOTALL,
)


def reading_minutes(page_html: str) -> int:
    """Returns the whole minutes, at least 1, that it takes to read the text of a page."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", NOT_READ.sub("", page_html)))
    return math.ceil(len(" ".join(text.split())) / CHARACTERS_A_MINUTE)
