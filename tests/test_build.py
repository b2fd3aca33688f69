"""The build: the same bytes from the same sources, without the network, for any article, and under another builder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser

from conftest import Site, change, mkdocs

# Runs mkdocs at another time, and ends it at the first attempt to reach the network.
BUILD_ON_ANOTHER_DAY = """
import datetime, runpy, sys, time_machine

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise SystemExit(f"the build reached for the network: {event} {arguments}")

sys.addaudithook(refuse)
sys.argv = ["mkdocs", "build"]
with time_machine.travel(datetime.datetime(2031, 5, 6, 7, 8, 9), tick=True):
    runpy.run_module("mkdocs", run_name="__main__")
"""


def digests(folder: Path) -> dict[str, str]:
    """Returns the name of each file in a folder → the hash of its content."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_same_bytes_elsewhere_on_another_day_without_network(
    drinks: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("another") / "folder"
    subprocess.run(["cp", "-r", str(drinks), str(copy)], check=True)
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    command = [sys.executable, "-c", BUILD_ON_ANOTHER_DAY]
    built_elsewhere = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert built_elsewhere.returncode == 0, built_elsewhere.stderr
    files = digests(drinks / "site")
    assert len(files) > 10
    assert files == digests(copy / "site")


def test_build_that_uses_the_network_is_ended(drinks: Path) -> None:
    (drinks / "scripts/download.py").write_text(
        "import urllib.request\ndef on_config(config):\n    urllib.request.urlopen('http://127.0.0.1:9')\n"
    )
    change(drinks / "site.yml", "hooks:\n", "hooks:\n  - scripts/download.py\n")
    built = subprocess.run([sys.executable, "-c", BUILD_ON_ANOTHER_DAY], cwd=drinks, capture_output=True, text=True)
    assert "the build reached for the network" in built.stderr


def test_article_builds_without_a_warning(article: Path) -> None:
    built = mkdocs(article, "build")
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr


def test_another_article_in_three_languages(drinks: Path, chromium: Browser) -> None:
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    page = chromium.new_page()
    page.goto((drinks / "site/lt/comparison/index.html").as_uri())
    assert page.locator("thead th[scope=col]").all_text_contents() == ["Kriterijus", "Arbata", "Kava", "Kakava"]
    label, *cell = page.locator("td:has(em)").first.inner_html().partition("<em>")
    assert label == '<b aria-hidden="true" class="cell-label" hidden="">Kava</b>'
    assert "".join(cell) == '<em>Kartus</em>, <a href="../#which">kaip žinoma</a>'
    collect = "links => links.map(link => `${link.hreflang} ${link.href}`)"
    assert page.eval_on_selector_all("link[hreflang]", collect) == [
        "lv http://127.0.0.1:8000/comparison/",
        "x-default http://127.0.0.1:8000/comparison/",
        "en http://127.0.0.1:8000/en/comparison/",
        "lt http://127.0.0.1:8000/lt/comparison/",
    ]
    page.close()
    not_found = (drinks / "site/404.html").read_text("utf-8")
    assert all(text in not_found for text in ("Šādas lapas nav", "There is no such page", "Tokio puslapio nėra"))


def test_all_subjects_from_the_third_on_have_the_third_colour(drinks: Path, chromium: Browser) -> None:
    table = drinks / "docs/data/comparison.yml"
    change(table, "rows:\n", "  milk: {lv: Piens, en: Milk, lt: Pienas}\nrows:\n")
    with table.open("a", encoding="utf-8") as file:
        file.write("    milk: {lv: Balts, en: White, lt: Baltas}\n")
    change(drinks / "mkdocs.yml", "  - comparison.md\n", "  - comparison.md\n  - milk.md\n")
    for language, names in {"lv": "Kafija Kakao Piens", "en": "Coffee Cocoa Milk", "lt": "Kava Kakava Pienas"}.items():
        text = " ".join(f"**{name}**" for name in names.split())
        (drinks / f"docs/{language}/milk.md").write_text(f"# {names.split()[2]} {{ #milk }}\n\n{text}\n", "utf-8")
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    page = chromium.new_page(color_scheme="light")
    page.goto((drinks / "site/en/milk/index.html").as_uri())
    colours = page.locator("article strong").evaluate_all("all => all.map(strong => getComputedStyle(strong).color)")
    bar = page.locator("h1").evaluate("h1 => getComputedStyle(h1, '::before').borderTopColor")
    second, third = "rgb(10, 99, 96)", "rgb(91, 74, 156)"
    assert [*colours, bar] == [second, third, third, third]
    page.close()


