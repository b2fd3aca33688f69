"""The words of each language: English is that of the code, and lv.po beside this file has the Latvian for each message.

A catalogue is a file of gettext (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html). It is read when
something is printed in its language, and not before.
"""

import io
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"


class Catalogue:
    """Puts texts and numbers into a language."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def translation(self, text: str) -> str:
        """Returns a text in the language."""
        return self._translations.gettext(text)

    def counted(self, one: str, many: str, count: int) -> str:
        """Returns the text for a number in the language. one, many: what it is in English."""
        return self._translations.ngettext(one, many, count)

    def number(self, number: int) -> str:
        """Returns a number with its digits in groups."""
        from babel.numbers import format_decimal  # Few messages have such a number, and loading it takes long.

        return format_decimal(number, locale=self.language)


ENGLISH = Catalogue(SOURCE_LANGUAGE, NullTranslations())


def catalogue_languages() -> list[str]:
    """Returns the languages that messages can be printed in: English, and those of the catalogues."""
    return [SOURCE_LANGUAGE, *sorted(path.stem for path in FOLDER.glob("*.po"))]


def read_catalogue(language: str) -> Catalogue:
    """Returns the catalogue of a language that has one."""
    if language == SOURCE_LANGUAGE:
        return ENGLISH
    from babel.messages.mofile import write_mo  # Who reads English need not wait for it.
    from babel.messages.pofile import read_po

    with (FOLDER / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Catalogue(language, GNUTranslations(compiled))
