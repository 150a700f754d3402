"""One clock for all events of a file: `_time` as epoch seconds, also where the file does not name its zone.

Some programs write local time without its zone. The user may know the zone; else an event that tells both a local time
and UTC (Sysmon's UtcTime) shows it. Some write dates with slashes, and the day or the month may be first; a number
above 12 shows the order, and so does a UtcTime. Events wait for one that shows what they leave open, up to a bound;
without one such times count as UTC, those with AM or PM are read with the month first, and the user is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from lab.readers import time_forms
from lab.readers.fields import ALWAYS_UTC, Ways, When, not_understood, slashed, when
from lab.readers.problem import counted
from lab.readers.times import instant, stamp
from lab.records import Record, Value

WAITING = 1000
"""Events that wait for the zone, or the order of dates, to show."""

_QUARTER = 900
_FARTHEST = 14 * 3600
_DELAY = 120  # seconds that a log may lag behind the sensor
_LONGEST = 40
_PLAIN = re.compile(r"\d{1,11}(?:\.\d{1,30})?")

Note = Callable[[str], None]


def timed(records: Iterator[Record], zone: tzinfo | None, note: Note) -> Iterator[Record]:
    """Give every record its `_time`, where the record tells it; `zone` is the user's word."""
    clock = _Clock(zone, note)
    waiting: list[Record] = []
    for record in records:
        time = clock.read(record)
        if clock.waits:
            waiting.append(record)
            if len(waiting) < WAITING:
                continue
            clock.give_up()
        if waiting:
            if waiting[-1] is not record:
                waiting.append(record)
            yield from (clock.set(held, clock.read(held)) for held in waiting)
            waiting = []
        else:
            yield clock.set(record, time)
    if waiting:
        clock.give_up()
        yield from (clock.set(held, clock.read(held)) for held in waiting)
    clock.close()


class _Clock:
    def __init__(self, zone: tzinfo | None, note: Note) -> None:
        self._zone = zone
        self._note = note
        self._ways = Ways(by_user=zone is not None)
        self._order = _Order()
        self._needs_zone = False
        self._assumed = False
        self._shown = ""
        self._local = 0
        self._bare: dict[str, int] = {}
        self._day_numbers = 0
        self._unread = 0
        self._first_unread = ("", "")

    @property
    def waits(self) -> bool:
        """Whether an event that was read leaves something open that a later one may show."""
        return (self._needs_zone and self._zone is None) or self._order.waits

    def read(self, record: Record) -> When:
        """The record's times; where it has both kinds, they show the zone."""
        open_date = self._order.learn(record)
        if open_date and (known := when(record, self._ways).known) is not None:
            self._order.learn_from(known, record)
        if self._ways.day_first is not self._order.day_first:
            self._ways = self._ways._replace(day_first=self._order.day_first)
        learning = self._zone is None or self._assumed
        own = record.get("_time")
        told = None if own is None else _seconds(own, self._ways.day_first)
        if told is None:
            time = when(record, self._ways, both=learning)
        elif isinstance(told, datetime):
            time = When(None, told, "_time")
        else:
            time = When(told, when(record, self._ways, both=True).local if learning else None, "_time")
        if learning and time.local and time.known is not None:
            self._learn(time.known, time.local)
        self._needs_zone |= bool(time.local or (open_date and time.known is None))
        return time

    def set(self, record: Record, time: When) -> Record:
        """Write the time into the record. What is no time at all goes, as nothing could be done with it."""
        own = record.get(time.name)
        if isinstance(own, str) and time_forms.day_number(own):
            self._day_numbers += 1
        if isinstance(own, str):
            self._order.count(own)
        if time.is_bare and time.known is not None:
            self._bare[time.name] = self._bare.get(time.name, 0) + 1
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

    def give_up(self) -> None:
        """Wait no longer."""
        self._order.give_up()
        if self._needs_zone and self._zone is None:
            self._zone, self._assumed = UTC, True

    def close(self) -> None:
        """Tell what was not understood, and what was taken for what, if it mattered."""
        if self._unread:
            self._note(_not_understood(self._unread, *self._first_unread))
        if self._day_numbers:
            of_excel = "a day number" if self._day_numbers == 1 else "day numbers"
            self._note(f"{counted(self._day_numbers, 'time')} read as {of_excel} of Excel")
        if text := self._order.told():
            self._note(text)
        self._tell_bare()
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

    def _tell_bare(self) -> None:
        """Tell of times without a zone that are UTC by their field's name, where that name does not say so itself."""
        for name, count in self._bare.items():
            if not self._ways.by_user and name not in ALWAYS_UTC:
                self._note(f"{counted(count, 'time')} without a zone in {name}, taken for UTC: --timezone sets another")
            elif self._ways.by_user and "utc" not in name.lower():
                self._note(f"{counted(count, 'time')} without a zone in {name}, which is UTC whatever --timezone says")

    def _learn(self, known: float, local: datetime) -> None:
        whole = _distance(known, local)
        if whole is None:
            return
        if not self._assumed:
            self._zone = timezone(timedelta(seconds=whole))
            self._shown = _named(whole)
        elif whole:
            self._shown = _named(whole)


