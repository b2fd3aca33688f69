"""How long it takes to read a page."""

import math
from collections.abc import Iterable

from search.search_index import Section

# Texts of the same content take about as many characters a minute in many languages: 17 of them, with and without long
# words, lie at 863 ± 234 (Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance, 2012).
CHARACTERS_A_MINUTE = 860


def reading_minutes(sections: Iterable[Section]) -> int:
    """Returns the whole minutes, at least 1, that it takes to read the text of a page."""
    characters = sum(len(section.heading) + len(section.text) for section in sections)
    return max(1, math.ceil(characters / CHARACTERS_A_MINUTE))
