"""Process starts told by what their rows begin with."""

from __future__ import annotations

import pytest
from codesignrisk_core.records import sources
from codesignrisk_core.triage.heads import Heads
from codesignrisk_core.triage.lines import Search

COLUMNS = (*sources.required(), "_chunked_idx")
SYSMON = {
    "EventCode": "1",
    "Channel": "Microsoft-Windows-Sysmon/Operational",
    "Image": "C:\\Windows\\notepad.exe",
    "OriginalFileName": "NOTEPAD.EXE",
    "CommandLine": '"C:\\Windows\\notepad.exe" a.txt',
    "ParentImage": "C:\\Windows\\explorer.exe",
    "ParentCommandLine": 'C:\\x.exe "a",b',
    "User": "CORP\\a",
    "_chunked_idx": "0",
}
SECURITY = {**SYSMON, "EventCode": "4688", "Channel": "Security", "OriginalFileName": ""}


def suffix(parent: bytes) -> bytes | None:
    return b",of " + parent if b"\\" in parent else None


def heads(columns: tuple[str, ...] = COLUMNS) -> Heads:
    return Heads(columns, suffix, Search())


def row(record: dict[str, str]) -> bytes:
    cells = [record.get(name, "") for name in COLUMNS]
    quoted = [text if text.isalnum() or not text else '"' + text.replace('"', '""') + '"' for text in cells]
    return ",".join(quoted).encode()


@pytest.mark.parametrize(
    "record",
    [
        SYSMON,
        SECURITY,
        {**SYSMON, "User": 'a"b'},
        {**SYSMON, "CommandLine": "notepad.exe"},
        {**SYSMON, "CommandLine": 'notepad.exe "a", b'[:-3] + " b"},
    ],
)
def test_starts_that_show_nothing(record: dict[str, str]) -> None:
    told = heads()
    for _ in "12":
        assert told.sift([row(record)]) == [b",of C:\\Windows\\explorer.exe"]


@pytest.mark.parametrize(
    "record",
    [
        {**SYSMON, "EventCode": "5"},
        {**SYSMON, "EventCode": "", "EventID": "1"},
        {**SYSMON, "Channel": "System"},
        {**SYSMON, "Image": "C:\\Windows\\certutil.exe"},
        {**SYSMON, "Image": 'C:\\a"b.exe'},
        {**SYSMON, "CommandLine": "notepad.exe crypto::capi"},
        {**SYSMON, "CommandLine": 'notepad.exe "a",b'},
        {**SYSMON, "CommandLine": "notepad"},  # letters alone are not quoted
        {**SYSMON, "CommandLine": ""},
        {**SYSMON, "CommandLine": "-"},
        {**SYSMON, "CommandLine": "N/A"},
        {**SYSMON, "CommandLine": " notepad.exe"},
        {**SYSMON, "ParentImage": ""},
        {**SYSMON, "ParentImage": "explorer.exe"},
        {**SECURITY, "CommandLine": "C:\\Windows\\notepad.exe"},
        {**SECURITY, "CommandLine": '"C:\\x\\cmd.exe"/c certutil'},
        {**SECURITY, "OriginalFileName": "NOTEPAD.EXE"},
    ],
)
def test_rows_of_which_more_has_to_be_read(record: dict[str, str]) -> None:
    told = heads()
    for _ in "12":
        assert told.sift([row(record)]) == [None]


def test_many_rows_in_their_order() -> None:
    rows = [
        row({**SYSMON, "CommandLine": f"notepad.exe {word} {number}"}) for number, word in enumerate(["a", "::"] * 9)
    ]
    told = heads()
    for _ in "12":
        assert [cells is None for cells in told.sift(rows)] == [False, True] * 9


@pytest.mark.parametrize(
    ("columns", "fit"),
    [
        (COLUMNS, True),
        ((*sources.required(sources.NAMES), "_chunked_idx"), True),
        (("EventCode", "Image", "CommandLine"), False),
        (("EventCode", "Image", "CommandLine", "_chunked_idx"), True),
        (("EventCode", "CommandLine", "Image", "_chunked_idx"), False),
        (("EventCode", "Image", "CommandLine", "event_data.OriginalFileName", "_chunked_idx"), False),
        (("User", "_chunked_idx"), False),
        ((), False),
    ],
)
def test_columns_in_the_order_of_asking(columns: tuple[str, ...], fit: bool) -> None:
    assert heads(columns).fits is fit
