"""One clock for a file: times without a zone, and what shows the zone."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo

import pytest

from lab.readers import clock
from lab.readers.clock import timed
from lab.records import Record

LOCAL: Record = {"EventTime": "2025-06-03 12:00:00"}
BOTH: Record = {"EventTime": "2025-06-03 12:00:01", "UtcTime": "2025-06-03 10:00:00.500"}
KNOWN: Record = {"SystemTime": "2025-06-03T10:00:02Z"}
BERLIN = timezone(timedelta(hours=2))


def times(records: list[Record], zone: tzinfo | None = None) -> tuple[list[str], list[str]]:
    notes: list[str] = []
    read = timed((dict(record) for record in records), zone, notes.append)
    return [str(record.get("_time", "")) for record in read], notes


@pytest.mark.parametrize(
    ("records", "zone", "expected", "notes"),
    [
        ([LOCAL], None, ["1748952000"], ["1 time without a zone, taken for UTC: --timezone sets another"]),
        ([LOCAL], BERLIN, ["1748944800"], []),
        ([KNOWN], None, ["1748944802"], []),
        # an event that tells both shows the zone, also to those that came before it
        (
            [LOCAL, KNOWN, BOTH, LOCAL],
            None,
            ["1748944800", "1748944802", "1748944800.5", "1748944800"],
            ["2 times without a zone, taken for UTC+02:00, as UtcTime in the same file shows"],
        ),
        ([BOTH], None, ["1748944800.5"], []),
        # a day between the two is no zone, nor are seven minutes
        ([{**BOTH, "EventTime": "2025-06-04 12:00:01"}], None, ["1748944800.5"], []),
        ([{**BOTH, "EventTime": "2025-06-03 12:07:01"}], None, ["1748944800.5"], []),
        # the record's own
        ([{"_time": "1748944800.123"}], None, ["1748944800.123"], []),
        ([{"_time": "5"}], None, ["5"], []),
        ([{"_time": "2025-06-03T12:00:00.123+0200"}], None, ["1748944800.123"], []),
        ([{"_time": "1748944800123"}], None, ["1748944800.123"], []),
        ([{"_time": "2025-06-03 12:00:00"}], BERLIN, ["1748944800"], []),
        ([{"_time": "yesterday", **KNOWN}], None, [""], []),
        ([{}], None, [""], []),
        # ids that are times, and one that is none
        ([{"ID": "1748944800.123:481"}, {"msg": "audit(1748944800.123:481):"}], None, ["1748944800.123"] * 2, []),
        ([{"ID": "1748944800"}], None, [""], []),
    ],
)
def test_times(records: list[Record], zone: tzinfo | None, expected: list[str], notes: list[str]) -> None:
    told, said = times(records, zone)
    assert [text and float(text) for text in told] == [text and float(text) for text in expected]
    assert said == notes


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone shows too late: the times stay on the clock that was taken, and the user is told."""
    monkeypatch.setattr(clock, "WAITING", 2)
    told, said = times([LOCAL, LOCAL, LOCAL, BOTH])
    assert {float(text) for text in told[:3]} == {1748952000}
    assert said == [
        "3 times without a zone, taken for UTC, but UtcTime in the same file shows UTC+02:00: set it with --timezone"
    ]