class _Order:
    """Whether the day or the month is first in a file's dates with slashes. day_first: None where nobody knows."""

    def __init__(self) -> None:
        self.day_first: bool | None = None
        self.waits = False
        self._gave_up = False
        self._against = ""
        self._guessed = 0
        self._first_guess = ""

    def learn(self, record: Record) -> bool:
        """Look at a record's date. True where it has slashes and no order is known."""
        if self.day_first is not None or not (text := slashed(record)):
            return False
        shown = time_forms.shows_day_first(text)
        if shown and self._guessed:  # too late: others were read with the month first
            self._against = self._against or text
        elif shown is not None:
            self.day_first = shown
        self.waits = self.day_first is None and not self._gave_up
        return self.day_first is None

    def learn_from(self, known: float, record: Record) -> None:
        """Look at a record that tells its time in UTC as well: that may fit one of the orders only."""
        fitting = [
            day_first
            for day_first in (True, False)
            if (local := when(record, Ways(day_first=day_first), both=True).local)
            and _distance(known, local) is not None
        ]
        if len(fitting) == 1 and not (fitting[0] and self._guessed):
            self.day_first, self.waits = fitting[0], False

    def count(self, text: str) -> None:
        """Count a time that was read, where its order was guessed."""
        if self.day_first is None and time_forms.is_slashed(text):
            self._guessed += 1
            self._first_guess = self._first_guess or text

    def give_up(self) -> None:
        self.waits, self._gave_up = False, True

    def told(self) -> str:
        """What was guessed, or "" where a later date showed that it was right."""
        if not self._guessed or self.day_first is not None:
            return ""
        dates = (
            f"{counted(self._guessed, 'date')} read with the month first ({time_forms.month_first(self._first_guess)})"
        )
        return (
            f"{dates}, but the same file has {self._against!r}" if self._against else f"{dates}: none shows the order"
        )


def _distance(known: float, local: datetime) -> int | None:
    """Seconds from UTC to a clock that shows a local time; None where no zone has that distance."""
    distance = local.replace(tzinfo=UTC).timestamp() - known
    whole = round(distance / _QUARTER) * _QUARTER
    return None if abs(whole) > _FARTHEST or abs(distance - whole) > _DELAY else whole


def _not_understood(count: int, name: str, value: str) -> str:
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    doubt = time_forms.doubt(value)
    return (
        f"{counted(count, 'time')} not understood: {shown!r} in {name}{f' ({doubt})' if doubt else ''}; "
        "write times as 2025-06-03T10:00:00Z or as epoch seconds"
    )


def _seconds(own: Value, day_first: bool | None) -> float | datetime | None:
    """What stands in `_time`: any number of seconds there is one, however small, unless it is a day number of Excel."""
    if isinstance(own, str) and (day := time_forms.day_number(own)):
        return day
    return float(own) if isinstance(own, str) and _PLAIN.fullmatch(own) else instant(own, day_first)


def _is_epoch(value: Value | None, time: float) -> bool:
    return isinstance(value, str) and _PLAIN.fullmatch(value) is not None and float(value) == time


def _named(seconds: int) -> str:
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}"
