"""Text that is fit to be shown: one line, no control characters, no direction marks, no lone surrogates, bounded."""

from __future__ import annotations


def line(text: str, longest: int) -> str:
    """A text as one printable line. Line breaks part multivalue fields, and UTF-8 has no lone surrogates."""
    text = text[: longest + 1]
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
