"""Warns of stale translations."""

from messages.message import Message
from messages.problems import Location, Problem
from sources.site import Site
from translation.stale import StaleTranslation, stale_translations
from translation.state_file import STATE_FILE, UP_TO_DATE, translation_state


def check_stale_translations(site: Site) -> list[Problem]:
    """Returns a warning for each stale translation: it may be merged. Raises SiteError as stale_translations()."""
    path = site.docs / STATE_FILE
    if not translation_state(site):
        message = Message("the translation state is not recorded yet")
        return [Problem(Location(path), message, Message("run: make translation-state"), is_warning=True)]
    problems = []
    for found in stale_translations(site):
        fix = Message(
            "translate the change; if that is done or not needed, write '{line}' under {key} in {path}",
            line=f"  - {found.section}",
            key=UP_TO_DATE,
            path=path,
        )
        problems.append(Problem(found.stale.location, _message(found), fix, is_warning=True))
    return problems


def _message(found: StaleTranslation) -> Message:
    stale, newer = found.stale.language, found.newer.language
    location = found.newer.location.path_and_line
    message = Message(
        "'{stale}' has not changed with '{newer}' in {location}", stale=stale, newer=newer, location=location
    )
    if found.changed_words:
        message = Message.counted(
            "'{stale}' has changed by {count} word, and '{newer}' by {words} in {location}",
            "'{stale}' has changed by {count} words, and '{newer}' by {words} in {location}",
            found.changed_words,
            stale=stale,
            newer=newer,
            words=found.newer_changed_words,
            location=location,
        )
    if found.since:
        message = Message("{message} since {date}", message=message, date=found.since)
    return message
