"""What the report reads of a scored record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lab.cases.events import EventReader, basename, score_of, text, texts

Make = Callable[..., dict[str, object]]


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ({}, "host", "WS-1"),
        ({"Computer": ""}, "host", ""),
        ({"Computer": "", "host": "WS-2"}, "host", "WS-2"),
        ({}, "when", "2025-06-03 09:14:08"),
        ({}, "time", 1748942048.0),
        ({"_time": ""}, "time", None),
        ({"_time": "nan"}, "time", None),
        ({"_time": "1e300"}, "time", None),
        ({"_time": "yesterday"}, "when", "yesterday"),
        ({"codesign_band": "black"}, "band", "info"),
        # a file or registry event of the Security log names its writer otherwise
        ({"Image": "", "ProcessName": "C:\\x\\w.exe"}, "image", "C:\\x\\w.exe"),
        # a SID is better than no user, but only a script's UserID says whose it is
        ({"User": "", "UserID": "S-1-5-21-1", "codesign_event": "script"}, "user", "S-1-5-21-1"),
        ({"User": "", "UserID": "S-1-5-18"}, "user", ""),
        ({}, "account", "ada"),
        ({"User": "S-1-5-21-1-2"}, "account", ""),
        ({"User": "CORP\\WS-1$"}, "account", "system"),
        ({"User": "NT AUTHORITY\\SYSTEM"}, "account", "system"),
        ({}, "code", "1"),
        ({"EventCode": "<b>"}, "code", ""),
        ({"EventRecordID": "77"}, "record", "77"),
        ({"RecordNumber": "78"}, "record", "78"),
        ({"EventRecordID": "7'7"}, "record", ""),
        ({"codesign_event": "certificate_log"}, "kind", "certificate log"),
        ({}, "title", "certutil adds a certificate"),
        ({"codesign_message": ""}, "title", "add_to_store"),
        ({"codesign_files": "one"}, "files", ("one",)),
        ({"codesign_files": ["one", "", "two"]}, "files", ("one", "two")),
        ({"codesign_files": ""}, "files", ()),
        (
            {"codesign_files": "c:\\t\\a.pfx", "codesign_target": "https://x/a", "codesign_thumbprint": "7A"},
            "things",
            ("a.pfx", "https://x/a", "7A"),
        ),
    ],
)
def test_an_event_is_read(make_record: Make, fields: dict[str, object], name: str, expected: object) -> None:
    assert getattr(EventReader().read(make_record(60, **fields), 60), name) == expected


def test_a_sensor_that_numbers_nothing_gets_no_number(make_record: Make) -> None:
    record = {
        name: value for name, value in make_record(60).items() if name.startswith("codesign_") or name == "_time"
    } | {"DeviceName": "ws-9", "ActionType": "ProcessCreated", "FileName": "certutil.exe"}
    event = EventReader().read(record, 60)
    assert (event.host, event.code) == ("ws-9", "")


def test_command_lines_are_not_kept(make_record: Make) -> None:
    lines = dict.fromkeys(("CommandLine", "ParentCommandLine", "ScriptBlockText"), "certutil -p hunter2! x.pfx")
    event = EventReader().read(make_record(60, **lines), 60)
    assert "hunter2" not in repr(event)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (["a", "b"], "a b"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("\u2066x\u2069\u200f", "\\u2066x\\u2069\\u200f"),
        ("a\x00b\x1b[2J", "a\\x00b\\x1b[2J"),
        ("\ud800", "\\ud800"),
        ("x" * 600, "x" * 600),
        ("x" * 601, "x" * 599 + "…"),
        ("\x00" * 600, "\\x00" * 149 + "\\x0…"),
    ],
)
def test_text_is_printable_and_bounded(value: str | list[str] | None, expected: str) -> None:
    assert text(value) == expected


def test_values_are_bounded() -> None:
    assert len(texts([str(number) for number in range(100_000)])) == 50


@pytest.mark.parametrize(
    ("score", "expected"), [("62", 62), ("62.0", 62), ("", 0), ("x", 0), ("inf", 0), ("nan", 0), (["7"], 7)]
)
def test_a_score_is_a_number(score: str | list[str], expected: int) -> None:
    assert score_of({"codesign_score": score}) == expected


@pytest.mark.parametrize(("path", "name"), [("C:\\a\\b.exe", "b.exe"), ("/usr/bin/c", "c"), ("d", "d"), ("", "")])
def test_basename(path: str, name: str) -> None:
    assert basename(path) == name
