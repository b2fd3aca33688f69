"""What a command prints, on any machine."""

import io
import sys


def print_utf8() -> None:
    """Lets this command print UTF-8. Windows would take a code page that lacks Latvian letters, and raise at them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
