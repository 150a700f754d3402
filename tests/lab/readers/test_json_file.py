"""JSON files: their shapes, what goes wrong in them, the fields that come out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.readers import read
from lab.records import Record
from tests.lab.readers.sysmon import SYSMON, SYSMON_RECORD

ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ('{"a": "x", "_time": "1", "empty": ""}', {"a": "x", "_time": "1", "empty": ""}),
        ('{"n": 1, "f": 1.50, "e": 1e3, "t": true, "z": null}', {"n": "1", "f": "1.50", "e": "1e3", "t": "true"}),
        ('{"l": ["a", 2, null], "one": ["v"], "none": [], "o": {}}', {"l": ["a", "2"], "one": ["v"]}),
        ('{"a": {"b": {"c": "x"}, "d": ["y", "z"]}}', {"a.b.c": "x", "a.d": ["y", "z"]}),
        ('{"a": [{"b": "1"}, {"b": "2", "c": "3"}]}', {"a.b": ["1", "2"], "a.c": "3"}),
        ('{"a.b": "1", "a": {"b": "2"}}', {"a.b": ["1", "2"]}),
        ('{"s": "\\ud800 \\u0000 \\r\\n"}', {"s": "\ud800 \0 \r\n"}),
        (
            '{"@timestamp": "2025-06-03T09:14:08.211Z", "winlog": {"channel": "Security", "computer_name": "WS",'
            ' "event_data": {"CommandLine": "x"}}, "host": {"name": "collector"}}',
            {
                "@timestamp": "2025-06-03T09:14:08.211Z",
                "winlog.channel": "Security",
                "winlog.computer_name": "WS",
                "winlog.event_data.CommandLine": "x",
                "host.name": "collector",
                "_time": "1748942048.211000",
                "host": "WS",
                "source": "XmlWinEventLog:Security",
                "sourcetype": "XmlWinEventLog",
            },
        ),
        (
            '{"UtcTime": "2025-06-03 09:14:08.211", "Computer": "WS", "host": "own", "source": "own", "Channel": "C"}',
            {
                "UtcTime": "2025-06-03 09:14:08.211",
                "Computer": "WS",
                "host": "own",
                "source": "own",
                "Channel": "C",
                "_time": "1748942048.211000",
                "sourcetype": "XmlWinEventLog",
            },
        ),
        (
            '{"source": "WinEventLog:Security", "a": "x"}',
            {"source": "WinEventLog:Security", "a": "x", "sourcetype": "WinEventLog"},
        ),
        ('{"source": "/var/log/x", "a": "x"}', {"source": "/var/log/x", "a": "x"}),
        ('{"preview": false, "offset": 3, "result": {"a": "x"}}', {"a": "x"}),
    ],
)
def test_json_shapes(line: str, record: Record, read_all: ReadAll) -> None:
    assert read_all("events.jsonl", line) == ([record], [])


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "1"}\n\n{"a": "2"}',
        '[{"a": "1"},\n{"a": "2"}]',
        '\n{\n"a": "1"\n}\n{\n"a": "2"\n}\n',
        '\ufeff{"a":"1"}\r\n{"a":"2"}\r\n',
    ],
    ids=["lines", "array", "indented", "byte order mark"],
)
@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.log", "x"])
def test_json_files_of_all_shapes(text: str, name: str, read_all: ReadAll) -> None:
    assert read_all(name, text) == ([{"a": "1"}, {"a": "2"}], [])


def test_json_problems_name_the_line_and_the_rest_is_read(read_all: ReadAll) -> None:
    lines = ["garbage", '{"a": "1"}', '{"a": ', '["x"]', "", '{"a": "2"}', "[" * 100_000]
    records, problems = read_all("x.jsonl", "\n".join(lines))
    assert records == [{"a": "1"}, {"a": "2"}]
    assert problems == [
        "line 1: not JSON: Expecting value at column 1",
        "line 3: not JSON: an object without its end",
        "line 4: a JSON object is expected, not 'x'",
        "line 7: the array has no end: the file is cut short",
    ]


def test_an_array_cut_short_gives_its_whole_events(read_all: ReadAll) -> None:
    records, problems = read_all("x.json", '[{"a": "1"},\n7,\n{"a": "2"},\n{"a')
    assert records == [{"a": "1"}, {"a": "2"}]
    assert problems == [
        "line 2: a JSON object is expected, not '7'",
        "line 4: not JSON: Unterminated string starting at column 2",
        "line 4: the array has no end: the file is cut short",
    ]


def test_bytes_that_are_not_utf_8_survive(read_all: ReadAll) -> None:
    assert read_all("x.jsonl", b'{"a": "\xff"}') == ([{"a": "\udcff"}], [])


def test_recorded_json_keeps_every_field(recorded: Path) -> None:
    for path in sorted(recorded.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, (line, record) in enumerate(zip(lines, read(path), strict=True)):
                texts = {name: value for name, value in json.loads(line).items() if isinstance(value, str)}
                assert {name: record[name] for name in texts} == texts
                if number == 500:
                    break


def test_raw_xml_gives_its_fields_to_an_object_without_event_data(read_all: ReadAll) -> None:
    bare = {"_raw": SYSMON, "EventCode": "own", "label": "x"}
    own = {"_raw": SYSMON, "CommandLine": "own"}
    broken = {"_raw": "<Event>"}
    records, problems = read_all("raw.jsonl", "\n".join(map(json.dumps, (bare, own, broken))))
    assert problems == []
    assert records == [SYSMON_RECORD | bare, own, broken]


def test_recorded_raw_xml_becomes_fields(recorded: Path, read_all: ReadAll) -> None:
    records, problems = read_all("raw.jsonl.gz", (recorded / "raw_xml.jsonl.gz").read_bytes())
    assert problems == []
    assert len(records) == 109
    assert all({"_time", "host", "Channel", "EventID", "_raw"} <= record.keys() for record in records)
