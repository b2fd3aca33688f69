"""The web app manifest of each language: what a phone shows for a site kept on its home screen.

https://www.w3.org/TR/appmanifest/
"""

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

NAME = "manifest.webmanifest"
PAPER = "#fdfcf9"  # As in site.css
SIZES = (192, 512)  # Pixels of the PNG icons; browsers ask for these two.


def manifest(name: str, description: str, language: str, root: str) -> str:
    """The manifest as JSON; root is the way from its folder, the language's own, to the site's: "./" or "../"."""
    icons = [{"src": f"{root}assets/pictures/icon-{n}.png", "sizes": f"{n}x{n}", "type": "image/png"} for n in SIZES]
    texts = {"name": name, "description": description, "lang": language}
    looks = {"display": "minimal-ui", "background_color": PAPER, "theme_color": PAPER, "icons": icons}
    return json.dumps({**texts, "start_url": "./", "scope": root, **looks}, ensure_ascii=False, indent=2) + "\n"


@event_priority(-200)  # After static-i18n (-100) has chosen the files of the language that is built now.
def on_files(files: Files, config: MkDocsConfig) -> None:
    """MkDocs event, once per language: adds the language's manifest to its folder of the site."""
    language = config.theme["language"]
    [link] = [one.link for one in config.plugins["i18n"].config.languages if one.locale == language]
    text = manifest(config.site_name, config.site_description, language, "./" if link == "/" else "../")
    files.append(File.generated(config, link.lstrip("/") + NAME, content=text))
