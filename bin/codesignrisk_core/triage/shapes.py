"""How a row of CSV is cut into cells, learnt once for all rows that look alike.

A row is split at its quotes. What stands outside of them, with every letter and digit alike, is its shape, and rows of
one source have few: the shape says which columns hold something, and where. Only CSV as splunkd writes it has a shape:
every cell in quotes, or of letters and digits and without any; quotes doubled inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

QUOTE = b'"'
_LETTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ALIKE = bytes.maketrans(_LETTERS, b"x" * len(_LETTERS))
_ALLOWED = frozenset(b"x,")


class Cell(NamedTuple):
    """One cell that is not empty.

    start, end: where its pieces stand among those of the row, every second one. Without quotes it is a part of one
    piece, from first to last, and end is 0.
    """

    start: int
    end: int
    first: int = 0
    last: int = 0

    def read(self, pieces: Sequence[bytes]) -> bytes:
        """The cell's text on a row of the shape."""
        if not self.end:
            return pieces[self.start][self.first : self.last]
        if self.end == self.start + 1:
            return pieces[self.start]
        return QUOTE.join(pieces[self.start : self.end : 2])


class NotRegularError(Exception):
    """The text is no CSV as splunkd writes it; a reader of any CSV has to read it."""


def shape_of(pieces: Sequence[bytes]) -> bytes:
    """The shape of a row, by its pieces between quotes."""
    return QUOTE.join(pieces[::2]).translate(ALIKE)


def cells(shape: bytes) -> list[Cell | None]:
    """The cells of rows of a shape, None for an empty one. Raises NotRegularError."""
    found: list[Cell | None] = []
    outside = shape.split(QUOTE)
    opened, last = 0, len(outside) - 1
    for number, piece in enumerate(outside):
        if not _ALLOWED.issuperset(piece):
            raise NotRegularError
        if number and number < last and not piece:
            continue  # a doubled quote: the cell goes on
        between = piece.split(b",")
        if number:
            if between[0]:
                raise NotRegularError
            found.append(Cell(2 * opened + 1, 2 * number))
        if number < last and between[-1]:
            raise NotRegularError
        position = 0
        for place, text in enumerate(between):
            beside_quote = (place == 0 and number > 0) or (place == len(between) - 1 and number < last)
            if not beside_quote:
                found.append(Cell(2 * number, 0, position, position + len(text)) if text else None)
            position += len(text) + 1
        opened = number
    return found
