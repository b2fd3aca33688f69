"""How well the site's search finds words by their other forms, beside Material's default on the same texts.

    make bench-search           prints the figures; no test, no network

The truth is what the built pages say, read in the browser (benchmarks/sections.py), and no file of the search. Asked is
the search itself, as a reader asks it (benchmarks/asking.py): each query is written into its box, and the list under it
is read to its end.

Forms: every form of every Latvian noun, adjective, verb and adverb on the pages, as it is written and without
diacritics. They come from hunspell-lv (benchmarks/lexicon.py). The lemmas are split into two halves by a hash: the
first rules of the stemmer were made while looking at half 0 only, the last revision while looking at both. For English
there are regular forms of words on its pages.

- recall: of all pairs (form, section with any form of the lemma), the share found.
- false: of all sections found, the share that has no form of the lemma. A search that knew every word would still show
  0.2 % as written and 0.4 % without diacritics: „atbalsts” is a thing, and what somebody supported.

Common words: those of which neither the word nor another form is on the pages, so that whatever they find is false.

Slips: 150 words of each language with one letter wrong, missing, doubled or swapped (benchmarks/slips.py). Found: a
section that has the word or a form of it is among the results. Corrected: the results are those of the word, or of a
form of it, instead. What a reader gets out of the rest is nothing, or something else.

Beginnings: a word of the pages as far as it is typed, from three letters on. Found: a section that has the word is
among the results. A search that takes a beginning for a form of another word, and stops there, loses it meanwhile.

Material's default is judged by its own pages, section by section: a row of its table is no section, so there are fewer.
One index holds all its languages: a Latvian reader's word finds English sections too, and they count as false.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import sys
import tempfile
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from asking import Answer, Ask, ask_here, ask_material  # noqa: E402
from lexicon import DICTIONARY, Lemma, function_words, lemmas  # noqa: E402
from sections import Section, read_sections  # noqa: E402
from slips import Slip, make_slips  # noqa: E402
from variants import build, write_plain, write_this  # noqa: E402

from browser import find  # noqa: E402

LATVIAN, ENGLISH = "lv", "en"
SLIPS = 150  # In each language
WORST, MISSES = 20, 10  # How many are named
SHORTEST_BEGINNING = 3  # Letters
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
    """Sums over queries; by lemma too, for the list of the worst."""

    pairs: int = 0
    hits: int = 0
    returned: int = 0
    wrong: int = 0
    mistakes: Counter[str] = field(default_factory=Counter)

    def add(self, lemma: str, expected: set[str], found: set[str]) -> None:
        """One query's outcome: the sections it should find, and those it found."""
        self.pairs += len(expected)
        self.hits += len(expected & found)
        self.returned += len(found)
        self.wrong += len(found - expected)
        self.mistakes[lemma] += len(expected ^ found)

    def __str__(self) -> str:
        return f"recall {self.hits / max(self.pairs, 1):.4f}   false {self.wrong / max(self.returned, 1):.4f}"


class Truth:
    """The sections of one language, and where words are in them."""

    def __init__(self, sections: Sequence[Section], language: str) -> None:
        self.addresses: dict[str, set[str]] = defaultdict(set)  # Word → the sections that have it
        for section in sections:
            if section.language == language:
                for word in section.words:
                    self.addresses[word].add(section.address)

    def having(self, forms: Collection[str]) -> set[str]:
        """The addresses of the sections that have any of the forms."""
        return set().union(*(self.addresses[form] for form in forms if form in self.addresses))

    def has(self, forms: Collection[str]) -> bool:
        """Whether any of the forms is in a section."""
        return any(form in self.addresses for form in forms)


class Forms:
    """The dictionary's words by their forms."""

    def __init__(self, dictionary: Sequence[Lemma]) -> None:
        self.by_form: dict[str, list[Lemma]] = defaultdict(list)
        for lemma in dictionary:
            for form in lemma.forms:
                self.by_form[form].append(lemma)

    def of(self, word: str) -> set[str]:
        """The word itself, and all forms of each lemma that it may be a form of."""
        return {word}.union(*(lemma.forms for lemma in self.by_form.get(word, ())))


