"""Reports what a change does to the site, as a reader sees it: the summary of a pull request, in Markdown.

    python scripts/report.py [BASE]     compares the working tree with the commit where it left BASE (main)

Both are built, with the packages installed here. If the variable ARTIFACT holds an address, the report links to the
built site there. If PROBLEMS names a file with what `make check`, `make build` and `make test-site` have printed, the
report lists all problems, not only the ten per step that GitHub marks at their lines. Texts, names and messages are put
into code, so that nothing in them is read as Markdown.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser

from build.page_size import FIRST_ROUND_TRIP, gzipped_size
from messages.console import print_report, print_utf8
from messages.language import Wording, wording_for
from messages.message import Message, Number
from messages.problems import SiteError
from sources.config_file import read_config_file
from sources.languages import CONFIG_FILE, i18n_languages
from sources.site import Site
from translation.stale import stale_translations

MAX_BYTES = 900_000  # GitHub shows no summary of more than 1 MiB.
LEFT_OUT = "*:is(script, style, template, noscript, .translation, td.edit, th.edit, .footnote-ref, .footnote-back)"
BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, ul, ol, dt, dd, tr, th, td, caption, figcaption, pre, summary, text"
MARKS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)} | {"li": "- "}
BREAK = "\ue000"  # Of private use, so that no text has it.
SENTENCE_END = re.compile(r"(?<=\D[.!?…]) ")  # Not that of 2. in Latvian, which is 2nd

# A problem with its location, as each command prints it; or without one, as MkDocs does. A line that ends with a colon
# leads to a list of them.
PROBLEM = re.compile(
    r"""
    (?P<location>[^\s:][^:]*:\d+:\d+):\ (?P<message>.+)
    | (?:ERROR|WARNING)\ +-\ \ (?P<of_mkdocs>.*[^:])
    """,
    re.VERBOSE,
)

# In the name of a script. One changed text changes it on every page, because the search script has all texts.
SCRIPT_HASH = re.compile(r"(?<=\.)[0-9a-f]{8}(?=\.js)")


class BuiltSite(NamedTuple):
    """One state of the site."""

    texts: Mapping[str, Sequence[str]]
    """Address of a page, sales/, or of a table row, comparison/#metrics → its sentences."""
    sizes: Counter[str]
    """Address of a page → bytes of its HTML, gzipped, without the hashes in the names of scripts."""
    places: Mapping[str, str]
    """Each address of a link, sales/ or en/sales/#follow-up → its name in redirects.yml, sales.md#follow-up."""
    redirects: Mapping[str, str]
    """Address of a page that has moved → where it leads now, help/ or help/#what."""


class Problems(NamedTuple):
    """What commands have found, as items of lists in Markdown, each once."""

    errors: Sequence[str]
    warnings: Sequence[str]

    def chapters(self, wording: Wording) -> list[str]:
        """Returns the errors under a title that says what follows from them, and the warnings."""
        paragraphs = []
        if self.errors:
            paragraphs.append("# " + wording(Message("This change cannot be published yet")))
            paragraphs.append(wording(Message("Correct each error here, and the check will run again.")))
            paragraphs.append("\n".join(self.errors))
        if self.warnings:
            paragraphs.append("## " + wording(Message("Warnings")))
            paragraphs.append(wording(Message("They do not prevent publishing.")))
            paragraphs.append("\n".join(self.warnings))
        return paragraphs


def find_problems(output: str) -> Problems:
    """Returns the problems in what commands have printed. Other lines are left out, folders of this machine too."""
    errors: dict[str, None] = {}
    warnings: dict[str, None] = {}
    for line in output.replace(f"{Path.cwd()}/", "").splitlines():
        problem = PROBLEM.fullmatch(line.strip())
        if not problem:
            continue
        message = problem["message"] or problem["of_mkdocs"]
        text = message.removeprefix("warning: ")
        item = f"- {code(problem['location'])}: {code(text)}" if problem["location"] else f"- {code(text)}"
        found = warnings if text != message else errors
        found[item] = None
    return Problems([*errors], [*warnings])


