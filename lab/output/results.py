"""The result of a search as a table, as JSON lines or as CSV, on standard output."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable

from rich.box import MINIMAL
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.output import sheet
from lab.output.sheet import json_text
from lab.output.terminal import printable, when, width
from lab.records import Value
from lab.spl import Result

_WIDTH = 200


def table(result: Result) -> None:
    """For people: times to read, internal fields other than `_time` left out."""
    names = [name for name in result.fields if not name.startswith("_") or name == "_time"]
    rows = Table(box=MINIMAL, header_style="bold", pad_edge=False)
    for name in names:
        rows.add_column(Text(printable(name)), overflow="fold")
    for row in result.rows:
        rows.add_row(*(Text(_cell(name, row.get(name))) for name in names))
    console = Console(width=width(sys.stdout.isatty(), _WIDTH), highlight=False)
    if result.rows:
        console.print(rows)
    console.print(Text(f"{len(result.rows)} rows"))


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