def fold(word: str) -> str:
    """The word without diacritics."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def half(lemma: Lemma) -> int:
    """0 or 1, always the same for a lemma."""
    return hashlib.sha256(lemma.word.encode()).digest()[-1] % 2


def on_pages(dictionary: Sequence[Lemma], truth: Truth) -> list[Lemma]:
    """The lemmas of which a form is on the pages; without forms that are function words, unless the lemma is one."""
    chosen, function = [], function_words()
    for lemma in dictionary:
        own = lemma if lemma.kind == "adverb" else replace(lemma, forms=lemma.forms - function)
        if truth.has(own.forms):
            chosen.append(own)
    return chosen


def measure_forms(ask: Ask, chosen: Sequence[Lemma], truth: Truth) -> dict[str, Tally]:
    """Tallies by the way of typing, of all lemmas and of each half."""
    forms = sorted(set().union(*(lemma.forms for lemma in chosen)))
    found_by_way = {
        "as written": dict(zip(forms, ask(forms), strict=True)),
        "no diacritics": dict(zip(forms, ask([fold(form) for form in forms]), strict=True)),
    }
    tallies: dict[str, Tally] = defaultdict(Tally)
    for lemma in chosen:
        expected, name = truth.having(lemma.forms), f"{lemma.word} ({lemma.kind}, half {half(lemma)})"
        for way, answers in found_by_way.items():
            for form in lemma.forms:
                found = set(answers[form].found)
                tallies[way].add(name, expected, found)
                tallies[f"{way}, half {half(lemma)}"].add(name, expected, found)
    return dict(sorted(tallies.items()))


def measure_english(ask: Ask, truth: Truth) -> Tally:
    """The tally of regular English inflections."""
    tally = Tally()
    for forms in english_groups():
        expected = truth.having(forms)
        for answer in ask(forms):
            tally.add(forms[0], expected, set(answer.found))
    return tally


def english_groups() -> list[list[str]]:
    """The English words, each with its forms."""
    return [group.split() for group in ENGLISH_FORMS.split("/")]


def print_forms(name: str, tallies: dict[str, Tally]) -> None:
    """Prints recall and false for each way of typing."""
    for way, tally in tallies.items():
        print(f"{name:20} {way:24} {tally}")


def print_worst(name: str, tally: Tally) -> None:
    """Prints the lemmas with the most mistakes."""
    print(f"\n{name}: worst lemmas, sections missed or false over all forms as written:")
    for lemma, count in tally.mistakes.most_common(WORST):
        if count:
            print(f"  {count:5} {lemma}")


def print_common(name: str, ask: Ask, truth: Truth, forms: Forms) -> None:
    """Prints the common words that find something though they are not on the pages, and what they find."""
    common = COMMON.split()
    absent = [word for word in common if not truth.has(forms.of(word.lower()))]
    answers = dict(zip(absent, ask(absent), strict=True))
    wrong = {word: answer for word, answer in answers.items() if answer.found}
    print(f"\n{name}: {len(absent)} common words of which no form is on the pages: {len(wrong)} find something")
    print(f"  (not asked, for a form is there: {' '.join(sorted(set(common) - set(absent)))})")
    for word, answer in wrong.items():
        marks = ", ".join(dict.fromkeys(answer.marks))
        first = answer.found[0] or "the home page"
        print(f"  {word}: {len(answer.found)} sections, first {first}; marked: {marks or 'nothing'}")


def print_slips(language: str, ask: Ask, truth: Truth, forms_of: Callable[[str], set[str]]) -> None:
    """Prints what becomes of the slips in one language's words, and some of those that come to nothing."""
    slips = make_slips(truth.addresses, SLIPS)
    outcomes: dict[str, list[tuple[Slip, Answer]]] = defaultdict(list)
    for slip, answer in zip(slips, ask([slip.typed for slip in slips]), strict=True):
        forms = forms_of(slip.word)
        if truth.having(forms).intersection(answer.found):
            outcome = "found"
        elif answer.correction in forms:
            outcome = "corrected"
        else:
            outcome = "neither"
        outcomes[outcome].append((slip, answer))
    found, corrected, neither = (len(outcomes[outcome]) for outcome in ("found", "corrected", "neither"))
    share = corrected / max(corrected + neither, 1)
    print(f"\n{len(slips)} slips, {language}: found {found}, corrected {corrected}, neither {neither}")
    print(f"  corrected / (corrected + neither): {share:.3f}; the first of the misses:")
    for slip, answer in outcomes["neither"][:MISSES]:
        got = f"found {len(answer.found)} others" if answer.found else "found nothing"
        print(f"  {slip.typed} for {slip.word}: {got}")


