"""What depends on how a language is written: dates, and the direction of its text."""

import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from mkdocs.exceptions import PluginError

from sources.languages import CONFIG_FILE
from sources.problems import Location, Problem


def written_date(date: str, locale: str) -> str:
    """Returns 2026-11-20 as a language writes it. locale: such as lv_LV. Raises PluginError where either is wrong."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        raise PluginError(f"'{date}' is not a date; write one such as 2026-11-20") from None
    try:
        return format_date(day, "long", locale)
    except (UnknownLocaleError, ValueError):
        message = f"'{locale}' in extra.language_settings is not a locale"
        problem = Problem(Location(CONFIG_FILE), message, "write one such as en_GB")
        raise PluginError(str(problem)) from None


def written_direction(locale: str) -> str:
    """Returns rtl where a language is written from right to left, otherwise ltr. locale: he_IL, or he alone."""
    try:
        return "rtl" if Locale.parse(locale.replace("-", "_")).character_order == "right-to-left" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"
