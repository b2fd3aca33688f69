"""How well the site's search finds words by their other forms, beside Material's on the same texts.

    make bench-search           prints the figures

The truth is what the built pages say, read in the browser (benchmarks/sections.py), and no file of the search. Asked is
the search itself, as a reader asks it (benchmarks/asking.py).

Forms: every form of every Latvian noun, adjective, verb and adverb on the pages, as it is written and without
diacritics. They come from hunspell-lv (benchmarks/lexicon.py). For English there are regular forms of words on its
pages.

- recall: of all pairs (form, section with any form of the word), the share found.
- false: of all sections found, the share that has no form of the word. A search that knew every word would still show
  0.2 % as written and 0.4 % without diacritics: „atbalsts” is a thing, and what somebody supported.

Common words: those of which neither the word nor another form is on the pages, so that whatever they find is false.

Material's search is judged by its own pages, section by section: a row of its table is no section, so there are fewer.
One index holds all its languages: a Latvian reader's word finds English sections too, and they count as false.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import re
import sys
import tempfile
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from asking import Ask, ask_material, ask_this  # noqa: E402
from lexicon import DICTIONARY, Lemma, function_words, lemmas  # noqa: E402
from sections import Section, read_sections  # noqa: E402
from variants import build, write_plain, write_this  # noqa: E402

from browser import find  # noqa: E402

LATVIAN, ENGLISH = "lv", "en"
# Common words that the pages hardly have. Whatever one of them finds, it finds falsely.
COMMON = """
gads cilvēks valsts Latvija diena Rīga bērns māte tēvs roka acs ūdens māja skola grāmata ceļš mežs saule zeme jūra
naktis rīts vakars nedēļa mēnesis stunda brālis māsa draugs ģimene vīrs sieva zēns meitene suns kaķis zirgs govs putns
zivs koks puķe ābols maize piens gaļa siers sāls cukurs kafija tēja alus vīns galds krēsls gulta logs durvis jumts
siena istaba virtuve pilsēta ciems iela tilts upe ezers kalns debesis mākonis lietus sniegs vējš uguns gaisma ēna
krāsa balts melns sarkans zaļš zils dzeltens liels mazs vecs silts auksts mīksts ciets ass trulis tīrs netīrs slapjš
sauss pilns tukšs ātrs lēns gudrs dumjš stiprs vājš skaists neglīts priecīgs bēdīgs dusmīgs kluss skaļš gaišs tumšs
plats šaurs dziļš sekls augsts zems garš runāt dzirdēt skriet lekt peldēt lidot dziedāt dejot zīmēt mazgāt gulēt ēst
dzert smieties raudāt dzīvot mirt dzimt mīlēt ienīst cerēt baidīties ticēt aizmirst atcerēties braukt staigāt sēdēt
stāvēt celties krist lauzt griezt šūt adīt celt rakt stādīt sēt pļaut malt cept vārīt slaucīt medīt makšķerēt spēlēt
zaudēt uzvarēt karš miers tauta valoda vēsture zinātne māksla mūzika teātris kino sports futbols basketbols hokejs
slimība ārsts zāles sirds galva kāja plauksta pirksts mute zobs mati āda asinis kauls mugura vēders krekls bikses
kurpes cepure mētelis cimds zeķe vilciens autobuss lidmašīna kuģis mašīna velosipēds degviela dators telefons
televizors radio avīze vēstule bilde rotaļlieta lācis vilks lapsa zaķis ezis čūska varde
"""
# Regular inflections of words on the English pages.
ENGLISH_FORMS = """
customer customers / sell sells selling / persuade persuades persuaded persuading / benefit benefits benefited
benefiting / purchase purchases purchased purchasing / solve solves solved solving / problem problems / negotiate
negotiates negotiated negotiating / relationship relationships / deal deals dealing / product products / need needs
needed / support supports supported supporting / recommend recommends recommended recommending / question questions /
complaint complaints / installation installations / stage stages / present presents presented presenting / objection
objections / answer answers answered / improve improves improved improving / widen widens widened widening / market
markets / difference differences / metric metrics / skill skills / activity activities / term terms / reputation
reputations / review reviews reviewed / wish wishes wished / goal goals
"""


@dataclass
class Tally:
    """Sums over queries."""

    expected: int = 0
    hits: int = 0
    found: int = 0
    false: int = 0

    def add(self, expected: set[str], found: set[str]) -> None:
        """Adds a query: the sections it should find, and those it found."""
        self.expected += len(expected)
        self.hits += len(expected & found)
        self.found += len(found)
        self.false += len(found - expected)

    def __str__(self) -> str:
        return f"recall {self.hits / self.expected:.4f}   false {self.false / self.found:.4f}"


class Truth:
    """The sections of one language, and where words are in them."""

    def __init__(self, sections: Sequence[Section], language: str) -> None:
        self.addresses: dict[str, set[str]] = defaultdict(set)
        """Word → the sections that have it."""
        for section in sections:
            if section.language == language:
                for word in section.words:
                    self.addresses[word].add(section.address)

    def having(self, forms: Collection[str]) -> set[str]:
        """Returns the addresses of the sections that have any of the forms."""
        return set().union(*(self.addresses[form] for form in forms if form in self.addresses))


def fold(word: str) -> str:
    """Returns a word without diacritics."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def lemmas_on_pages(dictionary: Sequence[Lemma], truth: Truth) -> list[Lemma]:
    """Returns the lemmas of which a form is on the pages, without those of their forms that are function words."""
    chosen = []
    functional = function_words()
    for lemma in dictionary:
        is_functional = lemma.kind == "adverb"
        forms = lemma.forms if is_functional else lemma.forms - functional
        if truth.having(forms):
            chosen.append(replace(lemma, forms=forms))
    return chosen


