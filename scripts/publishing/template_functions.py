"""The functions that the templates in overrides/ call."""

from jinja2 import Environment

from publishing.reading_time import reading_minutes
from publishing.site import Site
from translation.dates import written_date
from translation.languages import language_settings
from translation.messages import message


def add_template_functions(env: Environment, site: Site) -> None:
    """Gives the templates functions for messages and dates, and the codes of languages and ids of subjects."""

    def locale(language: str) -> str:
        """Returns lv_LV for lv."""
        return language_settings(site.config, language).locale or language

    def date(day: object, language: str) -> str:
        """Returns a day as a language writes it."""
        return written_date(str(day), locale(language))

    def message_of_interface(key: str, language: str, theme_message: str = "") -> str:
        """Returns what a button or a label says: our message, or else the theme's."""
        return message(site.messages, key, language, theme_message)

    first_table = site.tables[site.languages[0]]
    env.globals.update(
        message=message_of_interface,
        date=date,
        locale=locale,
        minutes=reading_minutes,
        languages=site.languages,
        subjects=list(first_table.subjects),  # A page with the name of a subject is about it.
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}  # In few bytes
