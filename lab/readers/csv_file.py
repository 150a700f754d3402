"""CSV exports of Splunk searches: a header of field names, then one event a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from lab.readers.problem import OnProblem, Problem, ReadError
from lab.readers.source import Source
from lab.records import MV_PREFIX, Record, decode_values


def read(source: Source, on_problem: OnProblem) -> Iterator[Record]:
    """Yield the events of a CSV file. An empty cell is an absent field: a CSV file cannot tell them apart.

    An `__mv_` column (`$a$;$b$`) gives the values of its field. A row of another length than the header goes to
    `on_problem`. Raises ReadError when the header repeats a name.
    """
    rows = csv.reader(source.text(newline=""), strict=True)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise ReadError(Problem(source.name, "line 1", f"not CSV: {error}")) from None
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise ReadError(Problem(source.name, "line 1", f"the header repeats {', '.join(repeated)}"))
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
            if row is None:
                return
            if row:
                yield _record(header, row)
        except (csv.Error, ValueError) as error:
            on_problem(Problem(source.name, f"line {line}", str(error)))


def _record(header: list[str], row: list[str]) -> Record:
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
