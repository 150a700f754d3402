"""The rows of one regular chunk: each goes back as it came, with its output cells behind.

Three ways, from the fastest: rows in blocks, told by their beginnings (`triage.heads`); rows cut at their quotes
(`triage.starts`); rows with cells in twins, read as CSV. A row takes the first that can read it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from codesignrisk_core.protocol.multivalue import TWIN
from codesignrisk_core.protocol.table import Layout, Record, rows_of
from codesignrisk_core.triage.heads import Heads
from codesignrisk_core.triage.shapes import QUOTE, NotRegularError
from codesignrisk_core.triage.starts import Starts

INDEX = "_chunked_idx"
_CELL = rb'(?:"[^"]*(?:""[^"]*)*"|[^",\r\n]*)'
STRICT = re.compile(_CELL + rb"(?:," + _CELL + rb")*")
_DIGITS = b"0123456789"
_NEWLINE = b"\r\n"
# Enough rows that what is done for a block hardly counts, and little beside the chunk.
_BLOCK = 1 << 22
_ROWS = 512


class Cells(Protocol):
    """Output cells, each with a comma before it, or b"" for a row that is dropped."""

    def suffix(self, parent: bytes) -> bytes | None:
        """Those of a start that shows nothing, by its parent's path; None where more than that tells the parent."""

    def judged(self, record: Record) -> bytes:
        """Those of a record."""


class _WideError(Exception):
    """A row has cells in twins, and the reply was begun without them."""


class _HiddenError(Exception):
    """What looks like the end of a row may stand inside a cell."""


