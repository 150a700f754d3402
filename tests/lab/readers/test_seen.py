"""Which records came before."""

from __future__ import annotations

import pytest

from lab.readers import seen
from lab.readers.seen import Seen
from lab.records import Record

EVENT: Record = {"host": "WS-1.corp.example", "Channel": "Security", "EventRecordID": "9", "_time": "100.5"}


@pytest.mark.parametrize(
    ("other", "is_new"),
    [
        ({}, False),
        ({"host": "ws-1", "Channel": "security", "_time": "100.501", "Level": "0"}, False),
        ({"EventRecordID": "10"}, True),
        ({"Channel": "System"}, True),
        ({"host": "WS-2"}, True),
        # a log that was cleared counts from 1 again
        ({"_time": "200"}, True),
        # without a number all fields count
        ({"EventRecordID": ""}, True),
    ],
)
def test_a_record_is_known_by_computer_log_number_and_time(other: Record, is_new: bool) -> None:
    known = Seen()
    assert known.is_new(EVENT, "a")
    assert known.is_new({**EVENT, **other}, "b") is is_new
    assert known.twice == (not is_new)


def test_without_a_number_a_record_is_known_by_its_fields() -> None:
    known = Seen()
    assert [known.is_new({"a": value}, "f") for value in (["1", "2"], ["1", "2"], "1")] == [True, True, True]
    assert [known.is_new({"a": value}, "g") for value in (["1", "2"], "2")] == [False, True]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "MOST", 1)
    known = Seen()
    assert [known.is_new({"a": text}, file) for text, file in ("xf", "yf", "yg", "xg")] == [True, True, True, False]
