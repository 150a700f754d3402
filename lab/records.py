"""What an event is in the lab: fields of text or lists of texts, and how a cell of CSV holds several values."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

Value = str | list[str]
Record = dict[str, Value]

SOURCE_FILE = "lab_file"
"""The field with the file that an event was read from."""

RECORD_NUMBERS = ("EventRecordID", "RecordNumber", "winlog.record_id", "record_id")
"""What sources call the number of a record in its log."""

MV_PREFIX = "__mv_"
"""Splunk puts the values of a multivalue field into a second column of this prefix."""

_MV_ITEM = re.compile(r"\$((?:[^$]|\$\$)*)\$(?:;|\Z)")
_MV_WHOLE = re.compile(r"\$(?:[^$]|\$\$)*\$(?:;\$(?:[^$]|\$\$)*\$)*")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Python refuses CSV cells over 128 KB by default; script blocks are larger.
csv.field_size_limit(2**31 - 1)


class MultivalueError(ValueError):
    """A cell does not have the form of a multivalue field."""


def encode_values(values: Sequence[str]) -> str:
    """Write values the way an `__mv_` column holds them: `["a", "b$"]` -> `$a$;$b$$$`."""
    return ";".join("$" + value.replace("$", "$$") + "$" for value in values)


def decode_values(text: str) -> list[str]:
    """Read an `__mv_` cell back. Raises MultivalueError when the text is not of that form."""
    if not _MV_WHOLE.fullmatch(text):
        raise MultivalueError(f"not a multivalue cell: {text[:80]!r}")
    return [item.replace("$$", "$") for item in _MV_ITEM.findall(text)]


def valid_text(text: str) -> str:
    """Text as splunkd can hold it: lone surrogates, which UTF-8 cannot carry, become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def short_host(host: str) -> str:
    """A host's name without its domain, in lower case. The first number of an address is no name: it stays whole."""
    short = host.partition(".")[0].casefold()
    return host.casefold() if short.isdecimal() else short


def columns_of(records: Sequence[Mapping[str, Value]]) -> list[str]:
    """The union of the records' keys, in order of first sight: the columns of their table."""
    names: dict[str, None] = {}
    for record in records:
        names.update(dict.fromkeys(record))
    return list(names)


class TimeSpan(NamedTuple):
    """From the first event to the last, in epoch seconds. As text it is the days: `2019-05-18 to 2026-08-08`."""

    first: float
    last: float

    def __str__(self) -> str:
        days = [datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d") for time in self]
        return " to ".join(dict.fromkeys(days))


def time_of(record: Mapping[str, Value]) -> float | None:
    """The time of an event in epoch seconds; None where it has none that the calendar knows."""
    try:
        time = float(str(record.get("_time") or ""))
        datetime.fromtimestamp(time, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return time


def span(records: Iterable[Mapping[str, Value]]) -> TimeSpan | None:
    """The time from the first to the last of the events; None where none has a time."""
    times = [time for record in records if (time := time_of(record)) is not None]
    return TimeSpan(min(times), max(times)) if times else None
