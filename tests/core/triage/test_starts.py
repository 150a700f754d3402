"""Process starts told by the text of their rows: which are left out, and what the others are as records."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from codesignrisk_core.triage.lines import Search
from codesignrisk_core.triage.shapes import QUOTE
from codesignrisk_core.triage.starts import Starts

COLUMNS = (
    *("EventCode", "EventID", "Channel", "Image", "NewProcessName", "OriginalFileName", "original_file_name"),
    *("CommandLine", "ParentImage", "ParentCommandLine", "User", "event.code", "_chunked_idx"),
)
SYSMON = {
    "EventCode": "1",
    "Channel": "Microsoft-Windows-Sysmon/Operational",
    "Image": "C:\\Windows\\notepad.exe",
    "OriginalFileName": "NOTEPAD.EXE",
    "CommandLine": '"C:\\Windows\\notepad.exe" a.txt',
    "ParentImage": "C:\\Windows\\explorer.exe",
}
SECURITY = {
    "EventCode": "4688",
    "NewProcessName": "C:\\Windows\\notepad.exe",
    "CommandLine": "notepad.exe a.txt",
    "ParentImage": "C:\\Windows\\explorer.exe",
}
EXPLORER = b"C:\\Windows\\explorer.exe"


def pieces(record: dict[str, str]) -> list[bytes]:
    cells = [
        text if text.isalnum() or not text else '"' + text.replace('"', '""') + '"'
        for text in (record.get(name, "") for name in COLUMNS)
    ]
    return ",".join(cells).encode().split(QUOTE)


@pytest.mark.parametrize(
    ("record", "parent"),
    [
        (SYSMON, EXPLORER),
        (SECURITY, EXPLORER),
        ({**SYSMON, "OriginalFileName": "-"}, EXPLORER),
        ({**SYSMON, "OriginalFileName": "?"}, EXPLORER),
        ({**SYSMON, "ParentImage": ""}, b""),
        ({**SYSMON, "EventCode": "", "EventID": "1"}, EXPLORER),
    ],
)
def test_starts_that_show_nothing(record: dict[str, str], parent: bytes) -> None:
    assert Starts(COLUMNS, Search()).sift([pieces(record)]) == [parent]


@pytest.mark.parametrize(
    "record",
    [
        {**SYSMON, "EventCode": "5"},
        {**SYSMON, "EventCode": "4689"},
        {**SYSMON, "Channel": "System"},
        {**SYSMON, "Channel": "-"},
        {**SYSMON, "Image": "-"},
        {**SYSMON, "Image": ""},
        {**SYSMON, "Image": 'C:\\a"b.exe'},
        {**SYSMON, "CommandLine": ""},
        {**SYSMON, "CommandLine": "-"},
        {**SYSMON, "CommandLine": "        notepad"},
        {**SYSMON, "CommandLine": "notepad \u0441ert"},
        {**SYSMON, "original_file_name": "x.exe"},
        {**SYSMON, "ParentImage": "", "ParentCommandLine": "C:\\x\\cmd.exe"},
        {**SYSMON, "EventCode": "", "EventID": "1", "event.code": "1"},
        {**SECURITY, "CommandLine": "C:\\Windows\\notepad.exe"},  # what the add-on writes where auditing leaves it out
        {**SECURITY, "CommandLine": '"C:\\x\\cmd.exe"/c certutil'},
        {**SYSMON, "CommandLine": "notepad.exe crypto::capi"},
    ],
)
def test_rows_for_the_scorer_come_as_records_without_empty_fields(record: dict[str, str]) -> None:
    assert Starts(COLUMNS, Search()).sift([pieces(record)]) == [{name: text for name, text in record.items() if text}]


def test_which_of_two_lines_counts_is_for_the_scorer() -> None:
    """The data model's `process` may hold a path, and another column the line (records.fields)."""
    columns = ("EventCode", "Channel", "Image", "CommandLine", "process", "cmdline")
    row = '1,"Microsoft-Windows-Sysmon/Operational","C:\\Windows\\notepad.exe",{},{},"a.exe"'
    whole, path = row.format('"notepad.exe a.txt"', ""), row.format("", '"C:\\Windows\\notepad.exe"')
    found = Starts(columns, Search()).sift([line.encode().split(QUOTE) for line in (whole, path)])
    assert found == [
        b"",
        {
            "EventCode": "1",
            "Channel": "Microsoft-Windows-Sysmon/Operational",
            "Image": "C:\\Windows\\notepad.exe",
            "process": "C:\\Windows\\notepad.exe",
            "cmdline": "a.exe",
        },
    ]


def test_many_rows_in_their_order() -> None:
    told: dict[str, Any] = {**SYSMON, "CommandLine": "notepad.exe crypto::capi"}
    rows = [pieces(record) for record in (SYSMON, told, SECURITY, told, SYSMON)]
    starts = Starts(COLUMNS, Search())
    for _ in "12":
        assert starts.sift(rows) == [EXPLORER, told, EXPLORER, told, EXPLORER]
    assert starts.record(rows[0]) == SYSMON


def test_a_row_of_another_length() -> None:
    assert Starts(COLUMNS, Search()).sift([b"1,2".split(QUOTE)]) == [None]


def test_the_pieces_are_those_of_csv() -> None:
    row = QUOTE.join(pieces(SYSMON)).decode()
    assert dict(zip(COLUMNS, next(csv.reader(io.StringIO(row))))) == {**dict.fromkeys(COLUMNS, ""), **SYSMON}
