"""The result of a search as a table, as JSON lines or as CSV, on standard output."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence

from rich.box import MINIMAL
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lab.output import sheet
from lab.output.sheet import json_text
from lab.output.terminal import printable, when, width
from lab.readers.problem import counted
from lab.records import Value
from lab.spl import Result

_WIDTH = 200
_ANY_WIDTH = 1_000_000
# A table may be this many times as wide as the terminal before its cells are folded: more is too tall to be read along.
_FOLDS = 3


def table(result: Result) -> None:
    """For people: times to read, internal fields other than `_time` left out.

    A table where the columns hold their words; where they are too many for the width, one row after the other, each
    field on a line of its own and empty ones left out.
    """
    names = [name for name in result.fields if not name.startswith("_") or name == "_time"]
    console = Console(width=width(sys.stdout.isatty(), _WIDTH), highlight=False)
    if result.rows:
        rows = _table(result, names)
        wanted = Measurement.get(console, console.options.update_width(_ANY_WIDTH), rows)
        if wanted.minimum <= console.width and wanted.maximum <= _FOLDS * console.width:
            console.print(rows)
        else:
            _one_by_one(console, result, names)
    console.print(Text(counted(len(result.rows), "row")))


def _table(result: Result, names: Sequence[str]) -> Table:
    rows = Table(box=MINIMAL, header_style="bold", pad_edge=False)
    for name in names:
        rows.add_column(Text(printable(name)), overflow="fold")
    for row in result.rows:
        rows.add_row(*(Text(_cell(name, row.get(name))) for name in names))
    return rows


def _one_by_one(console: Console, result: Result, names: Sequence[str]) -> None:
    """Each row as a block under its number: `name  value`, in the order of the columns."""
    for number, row in enumerate(result.rows, start=1):
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(style="dim", no_wrap=True)
        block.add_column(overflow="fold")
        for name in names:
            if text := _cell(name, row.get(name)):
                block.add_row(Text(printable(name)), Text(text))
        console.print(Text(f"row {number:,}", style="bold"))
        console.print(Padding(block, (0, 0, 1, 2)))


def json_lines(result: Result) -> None:
    """One object per row, columns in order; a field without a value is left out, several values are a list."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    _write(json_text(encode({name: row[name] for name in result.fields if name in row})) + "\n" for row in result.rows)


def csv_rows(result: Result) -> None:
    """A header and a line per row; several values are joined by newlines. Cells are safe, see `sheet.cell`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(sheet.cell, result.fields))
    for row in result.rows:
        values = [row.get(name, "") for name in result.fields]
        writer.writerow([sheet.cell(value if isinstance(value, str) else "\n".join(value)) for value in values])
    _write([text.getvalue()])


def _cell(name: str, value: Value | None) -> str:
    values = value if isinstance(value, list) else [] if value is None else [value]
    if name == "_time" and len(values) == 1:
        return printable(when(values[0]))
    return "\n".join(map(printable, values))


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()
