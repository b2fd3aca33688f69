"""What Google answers to plain Material's request for fonts, as far as it takes a reader's time.

Two faces of each style and weight, the Latin letters and those of Latvian, from variable files as large as Roboto's
(Fontsource 5.3.0). The files hold noise: no browser can show them, but it asks for them, waits and pays as long.
"""

from __future__ import annotations

import itertools
import random

STYLES, FILES = "https://fonts.googleapis.com", "https://fonts.gstatic.com"
WEIGHTS = {"Roboto": (300, 400, 700), "Roboto Mono": (400, 700)}
SUBSETS = {"latin": ("U+0000-00FF, U+2000-206F", 43_136), "latin-ext": ("U+0100-02BA, U+1E00-1E9F", 29_392)}
# display=fallback, as Material asks: text is not seen for about 100 ms, then in another font until this one is there.
FACE = """@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; font-display: fallback;
src: url({url}/{name}) format("woff2"); unicode-range: {letters} }}
"""


def style_sheet() -> str:
    """The answer of fonts.googleapis.com."""
    sheet = ""
    for family, style, subset in itertools.product(WEIGHTS, ("italic", "normal"), SUBSETS):
        name, letters = _name(family, style, subset), SUBSETS[subset][0]
        for weight in WEIGHTS[family]:
            sheet += FACE.format(family=family, style=style, weight=weight, url=FILES, name=name, letters=letters)
    return sheet


def files() -> dict[str, bytes]:
    """What fonts.gstatic.com has: name → a file of the size of a font, the same in each run."""
    names = itertools.product(WEIGHTS, ("italic", "normal"), SUBSETS)
    return {_name(*name): random.Random(0).randbytes(SUBSETS[name[2]][1]) for name in names}


def _name(family: str, style: str, subset: str) -> str:
    return f"{family.replace(' ', '-')}-{style}-{subset}.woff2".lower()
