"""A chunk as a table, in any form of CSV: its columns, its rows as records, and verdicts as cells."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Union

from codesignrisk_core.protocol.multivalue import TWIN, decode, encode

Record = dict[str, Union[str, list[str]]]
Verdict = Mapping[str, Union[str, int, Sequence[str]]]

# The csv module refuses longer cells; this is the most that it takes on every platform.
_ANY_LENGTH = 2**31 - 1
# Python 3.9 and 3.10 read no NUL.
_READS_NUL = sys.version_info >= (3, 11)
_NEWLINE = "\r\n"
_PRIVATE_USE = range(0xE000, 0xF8FF)


class Layout:
    """What the columns of a chunk are. kept: those that go back as they came, all but our own from an earlier run."""

    def __init__(self, header: list[str], ours: set[str]) -> None:
        self._width = len(header)
        first: dict[str, int] = {}
        for place, name in enumerate(header):
            first.setdefault(name, place)
        self.kept = [name for name in first if name not in ours]
        self._keep = [first[name] for name in self.kept]
        self._all = len(self.kept) == self._width
        self._plain = {name: place for name, place in first.items() if not name.startswith(TWIN)}
        self._twins = [(name[len(TWIN) :], place) for name, place in first.items() if name.startswith(TWIN)]

    def fit(self, cells: list[str]) -> list[str]:
        """A row as long as the header."""
        return cells if len(cells) == self._width else (cells + [""] * self._width)[: self._width]

    def keep(self, cells: list[str]) -> list[str]:
        """The cells that go back."""
        cells = self.fit(cells)
        return cells if self._all else [cells[place] for place in self._keep]

    def record(self, cells: list[str]) -> Record:
        """A row as a record, with lists where a field has several values."""
        cells = self.fit(cells)
        record: Record = {name: cells[place] for name, place in self._plain.items()}
        for name, place in self._twins:
            if cells[place]:
                values = decode(cells[place])
                if values is not None:
                    record[name] = values
        return record


def rows_of(body: str) -> Iterator[list[str]]:
    """The rows of a CSV text, blank lines left out."""
    csv.field_size_limit(_ANY_LENGTH)  # the SDK sets a limit of its own when it is loaded
    nul = ""
    if not _READS_NUL and "\0" in body:
        nul = next((char for char in map(chr, _PRIVATE_USE) if char not in body), "")
        body = body.replace("\0", nul)
    for cells in csv.reader(io.StringIO(body, newline="")):
        if nul:
            cells = [cell.replace(nul, "\0") for cell in cells]
        if cells:
            yield cells


def cells_of(verdict: Verdict, columns: Sequence[str], several: Sequence[str]) -> Iterator[object]:
    """The output cells of a verdict, then the twins of those columns that hold lists."""
    twins = []
    for name in columns:
        value = verdict[name]
        if isinstance(value, (str, int)):
            yield value
            if name in several:
                twins.append("")
        else:
            yield "\n".join(value)
            twins.append(encode(value) if len(value) > 1 else "")
    yield from twins


def text_of(verdict: Verdict, columns: Sequence[str], several: Sequence[str]) -> str:
    """The same as text."""
    text = io.StringIO()
    # Older Pythons (3.9) quote a line break only where it is a character of the line terminator.
    csv.writer(text, lineterminator=_NEWLINE).writerow(cells_of(verdict, columns, several))
    return text.getvalue()[: -len(_NEWLINE)]
