"""Forms of times that are neither ISO 8601 nor numbers: of a country, of a program, with months by name, Excel's.

Of `03/06/2025 10:00`, the third of June or the sixth of March, the caller says which comes first. Where it cannot, the
month does if the text has AM or PM, as in the United States; without them it is no time.
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
        # Windows, Splunk's classic text, the Azure portal
        rf"(?P<first>\d{{1,2}})/(?P<last>\d{{1,2}})/{_YEAR},? {_CLOCK}(?:{_HALF})?",
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

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})\b")
_NUMERIC_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)")
_LAST_MONTH = 12
_NOON = 12


def read(text: str, day_first: bool | None = None) -> datetime | None:
    """A time in one of these forms, with its zone where it names one; None for other text.

    day_first: of a date with slashes; None where nobody knows. Raises ValueError where the form is one of these and the
    day or hour is none.
    """
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if not match:
        return day_number(text)
    told = {name: value for name, value in match.groupdict().items() if value}
    if "first" in told:
        if day_first is None and "half" not in told:
            return None
        told["day"], told["month"] = (told["first"], told["last"])[:: 1 if day_first else -1]
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


def is_slashed(text: str) -> bool:
    """Whether a text begins with a date of which the day or the month may be first."""
    return _SLASHED.match(text) is not None


def shows_day_first(text: str) -> bool | None:
    """What such a date shows of the order, by a number that is no month's; None where it may be either."""
    match = _SLASHED.match(text)
    if not match or (int(match[1]) > _LAST_MONTH) == (int(match[2]) > _LAST_MONTH):
        return None
    return int(match[1]) > _LAST_MONTH


def month_first(text: str) -> str:
    """What the date of such a time is when the month comes first: `03/06/2024 as 6 Mar`."""
    match = _SLASHED.match(text)
    return f"{match[0]} as {int(match[2])} {_MONTHS[int(match[1]) - 1]}" if match else ""


def doubt(text: str) -> str:
    """Why a time with slashes is not read, or ""."""
    shown = shows_day_first(text)
    if shown is None:
        return "is the day first, or the month?" if is_slashed(text) else ""
    return f"the {'day' if shown else 'month'} is first: the other times were read the other way round"


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
