"""Times: relative time modifiers, snapping, spans, and the strftime and strptime formats. All in UTC.

Sources: Search Reference, "Time modifiers" and "Date and time format variables"; Search Manual, "Specify time
modifiers in your search". In Splunk the user's time zone decides where a day begins; the lab's user lives in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from lab.spl.errors import RefusalError
from lab.spl.values import Number, to_number

_UNITS = {
    "s": "s sec secs second seconds",
    "m": "m min minute minutes mins",
    "h": "h hr hrs hour hours",
    "d": "d day days",
    "w": "w week weeks",
    "mon": "mon month months",
    "q": "q qtr qtrs quarter quarters",
    "y": "y yr yrs year years",
}
_UNIT = {name: unit for unit, names in _UNITS.items() for name in names.split()}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_STEP = re.compile(r"@(w[0-7]|[a-z]+)|([+-])(\d{0,6})([a-z]+)", re.IGNORECASE)
_ABSOLUTE = "%m/%d/%Y:%H:%M:%S"
_SPAN = re.compile(r"(\d{1,6})?([a-z]+)", re.IGNORECASE)
_SUBSECOND = re.compile(r"%([1-9])?([NQ])")
_PLAIN = frozenset("YmdHMSyjbBaApIZz%UVwu")
_SHORT = {"%F": "%Y-%m-%d", "%T": "%H:%M:%S", "%D": "%m/%d/%y", "%R": "%H:%M"}


def moment(text: str | float, now: float) -> float:
    """The time that a modifier says: `now`, an epoch, `MM/DD/YYYY:HH:MM:SS`, or relative as in `-24h@h`, `-1d@d+3h`."""
    if isinstance(text, (int, float)):
        return float(text)
    if text == "now" or text == "now()":
        return now
    if (number := to_number(text)) is not None and text[:1] not in "+-":
        return float(number)
    if "/" in text:
        try:
            return datetime.strptime(text, _ABSOLUTE).replace(tzinfo=UTC).timestamp()
        except ValueError:
            raise RefusalError(f'"{text}" is not a time of the form {_ABSOLUTE}') from None
    return relative(now, text)


def relative(start: float, text: str) -> float:
    """Apply a relative time such as `-1d@d` or `@w1+2h` to a time: offsets and snaps, from left to right."""
    at, place = _date(start), 0
    while place < len(text):
        step = _STEP.match(text, place)
        if not step:
            raise RefusalError(f'"{text}" is not a relative time such as -24h@h')
        try:
            at = _snap(at, step[1], text) if step[1] else _offset(at, step[2], step[3], step[4], text)
        except (OverflowError, ValueError):
            raise RefusalError(f'"{text}" leads out of the calendar') from None
        place = step.end()
    if not text:
        raise RefusalError("an empty relative time")
    return at.timestamp()


def span_seconds(text: str) -> int:
    """The seconds of a span of fixed length: `5m`, `1h`, `1d`; weeks and longer are calendar matters and refused."""
    count, unit = span(text)
    if unit not in ("s", "m", "h", "d"):
        raise RefusalError(f'a span of "{text}" depends on the calendar and is not supported: use days')
    return count * _SECONDS[unit]


def span(text: str) -> tuple[int, str]:
    """A span as its count and unit. A number alone is seconds."""
    if text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text):
        return int(text), "s"
    match = _SPAN.fullmatch(text)
    unit = _unit(match[2], text) if match else ""
    count = int(match[1] or 1) if match else 0
    if not count:
        raise RefusalError(f'"{text}" is not a span such as 5m or 1h')
    return count, unit


def strftime(time: Number, form: str) -> str:
    """Format a time. Refuses variables that are not in the table of "Date and time format variables"."""
    at = _date(float(time))
    form = form.replace("%s", str(int(time // 1))).replace("%e", f"{at.day:2d}").replace("%k", f"{at.hour:2d}")
    for short, long in _SHORT.items():
        form = form.replace(short, long)
    form = _SUBSECOND.sub(lambda match: _digits(at, int(match[1] or 3)), form)
    form = form.replace("%f", f"{at.microsecond:06d}")
    _check(form, _PLAIN)
    return at.strftime(form)


def strptime(text: str, form: str) -> float | None:
    """Read a time; null when the text does not have the form. Without a zone in the form it is UTC."""
    for short, long in _SHORT.items():
        form = form.replace(short, long)
    if form == "%s":
        number = to_number(text)
        return None if number is None else float(number)
    form = _SUBSECOND.sub("%f", form).replace("%e", "%d")
    _check(form, (_PLAIN | {"f"}) - {"U", "V", "w", "u"})
    try:
        at = datetime.strptime(text.strip(), form)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _date(time: float) -> datetime:
    try:
        return datetime.fromtimestamp(time, UTC)
    except (OverflowError, ValueError, OSError):
        raise RefusalError(f"{time} is not a time") from None


def _digits(at: datetime, count: int) -> str:
    return f"{at.microsecond:06d}".ljust(9, "0")[:count]


def _check(form: str, known: frozenset[str] | set[str]) -> None:
    place = 0
    while (place := form.find("%", place)) >= 0:
        variable = form[place + 1 : place + 2]
        if variable not in known or not variable:
            raise RefusalError(f'the time format variable "%{variable}" is not known')
        place += 2


def _unit(name: str, text: str) -> str:
    # `M` is refused rather than read as minutes or months.
    unit = _UNIT.get(name) or (_UNIT.get(name.lower()) if name != "M" else None)
    if not unit:
        raise RefusalError(f'"{name}" in "{text}" is not a unit of time')
    return unit


def _offset(at: datetime, sign: str, count: str, name: str, text: str) -> datetime:
    unit = _unit(name, text)
    number = int(count or 1) * (-1 if sign == "-" else 1)
    if unit in _SECONDS:
        return at + timedelta(seconds=number * _SECONDS[unit])
    months = at.year * 12 + at.month - 1 + number * {"mon": 1, "q": 3, "y": 12}[unit]
    year, month = divmod(months, 12)
    for day in range(at.day, at.day - 4, -1):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            if day <= 28:
                raise
    raise OverflowError


def _snap(at: datetime, name: str, text: str) -> datetime:
    """Round down, always to the start of the unit: "snapping" never goes forward in time. Weeks begin on Sunday."""
    name = name.lower()
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if re.fullmatch("w[0-7]", name):
        day = int(name[1]) % 7
        return midnight - timedelta(days=(at.isoweekday() - day) % 7)
    match _unit(name, text):
        case "s":
            return at.replace(microsecond=0)
        case "m":
            return at.replace(second=0, microsecond=0)
        case "h":
            return at.replace(minute=0, second=0, microsecond=0)
        case "d":
            return midnight
        case "w":
            return midnight - timedelta(days=at.isoweekday() % 7)
        case "mon":
            return midnight.replace(day=1)
        case "q":
            return midnight.replace(month=(at.month - 1) // 3 * 3 + 1, day=1)
        case _:
            return midnight.replace(month=1, day=1)