def print_beginnings(language: str, ask: Ask, truth: Truth) -> None:
    """Prints how often the beginning of a word finds the word, and the words that are lost most often."""
    words_by_beginning: dict[str, list[str]] = defaultdict(list)
    for word in sorted(truth.addresses):
        for length in range(SHORTEST_BEGINNING, len(word)):
            words_by_beginning[word[:length]].append(word)
    lost: dict[str, list[str]] = defaultdict(list)
    for beginning, answer in zip(words_by_beginning, ask(list(words_by_beginning)), strict=True):
        for word in words_by_beginning[beginning]:
            if not truth.addresses[word].intersection(answer.found):
                lost[word].append(beginning)
    pairs = sum(map(len, words_by_beginning.values()))
    found = 1 - sum(map(len, lost.values())) / pairs
    print(f"\n{pairs} beginnings, {language}: {found:.3f} find the word; those lost most often:")
    for word, beginnings in sorted(lost.items(), key=lambda item: -len(item[1]))[:MISSES]:
        print(f"  {word}: not found by {', '.join(beginnings)}")


def print_strangers(ask: Ask, queries: Sequence[str], sections: Sequence[Section]) -> None:
    """Prints the results that lead to no section of the pages, and the sections that are listed twice for one word."""
    known = {section.address for section in sections}
    strange, twice = set(), []
    for query, answer in zip(queries, ask(queries), strict=True):
        found = set(answer.found)
        strange |= found - known
        if len(found) < len(answer.found):
            twice.append(query)
    print(f"\nresults that lead to no section: {', '.join(sorted(strange)) or 'none'}")
    print(f"words for which a section is listed twice: {', '.join(twice) or 'none'}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(name: str, write: Callable[[Path, str], int]) -> Iterator[tuple[str, Path]]:
    """Builds one of benchmarks/variants.py and serves it; the address of its home, and its folder."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
        home = f"http://127.0.0.1:{server.server_port}/"
        write(Path(temporary) / name, home)
        build(Path(temporary) / name, site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield home, site
        server.shutdown()


def addresses(home: str, site: Path) -> list[str]:
    """The pages of the built site that its sitemap names, as seen from its home; others are not for a search."""
    return re.findall(f"<loc>{re.escape(home)}(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))


def report_here(page: Page, home: str, pages: Sequence[str], dictionary: Sequence[Lemma]) -> None:
    """Prints all figures of this site."""
    sections = read_sections(page, home, pages)
    truth, forms = Truth(sections, LATVIAN), Forms(dictionary)
    chosen = on_pages(dictionary, truth)
    kinds = Counter(lemma.kind for lemma in chosen)
    print(f"{len(sections)} sections; Latvian: {len(truth.addresses)} words, {len(chosen)} lemmas ({dict(kinds)}),")
    print(f"{sum(len(lemma.forms) for lemma in chosen)} forms\n")
    ask = ask_here(page, home)
    tallies = measure_forms(ask, chosen, truth)
    print_forms("this site", tallies)
    print_worst("this site", tallies["as written"])
    print_common("this site", ask, truth, forms)
    print_slips(LATVIAN, ask, truth, forms.of)
    print_beginnings(LATVIAN, ask, truth)
    print_strangers(ask, sorted(truth.addresses), sections)
    truth, ask = Truth(sections, ENGLISH), ask_here(page, f"{home}{ENGLISH}/")
    tally = measure_english(ask, truth)
    print(f"\n{'this site':20} {'English, regular forms':24} {tally}")
    print_worst("this site, English", tally)
    groups = {form: {*forms} for forms in english_groups() for form in forms}
    print_slips(ENGLISH, ask, truth, lambda word: {word} | groups.get(word, set()))
    print_beginnings(ENGLISH, ask, truth)
    print_strangers(ask, sorted(truth.addresses), sections)


def report_material(page: Page, home: str, pages: Sequence[str], dictionary: Sequence[Lemma]) -> None:
    """Prints the figures of Material's default that compare with this site's."""
    sections, name = read_sections(page, home, pages), "Material's default"
    truth, ask = Truth(sections, LATVIAN), ask_material(page, home)
    print_forms(name, measure_forms(ask, on_pages(dictionary, truth), truth))
    print_common(name, ask, truth, Forms(dictionary))
    print(f"\n{name:20} {'English, regular forms':24} {measure_english(ask, Truth(sections, ENGLISH))}")


def main() -> int:
    """Builds both sites, serves them, measures their search; 1 where hunspell-lv is missing."""
    if not DICTIONARY.with_suffix(".dic").exists():
        print(
            "make bench-search: hunspell-lv is missing; on Debian or Ubuntu: sudo apt install hunspell-lv",
            file=sys.stderr,
        )
        return 1
    dictionary = lemmas()
    with (
        served("this site", write_this) as (home, site),
        served("plain Material", write_plain) as (plain_home, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find())
        # The pages' own policy would refuse what the browser is asked here.
        page = browser.new_context(bypass_csp=True).new_page()
        pages = addresses(home, site)
        report_here(page, home, pages, dictionary)
        print()
        report_material(page, plain_home, pages, dictionary)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
