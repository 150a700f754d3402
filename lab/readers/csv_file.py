"""Tables in CSV: exports of Splunk, Defender, Sentinel, EvtxECmd, PowerShell, Event Viewer."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from lab.readers import csv_table, shapes
from lab.readers.limits import LONGEST_EVENT
from lab.readers.problem import Problem, ReadError
from lab.readers.source import Source
from lab.records import MV_PREFIX, Record, decode_values

# What Event Viewer saves has five names for six cells, in the language of the system: the message has none.
_EVENT_VIEWER = ("LevelDisplayName", "Date and Time", "ProviderName", "Id", "TaskDisplayName", "Message")


def read(source: Source) -> Iterator[Record]:
    """Yield the events of a table. An empty cell is an absent field: a CSV file cannot tell them apart.

    An `__mv_` column (`$a$;$b$`) gives the values of its field. A row of another length than the header is a problem.
    Raises ReadError when the header repeats a name.
    """
    lines = _Bounded(source.text().lines(LONGEST_EVENT))
    first, separator = csv_table.skip_preface(lines)
    separator = separator or csv_table.separator_of(first)
    rows = csv.reader(chain([first], lines), delimiter=separator, strict=True)
    try:
        header = [name.strip("\ufeff") for name in next(rows, [])]
    except csv.Error as error:
        raise ReadError(Problem(source.name, "line 1", f"not CSV: {error}")) from None
    if repeated := sorted(name for name, count in Counter(header).items() if count > 1):
        raise ReadError(Problem(source.name, "line 1", f"the header repeats {', '.join(repeated)}"))
    if len(header) == 1 and not csv_table.is_known_alone(header[0]):
        source.note(f"a table with one column, {header[0][:60]!r}: is its separator none of , ; | and tab?")
    skipped = lines.count - rows.line_num
    while True:
        line = rows.line_num + 1 + skipped
        lines.held = 0
        try:
            row = next(rows, None)
            if row is None:
                return
            if row and len(header) == 5 and len(row) == 6:
                if line == skipped + 2:
                    source.note("Event Viewer's text form, which lacks the computer's name: save as EVTX or XML")
                yield from shapes.events(dict(zip(_EVENT_VIEWER, row, strict=True)))
            elif row:
                yield from shapes.events(_record(header, row))
        except OverflowError as error:
            source.problem(f"line {line}", f"{error}; the rest of the file is not read")
            return
        except (csv.Error, ValueError) as error:
            source.problem(f"line {line}", str(error))


class _Bounded:
    """Lines that are counted, and their characters since a row began, as an open quote takes up all that follows."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.count = 0
        self.held = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except ValueError as error:
            raise OverflowError(str(error)) from None
        self.count += 1
        self.held += len(line)
        if self.held > LONGEST_EVENT:
            raise OverflowError(f"a row of more than {LONGEST_EVENT:,} characters: is a quote left open?")
        return line


def _record(header: list[str], row: list[str]) -> dict[str, Any]:
    if len(row) != len(header):
        raise ValueError(f"{len(row)} cells, the header has {len(header)}")
    record: Record = {}
    for name, cell in zip(header, row, strict=True):
        if cell and not name.startswith(MV_PREFIX):
            record[name] = cell
    for name, cell in zip(header, row, strict=True):
        if cell and name.startswith(MV_PREFIX):
            record[name[len(MV_PREFIX) :]] = decode_values(cell)
    return record
