"""The rows of one chunk: CSV in, CSV out. Every row comes back as it came, with the verdict behind it.

What an event holds can neither end the search nor cost another event anything: where scoring or writing fails, all rows
of the chunk come back untouched, and codesign_error says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from codesignrisk_core.protocol.multivalue import TWIN
from codesignrisk_core.protocol.regular import Regular
from codesignrisk_core.protocol.table import Layout, Record, Verdict, cells_of, rows_of
from codesignrisk_core.protocol.wire import ProtocolError


class Answerer:
    """Answers chunks with one way to judge a record.

    judge: the output fields of a record, or None for one that is dropped. failed: the output fields of a record that
    could not be judged, given the reason. columns: every output field, in order; several: those that hold lists.
    silent: as judge, for a process start that shows nothing, by the path of its parent; None where all rows are to be
    judged.
    """

    def __init__(
        self,
        judge: Callable[[Record], Verdict | None],
        failed: Callable[[str], Verdict],
        columns: Sequence[str],
        several: Sequence[str],
        silent: Callable[[str], Verdict | None] | None = None,
    ) -> None:
        self._judge = judge
        self._failed = failed
        self._columns = tuple(columns)
        self._several = tuple(several)
        self._regular = Regular(judge, silent, columns, several) if silent else None

    def answer(self, body: bytes) -> bytes:
        """The reply to one chunk. Raises ProtocolError where it is no table."""
        return b"".join(self.parts(body))

    def parts(self, body: bytes) -> Sequence[bytes]:
        """The same in parts, for a reply is large."""
        try:
            valid = body if body.isascii() else body.decode("utf-8", "replace").encode("utf-8")
            reply = self._regular.answer(valid) if self._regular else None
            return [self._write(valid, self._judge)] if reply is None else reply
        except csv.Error as error:
            raise ProtocolError(f"splunkd's rows cannot be read: {error}") from None
        except Exception as error:
            verdict = self._failed(f"internal error, please report it: {type(error).__name__}")
            return [self._write(body, lambda record: verdict)]

    def _write(self, body: bytes, judge: Callable[[Record], Verdict | None]) -> bytes:
        rows = rows_of(body.decode("utf-8", "replace"))
        layout = Layout(next(rows, []), {*self._columns, *(TWIN + name for name in self._columns)})
        text = io.StringIO()
        write = csv.writer(text, lineterminator="\r\n").writerow
        for cells in rows:
            verdict = judge(layout.record(cells))
            if verdict is None:
                continue
            if not text.tell():
                write([*layout.kept, *self._columns, *(TWIN + name for name in self._several)])
            write([*layout.keep(cells), *cells_of(verdict, self._columns, self._several)])
        return text.getvalue().encode("utf-8")  # here, where a failure can still be answered
