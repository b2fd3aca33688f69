"""What a change does to the site, as a reader sees it: the summary of a pull request, in Markdown.

    python scripts/report.py [BASE]     compares the working tree with the commit where it parted from BASE (main)

Both are built, with the packages installed here. Where the variable ARTIFACT holds an address, the built site is linked
there. What comes from a text, a name or a message stands in code, so that it can be nothing but text.
"""

import difflib
import gzip
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

from drift import lagging
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser

MAX_BYTES = 900_000  # GitHub shows no summary of more than 1 MiB.
LEFT_OUT = "script, style, template, .headerlink, .translation, td.edit, th.edit"
BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, ul, ol, dt, dd, tr, th, td, caption, figcaption, pre, summary, text"
MARKS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)} | {"li": "- "}
BREAK = "\ue000"  # Of private use, so that no text has it.
SENTENCE_END = re.compile(r"(?<=\D[.!?…]) ")  # Not that of 2. in Latvian, which is 2nd


class Site(NamedTuple):
    """One state: the sentences of each page and table row (sales/, comparison/#metrics), the pages' gzipped bytes."""

    texts: Mapping[str, Sequence[str]]
    weights: Counter[str]


def report(before: Site, after: Site, lags: Sequence[str], artifact: str = "") -> str:
    """The report on two states of a site. lags: of each translation that is behind, its Markdown."""
    changes = dict(_differences(before, after))
    rows, pages = ([address for address in changes if ("#" in address) is is_row] for is_row in (True, False))
    changed = {address.partition("#")[2] for address in rows}
    same = [address for address in after.texts if address.partition("#")[2] in changed and address not in rows]
    counts = f"Pages: {len(pages)} · rows of the table: {len(changed)} · translations behind: {len(lags)}"
    parts = ["# What changes for a reader", f"{counts} · [the built site]({artifact})" if artifact else counts]
    for title, texts in {
        "Rows of the table": [changes[row] for row in rows] + [f"{code(row)} has not changed." for row in same],
        "Translations that are behind": lags,
        "Weight": ["\n".join(_weights(before.weights, after.weights))],
        "Pages": [changes[page] for page in pages],
    }.items():
        parts += [f"## {title}", *texts] if texts else []
    text = "\n\n".join(parts)
    if len(text.encode()) > MAX_BYTES:  # Cut where a part begins, so that no fence stays open.
        text = text.encode()[:MAX_BYTES].decode(errors="ignore").rpartition("\n\n`")[0] + "\n\n*The rest is too long.*"
    return text


def read_page(address: str, html: str) -> Iterator[tuple[str, list[str]]]:
    """The texts of a page: its title, description and article, and those of each table row that has an address."""
    tree = LexborHTMLParser(html)
    article = tree.css_first("article") or tree.body
    for node in article.css(LEFT_OUT):
        node.decompose()
    for node in article.css("a[href]:not([href^='#']), img[alt]"):
        node.insert_after(f" <{node.attributes.get('href') or node.attributes['alt']}>")
    for node in article.css(BLOCKS):
        node.insert_before(BREAK + MARKS.get(node.tag, ""))
        node.insert_after(BREAK)
    for cell in article.css("td[data-label]"):
        cell.insert_before(f"{BREAK}{cell.attributes['data-label']}:{BREAK}")
    for row in article.css("tr:has(> th[id])"):
        yield f"{address}#{row.css_first('th').id}", _sentences(row.text())
        row.decompose()
    head = [node.attributes.get("content") or node.text() for node in tree.css("title, meta[name=description]")]
    yield address, _sentences(BREAK.join([*head, article.text()]))


def read_site(root: Path, folder: Path) -> Site:
    """Builds the sources in root into folder. Raises PluginError with what the build said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if built.returncode:
        raise PluginError(f"{code(root.name)} cannot be built:\n\n{fenced(built.stderr.strip()[-MAX_BYTES:])}")
    files = {f"{file.parent.relative_to(folder).as_posix()}/": file for file in sorted(folder.rglob("index.html"))}
    texts = dict(part for address, file in files.items() for part in read_page(address, file.read_text("utf-8")))
    return Site(texts, Counter({address: len(gzip.compress(file.read_bytes())) for address, file in files.items()}))


def compare(base: str, artifact: str = "") -> str:
    """The report on the working tree since it parted from base. Raises PluginError, with Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, base.replace("/", "-"))
        _git("archive", f"--output={old}.zip", _git("merge-base", base, "HEAD"))
        shutil.unpack_archive(f"{old}.zip", old)
        after = read_site(Path.cwd(), Path(folder, "site after"))
        return report(read_site(old, Path(folder, "site before")), after, [*_lags(Path.cwd())], artifact)


def fenced(text: str, language: str = "") -> str:
    """A block of code that its text cannot end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"


def code(text: str) -> str:
    """Code in a line, or in a cell of a table."""
    return f"`{' '.join(re.sub(r'[`|]', ' ', text).split())}`"


def _sentences(text: str) -> list[str]:
    blocks = (" ".join(block.split()) for block in text.split(BREAK))
    return [line for block in blocks for line in SENTENCE_END.split(block) if line.strip("#- ")]


def _differences(before: Site, after: Site) -> Iterator[tuple[str, str]]:
    """Of each address whose texts differ, the sentences that go and come: a whole row, or of a page one around them."""
    for address in dict.fromkeys([*after.texts, *before.texts]):
        pair = (before.texts.get(address, []), after.texts.get(address, []))
        lines = [*difflib.unified_diff(*pair, n=99 if "#" in address else 1, lineterm="")][3:]
        if lines:
            text = "\n".join("" if line.startswith("@@") else line for line in lines)
            yield address, f"{code(address)}\n\n{fenced(text, 'diff')}"


def _lags(root: Path) -> Iterator[str]:
    """Each passage that is newer in one language than in another, with both texts."""
    for passage, newer, behind, since in lagging(root):
        when = f"since {code(since)}" if since else "with this change"
        yield f"{code(passage)}: {code(behind.language)} is behind {code(newer.language)} {when}.\n\n" + "\n\n".join(
            f"{code(text.place)}\n\n{fenced(text.text)}" for text in (newer, behind)
        )


def _weights(before: Counter[str], after: Counter[str]) -> Iterator[str]:
    """A table of the weight of all pages, and of the pages where it differs."""
    yield "| bytes of HTML, gzipped | before | after | difference |\n| --- | ---: | ---: | ---: |"
    changed = [page for page in sorted({*before, *after}) if before[page] != after[page]]
    pages = [(code(page), before[page], after[page]) for page in changed]
    for name, old, new in [("all pages", before.total(), after.total()), *pages]:
        yield f"| {name} | {old:,} | {new:,} | {new - old:+,} |"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip() or "there is no commit in common"
        cure = "name a commit that is here (make report BASE=…), or get more of them: git fetch --unshallow"
        raise PluginError(f"{code('git ' + ' '.join(arguments))}: {code(said)}; {cure}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        print(compare(sys.argv[1] if len(sys.argv) == 2 else "main", os.environ.get("ARTIFACT", "")))
    except (PluginError, FileNotFoundError) as error:  # The second where there is no Git.
        sys.exit(print(error) or 1)
