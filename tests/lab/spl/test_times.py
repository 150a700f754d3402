"""Relative times and snapping (SR "Time modifiers"; SM "Specify time modifiers in your search")."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lab.spl.errors import RefusalError
from lab.spl.times import moment, span_seconds

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
