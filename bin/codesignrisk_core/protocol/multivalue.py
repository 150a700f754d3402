"""Several values in one cell: ``$a$;$b$`` in a column whose name begins with ``__mv_``, with ``$`` doubled inside."""

from __future__ import annotations

from collections.abc import Iterable

TWIN = "__mv_"


def encode(values: Iterable[str]) -> str:
    """``["a", "b$"]`` -> ``$a$;$b$$$``."""
    return ";".join("$" + value.replace("$", "$$") + "$" for value in values)


def decode(cell: str) -> list[str] | None:
    """The values of a cell, or None where it is not of that form. One pass, whatever the cell holds."""
    values: list[str] = []
    start, size = 0, len(cell)
    while True:
        if cell[start : start + 1] != "$":
            return None
        end = cell.find("$", start + 1)
        while end >= 0 and cell[end + 1 : end + 2] == "$":
            end = cell.find("$", end + 2)
        if end < 0:
            return None
        values.append(cell[start + 1 : end].replace("$$", "$"))
        if end + 1 == size:
            return values
        if cell[end + 1] != ";":
            return None
        start = end + 2
