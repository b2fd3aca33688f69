"""Draws the card that other sites show and the icons that phones show, as PNG, because neither accepts SVG."""

import functools
from collections.abc import Mapping
from pathlib import Path

import fontpkg
import resvg_py

from build.pictures import FONT, ICON

CARD_WIDTH = 1200  # Pixels
ICON_WIDTHS = (192, 512)  # Pixels; browsers ask for these two.


def card_images(pictures: Mapping[str, str], language: str) -> dict[str, bytes]:
    """Returns the address of a PNG image in the site → the image, for each SVG picture: card-LANGUAGE.png."""
    images = {}
    for name, svg in pictures.items():
        if name.endswith(".svg"):
            images[f"assets/pictures/{Path(name).stem}-{language}.png"] = _to_png(svg, CARD_WIDTH)
    return images


def icon_images(docs: Path) -> dict[str, bytes]:
    """Returns the address of a PNG image in the site → the image, for each size of the icon."""
    svg = (docs / ICON).read_text("utf-8")
    return {f"assets/pictures/icon-{width}.png": _to_png(svg, width) for width in ICON_WIDTHS}


@functools.lru_cache(maxsize=16)  # `mkdocs serve` builds the site again and again.
def _to_png(svg: str, width: int) -> bytes:
    image = resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=[str(fontpkg.path(FONT))])
    return bytes(image)
