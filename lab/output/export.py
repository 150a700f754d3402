"""Scored records for other programs: JSON lines and CSV. Both write as they go and hold nothing back."""

from __future__ import annotations

import csv
import io
import json
from typing import BinaryIO

from codesignrisk_core.records.fields import OUTPUT_FIELDS, Reader

from lab.output.sheet import cell, json_text
from lab.output.summary import Summary
from lab.records import Record

MULTIVALUE = (
    "codesign_indicators",
    "codesign_reasons",
    "codesign_techniques",
    "codesign_files",
    "codesign_target",
)
"""Output fields that hold several values: always lists in JSON, so that a consumer sees one type."""

INPUT_COLUMNS = ("_time", "host", "codesign_event", "event_id", "user", "image", "command_line", "parent_image")
CSV_COLUMNS = (*INPUT_COLUMNS, *(name for name in OUTPUT_FIELDS if name not in INPUT_COLUMNS))
"""The columns of a CSV export: when, where and what kind; the command's own reading of the input, whatever the source
calls its fields; all output fields. They are fixed: the union of all input fields would need a second pass."""

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

    Cells are safe to look at and to open in a spreadsheet, see `sheet.cell`.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._reader = Reader()
        self._row(list(CSV_COLUMNS))

    def add(self, record: Record) -> None:
        """Write one row."""
        event = self._reader.read(record)
        known = {
            "event_id": event.event_id,
            "user": event.user,
            "image": event.image,
            "command_line": event.command_line,
            "parent_image": event.parent_image,
        }
        values = [known.get(name, record.get(name, "")) for name in CSV_COLUMNS]
        self._row([cell(value if isinstance(value, str) else "\n".join(value)) for value in values])

    def close(self, summary: Summary) -> None:
        """Nothing is left to write."""

    def _row(self, cells: list[str]) -> None:
        self._writer.writerow(cells)
        self._out.write(self._text.getvalue().encode(errors="backslashreplace"))
        self._text.seek(0)
        self._text.truncate()
