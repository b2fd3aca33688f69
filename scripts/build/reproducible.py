"""Makes the same commit build the same bytes on any day."""

import os


def stop_clock() -> None:
    """Stops the clock that MkDocs 1.6 writes into sitemap.xml.gz.

    See https://reproducible-builds.org/specs/source-date-epoch/
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
