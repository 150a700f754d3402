"""Which records came before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.readers import Listener, seen
from lab.readers.seen import Seen
from lab.records import Record

ReadFiles = Callable[..., tuple[list[Any], bool]]
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


@pytest.mark.parametrize("log", ["Channel", "winlog.channel", "LogName"])
@pytest.mark.parametrize("number", ["EventRecordID", "RecordNumber", "winlog.record_id"])
def test_a_record_is_known_whatever_its_export_calls_log_and_number(log: str, number: str) -> None:
    known = Seen()
    assert known.is_new(EVENT, "a")
    other: Record = {"host": "WS-1", log: "Security", number: "9", "_time": "100", "event.code": "1"}
    assert not known.is_new(other, "b")


def test_two_addresses_are_two_hosts() -> None:
    known = Seen()
    assert [known.is_new({**EVENT, "host": host}, host) for host in ("10.0.0.5", "10.0.0.6")] == [True, True]


SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    "name", ["evtx_dump.jsonl", "evtxecmd.csv", "winlogbeat.ndjson", "velociraptor.jsonl", "splunk_raw_only.csv"]
)
def test_a_log_and_an_export_of_it_count_once(name: str, read_files: ReadFiles) -> None:
    twice: list[int] = []
    told = Listener(on_twice=twice.append)
    alone, _ = read_files([str(SAMPLES / "event_log.evtx.gz")], Listener())
    both, _ = read_files([str(SAMPLES / "event_log.evtx.gz"), str(SAMPLES / name)], told)
    exported, _ = read_files([str(SAMPLES / name)], Listener())
    assert twice
    assert len(both) == len(alone) + len(exported) - twice[0]
    assert [event["host"] for event in both if event.get("EventRecordID", event.get("winlog.record_id")) == "5011"] == [
        "WS-0314.corp.example"
    ]


def test_without_a_number_a_record_is_known_by_its_fields() -> None:
    known = Seen()
    assert [known.is_new({"a": value}, "f") for value in (["1", "2"], ["1", "2"], "1")] == [True, True, True]
    assert [known.is_new({"a": value}, "g") for value in (["1", "2"], "2")] == [False, True]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "MOST", 1)
    known = Seen()
    assert [known.is_new({"a": text}, file) for text, file in ("xf", "yf", "yg", "xg")] == [True, True, True, False]
