"""`python -m lab search`: runs a search over event files with the app's macros, lookups and command, without Splunk.

The interpreter behind it is a test instrument, not a product: it knows the SPL that this app's searches use, refuses
the rest by name, and claims no compatibility with Splunk.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.box import MINIMAL
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.chunks import Value
from lab.paths import ROOT
from lab.reading import read_files
from lab.spl import Result, SplError
from lab.spl import run as run_search
from lab.spl.errors import RefusalError
from lab.spl.times import moment
from lab.table import printable

FORMATS = ("table", "jsonl", "csv")
_WIDTH = 200


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `search` to the lab's commands."""
    parser = commands.add_parser("search", help="run a search over the events of files", description=__doc__)
    parser.add_argument("search", metavar="SPL", help="a search; | savedsearch NAME runs one of the app's")
    parser.add_argument(
        "--events",
        nargs="+",
        default=[],
        metavar="FILE",
        help="EVTX, XML, JSON lines or CSV, also .gz; - is JSON lines",
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: %(default)s")
    parser.add_argument(
        "--earliest",
        metavar="T",
        help="start of the time range: an epoch, 06/03/2025:09:00:00, or relative as in --earliest=-24h@h",
    )
    parser.add_argument("--latest", metavar="T", help="end of the time range, itself not included")
    parser.add_argument("--now", metavar="T", help="the time of the search: an epoch or ISO 8601 (default: the clock)")
    parser.add_argument(
        "--lookups", type=Path, metavar="DIR", help="where outputlookup writes and tables are read first"
    )
    parser.add_argument("--app", type=Path, default=ROOT, metavar="DIR", help="the app (default: this repository)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do a search. Returns 0, 1 if a file could not be read at all (the others are searched), 2 if the search
    failed.
    """
    status, events = read_files(args.events)
    try:
        result = run_search(
            args.search,
            events,
            app=args.app,
            now=search_time(args.now),
            earliest=args.earliest,
            latest=args.latest,
            lookups=args.lookups,
        )
    except (SplError, RefusalError) as error:
        print(printable(f"lab: {error}"), file=sys.stderr)
        return 2
    _WRITERS[args.format](result)
    for severity, text in result.messages:
        print(printable(f"{severity}: {text}"), file=sys.stderr)
    return status


def search_time(text: str | None) -> float:
    """The time that --now gives in epoch seconds: the clock's where it is not given."""
    if text is None:
        return time.time()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return moment(text, time.time())
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _table(result: Result) -> None:
    """For people: times to read, internal fields other than `_time` left out."""
    names = [name for name in result.fields if not name.startswith("_") or name == "_time"]
    table = Table(box=MINIMAL, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(Text(printable(name)), overflow="fold")
    for row in result.rows:
        table.add_row(*(Text(_cell(name, row.get(name))) for name in names))
    colour = sys.stdout.isatty()
    width = None if colour or "COLUMNS" in os.environ else _WIDTH
    console = Console(width=width, highlight=False)
    if result.rows:
        console.print(table)
    console.print(Text(f"{len(result.rows)} rows"))


def _cell(name: str, value: Value | None) -> str:
    values = value if isinstance(value, list) else [] if value is None else [value]
    if name == "_time" and len(values) == 1:
        try:
            return datetime.fromtimestamp(float(values[0]), UTC).strftime("%Y-%m-%d %H:%M:%S")
        except (ValueError, OverflowError, OSError):
            pass
    return "\n".join(map(printable, values))


def _jsonl(result: Result) -> None:
    """One object per row, columns in order; a field without a value is left out, several values are a list."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    _write(encode({name: row[name] for name in result.fields if name in row}) + "\n" for row in result.rows)


def _csv(result: Result) -> None:
    """A header and a line per row; several values are joined by newlines."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.fields)
    for row in result.rows:
        cells = [row.get(name, "") for name in result.fields]
        writer.writerow([cell if isinstance(cell, str) else "\n".join(cell) for cell in cells])
    _write([text.getvalue()])


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()


_WRITERS: dict[str, Callable[[Result], None]] = {"table": _table, "jsonl": _jsonl, "csv": _csv}
