"""Chunks as splunkd writes them: rows stay text, and only what can score is read.

splunkd sends every column that was asked for, then the number of the row, then a twin of each column for several
values, empty on nearly all rows (captures of Splunk 8.2.1). Every other form of CSV is the table reader's (`chunk`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from operator import add
from typing import Optional

from codesignrisk_core.protocol.multivalue import TWIN
from codesignrisk_core.protocol.table import Layout, Record, Verdict, rows_of, text_of
from codesignrisk_core.triage.shapes import QUOTE, NotRegularError
from codesignrisk_core.triage.starts import Starts

INDEX = "_chunked_idx"
_DIGITS = b"0123456789"
_ROWS = 4_096
_NEWLINE = b"\r\n"
_MAX_SUFFIXES = 20_000
_MAX_PARENT = 1_024
_CELL = rb'(?:"[^"]*(?:""[^"]*)*"|[^",\r\n]*)'
_STRICT = re.compile(_CELL + rb"(?:," + _CELL + rb")*")

Judge = Callable[[Record], Optional[Verdict]]


class Regular:
    """Answers regular chunks. It remembers what a layout's rows look like, within bounds."""

    def __init__(
        self, judge: Judge, silent: Callable[[str], Verdict | None], columns: Sequence[str], several: Sequence[str]
    ) -> None:
        """judge: as in Answerer. silent: the same for a process start that shows nothing, by its parent's path."""
        self._judge = judge
        self._silent = silent
        self._columns = tuple(columns)
        self._several = tuple(several)
        self._suffixes: dict[bytes, bytes] = {}
        self._header = b""
        self._starts = Starts(())

    def answer(self, body: bytes) -> bytes | None:
        """The reply to a chunk, or None where it is not regular."""
        lines = io.BytesIO(body)
        header = lines.readline()
        columns = _columns(header)
        if columns is None or not {*self._columns, *(TWIN + name for name in self._columns)}.isdisjoint(columns):
            return None
        if header != self._header:
            self._header, self._starts = header, Starts(columns)
        try:
            return _Reply(self, columns, self._starts, b"\r\n" if header.endswith(b"\r\n") else b"\n").of(lines)
        except NotRegularError:
            return None

    def suffix(self, parent: bytes) -> bytes | None:
        """The output cells of a start that shows nothing: b"" where it is dropped, None where its parent tells more."""
        known = self._suffixes.get(parent)
        if known is not None:
            return known
        if parent and b"\\" not in parent:
            return None  # the parent's line may name it better (records.fields)
        verdict = self._silent(parent.decode("utf-8"))
        found = b"" if verdict is None else self.written(verdict)
        if len(self._suffixes) >= _MAX_SUFFIXES:
            self._suffixes.clear()
        if len(parent) <= _MAX_PARENT:
            self._suffixes[parent] = found
        return found

    def written(self, verdict: Verdict) -> bytes:
        """The cells of a verdict, each with a comma before it. Raises UnicodeEncodeError for lone surrogates."""
        return b"," + text_of(verdict, self._columns, self._several).encode("utf-8")

    def judged(self, record: Record) -> bytes:
        """The output cells of a record, or b"" where it is dropped."""
        verdict = self._judge(record)
        return b"" if verdict is None else self.written(verdict)

    def header(self, columns: Sequence[str], twins: bool) -> bytes:
        """The reply's first line. twins: whether some row has several values in a column of its own."""
        sent = [*columns, *(TWIN + name for name in columns)] if twins else columns
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="")
        writer.writerow([*sent, *self._columns, *(TWIN + name for name in self._several)])
        return text.getvalue().encode("utf-8")


class _Reply:
    """One reply in the making: rows as they came, what stands behind each, and which have cells in twins."""

    def __init__(self, regular: Regular, columns: Sequence[str], starts: Starts, newline: bytes) -> None:
        self._regular = regular
        self._columns = columns
        self._starts = starts
        self._twins = b"," * len(columns)
        self._tail = self._twins + newline
        self._layout = Layout([*columns, *(TWIN + name for name in columns)], set())
        self._rows: list[bytes] = []
        self._suffixes: list[bytes] = []
        self._wide: set[int] = set()

    def of(self, lines: io.BytesIO) -> bytes:
        """Read the rows and answer them. Raises NotRegularError."""
        rows: list[bytes] = []
        pieces: list[list[bytes]] = []
        tail, cut = self._tail, len(self._tail)
        for line in lines:
            if line.endswith(tail):
                row = line[:-cut]
                parts = row.rstrip(_DIGITS).split(QUOTE)
                if len(parts) & 1:
                    rows.append(row)
                    pieces.append(parts)
                    if len(rows) >= _ROWS:
                        self._add(rows, pieces)
                        rows, pieces = [], []
                    continue
            text = _whole(line, lines)
            if text.endswith(self._twins) and _STRICT.fullmatch(text):
                rows.append(text[: -len(self._twins)])
                pieces.append(rows[-1].rstrip(_DIGITS).split(QUOTE))
            elif text:
                self._add(rows, pieces)
                rows, pieces = [], []
                self._add_wide(text)
        self._add(rows, pieces)
        return self._text()

    def _add(self, rows: Sequence[bytes], pieces: Sequence[Sequence[bytes]]) -> None:
        """Rows without twins."""
        suffix, judged = self._regular.suffix, self._regular.judged
        for row, parts, found in zip(rows, pieces, self._starts.sift(pieces)):
            if found is None:
                self._add_wide(row + self._twins)
                continue
            cells: bytes | None
            if isinstance(found, bytes):
                cells = suffix(found)
                if cells is None:
                    cells = judged(self._starts.record(parts))
            else:
                cells = judged(found)
            if cells:
                self._rows.append(row)
                self._suffixes.append(cells)

    def _add_wide(self, text: bytes) -> None:
        """A row with cells in twins, or of another length than the header."""
        if not _STRICT.fullmatch(text):
            raise NotRegularError
        for cells in rows_of(text.decode("utf-8")):
            suffix = self._regular.judged(self._layout.record(cells))
            if suffix:
                fitting = self._layout.fit(cells)
                self._wide.add(len(self._rows))
                self._rows.append(text if fitting is cells else _csv(fitting))
                self._suffixes.append(suffix)

    def _text(self) -> bytes:
        if not self._rows:
            return b""
        rows: Iterator[bytes] | list[bytes] = self._rows
        if self._wide:
            rows = (row if place in self._wide else row + self._twins for place, row in enumerate(self._rows))
        header = self._regular.header(self._columns, bool(self._wide))
        return _NEWLINE.join([header, *map(add, rows, self._suffixes), b""])


def _columns(header: bytes) -> list[str] | None:
    """The names of a regular header, without the twins; None for another one."""
    text = header.rstrip(b"\r\n")
    if not _STRICT.fullmatch(text):
        return None
    names = next(rows_of(text.decode("utf-8", "replace")), [])
    plain = names[: len(names) // 2]
    regular = bool(plain) and plain[-1] == INDEX and names[len(plain) :] == [TWIN + name for name in plain]
    return plain if regular and len(set(names)) == len(names) else None


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
