"""How well the search of the built site finds a word by its other forms, beside Material's default on the same text.

    make bench-search           prints the figures; no test, no network

Every form of every Latvian noun, adjective, verb and adverb on the pages is asked of Material's real search worker, in
Chromium: as it is written, and without diacritics. The forms come from hunspell-lv (benchmarks/lexicon.py). The lemmas
are split into two halves by a hash; the rules of scripts/lunr/lunr.lv.js were made while looking at half 0 only.

recall: of all pairs (form, section with any form of the lemma), the share found. false: of all sections found, the
share that has no form of the lemma.
"""

from __future__ import annotations

import functools
import hashlib
import html
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from lexicon import DICTIONARY, Lemma, function_words, lemmas  # noqa: E402

from browser import find  # noqa: E402

WORD = re.compile(r"[^\W\d_]+")
DEFAULT = {  # What Material writes for a Latvian site: `lv` silently becomes `en`.
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}
# Common words that the pages do not have. Whatever one of them finds, it finds falsely.
COMMON = """
gads cilvēks valsts Latvija diena Rīga bērns māte tēvs roka acs ūdens māja skola grāmata ceļš mežs saule zeme jūra
naktis rīts vakars nedēļa mēnesis stunda brālis māsa draugs ģimene vīrs sieva zēns meitene suns kaķis zirgs govs putns
zivs koks puķe ābols maize piens gaļa siers sāls cukurs kafija tēja alus vīns galds krēsls gulta logs durvis jumts
siena istaba virtuve pilsēta ciems iela tilts upe ezers kalns debesis mākonis lietus sniegs vējš uguns gaisma ēna
krāsa balts melns sarkans zaļš zils dzeltens liels mazs vecs silts auksts mīksts ciets ass trulis tīrs netīrs slapjš
sauss pilns tukšs ātrs lēns gudrs dumjš stiprs vājš skaists neglīts priecīgs bēdīgs dusmīgs kluss skaļš gaišs tumšs
plats šaurs dziļš sekls augsts zems garš runāt dzirdēt skriet lekt peldēt lidot dziedāt dejot zīmēt mazgāt gulēt ēst
dzert smieties raudāt dzīvot mirt dzimt mīlēt ienīst cerēt baidīties ticēt aizmirst atcerēties braukt staigāt sēdēt
stāvēt gulēt celties krist lauzt griezt šūt adīt celt rakt stādīt sēt pļaut malt cept vārīt slaucīt medīt makšķerēt
spēlēt zaudēt uzvarēt karš miers tauta valoda vēsture zinātne māksla mūzika teātris kino sports futbols basketbols
hokejs slimība ārsts zāles sirds galva kāja plauksta pirksts mute zobs mati āda asinis kauls mugura vēders krekls
bikses kurpes cepure mētelis cimds zeķe vilciens autobuss lidmašīna kuģis mašīna velosipēds degviela dators telefons
televizors radio avīze vēstule bilde rotaļlieta lācis vilks lapsa zaķis ezis čūska varde
"""
# Regular inflections of words on the English pages.
ENGLISH = """
customer customers / sell sells selling / persuade persuades persuaded persuading / benefit benefits benefited
benefiting / purchase purchases purchased purchasing / solve solves solved solving / problem problems / negotiate
negotiates negotiated negotiating / relationship relationships / deal deals dealing / product products / need needs
needed / support supports supported supporting / recommend recommends recommended recommending / question questions /
complaint complaints / installation installations / stage stages / present presents presented presenting / objection
objections / answer answers answered / improve improves improved improving / widen widens widened widening / market
markets / difference differences / metric metrics / skill skills / activity activities / term terms / reputation
reputations / review reviews reviewed / wish wishes wished / goal goals
"""
# Asks one worker, one query after another, as Material's bundle does; a section that only heads its group has no score.
ASK = """async ({ index, queries }) => {
  const config = JSON.parse(document.getElementById("__config").text)
  const worker = new Worker(config.search)
  const call = message => new Promise(done => {
    worker.addEventListener("message", ({ data }) => done(data), { once: true })
    worker.postMessage(message)
  })
  await call({ type: 0, data: { ...index, options: { suggest: false } } })
  const answers = []
  for (const query of queries) {
    const { data } = await call({ type: 2, data: query })
    answers.push(data.items.flat().filter(item => item.score > 0).map(item => item.location))
  }
  return answers
}"""


