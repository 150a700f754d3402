"""Arguments that a sensor reports one by one -> a line that cmdline.argv splits into the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[^\s\"']+")
# From the start of a run of backslashes, so that each is looked at once.
_BACKSLASHES = re.compile(r'(?<!\\)(\\*)("|\Z)')


def posix(words: Iterable[str]) -> str:
    """A line for argv.split_posix: words with blanks or quotes are quoted, the empty word too."""
    return " ".join(word if _PLAIN.fullmatch(word) else _posix_quoted(word) for word in words)


def windows(words: Iterable[str]) -> str:
    """A line for argv.split, by the rules of CommandLineToArgvW (learn.microsoft.com, shellapi)."""
    return " ".join(
        word if word and not re.search(r'[ \t"]', word) else f'"{_BACKSLASHES.sub(_escaped, word)}"' for word in words
    )


def _posix_quoted(word: str) -> str:
    """No backslash escapes there, so double quotes stand in single ones and all the rest in double ones."""
    parts = re.split(r'("+)', word)
    return "".join(f"'{part}'" if part.startswith('"') else f'"{part}"' for part in parts if part) or '""'


def _escaped(match: re.Match[str]) -> str:
    slashes, end = match.groups()
    return slashes * 2 + ("\\" + end if end else "")
