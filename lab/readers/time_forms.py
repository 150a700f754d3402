"""Forms of times that are neither ISO 8601 nor numbers: of a country, of a program, with months by name, Excel's.

Only what can be read in one way: `03/06/2025 10:00` is the third of June or the sixth of March, so it is no form here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})"
_WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<fraction>\.\d{1,9})?)?"
_HALF = "[ \u00a0\u202f]?(?P<half>[AaPp])[Mm]"  # browsers put a narrow blank there since ICU 72
_ZONE = r"(?: ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d))?"

_FORMS = tuple(
    re.compile(form)
    for form in (
        # United States: Windows, Splunk's classic text, the Azure portal. AM or PM says that the month comes first
        rf"{_MONTH}/{_DAY}/{_YEAR},? {_CLOCK}{_HALF}",
        rf"{_DAY}\.{_MONTH}\.{_YEAR},? {_CLOCK}",  # Germany
        rf"{_YEAR}/{_MONTH}/{_DAY}[ T]{_CLOCK}{_ZONE}",
        rf"{_NAME} {_DAY}, {_YEAR} @ {_CLOCK}",  # Kibana, advanced setting dateFormat
        rf"{_NAME} {_DAY}, {_YEAR},? {_CLOCK}(?:{_HALF})?",  # the portal of Defender; browsers (dateStyle medium)
        # asctime of C, osquery's calendarTime, date(1)
        rf"{_WEEKDAY} {_NAME} {{1,2}}{_DAY} {_CLOCK} (?:(?P<zone>UTC|GMT) )?{_YEAR}",
        rf"{_WEEKDAY} {_NAME} {{1,2}}{_DAY} {_CLOCK} {_YEAR}{_ZONE}",
        rf"(?:{_WEEKDAY}, )?{_DAY} {_NAME} {_YEAR} {_CLOCK}{_ZONE}",  # mail and HTTP (RFC 5322, RFC 9110)
    )
)
_OF_KIBANA = re.compile(rf"(?:{'|'.join(_MONTHS)}) \d{{1,2}}, \d{{4}} @ ")
_DAY_NUMBER = re.compile(r"(\d{5})[.,](\d{1,15})")
_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 29_221, 73_050  # 1980 to 2099

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}\b")
_NUMERIC_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)")
_LAST_MONTH = 12
_NOON = 12


def read(text: str) -> datetime | None:
    """A time in one of these forms, with its zone where it names one; None for other text.

    Raises ValueError where the form is one of these and the day or hour is none.
    """
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if not match:
        return day_number(text)
    told = {name: value for name, value in match.groupdict().items() if value}
    month = _MONTHS.index(told["name"]) + 1 if "name" in told else int(told["month"])
    microsecond = int(told.get("fraction", ".0")[1:7].ljust(6, "0"))
    day = (int(told["year"]), month, int(told["day"]))
    zone = _zone(told["zone"]) if "zone" in told else None
    hour, second = _hour(int(told["hour"]), told.get("half", "")), int(told.get("second", 0))
    return datetime(*day, hour, int(told["minute"]), second, microsecond, zone)


def day_number(text: str) -> datetime | None:
    """Excel's number of a day and its part, counted from 1900: `45811.4166667` is 2025-06-03 10:00:00.

    Whole seconds, where its decimals leave that open. A number without decimals may be anything, and is none.
    """
    match = _DAY_NUMBER.fullmatch(text)
    if not match or not _FIRST_DAY <= int(match[1]) < _LAST_DAY:
        return None
    seconds = Decimal(f"0.{match[2]}") * 86_400
    if abs(seconds - round(seconds)) <= Decimal(43_200).scaleb(-len(match[2])):
        seconds = Decimal(round(seconds))
    return _DAY_ZERO + timedelta(days=int(match[1]), microseconds=round(seconds * 1_000_000))


def is_of_kibana(text: str) -> bool:
    """Whether Kibana shows a time so: in the browser's zone (dateFormat:tz), whatever the zone of the field."""
    return _OF_KIBANA.match(text) is not None


def doubt(text: str) -> str:
    """Why a time with slashes is not read, or ""."""
    match = _SLASHED.match(text)
    if not match:
        return ""
    if text[-1:] in "Mm" and int(match[1]) > _LAST_MONTH:
        return "the day is first: the other times with AM or PM were read with the month first"
    return "is the day first, or the month?"


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError(f"no hour with AM or PM: {hour}")
    return hour % _NOON + (_NOON if half in "Pp" else 0)


def _zone(text: str) -> tzinfo:
    match = _NUMERIC_ZONE.fullmatch(text)
    if not match:
        return UTC
    distance = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-distance if match[1] == "-" else distance)
