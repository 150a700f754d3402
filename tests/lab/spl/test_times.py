"""Relative times and snapping (SR "Time modifiers"; SM "Specify time modifiers in your search")."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from lab.spl.errors import RefusalError
from lab.spl.times import moment, span_seconds, strftime, strptime

NOW = datetime(2025, 6, 18, 14, 35, 20, tzinfo=UTC).timestamp()  # a Wednesday


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("now", "2025-06-18 14:35:20"),
        ("-24h@h", "2025-06-17 14:00:00"),
        ("-h@h", "2025-06-18 13:00:00"),
        ("@d", "2025-06-18 00:00:00"),
        ("-1d@d+3h", "2025-06-17 03:00:00"),
        ("+90m", "2025-06-18 16:05:20"),
        ("-30min@m", "2025-06-18 14:05:00"),
        ("@w", "2025-06-15 00:00:00"),
        ("@w0", "2025-06-15 00:00:00"),
        ("@w7", "2025-06-15 00:00:00"),
        ("@w1", "2025-06-16 00:00:00"),
        ("@w3", "2025-06-18 00:00:00"),
        ("@w5", "2025-06-13 00:00:00"),
        ("-1mon@mon", "2025-05-01 00:00:00"),
        ("-2w@d", "2025-06-04 00:00:00"),
        ("@q", "2025-04-01 00:00:00"),
        ("-1y@y", "2024-01-01 00:00:00"),
        ("1750000000", "2025-06-15 15:06:40"),
        ("06/01/2025:08:30:00", "2025-06-01 08:30:00"),
    ],
)
def test_moment(text: str, time: str) -> None:
    assert datetime.fromtimestamp(moment(text, NOW), UTC).strftime("%Y-%m-%d %H:%M:%S") == time


def test_months_end_on_the_last_day() -> None:
    at = datetime(2025, 3, 31, tzinfo=UTC).timestamp()
    assert moment("-1mon", at) == datetime(2025, 2, 28, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("text", ["", "yesterday", "-1M", "-", "@", "-1d@x", "-999999y", "2025-06-01", "rt-5m"])
def test_refuses(text: str) -> None:
    with pytest.raises(RefusalError):
        moment(text, NOW)


@pytest.mark.parametrize(("text", "seconds"), [("5m", 300), ("1h", 3600), ("90", 90), ("s", 1), ("2days", 172_800)])
def test_span(text: str, seconds: int) -> None:
    assert span_seconds(text) == seconds


# SR "Date and time format variables"
TUESDAY = datetime(2025, 6, 3, 9, 4, 8, 250_000, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%Y %y %m %d %e %j", "2025 25 06 03  3 154"),
        ("%H %I %k %M %S %p", "09 09  9 04 08 AM"),
        ("%a %A %b %B", "Tue Tuesday Jun June"),
        ("%U %V %w %u", "22 23 2 2"),
        ("%z %Z %s", "+0000 UTC 1748941448"),
        ("%F %T %D %R", "2025-06-03 09:04:08 06/03/25 09:04"),
        ("%N %3N %6N %9N %Q %3Q %f", "250 250 250000 250000000 250 250 250000"),
        ("%%Y", "%Y"),
        ("no variables", "no variables"),
    ],
)
def test_strftime(form: str, text: str) -> None:
    assert strftime(TUESDAY, form) == text


DAY, MINUTE = (datetime(2025, 6, 3, *clock, tzinfo=UTC).timestamp() for clock in ((), (9, 4)))


@pytest.mark.parametrize(
    ("form", "text", "time"),
    [
        ("%Y-%m-%d", "2025-06-03", DAY),
        ("%y %j", "25 154", DAY),
        ("%d %b %Y", "03 Jun 2025", DAY),
        ("%A %e %B %Y", "Tuesday 3 June 2025", DAY),
        ("%a %D", "Tue 06/03/25", DAY),
        ("%F %R", "2025-06-03 09:04", MINUTE),
        ("%F %I:%M %p", "2025-06-03 09:04 AM", MINUTE),
        ("%F %T.%3N", "2025-06-03 09:04:08.250", TUESDAY),
        ("%F %H:%M:%S.%Q", "2025-06-03 09:04:08.250", TUESDAY),
        ("%F %T.%f", "2025-06-03 09:04:08.250000", TUESDAY),
        ("%F %R %z", "2025-06-03 11:04 +0200", MINUTE),
        ("%F %R %Z", "2025-06-03 09:04 UTC", MINUTE),
        ("%s", "1748941448", 1748941448),
        ("%F%%", "2025-06-03%", DAY),
        ("%F", "3 June", None),
        ("%s", "soon", None),
    ],
)
def test_strptime(form: str, text: str, time: float | None) -> None:
    assert strptime(text, form) == time


# A day of the week or a week's number says no date by itself.
NOT_READ = "U V w u".split()
UNKNOWN = "c C g G h K l n P r t v x X +".split()


@pytest.mark.parametrize("letter", [*UNKNOWN, ""])
def test_variables_that_are_not_documented_are_refused(letter: str) -> None:
    with pytest.raises(RefusalError, match=f'the time format variable "%{re.escape(letter)}" is not known'):
        strftime(TUESDAY, f"%Y %{letter}")


@pytest.mark.parametrize("letter", [*UNKNOWN, *NOT_READ, "k", "E", ""])
def test_variables_that_tell_no_date_are_not_read(letter: str) -> None:
    with pytest.raises(RefusalError, match=f'the time format variable "%{re.escape(letter)}" is not known'):
        strptime("2025 1", f"%Y %{letter}")
