"""The same commit builds the same bytes, whatever the day."""

import os
from typing import Any


def on_startup(**_: Any) -> None:
    """MkDocs event: stops the clock, which MkDocs 1.6 writes into sitemap.xml.gz.

    See https://reproducible-builds.org/specs/source-date-epoch/
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
