"""Scored records for a person at a terminal: the heaviest first, then the counts."""

from __future__ import annotations

from typing import BinaryIO

from codesignrisk_core.records.fields import Reader
from rich.box import MINIMAL
from rich.table import Table
from rich.text import Text

from lab.output.summary import BANDS, Summary
from lab.output.terminal import STYLES, cell, console, printable, when
from lab.output.top import Top
from lab.readers.problem import counted
from lab.records import Record

_FILES = 10


class TableSink:
    """Keeps the `limit` heaviest records (0: all) with a score above 0, and prints them at the end.

    Of equal scores the earlier in the input comes first.
    """

    def __init__(self, out: BinaryIO, limit: int, colour: bool) -> None:
        self._console = console(out, colour)
        self._rows: Top[list[Text]] = Top(limit)
        self._reader = Reader()

    def add(self, record: Record) -> None:
        """Keep a record if it is among the heaviest so far."""
        score = _score(record)
        if score > 0:
            self._rows.add(score, lambda: self._cells(record))

    def close(self, summary: Summary) -> None:
        """Print the table, the counts, and what the command and the readers had to say."""
        table = Table(box=MINIMAL, header_style="bold", pad_edge=False)
        table.add_column("score", justify="right", no_wrap=True)
        table.add_column("band", no_wrap=True)
        table.add_column("time (UTC)", min_width=10)  # in a narrow terminal the date stands above the time
        for name in ("host", "user", "tool/action"):
            table.add_column(name, overflow="fold")
        table.add_column("message", overflow="fold", min_width=20)
        rows = self._rows.ranked()
        for cells in rows:
            table.add_row(*cells)
        if rows:
            self._console.print(table)
        for line in self._footer(summary):
            self._console.print(line)

    def _footer(self, summary: Summary) -> list[Text]:
        bands = Text(counted(summary.read, "event"), style="bold")
        for band in BANDS:
            bands.append(
                f"  {band} {summary.bands[band]}", style=STYLES.get(band, "dim") if summary.bands[band] else "dim"
            )
        lines = [bands]
        if dropped := summary.read - summary.returned:
            lines.append(Text(f"{dropped} dropped by min_score"))
        if hidden := self._rows.seen - len(self._rows.ranked()):
            lines.append(Text(f"{hidden} more not shown: raise --limit"))
        if summary.not_assessable:
            lines.append(Text(f"{summary.not_assessable} not assessable (codesign_error says why)", style="yellow"))
        lines += [Text(printable(f"{severity}: {text}"), style="yellow") for severity, text in summary.messages]
        if files := sorted({problem.file for problem in summary.problems}):
            shown = ", ".join(files[:_FILES]) + (f" and {len(files) - _FILES:,} more" if len(files) > _FILES else "")
            lines.append(Text(printable(f"files with problems: {shown}"), style="yellow"))
        return lines

    def _cells(self, record: Record) -> list[Text]:
        event = self._reader.read(record)
        band = cell(record.get("codesign_band"))
        style = STYLES.get(band, "")
        deed = "/".join(filter(None, (cell(record.get(name)) for name in ("codesign_tool", "codesign_action"))))
        return [
            Text(cell(record.get("codesign_score")), style=style),
            Text(band, style=style),
            Text(when(cell(record.get("_time")))),
            Text(cell(record.get("host")) or printable(event.host)),
            Text(printable(event.user)),
            Text(deed),
            Text(cell(record.get("codesign_message"))),
        ]


def _score(record: Record) -> float:
    try:
        return float(cell(record.get("codesign_score")) or 0)
    except ValueError:
        return 0
