"""Undo what shippers and evasions do to the text of a command line, and say which of it looks deliberate."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Literal

# Every character that some Windows tool takes for a hyphen. certutil takes U+2013, U+2014 and U+2212
# (wietze/windows-command-line-obfuscation, certutil 10.0.22621); PowerShell takes U+2013, U+2014 and U+2015
# (about_Parsing); NFKC turns FE58, FE63 and FF0D into U+2014 or "-". The rest look the same to a reader.
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_FOLD_DASHES = {ord(dash): "-" for dash in DASHES}

# More digits than any character has. Python refuses to read numbers of more than 4,300.
_LONG_REFERENCE = re.compile(r"&#([0-9]{8,});?")
_ENTITIES = ("&quot;", "&amp;", "&lt;", "&gt;", "&#39;", "&apos;", "&#x27;", "&#34;")

# Two Arabic letters that NFKC turns into a phrase of 18 and 8 letters, at their price, and that are like no others.
_LIGATURES = "\ufdfa\ufdfb"
_PIECES = re.compile(f"[{_LIGATURES}]+|[^{_LIGATURES}]{{1,512}}")

# CreateProcess takes at most 32,767 characters; Linux and PowerShell script blocks take more. Longer input is cut here.
MAX_LENGTH = 65_536


def clean(line: str) -> str:
    """The line as Windows had it: XML entities of the shipper resolved, NUL and byte-order marks gone.

    Splunk_TA_windows 8.1.2 takes the text between XML tags without unescaping it, so ``&quot;`` reaches the search.
    """
    if "&" in line and any(entity in line for entity in _ENTITIES):
        line = unescape(line)
    if "\x00" in line or "\ufeff" in line:
        line = line.replace("\x00", "").replace("\ufeff", "")
    return line


def unescape(text: str) -> str:
    """html.unescape for any text: it raises ValueError for character references of more than 4,300 digits."""
    return html.unescape(_LONG_REFERENCE.sub(_shortened, text))


def _shortened(reference: re.Match[str]) -> str:
    digits = reference.group(1).lstrip("0") or "0"
    return f"&#{digits};" if len(digits) < 8 else "\ufffd"  # what HTML says of numbers that are no character


def fold(word: str) -> str:
    """One word with look-alikes folded: compatibility letters to plain ones (NFKC), dashes to ``-``.

    Words are folded after splitting, not before: Windows splits on ASCII blanks and quotes only, and a full-width
    quote that NFKC turned into ``"`` would tear a word apart that the program received whole.
    """
    if word.isascii():
        return word
    return _normalised("NFKC", word).translate(_FOLD_DASHES)


def fold_option(word: str) -> str:
    """An option word as lenient parsers read it: folded, and whatever is still not ASCII left out, lower case.

    certutil ignores some 1,758 code points inside a verb (soft hyphens, joiners, marks; same source as DASHES).
    For options only: in paths and subject names such characters are somebody's language.
    """
    folded = fold(word)
    if not folded.isascii():
        decomposed = _normalised("NFKD", folded)
        folded = "".join(char for char in decomposed if char.isascii())
    return folded.lower()


def _normalised(form: Literal["NFKC", "NFKD"], word: str) -> str:
    """unicodedata.normalize in linear time.

    It sorts a run of combining characters in the square of the run's length, so long words are done in pieces; an
    accent that begins a piece stays apart from its letter. The two ligatures stay as they are.
    """
    return "".join(
        piece if piece[0] in _LIGATURES else unicodedata.normalize(form, piece) for piece in _PIECES.findall(word)
    )


def drop_invisible(word: str) -> str:
    """A word without format characters (zero-width, direction marks), as they ride along in copied thumbprints."""
    if word.isascii():
        return word
    return "".join(char for char in word if unicodedata.category(char) != "Cf")
