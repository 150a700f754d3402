"""One clock for all events of a file: `_time` as epoch seconds, also where the file does not name its zone.

Some programs write local time without its zone. The user may know the zone; else an event that tells both a local time
and UTC (Sysmon's UtcTime) shows it. Events wait for such a one, up to a bound; without one such times count as UTC, and
the user is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from lab.readers import time_forms
from lab.readers.fields import When, not_understood, when
from lab.readers.problem import counted
from lab.readers.times import instant, stamp
from lab.records import Record, Value

WAITING = 1000
"""Events that wait for the zone to show."""

_QUARTER = 900
_FARTHEST = 14 * 3600
_DELAY = 120  # seconds that a log may lag behind the sensor
_LONGEST = 40
_PLAIN = re.compile(r"\d{1,11}(?:\.\d{1,30})?")

Note = Callable[[str], None]


def timed(records: Iterator[Record], zone: tzinfo | None, note: Note) -> Iterator[Record]:
    """Give every record its `_time`, where the record tells it; `zone` is the user's word."""
    clock = _Clock(zone, note)
    waiting: list[tuple[Record, When]] = []
    for record in records:
        time = clock.read(record)
        if clock.unknown and (waiting or time.local):
            waiting.append((record, time))
            if len(waiting) < WAITING:
                continue
            clock.assume_utc()
        if waiting:
            if waiting[-1][0] is not record:
                waiting.append((record, time))
            yield from (clock.set(*event) for event in waiting)
            waiting = []
        else:
            yield clock.set(record, time)
    if waiting:
        clock.assume_utc()
        yield from (clock.set(*event) for event in waiting)
    clock.close()


class _Clock:
    def __init__(self, zone: tzinfo | None, note: Note) -> None:
        self._zone = zone
        self._note = note
        self._assumed = False
        self._shown = ""
        self._local = 0
        self._day_numbers = 0
        self._unread = 0
        self._first_unread = ("", "")

    @property
    def unknown(self) -> bool:
        return self._zone is None

    def read(self, record: Record) -> When:
        """The record's times; where it has both kinds, they show the zone."""
        learning = self._zone is None or self._assumed
        own = record.get("_time")
        told = None if own is None else _seconds(own)
        if told is None:
            time = when(record, both=learning)
        elif isinstance(told, datetime):
            return When(None, told, "_time")
        else:
            time = When(told, when(record, both=True).local if learning else None, "_time")
        if learning and time.local and time.known is not None:
            self._learn(time.known, time.local)
        return time

    def set(self, record: Record, time: When) -> Record:
        """Write the time into the record. What is no time at all goes, as nothing could be done with it."""
        own = record.get(time.name)
        if isinstance(own, str) and time_forms.day_number(own):
            self._day_numbers += 1
        if time.known is not None:
            if not _is_epoch(record.get("_time"), time.known):
                record["_time"] = stamp(time.known)
        elif time.local:
            self._local += 1
            record["_time"] = stamp(time.local, self._zone or UTC)
        else:
            if unread := not_understood(record):
                self._unread += 1
                self._first_unread = self._first_unread if self._unread > 1 else unread
            record.pop("_time", None)
        return record

    def assume_utc(self) -> None:
        """Give up waiting."""
        self._zone, self._assumed = UTC, True

    def close(self) -> None:
        """Tell what was not understood, and what was taken for what, if it mattered."""
        if self._unread:
            self._note(_not_understood(self._unread, *self._first_unread))
        if self._day_numbers:
            of_excel = "a day number" if self._day_numbers == 1 else "day numbers"
            self._note(f"{counted(self._day_numbers, 'time')} read as {of_excel} of Excel")
        if not self._local or not (self._assumed or self._shown):
            return
        text = f"{counted(self._local, 'time')} without a zone, taken for "
        if not self._assumed:
            text += f"{self._shown}, as UtcTime in the same file shows"
        elif self._shown:
            text += f"UTC, but UtcTime in the same file shows {self._shown}: set it with --timezone"
        else:
            text += "UTC: --timezone sets another"
        self._note(text)

    def _learn(self, known: float, local: datetime) -> None:
        distance = local.replace(tzinfo=UTC).timestamp() - known
        whole = round(distance / _QUARTER) * _QUARTER
        if abs(whole) > _FARTHEST or abs(distance - whole) > _DELAY:
            return
        if not self._assumed:
            self._zone = timezone(timedelta(seconds=whole))
            self._shown = _named(whole)
        elif whole:
            self._shown = _named(whole)


def _not_understood(count: int, name: str, value: str) -> str:
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    doubt = time_forms.doubt(value)
    return (
        f"{counted(count, 'time')} not understood: {shown!r} in {name}{f' ({doubt})' if doubt else ''}; "
        "write times as 2025-06-03T10:00:00Z or as epoch seconds"
    )


def _seconds(own: Value) -> float | datetime | None:
    """What stands in `_time`: any number of seconds there is one, however small, unless it is a day number of Excel."""
    if isinstance(own, str) and (day := time_forms.day_number(own)):
        return day
    return float(own) if isinstance(own, str) and _PLAIN.fullmatch(own) else instant(own)


def _is_epoch(value: Value | None, time: float) -> bool:
    return isinstance(value, str) and _PLAIN.fullmatch(value) is not None and float(value) == time


def _named(seconds: int) -> str:
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}"
