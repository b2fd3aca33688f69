"""Addresses as links and pictures have them."""

import re

FULL_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""The beginning of one that leads out of the site: https://…, //…, mailto:…, tel:…, data:…"""
ON_A_DISK = re.compile(r"file:|[a-z]:[\\/]", re.IGNORECASE)
"""The beginning of one on somebody's own computer: file:///…, C:\\…"""
CURLY_QUOTES = "“”„‟«»‘’‚″"
"""What Word writes in place of the straight ones that an address, a title or an attribute needs."""