def test_table_in_markdown_has_lines_between_its_rows(drinks: Path, chromium: Browser) -> None:
    for language in ("lv", "en", "lt"):
        with (drinks / f"docs/{language}/index.md").open("a", encoding="utf-8") as file:
            file.write("\n| 1 | 2 |\n| --- | --- |\n| 3 | 4 |\n")
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    page = chromium.new_page()
    page.goto((drinks / "site/index.html").as_uri())
    line = "element => getComputedStyle(element).borderBottomWidth"
    assert page.locator("article td").evaluate_all(f"cells => cells.map({line})") == ["1px", "1px"]
    page.close()


def test_data_parts_of_templates_and_files_of_the_theme_are_not_published(site: Site) -> None:
    published = {path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()}
    assert published
    assert [path for path in published if path.suffix == ".yml" or path.parts[0] == "partials"] == []
    theme = Path(material.__file__).parent / "templates"
    of_theme = {path.relative_to(theme) for path in (theme / "assets").rglob("*") if path.is_file()}
    assert of_theme
    assert published & of_theme == set()


def test_cell_cannot_inject_a_script(drinks: Path, chromium: Browser) -> None:
    injected = "<b onclick=alert(1)>a</b> [x](index.md){ onclick=alert(1) } &lt;i&gt; </td>"
    change(drinks / "docs/data/comparison.yml", "lv: Maiga", f"lv: '{injected}'")
    built = mkdocs(drinks, "build")
    assert built.returncode == 0, built.stderr
    page = chromium.new_page()
    page.goto((drinks / "site/comparison/index.html").as_uri())
    cell = page.locator("tr:has(#taste) td").first.inner_html()
    assert cell.endswith('<b>a</b> <a href="../">x</a> &lt;i&gt;')
    page.close()


def test_script_in_a_cell_fails_the_build(drinks: Path) -> None:
    change(drinks / "docs/data/comparison.yml", "lv: Maiga", "lv: 'a <script>alert(1)</script>'")
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert "GitHub and the site leave out <script>" in built.stderr


@pytest.mark.parametrize("link", ["index.md#nowhere", "nowhere.md"])
def test_broken_link_in_a_cell_fails_the_build(link: str, drinks: Path) -> None:
    change(drinks / "docs/data/comparison.yml", "lv: Maiga", f'lv: "[Maiga]({link})"')
    built = mkdocs(drinks, "build")
    assert built.returncode == 1
    assert re.search(r"docs/data/comparison\.yml:\d+:\d+: .*nowhere", built.stderr)


def test_properdocs_builds_the_same_pages(drinks: Path) -> None:
    assert mkdocs(drinks, "build").returncode == 0
    built = mkdocs(drinks, "build", "--site-dir", "other", program="properdocs")
    assert built.returncode == 0, built.stderr
    pages = [name for name in digests(drinks / "site") if name.endswith((".html", ".xml"))]
    for name in pages:
        assert (drinks / "other" / name).read_text("utf-8") == (drinks / "site" / name).read_text("utf-8"), name


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, Path]]:
    """Runs mkdocs serve on a free port, and yields its address and the file to which it prints."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = folder / "serve.log"
    with log.open("w") as file:
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
        server = subprocess.Popen(command, cwd=folder, stdout=file, stderr=file)
    try:
        yield f"http://{address}/", log
    finally:
        server.terminate()
        server.wait(20)


def wait_for(text: str, read: Callable[[], str], seconds: float = 30) -> None:
    """Waits until the text that read() returns has a part; there may be nothing to read at first."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if text in read():
                return
        time.sleep(0.2)
    raise AssertionError(f"{text!r} did not appear")


def test_serve_shows_a_change_and_survives_an_error(drinks: Path) -> None:
    data = drinks / "docs/data/comparison.yml"
    with served(drinks) as (address, log):

        def page() -> str:
            return urllib.request.urlopen(f"{address}comparison/", timeout=2).read().decode()

        wait_for("Maiga", page)
        change(data, "Maiga", "Viegla")
        wait_for("Viegla", page)
        change(data, "Viegla", "")
        wait_for("docs/data/comparison.yml:29:7: rows.taste.tea.lv is empty; write its text", log.read_text)
        change(data, "      lv: \n", "      lv: Zaļa\n")
        wait_for("Zaļa", page)
        assert "Traceback" not in log.read_text()