def print_tally(
    name: str, ask: Ask, truth: Truth, groups: Sequence[Collection[str]], typed: Callable[[str], str]
) -> None:
    """Prints recall and false finds. groups: words, each with its forms. typed: how a form is typed."""
    tally = Tally()
    forms = sorted(set().union(*groups))
    found = dict(zip(forms, ask([typed(form) for form in forms]), strict=True))
    for group in groups:
        expected = truth.having(group)
        for form in group:
            tally.add(expected, found[form])
    print(f"{name:42} {tally}   ({len(forms)} forms)")


def print_common(ask: Ask, truth: Truth, dictionary: Sequence[Lemma]) -> None:
    """Prints the common words that find something though no form of them is on the pages."""
    forms_of: dict[str, set[str]] = defaultdict(set)  # Word → all forms of each lemma that it may be a form of
    for lemma in dictionary:
        for form in lemma.forms:
            forms_of[form] |= lemma.forms
    absent = [word for word in COMMON.lower().split() if not truth.having({word, *forms_of[word]})]
    false = [word for word, found in zip(absent, ask(absent), strict=True) if found]
    print(f"of {len(absent)} common words that are not on the pages, {len(false)} find something: {', '.join(false)}")


def report(
    name: str, pages: Sequence[Section], ask_latvian: Ask, ask_english: Ask, dictionary: Sequence[Lemma]
) -> None:
    """Prints all figures of one site. pages: their sections."""
    truth = Truth(pages, LATVIAN)
    groups = [lemma.forms for lemma in lemmas_on_pages(dictionary, truth)]
    print_tally(f"{name}, as written", ask_latvian, truth, groups, str)
    print_tally(f"{name}, without diacritics", ask_latvian, truth, groups, fold)
    print_common(ask_latvian, truth, dictionary)
    english = [group.split() for group in ENGLISH_FORMS.split("/")]
    print_tally(f"{name}, English", ask_english, Truth(pages, ENGLISH), english, str)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def served(write: Callable[[Path, str], int]) -> Iterator[tuple[str, list[str]]]:
    """Builds and serves a site. Yields its address, and those of its pages seen from there."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=site))
        home = f"http://127.0.0.1:{server.server_port}/"
        write(Path(temporary, "sources"), home)
        build(Path(temporary, "sources"), site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sitemap = (site / "sitemap.xml").read_text("utf-8")
        yield home, re.findall(f"<loc>{re.escape(home)}(.*?)</loc>", sitemap)
        server.shutdown()


def main() -> int:
    """Builds both sites and measures their search. Returns 1 where hunspell-lv is missing."""
    if not DICTIONARY.with_suffix(".dic").exists():
        print(
            "make bench-search: hunspell-lv is missing; on Debian or Ubuntu: sudo apt install hunspell-lv",
            file=sys.stderr,
        )
        return 1
    dictionary = lemmas()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find())
        # The pages' own policy would refuse what the browser is asked here.
        context = browser.new_context(bypass_csp=True)
        reader, latvian, english = context.new_page(), context.new_page(), context.new_page()
        with served(write_this) as (home, pages):
            sections = read_sections(reader, home, pages)
            report("this site", sections, ask_this(latvian, home), ask_this(english, f"{home}{ENGLISH}/"), dictionary)
        with served(write_plain) as (home, pages):
            sections, ask = read_sections(reader, home, pages), ask_material(latvian, home)
            report("plain Material", sections, ask, ask, dictionary)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