def report(before: BuiltSite, after: BuiltSite, stale: Sequence[str], artifact: str, wording: Wording) -> str:
    """Returns the report on two states of a site. stale: the Markdown of each stale translation."""
    changes = dict(_differences(before, after))
    row_addresses = [address for address in changes if "#" in address]
    page_addresses = [address for address in changes if "#" not in address]
    row_ids = {_row_id(address) for address in row_addresses}
    rows = [changes[address] for address in row_addresses]
    for address in after.texts:
        if _row_id(address) in row_ids and address not in row_addresses:
            rows.append(wording(Message("{address} has not changed.", address=code(address))))
    counts = Message(
        "Pages: {pages} · rows of the table: {rows} · stale translations: {stale}",
        pages=len(page_addresses),
        rows=len(row_ids),
        stale=len(stale),
    )
    paragraphs = ["# " + wording(Message("What changes for a reader")), wording(counts)]
    if artifact:
        name = wording(Message("The built site"))
        paragraphs.append(f"[{name}]({artifact})")
    paragraphs += _chapter(Message("Addresses that disappear"), [*_lost_addresses(before, after, wording)], wording)
    paragraphs += _chapter(Message("Rows of the table"), rows, wording)
    paragraphs += _chapter(Message("Stale translations"), stale, wording)
    sizes = "\n".join(_page_sizes(before.sizes, after.sizes, wording))
    paragraphs += _chapter(Message("Page size"), [sizes], wording)
    paragraphs += _chapter(Message("Pages"), [changes[address] for address in page_addresses], wording)
    return "\n\n".join(paragraphs)


def _chapter(title: Message, paragraphs: Sequence[str], wording: Wording) -> list[str]:
    """Returns a heading and what is under it; nothing where there is nothing."""
    return [f"## {wording(title)}", *paragraphs] if paragraphs else []


def _row_id(address: str) -> str:
    """Returns metrics for comparison/#metrics, and "" for a page."""
    return address.partition("#")[2]


def _shorten(text: str, wording: Wording) -> str:
    """Returns a report that GitHub shows. It is cut where a part begins, so that no fence stays open."""
    encoded = text.encode()
    if len(encoded) <= MAX_BYTES:
        return text
    whole_parts = encoded[:MAX_BYTES].decode(errors="ignore").rpartition("\n\n`")[0]
    note = wording(Message("The rest is too long."))
    return f"{whole_parts}\n\n*{note}*"


def read_page(address: str, html: str) -> Iterator[tuple[str, list[str]]]:
    """Yields each address with its sentences: those of each table row that has one, then those of the whole page."""
    tree = LexborHTMLParser(html)
    article = tree.css_first("article") or tree.body
    for node in article.css(f"{LEFT_OUT}:not({LEFT_OUT} *)"):  # With an element goes all that is in it.
        node.decompose()
    for node in article.css("a[href]:not([href^='#']), img[alt]"):
        node.insert_after(f" <{node.attributes.get('href') or node.attributes['alt']}>")
    for node in article.css(BLOCKS):
        node.insert_before(BREAK + MARKS.get(node.tag, ""))
        node.insert_after(BREAK)
    for label in article.css("td > .cell-label"):
        label.insert_after(f":{BREAK}")
    for row in article.css("tr:has(> th[id])"):
        yield f"{address}#{row.css_first('th').id}", _sentences(row.text())
        row.decompose()
    head = [node.attributes.get("content") or node.text() for node in tree.css("title, meta[name=description]")]
    yield address, _sentences(BREAK.join([*head, article.text()]))


