"""Time stamps of event sources."""

from __future__ import annotations

import pytest

from lab.readers.times import epoch


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2025-06-03 09:14:08.211", "1748942048.211000"),
        ("2025-06-03T09:14:08.2110000Z", "1748942048.211000"),
        ("2025-06-03T11:14:08.211+02:00", "1748942048.211000"),
        ("1748942048", "1748942048.000000"),
        ("1748942048.5", "1748942048.500000"),
        ("1748942048211", "1748942048.211000"),
        ("-", ""),
        ("9416", ""),
        (["2025-06-03"], ""),
        (None, ""),
    ],
)
def test_times(value: str | list[str] | None, time: str) -> None:
    assert epoch(value) == time
