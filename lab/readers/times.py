"""Time stamps of event sources -> epoch seconds, as far as they say their zone.

Formats: ISO 8601 with `T` or a blank (Windows, Beats, Splunk's `+0200`, Go's `+0000 UTC`); epoch seconds, milli-,
micro- and nanoseconds; Windows' FILETIME; .NET's JSON `/Date(ms)/`; ids of Linux audit events; those of `time_forms`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lab.readers import time_forms
from lab.records import Value

_SECONDS = re.compile(r"(\d{1,10}(?:\.\d{1,30})?)|(\d{12,13})|(\d{15,16})|(\d{19})")
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
_EXPONENT = re.compile(r"\d\.\d{1,20}[eE]\+?0?9")  # how Go writes a floating-point epoch
_FILETIME = re.compile(r"1[23]\d{16}")
_DOTNET = re.compile(r"/Date\((\d{1,15})(?:[+-]\d{4})?\)/")
_AUDIT = re.compile(r"(?:audit\()?(\d{9,10}\.\d{3}):\d{1,20}\)?:?")
_NUMERIC_ZONE = re.compile(r" ?([+-])(\d\d):?(\d\d)\Z")
_NAMED_ZONE = re.compile(r"(?: ?[+-]00:?00)? (?:UTC|GMT)\Z")
_1601 = 11_644_473_600
_FIRST_YEAR = 1980
_EARLIEST = 315_532_800


def instant(value: Value | None, day_first: bool | None = None) -> float | datetime | None:
    """Epoch seconds; a datetime without zone where the text names none; None for what is no time stamp.

    day_first: see time_forms.read.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not text or len(text) > 60:
        return None
    if (number := _number(text)) is not None or text.isdigit():
        return number
    if match := _DOTNET.fullmatch(text):
        return int(match[1]) / 1000
    try:
        when = _iso(text) or time_forms.read(text, day_first)
        if when is None:
            return None
        if when.year < _FIRST_YEAR:  # what programs make of no time: 1601, 1970
            return None
        return when.timestamp() if when.tzinfo else when
    except (ValueError, OverflowError):
        return None


def epoch(value: Value | None, zone: tzinfo = UTC) -> str:
    """Epoch seconds with six decimals, or "" if the value is no time stamp. One without a zone is of `zone`."""
    return stamp(instant(value), zone)


def stamp(time: float | datetime | None, zone: tzinfo = UTC) -> str:
    """Splunk's `_time` of what `instant` gives."""
    if isinstance(time, datetime):
        try:
            time = time.replace(tzinfo=zone).timestamp()
        except (ValueError, OverflowError):
            return ""
    return "" if time is None else f"{time:.6f}"


def zone_of(text: str) -> tzinfo:
    """A time zone by its name or its distance from UTC: `Europe/Berlin`, `+02:00`. Raises ValueError."""
    if match := _NUMERIC_ZONE.fullmatch(text):
        distance = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-distance if match[1] == "-" else distance)
    try:
        return UTC if text.upper() in ("UTC", "Z") else ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"{text} is no time zone: name one such as Europe/Berlin, +02:00 or UTC") from None


def _number(text: str) -> float | None:
    if match := _SECONDS.fullmatch(text):
        unit = next(index for index, group in enumerate(match.groups()) if group)
        seconds = float(text) / _UNITS[unit]
        return seconds if seconds >= _EARLIEST else None  # a process id, a count
    if _EXPONENT.fullmatch(text):
        return float(text)
    if _FILETIME.fullmatch(text):
        return int(text) / 10_000_000 - _1601
    return audit_time(text)


def audit_time(value: Value | None) -> float | None:
    """The epoch seconds of an audit event's id: `1748944800.123:481`, `audit(1748944800.123:481):`."""
    match = _AUDIT.fullmatch(value) if isinstance(value, str) else None
    return float(match[1]) if match else None


def _iso(text: str) -> datetime | None:
    """ISO 8601; None for other text. Python reads a zone only right behind the time."""
    if match := _NAMED_ZONE.search(text):
        text = text[: match.start()] + "+00:00"
    elif (match := _NUMERIC_ZONE.search(text)) and len(text) > 16:
        text = f"{text[: match.start()]}{match[1]}{match[2]}:{match[3]}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
