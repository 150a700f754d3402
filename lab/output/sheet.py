"""Text for other programs to open: cells of CSV that are no formulas, JSON without characters that steer a terminal."""

from __future__ import annotations

import re

from lab.output.terminal import printable

_FORMULA = re.compile(r"[ ]*[=+\-@\t\r]")  # OWASP, CSV injection
_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?|-")
_LINES = re.compile(r"([\n\t])")
# What JSON may hold as it is and a terminal obeys: DEL, C1, and marks that turn the direction of writing.
_STEERS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def cell(text: str) -> str:
    """A cell of CSV: control characters other than line feeds and tabs as `\\x1b`-like escapes.

    What a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets mark text.
    """
    if not text.isprintable():
        text = "".join(part if part in ("\n", "\t") else printable(part) for part in _LINES.split(text))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def json_text(text: str) -> str:
    """Encoded JSON with such characters as escapes, which read back as they were."""
    return text if text.isascii() and "\x7f" not in text else _STEERS.sub(lambda char: f"\\u{ord(char[0]):04x}", text)
