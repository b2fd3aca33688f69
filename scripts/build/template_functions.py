"""The functions that the templates in overrides/ call."""

import functools
import html

from jinja2 import Environment, Template
from markupsafe import Markup
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from sources.colours import read_colours, subject_number
from sources.languages import locale_of
from sources.markdown_html import icon
from sources.site import Site
from table.data_file import site_tables
from translation.dates import written_date, written_direction
from translation.interface_messages import message, site_messages


def escape_text(text: str) -> str:
    """Returns a text as it may stand in HTML and in an attribute between double quotes."""
    return html.escape(text, quote=False).replace('"', "&quot;")


def title_text(item: Page | Section | Link) -> str:
    """Returns the title of a page as text: what its front matter says, or else its first heading, which is HTML."""
    if isinstance(item, Page) and "title" not in item.meta:
        return _without_tags(item.title)
    return str(item.title)


@functools.lru_cache(maxsize=10_000)  # Each page lists the titles of others.
def _without_tags(text: str) -> str:
    return str(Markup(text).striptags())


def add_template_functions(env: Environment, site: Site) -> None:
    """Gives the templates functions for messages and dates, and the codes of languages and ids of subjects."""

    def locale(language: str) -> str:
        """Returns lv_LV for lv."""
        return locale_of(site.config, language)

    def direction(language: str) -> str:
        """Returns how a language is written: rtl from right to left, ltr from left to right."""
        return written_direction(locale(language))

    def date(day: object, language: str) -> str:
        """Returns a day as a language writes it."""
        return written_date(str(day), locale(language))

    def message_of_interface(key: str, language: str) -> str:
        """Returns what a button or a label says: our message, or else the theme's."""
        own = site_messages(site)[language].get(key)
        theirs = "" if own else messages_of_theme(language).module.t(key)
        return escape_text(message(site_messages(site), key, language, theirs))

    def messages_of_theme(language: str) -> Template:
        """Returns the template that has the theme's messages in a language; one without any where there is none."""
        return env.select_template([f"partials/languages/{language}.html", "partials/languages/none.html"])

    @functools.cache  # Each page asks for it, in a navigation of perhaps a thousand pages.
    def list_of_saved_pages(nav: Navigation) -> Page | None:
        """Returns the page that lists the saved pages, where the site has one, wherever it is."""
        return next((page for page in nav.pages if page.meta.get("template") == "saved-pages.html"), None)

    first_table = site_tables(site)[site.languages[0]]
    env.globals.update(
        message=message_of_interface,
        icon=icon,
        title=title_text,
        date=date,
        direction=direction,
        locale=locale,
        list_of_saved_pages=list_of_saved_pages,
        languages=site.languages,
        colours=read_colours(site.docs),
        # A page with the name of a subject is about it.
        subject_numbers={name: subject_number(position) for position, name in enumerate(first_table.subjects)},
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}  # In few bytes
