"""Kinds of arguments that several commands take."""

from __future__ import annotations

import argparse

import pytest

from lab.commands.arguments import minute_after, number, search_time
from lab.records import TimeSpan
from lab.spl.errors import RefusalError


@pytest.mark.parametrize(("low", "high", "text", "value"), [(0, 100, "0", 0), (0, 100, "100", 100), (1, None, "9", 9)])
def test_a_number_within_its_range(low: int, high: int | None, text: str, value: int) -> None:
    assert number(low, high)(text) == value


@pytest.mark.parametrize(
    ("low", "high", "text", "said"),
    [
        (0, 100, "101", "101 is not 0 to 100"),
        (0, 100, "-1", "-1 is not 0 to 100"),
        (1, None, "0", "0 is not 1 or more"),
    ],
)
def test_a_number_outside_it(low: int, high: int | None, text: str, said: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"^{said}$"):
        number(low, high)(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1748941448", 1_748_941_448),
        ("2025-06-03T09:04:08Z", 1_748_941_448),
        ("2025-06-03T09:04:08", 1_748_941_448),  # without a zone it is UTC
        ("2025-06-03T11:04:08+02:00", 1_748_941_448),
    ],
)
def test_the_time_of_a_search(text: str, time: float) -> None:
    assert search_time(text) == time


@pytest.mark.parametrize("last", [1749000240.0, 1749000240.001, 1749000299.999])
def test_the_minute_after_an_event_comes_after_it_on_the_full_minute_as_well(last: float) -> None:
    assert minute_after(TimeSpan(0, last)) == 1749000300


def test_the_end_of_the_events_is_when_a_schedule_that_waits_five_minutes_has_the_newest() -> None:
    assert search_time("end", TimeSpan(100.0, 200.0)) == 540  # 00:03:20 -> 00:04 -> 00:09


def test_a_time_that_is_none() -> None:
    with pytest.raises(RefusalError):
        search_time("soon")
