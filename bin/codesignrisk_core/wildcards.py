"""Patterns of the lookups: ``*`` stands for any text, nothing else is special, and case does not count. And those of
PowerShell, where ``?`` and ``[a-z]`` stand for one character.

A pattern is matched by looking for its literal pieces in order, so time grows with the text and not with how often a
piece nearly fits, as it does with a regular expression. The texts are an attacker's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from typing import NamedTuple

# As much of a text as is looked at: as much of a command line as is judged (cmdline.normalise).
MAX_TEXT = 65_536


class Folded(NamedTuple):
    """A text made ready for many patterns. cut: it was longer, so nobody knows how it ends."""

    text: str
    cut: bool


def folded(text: str) -> Folded:
    """A text without case, at most MAX_TEXT long."""
    return Folded(text[:MAX_TEXT].lower(), len(text) > MAX_TEXT)


class Wildcard(NamedTuple):
    """One pattern. exact: the only text that it matches, in lower case, or None where it has a ``*``."""

    exact: str | None
    first: str
    middle: tuple[str, ...]
    last: str

    def matches(self, text: Folded) -> bool:
        """Whether the pattern matches the whole text. What was cut matches only a pattern that ends in ``*``."""
        if self.exact is not None:
            return text.text == self.exact and not text.cut
        if not text.text.startswith(self.first) or (text.cut and self.last):
            return False
        at, end = len(self.first), len(text.text) - len(self.last)
        if end < at or not text.text.endswith(self.last):
            return False
        for piece in self.middle:
            at = text.text.find(piece, at, end)
            if at < 0:
                return False
            at += len(piece)
        return True

    def fullmatch(self, text: str) -> bool:
        """The same for a text that is asked about once."""
        return self.matches(folded(text))


def wildcard(pattern: str) -> Wildcard:
    """Read a pattern."""
    first, *others = pattern.lower().split("*")
    return Wildcard(
        exact=None if others else first,
        first=first,
        middle=tuple(filter(None, others[:-1])),
        last=others[-1] if others else "",
    )


_BRACKETS = re.compile(r"\[!?\]?[^\]]*\]")  # as fnmatch finds them
_RANGES = re.compile(r"(.)-(?=(.))", re.DOTALL)


def like(pattern: str) -> Callable[[str], bool]:
    """What tells whether a text in lower case fits a pattern of PowerShell (about_Wildcards), which is an attacker's.

    Brackets with a range that runs backwards stand for any character: PowerShell takes none such, and Python's versions
    take them differently.
    """
    fits = re.compile(translate(_BRACKETS.sub(_readable, pattern.lower()))).match
    return lambda text: fits(text) is not None


def _readable(brackets: re.Match[str]) -> str:
    backwards = any(low > high for low, high in _RANGES.findall(brackets.group()[1:-1]))
    return "?" if backwards else brackets.group()