def fold(word: str) -> str:
    """The word without diacritics."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


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


def sections(index: dict[str, Any]) -> dict[str, set[str]]:
    """Location → the words of its title and text, small letters."""
    found = {}
    for item in index["docs"]:
        text = html.unescape(re.sub("<[^>]+>", " ", f"{item['title']} {item['text']}"))
        found[item["location"]] = {word.lower() for word in WORD.findall(text)}
    return found


def half(lemma: Lemma) -> int:
    """0 or 1, always the same for a lemma."""
    return hashlib.sha256(lemma.word.encode()).digest()[-1] % 2


def measure(
    ask: Callable[[Sequence[str]], list[list[str]]], chosen: Iterable[Lemma], words: dict[str, set[str]]
) -> dict[str, Tally]:
    """Tallies by the way of typing, all and by half."""
    chosen = list(chosen)
    forms = sorted(set().union(*(lemma.forms for lemma in chosen)))
    found = {
        "as written": dict(zip(forms, map(set, ask(forms)), strict=True)),
        "no diacritics": dict(zip(forms, map(set, ask([fold(form) for form in forms])), strict=True)),
    }
    tallies: dict[str, Tally] = defaultdict(Tally)
    for lemma in chosen:
        expected = {place for place, own in words.items() if own & lemma.forms}
        for way, answers in found.items():
            for form in lemma.forms:
                for name in (way, f"{way}, half {half(lemma)}"):
                    tallies[name].add(f"{lemma.word} ({lemma.kind}, half {half(lemma)})", expected, answers[form])
    return dict(sorted(tallies.items()))


def report(page: Page, site: Path) -> None:
    """Prints all figures of one built site."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    words = sections(index)
    vocabulary = set().union(*words.values())
    plain = vocabulary - function_words()
    chosen = [lemma for lemma in lemmas() if lemma.forms & (vocabulary if lemma.kind == "adverb" else plain)]
    kinds = Counter(lemma.kind for lemma in chosen)
    print(f"{len(words)} sections, {len(vocabulary)} words, {len(chosen)} lemmas ({dict(kinds)}),")
    print(f"{sum(len(lemma.forms) for lemma in chosen)} forms\n")
    for name, config in (("this site", index["config"]), ("Material's default", DEFAULT)):

        def ask(queries: Sequence[str], config: dict[str, Any] = config) -> list[list[str]]:
            return page.evaluate(ASK, {"index": {**index, "config": config}, "queries": list(queries)})

        tallies = measure(ask, chosen, words)
        for way, tally in tallies.items():
            print(f"{name:20} {way:24} {tally}")
        absent = [word for word in COMMON.split() if word not in vocabulary]
        noise = sum(bool(answer) for answer in ask(absent))
        print(f"{name:20} {len(absent)} common words that are not on the site: {noise} find something\n")
        if name == "this site":
            worst = tallies["as written"].mistakes.most_common(20)
            print("worst lemmas, sections missed or false over all forms as written:")
            print("\n".join(f"  {count:5} {lemma}" for lemma, count in worst if count) + "\n")
    english(page, site)


def english(page: Page, site: Path) -> None:
    """Prints the recall of regular English inflections."""
    index = json.loads((site / "en/search/search_index.json").read_text("utf-8"))
    words, tally = sections(index), Tally()
    for forms in (group.split() for group in ENGLISH.split("/")):
        expected = {place for place, own in words.items() if own & set(forms)}
        for found in page.evaluate(ASK, {"index": index, "queries": forms}):
            tally.add(forms[0], expected, set(found))
    print(f"English, {len(ENGLISH.replace('/', ' ').split())} regular forms: {tally}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> int:
    """Builds the site, serves it, measures it; 1 where hunspell-lv is missing."""
    if not DICTIONARY.with_suffix(".dic").exists():
        print(
            "make bench-search: hunspell-lv is missing; on Debian or Ubuntu: sudo apt install hunspell-lv",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", folder]
        subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find())
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        report(page, Path(folder))
        browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
