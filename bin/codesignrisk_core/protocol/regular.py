"""Chunks as splunkd writes them: rows stay text, and only what can score is read.

splunkd sends every column that was asked for, then the number of the row, then a twin of each column for several
values, empty on nearly all rows (captures of Splunk 8.2.1). Every other form of CSV is the table reader's (`chunk`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Optional

from codesignrisk_core.protocol.multivalue import TWIN
from codesignrisk_core.protocol.rows import INDEX, STRICT, Rows
from codesignrisk_core.protocol.table import Record, Verdict, rows_of, text_of
from codesignrisk_core.triage.heads import Heads
from codesignrisk_core.triage.lines import Search
from codesignrisk_core.triage.shapes import NotRegularError
from codesignrisk_core.triage.starts import Starts

_MAX_SUFFIXES = 20_000
_MAX_PARENT = 1_024

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
        self._last: tuple[Verdict | None, bytes] = (None, b"")
        self._twins = False
        self._search = Search()
        self._learn(b"")

    def answer(self, body: bytes) -> list[bytes] | None:
        """The reply to a chunk, in parts, or None where it is not regular."""
        header = body[: body.find(b"\n") + 1] or body
        if header != self._header:
            self._learn(header)
        if not self._sent:
            return None
        newline = b"\r\n" if header.endswith(b"\r\n") else b"\n"
        rows = Rows(self._sent, newline, self._starts, self._heads, self)
        try:
            parts = rows.answered(body, len(header), self._twins)
        except NotRegularError:
            return None
        self._twins = rows.wide
        return [self._first_line(rows.twins), *parts] if parts else []

    def _learn(self, header: bytes) -> None:
        """Take in a header. Its columns are none where it is not regular, or has some of ours."""
        columns = _columns(header)
        ours = {*self._columns, *(TWIN + name for name in self._columns)}
        self._header = header
        self._sent = columns if columns and ours.isdisjoint(columns) else []
        self._starts = Starts(self._sent, self._search)
        self._heads = Heads(self._sent, self.suffix, self._search)
        self._first_lines: dict[bool, bytes] = {}

    def suffix(self, parent: bytes) -> bytes | None:
        """The output cells of a start that shows nothing: b"" where it is dropped, None where its parent tells more."""
        known = self._suffixes.get(parent)
        if known is not None:
            return known
        if parent and b"\\" not in parent:
            return None  # the parent's line may name it better (records.fields)
        verdict = self._silent(parent.decode("utf-8"))
        found = b"" if verdict is None else self._written(verdict)
        if len(self._suffixes) >= _MAX_SUFFIXES:
            self._suffixes.clear()
        if len(parent) <= _MAX_PARENT:
            self._suffixes[parent] = found
        return found

    def judged(self, record: Record) -> bytes:
        """The output cells of a record, or b"" where it is dropped."""
        verdict = self._judge(record)
        if verdict is not self._last[0]:  # events with nothing to say share theirs
            self._last = (verdict, b"" if verdict is None else self._written(verdict))
        return self._last[1]

    def _written(self, verdict: Verdict) -> bytes:
        """The cells of a verdict, each with a comma before it. Raises UnicodeEncodeError for lone surrogates."""
        return b"," + text_of(verdict, self._columns, self._several).encode("utf-8")

    def _first_line(self, twins: bool) -> bytes:
        """The reply's header. twins: whether rows have the columns for several values."""
        if twins not in self._first_lines:
            sent = [*self._sent, *(TWIN + name for name in self._sent)] if twins else self._sent
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow([*sent, *self._columns, *(TWIN + name for name in self._several)])
            self._first_lines[twins] = text.getvalue().encode("utf-8")
        return self._first_lines[twins]


def _columns(header: bytes) -> list[str] | None:
    """The names of a regular header, without the twins; None for another one."""
    text = header.rstrip(b"\r\n")
    if not STRICT.fullmatch(text):
        return None
    names = next(rows_of(text.decode("utf-8", "replace")), [])
    plain = names[: len(names) // 2]
    regular = bool(plain) and plain[-1] == INDEX and names[len(plain) :] == [TWIN + name for name in plain]
    return plain if regular and len(set(names)) == len(names) else None
