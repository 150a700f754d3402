"""Whether one of many words stands anywhere in a text, also inside of a longer word.

A long text repeats its own words, so each is kept once; the words that are looked for share short pieces, and where a
piece is missing, so are all words with it. That finds what ``any(word in text for word in words)`` finds, several times
faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

# Long enough to be rare in texts that do not matter, short enough to be shared.
_PIECE = 4
# Beside blanks, what stands between the words of program text.
_MARKS = b"(){}[];,=|\"'<>"
_BETWEEN = bytes.maketrans(_MARKS, b" " * len(_MARKS))


class Text(NamedTuple):
    """A text without case. whole: as it stands; distinct: each of its words once."""

    whole: bytes
    distinct: bytes


@lru_cache(maxsize=1)  # one text is asked about several times, one after the other
def prepared(text: str) -> Text:
    """A text made ready for many words."""
    whole = text.lower().encode("utf-8", "surrogatepass")
    return Text(whole, b"\n".join(set(_words(whole))))


class Needles:
    """Words to be looked for, in lower case. They are sorted when the first text comes."""

    def __init__(self, words: Iterable[str]) -> None:
        self._given = [word.encode("utf-8") for word in words]

    def any_in(self, text: Text) -> bool:
        """Whether one of the words stands in a text."""
        by_piece, broken = self._sorted
        distinct, whole = text.distinct, text.whole
        for piece, words in by_piece:
            if piece in distinct and any(word in distinct for word in words):
                return True
        return any(word in whole for word in broken)

    @cached_property
    def _sorted(self) -> tuple[list[tuple[bytes, list[bytes]]], list[bytes]]:
        """The words by a piece of theirs, as few pieces as will do; and those that hold what stands between words."""
        broken = [word for word in self._given if _words(word) != [word]]
        left = set(self._given) - set(broken)
        holders: dict[bytes, set[bytes]] = {}
        for word in left:
            for start in range(max(len(word) - _PIECE, 0) + 1):
                holders.setdefault(word[start : start + _PIECE], set()).add(word)
        by_piece: list[tuple[bytes, list[bytes]]] = []
        while left:
            piece = max(holders, key=lambda piece: (len(holders[piece]), piece))
            words = holders.pop(piece)
            by_piece.append((piece, sorted(words)))
            left -= words
            for others in holders.values():
                others -= words
        return by_piece, broken


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a short text holds one of a few words."""
    for word in words:  # noqa: SIM110  a generator costs more than the search
        if word in text:
            return True
    return False


def _words(text: bytes) -> list[bytes]:
    return text.translate(_BETWEEN).split()
