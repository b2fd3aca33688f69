"""What the tests need to know of their own article, in tests/article/.

Tests name its pages, rows and words; they never name anything in docs/, which an editor may change at any time.
"""

import itertools
import re
from pathlib import Path

import yaml

ARTICLE = Path(__file__).parent / "article"

_config = yaml.safe_load((ARTICLE / "mkdocs.yml").read_text("utf-8"))
DEFAULT, *OTHERS = (language["locale"] for language in _config["plugins"][0]["i18n"]["languages"])
# Each language → the folder of its pages in the site; then the addresses of the pages in such a folder.
LANGUAGES = {DEFAULT: "", **{code: f"{code}/" for code in OTHERS}}
PAGES = ["", *(f"{page.stem}/" for page in sorted((ARTICLE / "docs" / DEFAULT).glob("*.md")) if page.stem != "index")]
# All pages of the site, by their addresses
ADDRESSES = [folder + page for folder in LANGUAGES.values() for page in PAGES]
# Each page once, the languages in turn: for what depends on the elements of a page and hardly on its words
EACH_PAGE = [folder + page for folder, page in zip(itertools.cycle(LANGUAGES.values()), PAGES, strict=False)]

# Each language on one of two screens: for what depends on either, and hardly on both
SCREENS = list(zip(LANGUAGES, itertools.cycle((360, 1280)), strict=False))

# Key → language → message of the interface
MESSAGES = yaml.safe_load((ARTICLE / "docs/data/interface.yml").read_text("utf-8"))

# Two pages, by their addresses; the home page links to the first one.
PAGE = "tea/"
OTHER_PAGE = "coffee/"

# Two rows of the table, by their keys in comparison.yml.
ROW = "measures"
OTHER_ROW = "taste"

# What a reader types to filter the table in the default language, without diacritics; what each row that is left says.
TABLE_FILTER = "RUGTA"
FILTERED_ROWS_SAY = "rūgta"

# Language → a word that search finds, and the same word with a mistake, for which search suggests the right one.
WORD = {"lv": "kafija", "en": "coffee"}
MISTYPED_WORD = {"lv": "kafjia", "en": "cofefe"}

# Language → the date of PAGE as a reader sees it, and the form of any date.
DATE = {"lv": "2026. gada 31. janvāris", "en": "31 January 2026"}
DATE_FORM = {"lv": re.compile(r"^\d{4}\. gada \d{1,2}\. \S+$"), "en": re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}$")}

# Texts that may be the same in all languages: names of books, of file formats, of keys, addresses.
UNTRANSLATED = {"Select version", "CSV", "Markdown", "Ctrl", "tea.py", "www.example.com"}

# A part of the comparison page that is in another language and says so.
FOREIGN_PART = "#references + ol [lang=en]"
