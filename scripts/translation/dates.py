"""What depends on how a language is written: dates, and the direction of its text."""

import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from messages.message import Message
from messages.problems import Location, Problem, SiteError
from sources.languages import CONFIG_FILE


def written_date(date: str, locale: str) -> str:
    """Returns 2026-11-20 as a language writes it. locale: such as lv_LV. Raises SiteError where either is wrong."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        raise SiteError(Message("'{date}' is not a date; write one such as 2026-11-20", date=date)) from None
    try:
        return format_date(day, "long", locale)
    except (UnknownLocaleError, ValueError):
        message = Message("'{locale}' in extra.language_settings is not a locale", locale=locale)
        raise SiteError(Problem(Location(CONFIG_FILE), message, Message("write one such as en_GB"))) from None


def written_direction(locale: str) -> str:
    """Returns rtl where a language is written from right to left, otherwise ltr. locale: he_IL, or he alone."""
    try:
        return "rtl" if Locale.parse(locale.replace("-", "_")).character_order == "right-to-left" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"
