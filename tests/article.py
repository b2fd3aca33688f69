"""What the tests know of this article. Whoever makes another one puts its own pages, rows and words here.

Each is a name that the tests need and that only the article can give; all else they find out from the built site.
"""

import re

# Two pages in docs/, by their addresses; the home page links to the first one.
PAGE = "sales/"
OTHER_PAGE = "service/"

# Two rows of the table, by their keys in comparison.yml.
ROW = "metrics"
OTHER_ROW = "focus"

# What a reader types to filter the table in the default language, without diacritics; what each row that is left says.
TABLE_FILTER = "APMIERINATI"
FILTERED_ROWS_SAY = "apmierināt"

# Language → a word that search finds, and the same word with a mistake, for which search suggests the right one.
WORD = {"lv": "klient", "en": "customer"}
MISTYPED_WORD = {"lv": "klietns", "en": "custmer"}

# Language → the date of PAGE as a reader sees it, and the form of any date.
DATE = {"lv": "2024. gada 1. marts", "en": "1 March 2024"}
DATE_FORM = {"lv": re.compile(r"^\d{4}\. gada \d{1,2}\. \S+$"), "en": re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}$")}

# Texts that may be the same in all languages: names of publishers, of file formats.
UNTRANSLATED = {"Select version", "Springer", "Academy of Management Executive", "CSV", "Markdown"}

# A part of the comparison page that is in another language and says so; "" where there is none.
FOREIGN_PART = "#references + ol [lang=en]"