class Rows:
    """One reply in the making.

    wide: whether a row had cells in twins. twins: whether the reply has the columns for them.
    """

    def __init__(self, columns: Sequence[str], newline: bytes, starts: Starts, heads: Heads, cells: Cells) -> None:
        self._columns = columns
        self._starts = starts
        self._heads = heads
        self._cells = cells
        self._empty = b"," * len(columns)
        self._tail = self._empty + newline
        self._parts: list[bytes] = []
        self._count = 0
        self.wide = False
        self.twins = False

    @cached_property
    def _layout(self) -> Layout:
        """Of rows with twins, which few chunks have."""
        return Layout([*self._columns, *(TWIN + name for name in self._columns)], set())

    def answered(self, body: bytes, begin: int, twins: bool) -> list[bytes]:
        """The rows of a reply, in parts. begin: of the first row. Raises NotRegularError.

        twins: whether rows with cells in twins are to be expected. Where they come as a surprise, all is done again.
        """
        ways = [self._read_blocks, self._read_lines] if self._heads.fits else [self._read_lines]
        while ways:
            self._parts, self._count, self.wide, self.twins = [], 0, False, twins
            try:
                ways[0](body, begin)
                return self._parts
            except _WideError:
                twins = True
            except _HiddenError:
                ways.pop(0)
        raise NotRegularError

    def _read_blocks(self, body: bytes, begin: int) -> None:
        """Read rows by their beginnings. Raises _HiddenError, at the end at the latest, where that cannot be right.

        A cell may hold the very text of which rows end. What stands behind it begins like no row, and there is one row
        more than the last one's number tells.
        """
        tail, size = self._tail, len(self._tail)
        rows: list[bytes] = []
        while begin < len(body):
            end = body.find(tail, begin + _BLOCK) + size
            block = body[begin : end if end >= size else len(body)]
            begin += len(block)
            if not block.endswith(tail):
                raise _HiddenError
            rows = block.split(tail)
            rows.pop()
            if block.count(b"\n") == len(rows):
                self._add_rows(rows)
                continue
            plain: list[bytes] = []
            for row in rows:
                if b"\n" not in row:
                    plain.append(row)
                else:
                    self._add_rows(plain)
                    plain = []
                    self._read_lines(row + tail, 0)
            self._add_rows(plain)
        if rows and rows[-1].rpartition(b",")[2] != b"%d" % (self._count - 1):
            raise _HiddenError

    def _add_rows(self, rows: Sequence[bytes]) -> None:
        """Rows without twins and line breaks, by their beginnings."""
        suffixes = self._heads.sift(rows)
        rest = [place for place, suffix in enumerate(suffixes) if suffix is None]
        if rest:
            pieces = [_pieces(rows[place]) for place in rest]
            if any(not len(parts) & 1 for parts in pieces):
                raise _HiddenError
            for place, cells in zip(rest, self._by_shape(pieces)):
                suffixes[place] = cells
        self._emit(rows, suffixes)

    def _read_lines(self, body: bytes, begin: int) -> None:
        """Read rows line by line. Raises NotRegularError."""
        lines = io.BytesIO(body)
        lines.seek(begin)
        rows: list[bytes] = []
        pieces: list[list[bytes]] = []
        tail, cut = self._tail, len(self._tail)
        for line in lines:
            if line.endswith(tail):
                row = line[:-cut]
                parts = _pieces(row)
                if len(parts) & 1:
                    rows.append(row)
                    pieces.append(parts)
                    if len(rows) >= _ROWS:
                        self._emit(rows, self._by_shape(pieces))
                        rows, pieces = [], []
                    continue
            text = _whole(line, lines)
            if text.endswith(self._empty) and STRICT.fullmatch(text):
                rows.append(text[: -len(self._empty)])
                pieces.append(_pieces(rows[-1]))
            elif text:
                self._emit(rows, self._by_shape(pieces))
                rows, pieces = [], []
                self._add_wide(text)
        self._emit(rows, self._by_shape(pieces))

    def _by_shape(self, pieces: Sequence[Sequence[bytes]]) -> list[bytes]:
        """The output cells of rows without twins."""
        suffix, judged = self._cells.suffix, self._cells.judged
        found: list[bytes] = []
        for parts, told in zip(pieces, self._starts.sift(pieces)):
            if told is None:
                raise NotRegularError  # of another length than the header
            cells = suffix(told) if isinstance(told, bytes) else judged(told)
            found.append(judged(self._starts.record(parts)) if cells is None else cells)
        return found

    def _add_wide(self, text: bytes) -> None:
        """A row with cells in twins, or of another length than the header."""
        if not STRICT.fullmatch(text):
            raise NotRegularError
        for cells in rows_of(text.decode("utf-8")):
            fitting = self._layout.fit(cells)
            if any(fitting[len(self._columns) :]):
                self.wide = True
                if not self.twins:
                    raise _WideError
            self._count += 1
            suffix = self._cells.judged(self._layout.record(cells))
            if suffix:
                sent = fitting if self.twins else fitting[: len(self._columns)]
                self._parts.append((text if fitting is cells and self.twins else _csv(sent)) + suffix + _NEWLINE)

    def _emit(self, rows: Sequence[bytes], suffixes: Sequence[bytes | None]) -> None:
        """Rows and their output cells into the reply."""
        self._count += len(rows)
        empty = self._empty if self.twins else b""
        if empty:
            parts = [row + empty + suffix for row, suffix in zip(rows, suffixes) if suffix]
        else:
            parts = [row + suffix for row, suffix in zip(rows, suffixes) if suffix]
        if parts:
            parts.append(b"")
            self._parts.append(_NEWLINE.join(parts))


def _pieces(row: bytes) -> list[bytes]:
    """A row cut at its quotes, without the number at its end."""
    return row.rstrip(_DIGITS).split(QUOTE)


def _whole(line: bytes, lines: io.BytesIO) -> bytes:
    """A row from its first line on, without the line break at its end."""
    parts = [line]
    quotes = line.count(QUOTE)
    while quotes & 1:
        more = lines.readline()
        if not more:
            raise NotRegularError
        parts.append(more)
        quotes += more.count(QUOTE)
    text = b"".join(parts)
    return text[:-2] if text.endswith(b"\r\n") else text[:-1] if text.endswith(b"\n") else text


def _csv(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue().encode("utf-8")
