"""Prints what commands have to say, the same on any machine."""

import io
import os
import sys


def print_utf8() -> None:
    """Lets this command print UTF-8. Windows would take a code page that lacks Latvian letters, and raise at them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_report(text: str, end: str = "\n") -> None:
    """Prints a text to the end, or as much as is wanted of it: `make check | head` closes the output before."""
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would print the rest when it exits.
