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
        ([{"Timestamp": "45811.4166667"}], BERLIN, ["1748937600"], ["1 time read as a day number of Excel"]),
        # a name that anybody may give a column: UTC, which is told, unless the user says otherwise
        *(
            case
            for name in ("Timestamp", "TimeGenerated", "@timestamp", "properties.Timestamp")
            for case in (
                (
                    [{name: "2025-06-03 12:00:00"}, {name: "2025-06-03T12:00:00Z"}],
                    None,
                    ["1748952000"] * 2,
                    [f"1 time without a zone in {name}, taken for UTC: --timezone sets another"],
                ),
                (
                    [{name: "2025-06-03 12:00:00"}, {name: "2025-06-03T12:00:00Z"}, {name: "1748952000"}],
                    BERLIN,
                    ["1748944800", "1748952000", "1748952000"],
                    [],
                ),
            )
        ),
        # one that is UTC by its name, or by who writes it
        ([{"UtcTime": "2025-06-03 10:00:00"}], BERLIN, ["1748944800"], []),
        ([{"Timestamp [UTC]": "2025-06-03 10:00:00", "Timestamp": "2025-06-03 12:00"}], BERLIN, ["1748944800"], []),
        (
            [{"SystemTime": "2025-06-03 10:00:00"}],
            BERLIN,
            ["1748944800"],
            ["1 time without a zone in SystemTime, which is UTC whatever --timezone says"],
        ),
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
        # dates with slashes: one that shows the order shows it for all of the file, those before it too
        (
            [
                {"timestamp": "2/6/2025 10:00:00 AM"},
                {"timestamp": "13/06/2025, 10:00:00 am"},
                {"_time": "02/06/2025 10:00"},
            ],
            BERLIN,
            ["1748851200", "1749801600", "1748851200"],
            [],
        ),
        (
            [{"timestamp": "06/02/2025 10:00"}, {"timestamp": "06/13/2025 10:00"}],
            BERLIN,
            ["1748851200", "1749801600"],
            [],
        ),
        (
            [{"timestamp": "2/6/2025 10:00"}, KNOWN, {"timestamp": "13/6/2025 10:00"}],
            None,
            ["1748858400", "1748944802", "1749808800"],
            ["2 times without a zone, taken for UTC: --timezone sets another"],
        ),
        # so does UTC beside it
        (
            [{"EventTime": "3/6/2025 12:00:00"}, {**BOTH, "EventTime": "03/06/2025 12:00:01"}],
            None,
            ["1748944800", "1748944800.5"],
            ["1 time without a zone, taken for UTC+02:00, as UtcTime in the same file shows"],
        ),
        # where none shows it, AM and PM count as the United States' way, and it is told
        (
            [{"Timestamp [UTC]": "03/06/2024, 3:40:13 pm"}, {"Timestamp [UTC]": "04/06/2024, 3:40:13 pm"}],
            None,
            ["1709739613", "1712418013"],
            ["2 dates read with the month first (03/06/2024 as 6 Mar): none shows the order"],
        ),
        # one file, two orders
        (
            [{"timestamp": "6/13/2025 10:00:00 AM"}, {"timestamp": "13/6/2025 10:00:00 AM"}],
            BERLIN,
            ["1749801600", ""],
            [
                "1 time not understood: '13/6/2025 10:00:00 AM' in timestamp (the day is first: the other times were "
                "read the other way round); write times as 2025-06-03T10:00:00Z or as epoch seconds"
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


def test_waiting_for_the_order_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order shows too late: what was read with the month first stays so, and the user is told."""
    monkeypatch.setattr(clock, "WAITING", 2)
    early: Record = {"timestamp": "2/6/2025 10:00:00 AM"}
    told, said = times([early, early, {"timestamp": "13/6/2025 10:00:00 AM"}, early], BERLIN)
    assert [text and float(text) for text in told] == [1738828800, 1738828800, "", 1738828800]
    assert said == [
        "1 time not understood: '13/6/2025 10:00:00 AM' in timestamp (the day is first: the other times were read the "
        "other way round); write times as 2025-06-03T10:00:00Z or as epoch seconds",
        "3 dates read with the month first (2/6/2025 as 6 Feb), but the same file has '13/6/2025 10:00:00 AM'",
    ]
    # the other way round it was right
    assert times([early, early, {"timestamp": "6/13/2025 10:00:00 AM"}], BERLIN)[1] == []
