"""Scored records as a story: every event of all files in order of time, also those that score nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import BinaryIO

from rich.box import MINIMAL
from rich.table import Table
from rich.text import Text

from lab.output.summary import Summary
from lab.output.terminal import STYLES, cell, console, printable, when
from lab.records import Record

# What tells an event that has no message, first come first served. Command lines are left out: they may hold secrets.
_TELLING = ("TargetFilename", "TargetObject", "ObjectName", "Image", "NewProcessName", "columns.path", "ScriptBlockId")


class TimelineSink:
    """Prints one row for each record, in order of time; meant for the events of one incident.

    A record without a time stays behind the one that came before it.
    """

    def __init__(self, out: BinaryIO, colour: bool) -> None:
        self._console = console(out, colour)
        self._rows: list[tuple[float, list[Text]]] = []
        self._time = float("-inf")

    def add(self, record: Record) -> None:
        """Take the record's row."""
        band = cell(record.get("codesign_band"))
        style = STYLES.get(band, "dim")
        told = cell(record.get("codesign_message")) or next(
            (cell(record.get(name)) for name in _TELLING if record.get(name)), ""
        )
        with suppress(ValueError):
            self._time = float(cell(record.get("_time")))
        row = [
            Text(cell(record.get("codesign_score")), style=style),
            Text(band, style=style),
            Text(when(cell(record.get("_time")))),
            Text(cell(record.get("host"))),
            Text(cell(record.get("EventCode")) or "-"),
            Text(cell(record.get("codesign_event"))),
            Text(told, style="" if band != "none" else "dim"),
        ]
        self._rows.append((self._time, row))

    def close(self, summary: Summary) -> None:
        """Print the rows and what the command had to say."""
        table = Table(box=MINIMAL, header_style="bold", pad_edge=False)
        table.add_column("score", justify="right", no_wrap=True)
        for name in ("band", "time (UTC)", "host", "event", "kind"):
            table.add_column(name, no_wrap=name != "host", overflow="fold")
        table.add_column("what", overflow="fold", min_width=20)
        for _, row in sorted(self._rows, key=lambda row: row[0]):
            table.add_row(*row)
        self._console.print(table)
        for severity, text in summary.messages:
            self._console.print(Text(printable(f"{severity}: {text}"), style="yellow"))
