"""Scored records for other programs: JSON lines and CSV. Both write as they go and hold nothing back."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import BinaryIO, cast

from codesignrisk_core.output import Output, is_kept
from codesignrisk_core.records.fields import OUTPUT_FIELDS, Reader

from lab.output.sheet import cell, json_text
from lab.output.summary import Sink, Summary
from lab.records import RECORD_NUMBERS, SOURCE_FILE, Record, Value, time_of

MULTIVALUE = (
    "codesign_indicators",
    "codesign_reasons",
    "codesign_techniques",
    "codesign_files",
    "codesign_target",
)
"""Output fields that hold several values: always lists in JSON, so that a consumer sees one type."""

INPUT_COLUMNS = (
    *("datetime", "host", "codesign_event", "event_id", "channel", "record_id", "file"),
    *("user", "image", "command_line", "parent_image"),
)
CSV_COLUMNS = (*INPUT_COLUMNS, *(name for name in OUTPUT_FIELDS if name not in INPUT_COLUMNS))
"""The columns of a CSV export: when, where, what kind, and the way back to the record; the command's own reading of
the input, whatever the source calls its fields; all output fields. They are fixed: the union of all input fields would
need a second pass."""

TIMESKETCH_COLUMNS = ("datetime", "timestamp_desc", "message", *CSV_COLUMNS[1:])
"""Timesketch takes CSV with these three columns (timesketch.org, "Import from CSV"), datetime in ISO 8601."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class JsonLines:
    """One JSON object per record: input and output fields together, values as text, several values as lists.

    UTF-8. Bytes of the input that were not UTF-8 are written as `\\udcXX` escapes, which read back as they came.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def add(self, record: Record) -> None:
        """Write one line."""
        for name in MULTIVALUE:
            value = record.get(name)
            if isinstance(value, str):
                record[name] = [value] if value else []
        self._out.write(json_text(_encode(record)).encode(errors="backslashreplace") + b"\n")

    def close(self, summary: Summary) -> None:
        """Nothing is left to write."""


class Csv:
    """A header and one row per record, in the columns of CSV_COLUMNS; several values are joined by newlines.

    Times are ISO 8601 in UTC. Cells are safe to look at and to open in a spreadsheet, see `sheet.cell`. The command
    line is as the event has it: it may hold a password. Without `lines` its column is left out.
    """

    columns: tuple[str, ...] = CSV_COLUMNS

    def __init__(self, out: BinaryIO, lines: bool = True) -> None:
        self._out = out
        self._columns = [name for name in self.columns if lines or name != "command_line"]
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._reader = Reader()
        self._row(self._columns)

    def add(self, record: Record) -> None:
        """Write one row."""
        event = self._reader.read(record)
        known: dict[str, Value] = {
            "datetime": _iso(record),
            "event_id": event.event_id,
            "channel": event.channel,
            "record_id": next((record[name] for name in RECORD_NUMBERS if record.get(name)), ""),
            "file": record.get(SOURCE_FILE, ""),
            "user": event.user,
            "image": event.image,
            "command_line": event.command_line,
            "parent_image": event.parent_image,
            "timestamp_desc": "Event logged",
            "message": record.get("codesign_message") or " ".join(filter(None, (event.image, event.event_id))),
        }
        values = [known.get(name, record.get(name, "")) for name in self._columns]
        self._row([cell(value if isinstance(value, str) else "\n".join(value)) for value in values])

    def close(self, summary: Summary) -> None:
        """Nothing is left to write."""

    def _row(self, cells: list[str]) -> None:
        self._writer.writerow(cells)
        self._out.write(self._text.getvalue().encode(errors="backslashreplace"))
        self._text.seek(0)
        self._text.truncate()


class Timesketch(Csv):
    """The events that score, in the columns that Timesketch reads: a timeline to import. Command lines are left out."""

    columns = TIMESKETCH_COLUMNS

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(out, lines=False)

    def add(self, record: Record) -> None:
        """Write one row, if the event scores and has a time."""
        if str(record.get("codesign_score") or "0") != "0" and _iso(record):
            super().add(record)


def at_least(sink: Sink, min_score: int) -> Sink:
    """A sink that gets the events that the command would give with this `min_score`, each by its own score."""
    return _AtLeast(sink, min_score) if min_score else sink


class _AtLeast:
    def __init__(self, sink: Sink, min_score: int) -> None:
        self._sink = sink
        self._min_score = min_score

    def add(self, record: Record) -> None:
        """Pass a record on, if it scores enough or something telling in it was not read."""
        if is_kept(cast(Output, record), self._min_score):
            self._sink.add(record)

    def close(self, summary: Summary) -> None:
        """Close the sink."""
        self._sink.close(summary)


def _iso(record: Record) -> str:
    """The event's time as 2025-06-03T09:14:08.500+00:00; as it is where it is none of the calendar's."""
    time = time_of(record)
    if time is None:
        value = record.get("_time", "")
        return value if isinstance(value, str) else ""
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="milliseconds")
