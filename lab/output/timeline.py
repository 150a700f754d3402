"""Scored records as a story: every event in the order it came, with what it scores, also those that score nothing."""

from __future__ import annotations

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
    """Prints one row for each record as it comes; meant for the events of one incident."""

    def __init__(self, out: BinaryIO, colour: bool) -> None:
        self._console = console(out, colour)
        self._table = Table(box=MINIMAL, header_style="bold", pad_edge=False)
        self._table.add_column("score", justify="right", no_wrap=True)
        for name in ("band", "time (UTC)", "event", "kind"):
            self._table.add_column(name, no_wrap=True)
        self._table.add_column("what", overflow="fold", min_width=20)

    def add(self, record: Record) -> None:
        """Add the record's row."""
        band = cell(record.get("codesign_band"))
        style = STYLES.get(band, "dim")
        told = cell(record.get("codesign_message")) or next(
            (cell(record.get(name)) for name in _TELLING if record.get(name)), ""
        )
        self._table.add_row(
            Text(cell(record.get("codesign_score")), style=style),
            Text(band, style=style),
            Text(when(cell(record.get("_time")))),
            Text(cell(record.get("EventCode")) or "-"),
            Text(cell(record.get("codesign_event"))),
            Text(told, style="" if band != "none" else "dim"),
        )

    def close(self, summary: Summary) -> None:
        """Print the rows and what the command had to say."""
        self._console.print(self._table)
        for severity, text in summary.messages:
            self._console.print(Text(printable(f"{severity}: {text}"), style="yellow"))
