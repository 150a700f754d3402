"""Which events are the same one, out of two exports of one log."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lab.cases.duplicates import unique
from lab.cases.events import EventReader

Make = Callable[..., dict[str, object]]

NUMBERED = {"EventRecordID": "77"}
OF_ELASTIC = {"winlog.record_id": "77", "winlog.channel": "Microsoft-Windows-Sysmon/Operational"}
SAME = [
    ("the same record", NUMBERED, NUMBERED),
    ("a host with its domain", NUMBERED, {**NUMBERED, "Computer": "ws-1.corp.example"}),
    ("a time with other decimals", NUMBERED, {**NUMBERED, "_time": "1748942048.2"}),
    ("another export's name of the number", NUMBERED, OF_ELASTIC),
    ("one export without numbers", {}, NUMBERED),
    ("one export without numbers, later", NUMBERED, {}),
    ("both without", {}, {}),
    ("one export without process ids", {}, {"codesign_pid": "44"}),
    ("one export without process ids, later", {"codesign_pid": "44"}, {}),
    ("numbers in one export, process ids in the other", NUMBERED, {"codesign_pid": "44"}),
]
OTHER = [
    ("the next record", NUMBERED, {"EventRecordID": "78"}),
    ("the same number of another log", NUMBERED, {**NUMBERED, "Channel": "Security"}),
    ("the same number after the log was cleared", NUMBERED, {**NUMBERED, "_time": "1748949999"}),
    ("another host", NUMBERED, {**NUMBERED, "Computer": "WS-2"}),
    ("another address", {"Computer": "10.0.0.5"}, {"Computer": "10.0.0.6"}),
    ("a millisecond later", {}, {"_time": "1748942048.001"}),
    ("another user", {}, {"User": "CORP\\bob"}),
    ("another process", {"codesign_pid": "44"}, {"codesign_pid": "45"}),
    ("another process, of which one export has the number", {**NUMBERED, "codesign_pid": "44"}, {"codesign_pid": "45"}),
    ("another file of that name", {"codesign_files": "c:\\a\\x.cer"}, {"codesign_files": "c:\\b\\x.cer"}),
    ("another file that is signed", {"codesign_target": "c:\\a\\x.exe"}, {"codesign_target": "c:\\b\\x.exe"}),
    ("no time", {"_time": ""}, {"_time": ""}),
]


@pytest.mark.parametrize(("one", "two"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_an_event_that_came_twice_counts_once(one: dict[str, str], two: dict[str, str], make_record: Make) -> None:
    reader = EventReader()
    events = [reader.read(make_record(60, **fields), 60) for fields in (one, two)]
    assert unique(events) == (events[:1], 1)


@pytest.mark.parametrize(("one", "two"), [case[1:] for case in OTHER], ids=[case[0] for case in OTHER])
def test_another_event_counts_too(one: dict[str, str], two: dict[str, str], make_record: Make) -> None:
    reader = EventReader()
    events = [reader.read(make_record(60, **fields), 60) for fields in (one, two)]
    assert unique(events) == (events, 0)
