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
KIBANA: Record = {"@timestamp": "Jun 3, 2025 @ 12:00:00.123"}
EXCEL: Record = {"timestamp": "45811.4166667"}
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
        (
            [{"_time": "yesterday"}],
            None,
            [""],
            ["1 time not understood: 'yesterday' in _time; write times as 2025-06-03T10:00:00Z or as epoch seconds"],
        ),
        ([{"_time": "yesterday", **KNOWN}], None, ["1748944802"], []),
        # Kibana shows times in the browser's zone, also where the event has them in UTC
        ([KIBANA], None, ["1748952000.123"], ["1 time without a zone, taken for UTC: --timezone sets another"]),
        ([KIBANA], BERLIN, ["1748944800.123"], []),
        (
            [KIBANA, {**KIBANA, "winlog.event_data.UtcTime": "2025-06-03 10:00:00.120"}],
            None,
            ["1748944800.123", "1748944800.120"],
            ["1 time without a zone, taken for UTC+02:00, as UtcTime in the same file shows"],
        ),
        # Excel's day numbers name no zone; in a column of UTC they are UTC
        (
            [EXCEL],
            None,
            ["1748944800"],
            ["1 time read as a day number of Excel", "1 time without a zone, taken for UTC: --timezone sets another"],
        ),
        (
            [EXCEL, {"_time": "45811.4166667"}],
            BERLIN,
            ["1748937600"] * 2,
            ["2 times read as day numbers of Excel"],
        ),
        ([{"Timestamp": "45811.4166667"}], BERLIN, ["1748944800"], ["1 time read as a day number of Excel"]),
        # once a file, by the first of them
        (
            [{"timestamp": "03/06/2025 10:00:00"}, {"timestamp": "4/6/2025 10:00"}, KNOWN],
            None,
            ["", "", "1748944802"],
            [
                "2 times not understood: '03/06/2025 10:00:00' in timestamp (is the day first, or the month?); "
                "write times as 2025-06-03T10:00:00Z or as epoch seconds"
            ],
        ),
        (
            [{"timestamp": "13/06/2025 10:00:00 AM"}, {"timestamp": "2/6/2025 10:00:00 AM"}],
            BERLIN,
            ["", "1738828800"],
            [
                "1 time not understood: '13/06/2025 10:00:00 AM' in timestamp (the day is first: the other times with "
                "AM or PM were read with the month first); write times as 2025-06-03T10:00:00Z or as epoch seconds"
            ],
        ),
        (
            [{"EventTime": "Jun  3 10:00:00" + "!" * 50}],
            None,
            [""],
            [
                "1 time not understood: 'Jun  3 10:00:00!!!!!!!!!!!!!!!!!!!!!!!!…' in EventTime; "
                "write times as 2025-06-03T10:00:00Z or as epoch seconds"
            ],
        ),
        # nothing said
        ([{"time": "-", "SystemTime": "1601-01-01T00:00:00Z", "timestamp": ["a", "b"]}], None, [""], []),
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
