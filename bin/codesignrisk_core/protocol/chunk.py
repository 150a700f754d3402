"""The rows of one chunk: CSV text in, CSV text out. Every row comes back as it came, with the verdict behind it.

What an event holds can neither end the search nor cost another event anything: where scoring or writing fails, all rows
of the chunk come back untouched, and codesign_error says so.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Union

from codesignrisk_core.protocol.multivalue import TWIN, decode, encode
from codesignrisk_core.protocol.wire import ProtocolError

Record = dict[str, Union[str, list[str]]]
Verdict = Mapping[str, Union[str, int, Sequence[str]]]

# The csv module refuses longer cells; this is the most that it takes on every platform.
_ANY_LENGTH = 2**31 - 1
# Python 3.9 and 3.10 read no NUL.
_READS_NUL = sys.version_info >= (3, 11)
_PRIVATE_USE = range(0xE000, 0xF8FF)


class Answerer:
    """Answers chunks with one way to judge a record.

    judge: the output fields of a record, or None for one that is dropped. failed: the output fields of a record that
    could not be judged, given the reason. columns: every output field, in order; several: those that hold lists.
    """

    def __init__(
        self,
        judge: Callable[[Record], Verdict | None],
        failed: Callable[[str], Verdict],
        columns: Sequence[str],
        several: Sequence[str],
    ) -> None:
        self._judge = judge
        self._failed = failed
        self._columns = tuple(columns)
        self._several = tuple(several)

    def answer(self, body: str) -> str:
        """The reply to one chunk. Raises ProtocolError where it is no table."""
        try:
            return self._write(body, self._judge)
        except csv.Error as error:
            raise ProtocolError(f"splunkd's rows cannot be read: {error}") from None
        except Exception as error:
            verdict = self._failed(f"internal error, please report it: {type(error).__name__}")
            return self._write(body, lambda record: verdict)

    def _write(self, body: str, judge: Callable[[Record], Verdict | None]) -> str:
        rows = _rows(body)
        layout = Layout(next(rows, []), {*self._columns, *(TWIN + name for name in self._columns)})
        text = io.StringIO()
        write = csv.writer(text, lineterminator="\r\n").writerow
        for cells in rows:
            verdict = judge(layout.record(cells))
            if verdict is None:
                continue
            if not text.tell():
                write([*layout.kept, *self._columns, *(TWIN + name for name in self._several)])
            write([*layout.keep(cells), *self._cells(verdict)])
        written = text.getvalue()
        written.encode("utf-8")  # here, where a failure can still be answered
        return written

    def _cells(self, verdict: Verdict) -> Iterator[object]:
        twins = []
        for name in self._columns:
            value = verdict[name]
            if isinstance(value, (str, int)):
                yield value
                if name in self._several:
                    twins.append("")
            else:
                yield "\n".join(value)
                twins.append(encode(value) if len(value) > 1 else "")
        yield from twins


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


def _rows(body: str) -> Iterator[list[str]]:
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
