"""What stands under a page's title: when it was last changed, and how long it takes to read."""

import datetime
import html
import math
import re
from typing import Any

from babel import UnknownLocaleError
from babel.dates import format_date
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from translations import CONFIG_FILE, writing

# Texts of the same content take about as many characters a minute in many languages: 17 of them, with and without long
# words, lie at 863 ± 234 (Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance, 2012).
CHARACTERS_A_MINUTE = 860
NOT_READ = re.compile(r'<figure\b.*?</figure>|<(a|td)\b[^>]*class="(edit|headerlink)".*?</\1>', re.DOTALL)


def written_date(date: str, locale: str) -> str:
    """2026-11-20 as a language writes it. Raises PluginError for what is no date, and no locale (lv_LV, en_GB)."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        raise PluginError(f"'{date}' is no date; write one such as 2026-11-20") from None
    try:
        return format_date(day, "long", locale)
    except (UnknownLocaleError, ValueError):
        fault = f"'{locale}' in extra.writing is no locale; write one such as en_GB"
        raise PluginError(f"{CONFIG_FILE}:1:1: {fault}") from None


def minutes(page: str) -> int:
    """Whole minutes, at least 1, to read the text of a page (HTML); drawings and ways to edit do not count."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", NOT_READ.sub("", page)))
    return math.ceil(len(" ".join(text.split())) / CHARACTERS_A_MINUTE)


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """MkDocs event: gives the templates `date(day, language)`, `minutes(html)` and `locale(language)`: lv_LV."""

    def locale(language: str) -> str:
        return writing(config.extra, language).get("locale", language)

    env.globals["date"] = lambda day, language: written_date(str(day), locale(language))
    env.globals.update(locale=locale, minutes=minutes)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # Letters as they are, in fewer bytes
    return env