def read_site(root: Path, folder: Path) -> BuiltSite:
    """Builds the sources in root into folder. Raises SiteError with all that the build has printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]
    # On Windows, MkDocs would read and print in a code page.
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    built = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    if built.returncode:
        raise PluginError(built.stderr)
    folders = [f"{language}/" for language in i18n_languages(read_config_file(root / CONFIG_FILE))]
    files = {f"{file.parent.relative_to(folder).as_posix()}/": file for file in sorted(folder.rglob("index.html"))}
    texts: dict[str, list[str]] = {}
    sizes: Counter[str] = Counter()
    places: dict[str, str] = {}
    redirects: dict[str, str] = {}
    for address, file in files.items():
        html = file.read_text("utf-8")
        texts.update(read_page(address, html))
        sizes[address] = gzipped_size(SCRIPT_HASH.sub("", html).encode())
        places.update(_places(address.removeprefix("./"), html, folders))
        link = LexborHTMLParser(html).css_first("main > h1 > a")  # Of overrides/redirect.html
        if link:
            target = urljoin(f"//site/{address}", link.attributes["href"])
            redirects[address] = target.removeprefix("//site/")
    return BuiltSite(texts, sizes, places, redirects)


def _places(address: str, html: str, folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yields the address of a page and of each place on it, with its name in redirects.yml. folders: of languages."""
    name = address
    for folder in folders:
        if address.startswith(folder):
            name = address.removeprefix(folder)
    page = f"{name.rstrip('/') or 'index'}.md"
    yield address, page
    for node in LexborHTMLParser(html).css("article [id], main > a[id]"):  # main > a: an old place on a page that moved
        yield f"{address}#{node.id}", f"{page}#{node.id}"


def compare(base: str, artifact: str, output: str, wording: Wording) -> tuple[str, bool]:
    """Returns the report on the working tree since it left base, and whether it can be published.

    output: what commands have printed about it. Raises SiteError, with Markdown, where Git does not know the base.
    """
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, "old")
        _git("archive", f"--output={old}.zip", _git("merge-base", base, "HEAD"))
        shutil.unpack_archive(f"{old}.zip", old)
        try:
            after = read_site(Path.cwd(), Path(folder, "site after"))
        except PluginError as error:
            return _report_failed_build(output, str(error), wording), False
        problems = find_problems(output)
        try:
            before = read_site(old, Path(folder, "site before"))
        except PluginError:
            nothing = Message("The site before this change cannot be built, so there is nothing to compare it with.")
            changes = wording(nothing)
        else:
            changes = report(before, after, [*_stale_translations(wording)], artifact, wording)
    text = "\n\n".join([*problems.chapters(wording), changes])
    return _shorten(text, wording), not problems.errors


def _report_failed_build(output: str, build_output: str, wording: Wording) -> str:
    """Returns the report where there is no site. Both texts are what commands have printed."""
    problems = find_problems(output)
    if not problems.errors:
        problems = Problems(find_problems(build_output).errors, problems.warnings)
    if not problems.errors:  # A fault of the program: whoever mends it wants to see all.
        shown = fenced(build_output.replace(f"{Path.cwd()}/", "").strip()[-MAX_BYTES:])
        message = wording(Message("The site cannot be built:"))
        problems = Problems([f"{message}\n\n{shown}"], problems.warnings)
    return _shorten("\n\n".join(problems.chapters(wording)), wording)


