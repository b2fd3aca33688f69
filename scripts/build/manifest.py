"""The web app manifest of each language: what a phone shows for a site that is added to its home screen.

https://www.w3.org/TR/appmanifest/
"""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from build.card_and_icons import ICON_WIDTHS
from sources.colours import read_colours

FILE_NAME = "manifest.webmanifest"


def add_manifest(files: Files, language: str, config: MkDocsConfig) -> None:
    """Adds the manifest of the language that is built now to its folder of the site."""
    [link] = [one.link for one in config.plugins["i18n"].config.languages if one.locale == language]
    root = "./" if link == "/" else "../"
    background = read_colours(Path(config.docs_dir))["background"].light
    text = manifest(config.site_name, config.site_description, language, root, background)
    files.append(File.generated(config, link.lstrip("/") + FILE_NAME, content=text))


def manifest(name: str, description: str, language: str, root: str, background: str) -> str:
    """Returns the manifest as JSON.

    root: the path from its folder, the language's own, to the site's: ./ or ../. background: a colour, #fdfcf9.
    """
    icons = []
    for width in ICON_WIDTHS:
        icon = {"src": f"{root}assets/pictures/icon-{width}.png", "sizes": f"{width}x{width}", "type": "image/png"}
        icons.append(icon)
    data = {
        "name": name,
        "description": description,
        "lang": language,
        "start_url": "./",
        "scope": root,
        "display": "minimal-ui",
        "background_color": background,
        "theme_color": background,
        "icons": icons,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
