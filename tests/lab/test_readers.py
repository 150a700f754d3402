"""Events out of files: each format, what goes wrong in it, and the fields that come out. XML has a file of its own."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.chunks import Record
from lab.readers import ReadError, read

ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]
EVENT = "<Event><System><EventID>1</EventID></System><EventData><Data Name='Image'>a.exe</Data></EventData></Event>"
EVENT_RECORD = {
    "EventID": "1",
    "EventCode": "1",
    "sourcetype": "XmlWinEventLog",
    "Image": "a.exe",
}


# -- JSON


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
        "line 3: not JSON: Expecting value at column 6",
        "line 4: a JSON object is expected, not ['x']",
        "line 7: not JSON: nested too deeply",
    ]


def test_an_array_cut_short_gives_its_whole_events(read_all: ReadAll) -> None:
    records, problems = read_all("x.json", '[{"a": "1"},\n7,\n{"a": "2"},\n{"a')
    assert records == [{"a": "1"}, {"a": "2"}]
    assert problems == [
        "line 4: the array has no end: the file is cut short",
        "line 2: a JSON object is expected, not '7'",
        "line 4: not JSON: Unterminated string starting at at column 2; the rest of the file is not read",
    ]


def test_bytes_that_are_not_utf_8_survive(read_all: ReadAll) -> None:
    assert read_all("x.jsonl", b'{"a": "\xff"}') == ([{"a": "\udcff"}], [])


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BufferedReader(io.BytesIO(b'{"a": "1"}\n{"a": "2"}\n'))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    assert list(read("-")) == [{"a": "1"}, {"a": "2"}]


# -- CSV


def test_csv_exports(read_all: ReadAll) -> None:
    text = '_time,Image,tags,__mv_tags,"data.x"\n1,"C:\\a ""b""","p\nq","$p$;$q$$$",\n2,,one,,"l1\nl2"\n'
    assert read_all("x.csv", text) == (
        [{"_time": "1", "Image": 'C:\\a "b"', "tags": ["p", "q$"]}, {"_time": "2", "tags": "one", "data.x": "l1\nl2"}],
        [],
    )


def test_csv_problems_name_the_line_and_the_rest_is_read(read_all: ReadAll) -> None:
    text = 'a,__mv_a\n"1\n1",\n2\n3,,x\n4,$4\n5,\n"6'
    records, problems = read_all("x.csv", text)
    assert records == [{"a": "1\n1"}, {"a": "5"}]
    assert problems == [
        "line 4: 1 cells, the header has 2",
        "line 5: 3 cells, the header has 2",
        "line 6: not a multivalue cell: '$4'",
        "line 8: unexpected end of data",
    ]


# -- Files


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("x.evtx", b'{"a": "1"}', "holds JSON, though its name says EVTX"),
        ("x.evtx", b"", "not of the kind that its name says (EVTX)"),
        ("x.evtx", b"ElfFile\0" + b"\0" * 100, "not a readable EVTX file"),
        ("x.xml", b'{"a": "1"}', "holds JSON, though its name says XML"),
        ("x.jsonl", EVENT.encode(), "holds XML, though its name says JSON"),
        ("x.csv", b"PK\x03\x04\0\0", "not of the kind that its name says (CSV)"),
        ("x.log", b"Jun  3 09:14:08 host app: text", "not EVTX, XML, JSON lines or CSV"),
        ("x.jsonl.gz", b'{"a": "1"}', "not a gzip file, though its name says so"),
        ("x.jsonl.gz", gzip.compress(b'{"a": "1"}\n' * 9, mtime=0)[:20], "the gzip data is damaged"),
        ("x.jsonl", b"garbage\n", "no event could be read"),
        ("x.csv", b"a,a\n1,2\n", "the header repeats a"),
    ],
)
def test_unreadable_files_are_told_by_name(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        list(read(path))
    assert str(caught.value).startswith(str(path))
    assert cause in str(caught.value)


def test_missing_files_and_directories_are_told(tmp_path: Path) -> None:
    for path, cause in ((tmp_path / "no.csv", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(ReadError) as caught:
            list(read(path))
        assert str(caught.value) == f"{path}: {cause}"


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.xml", EVENT), ("x.jsonl", json.dumps(EVENT_RECORD)), ("x", EVENT), ("x.json", json.dumps([EVENT_RECORD]))],
)
def test_gzip_of_all(name: str, content: str, read_all: ReadAll) -> None:
    assert read_all(f"{name}.gz", gzip.compress(content.encode())) == ([EVENT_RECORD], [])


def test_a_gzip_file_cut_short_gives_its_whole_events(read_all: ReadAll) -> None:
    noise = "".join(json.dumps({"a": str(number)}) + "\n" for number in range(50_000))
    records, problems = read_all("x.jsonl.gz", gzip.compress(noise.encode())[:60_000])
    assert records[:2] == [{"a": "0"}, {"a": "1"}]
    assert len(records) > 1000
    assert problems == [
        f"after event {len(records)}: the gzip data is damaged: "
        "Compressed file ended before the end-of-stream marker was reached"
    ]


def test_an_empty_file_has_no_events(read_all: ReadAll) -> None:
    assert read_all("x.jsonl", "") == ([], [])
    assert read_all("x.csv", "") == ([], [])


# -- EVTX, and events that others recorded


def test_recorded_evtx(recorded: Path, read_all: ReadAll) -> None:
    (path,) = recorded.glob("evtx/SigmaHQ__19b08b1c*.evtx")
    (record,), problems = read_all(path.name, path.read_bytes())
    assert problems == []
    expected = {
        "_time": "1761411756.894000",
        "host": "ar-win-dc.attackrange.local",
        "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",
        "EventCode": "1",
        "EventRecordID": "11537869",
        "UserID": "S-1-5-18",
        "ProcessGuid": "{5aa13a44-02ac-68fd-7a35-000000004002}",
        "Image": r"C:\Windows\System32\certutil.exe",
        "User": r"ATTACKRANGE\Administrator",
    }
    assert {name: record[name] for name in expected} == expected


def test_a_damaged_evtx_gives_its_whole_events(recorded: Path, read_all: ReadAll) -> None:
    (source,) = recorded.glob("evtx/AndrewRathbun*.evtx")
    data = bytearray(source.read_bytes())
    assert len(read_all("whole.evtx", bytes(data))[0]) == 850
    fourth = 4096 + 3 * 65536
    data[fourth + 20 : fourth + 220] = b"\xff" * 200
    records, problems = read_all("damaged.evtx", bytes(data))
    assert 750 < len(records) < 850
    assert len(problems) == 1
    assert "Failed to parse chunk" in problems[0]
    records, problems = read_all("short.evtx", source.read_bytes()[:200_000])
    assert len(records) == 119
    assert problems == ["after chunk 2: the file is cut short"]


def test_recorded_json_keeps_every_field(recorded: Path) -> None:
    for path in sorted(recorded.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, (line, record) in enumerate(zip(lines, read(path), strict=True)):
                texts = {name: value for name, value in json.loads(line).items() if isinstance(value, str)}
                assert {name: record[name] for name in texts} == texts
                if number == 500:
                    break


def test_recorded_raw_xml_becomes_fields(recorded: Path, read_all: ReadAll) -> None:
    records, problems = read_all("raw.jsonl.gz", (recorded / "raw_xml.jsonl.gz").read_bytes())
    assert problems == []
    assert len(records) == 109
    assert all({"_time", "host", "Channel", "EventID", "_raw"} <= record.keys() for record in records)