def fenced(text: str, language: str = "") -> str:
    """Returns a fenced code block. Its fence is longer than any in the text, so that the text cannot end it."""
    longest = max((len(backticks) for backticks in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def code(text: str) -> str:
    """Returns inline code, for a paragraph or a cell of a table."""
    return f"`{' '.join(re.sub(r'[`|]', ' ', text).split())}`"


def _sentences(text: str) -> list[str]:
    """Returns the sentences of a text whose blocks are separated by BREAK."""
    sentences = []
    for block in text.split(BREAK):
        for sentence in SENTENCE_END.split(" ".join(block.split())):
            if sentence.strip("#- "):  # Not the mark of an empty heading or list item
                sentences.append(sentence)
    return sentences


def _differences(before: BuiltSite, after: BuiltSite) -> Iterator[tuple[str, str]]:
    """Yields each address whose sentences differ, with the difference in Markdown."""
    for address in dict.fromkeys([*after.texts, *before.texts]):
        old = before.texts.get(address, [])
        new = after.texts.get(address, [])
        context = 99 if "#" in address else 1  # A whole row of the table; of a page, one sentence around each change
        diff = list(difflib.unified_diff(old, new, n=context, lineterm=""))
        lines = diff[3:]  # The first three name files and line numbers.
        if lines:
            text = "\n".join("" if line.startswith("@@") else line for line in lines)
            yield address, f"{code(address)}\n\n{fenced(text, 'diff')}"


def _lost_addresses(before: BuiltSite, after: BuiltSite, wording: Wording) -> Iterator[str]:
    """Yields what to do about the addresses that were published and are no more."""
    lost: dict[str, list[str]] = {}  # Name in redirects.yml → addresses
    for address, name in before.places.items():
        page, _, anchor = address.partition("#")
        is_page_lost = anchor and page not in after.places  # Then the page is named, and its line holds for its places.
        if address not in after.places and not is_page_lost and not _leads_on(page, anchor, after):
            lost.setdefault(name, []).append(address)
    lines = []
    for name, addresses in lost.items():
        listed = [code(f"/{address}") for address in sorted(addresses, key=len)]
        message = Message("{line} for {addresses}", line=code(f"{name}: …"), addresses=listed)
        if name in after.places.values():  # Another language still has it, so no line can redirect it.
            message = Message("{addresses} (in this language only)", addresses=listed)
        lines.append(f"- {wording(message)}")
    if lines:
        yield wording(
            Message(
                "Links that readers have saved or shared will lead nowhere. Write these lines into "
                "`docs/data/redirects.yml`, each with the new address in place of …:"
            )
        )
        yield "\n".join(lines)


def _leads_on(page: str, anchor: str, site: BuiltSite) -> bool:
    """Returns whether the old address of a page leads on to a place: to one for all, or to the same on the new page."""
    target = site.redirects.get(page, "")
    return bool(anchor and target) and ("#" in target or f"{target}#{anchor}" in site.places)


def _stale_translations(wording: Wording) -> Iterator[str]:
    """Yields each section of the working tree that is newer in one language than in another, with both texts."""
    for translation in stale_translations(Site(CONFIG_FILE)):
        newer, stale = translation.newer, translation.stale
        codes = (code(stale.language), code(newer.language))
        message = Message("With this change, {stale} is older than {newer}.", stale=codes[0], newer=codes[1])
        if translation.since:
            since = code(translation.since)
            message = Message(
                "Since {date}, {stale} is older than {newer}.", date=since, stale=codes[0], newer=codes[1]
            )
        paragraphs = [f"{code(translation.section)}: {wording(message)}"]
        for text in (newer, stale):
            paragraphs += [code(text.location.path_and_line), fenced(text.text)]
        yield "\n\n".join(paragraphs)


def _page_sizes(before: Counter[str], after: Counter[str], wording: Wording) -> Iterator[str]:
    """Yields the lines of a table: the size of all pages, and of each page where it differs."""
    largest = max(after, key=lambda page: after[page])
    message = Message(
        "A page may have at most {limit} bytes. The largest, {address}, has {size}.",
        limit=Number(FIRST_ROUND_TRIP),
        address=code(largest),
        size=Number(after[largest]),
    )
    yield f"{wording(message)}\n"
    columns = [Message("bytes of HTML, gzipped"), Message("before"), Message("after"), Message("difference")]
    yield f"| {' | '.join(wording(column) for column in columns)} |\n| --- | ---: | ---: | ---: |"
    changed = [page for page in sorted({*before, *after}) if before[page] != after[page]]
    pages = [(code(page), before[page], after[page]) for page in changed]
    for name, old, new in [(wording(Message("all pages")), before.total(), after.total()), *pages]:
        yield f"| {name} | {old} | {new} | {new - old:+} |"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        stderr = done.stderr.strip()
        reason = code(stderr) if stderr else Message("there is no commit in common")
        command = code(f"git {' '.join(arguments)}")
        message = Message(
            "{command}: {reason}; name a commit that is here (make report BASE=…), "
            "or get more of them: git fetch --unshallow",
            command=command,
            reason=reason,
        )
        raise SiteError(message)
    return done.stdout.strip()


def main() -> int:
    """The command line; returns 0 for what can be published, 1 for what cannot, or where there can be no report."""
    print_utf8()
    base = sys.argv[1] if len(sys.argv) == 2 else "main"
    output = ""
    if os.environ.get("PROBLEMS"):
        output = Path(os.environ["PROBLEMS"]).read_text("utf-8", errors="replace")
    wording = wording_for(os.environ)
    try:
        text, is_good = compare(base, os.environ.get("ARTIFACT", ""), output, wording)
    except (PluginError, FileNotFoundError) as error:  # FileNotFoundError: there is no Git, or no such file.
        print(error)
        return 1
    print_report(text)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
