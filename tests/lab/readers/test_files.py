"""Events out of files of any kind: how a file is known for what it is, and what cannot be read."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.readers import Listener, ReadError, read

ReadFiles = Callable[..., tuple[list[Any], bool]]
ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]
EVENT = "<Event><System><EventID>1</EventID></System><EventData><Data Name='Image'>a.exe</Data></EventData></Event>"
EVENT_RECORD = {
    "EventID": "1",
    "EventCode": "1",
    "sourcetype": "XmlWinEventLog",
    "Image": "a.exe",
}


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BufferedReader(io.BytesIO(b'{"a": "1"}\n{"a": "2"}\n'))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    assert list(read("-")) == [{"a": "1"}, {"a": "2"}]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("x.evtx", b'{"a": "1"}', "holds JSON, though its name says EVTX"),
        ("x.evtx", b"", "is empty"),
        ("x.evtx", b"no log", "not of the kind that its name says (EVTX)"),
        ("x.evtx", b"ElfFile\0" + b"\0" * 100, "not a readable EVTX file"),
        ("x.xml", b'{"a": "1"}', "holds JSON, though its name says XML"),
        ("x.jsonl", EVENT.encode(), "holds XML, though its name says JSON"),
        ("x.csv", b"PK\x03\x04\0\0", "this is a ZIP archive or an Excel file: unpack it, or save the sheet as CSV"),
        (
            "x.log",
            b"2025-06-03 app: text",
            "not EVTX, XML, JSON, CSV, an audit log, syslog with Sysmon events or classic event text",
        ),
        ("x.log", b"Jun  3 09:14:08 host app: text", "syslog without events in XML"),
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


def test_files_are_read_in_a_row_and_one_that_cannot_be_read_stops_no_other(
    tmp_path: Path, read_files: ReadFiles
) -> None:
    good, broken, missing = tmp_path / "good.jsonl", tmp_path / "broken.jsonl", tmp_path / "missing.csv"
    good.write_text('{"a": "1"}\n{"a": "2"}\n')
    broken.write_text('{"a": "3"}\n{\n')
    told: list[str] = []
    listener = Listener(lambda problem: told.append(str(problem)))
    files = [str(path) for path in (good, missing, broken)]
    first, last = {"lab_file": str(good)}, {"lab_file": str(broken)}
    events = [{"a": "1", **first}, {"a": "2", **first}, {"a": "3", **last}]
    assert read_files(files, listener) == (events, False)
    assert [text.removeprefix(f"{tmp_path}/").partition(":")[0] for text in told] == [
        "missing.csv",
        "broken.jsonl, line 2",
    ]
    assert read_files(files[::2], listener) == (events, True)
