"""The language in which a command prints: that of the machine, or on GitHub that of what a pull request changes."""

import re
from collections.abc import Collection, Mapping, Sequence

from messages.catalogue import SOURCE_LANGUAGE, catalogue_languages, read_catalogue
from messages.message import Message

VARIABLE = "MESSAGE_LANGUAGES"
"""Of the environment: the codes of the languages, "lv" or "lv en", where the machine's own settings do not count."""


class Wording:
    """Puts messages into words: in one language, or in several where nobody knows which one is read."""

    def __init__(self, languages: Sequence[str]) -> None:
        """languages: codes of languages that messages can be printed in."""
        self._catalogues = [read_catalogue(language) for language in languages]

    def __call__(self, *messages: Message) -> str:
        """Returns messages as one line: message; fix. Of several languages, " / " is between them."""
        lines = []
        for catalogue in self._catalogues:
            lines.append("; ".join(message.in_words(catalogue) for message in messages))
        return " / ".join(dict.fromkeys(lines))


IN_ENGLISH = Wording([SOURCE_LANGUAGE])


def wording_for(environment: Mapping[str, str]) -> Wording:
    """Returns the words for who runs a command. environment: os.environ."""
    known = catalogue_languages()
    requested = [code for code in environment.get(VARIABLE, "").split() if code in known]
    return Wording(requested or [machine_language(environment, known)])


def machine_language(environment: Mapping[str, str], known: Collection[str]) -> str:
    """Returns the first known language that the settings of a machine name; English where they name none.

    https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html
    """
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or "C"
    if _language(locale) in ("C", "POSIX"):  # LANGUAGE does not count then.
        return SOURCE_LANGUAGE
    names = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((code for code in map(_language, names) if code in known), SOURCE_LANGUAGE)


def _language(locale: str) -> str:
    """Returns lv for lv_LV.UTF-8."""
    return re.split("[_.@]", locale)[0]
