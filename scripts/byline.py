"""What stands under a page's title: when it was last changed, and how long it takes to read."""

from __future__ import annotations

import datetime
import html
import math
import re
from typing import Any

from babel.dates import format_date
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from translations import interface_words

# Texts of the same content take about as many characters a minute in many languages: 17 of them, with and without long
# words, lie at 863 ± 234 (Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance, 2012).
CHARACTERS_A_MINUTE = 860


def spoken_date(day: datetime.date, pattern: str, language: str) -> str:
    """A day as a language writes it; pattern is Babel's, from interface.yml: "d MMMM y" gives "1 March 2024"."""
    return format_date(day, pattern, locale=language)


def minutes(page: str) -> int:
    """Whole minutes, at least 1, to read the text of a page (HTML); drawings and ways to edit do not count."""
    text = re.sub(r'<figure\b.*?</figure>|<(a|td)\b[^>]*class="(edit|headerlink)".*?</\1>', "", page, flags=re.DOTALL)
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return math.ceil(len(text) / CHARACTERS_A_MINUTE)


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """MkDocs event: gives the templates `date(day, language)` and `minutes(html)`."""
    words = interface_words(config)
    env.globals["date"] = lambda day, language: spoken_date(day, words[language]["date-format"], language)
    env.globals["minutes"] = minutes
    return env
