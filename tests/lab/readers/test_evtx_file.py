"""Windows event logs, as others recorded them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lab.readers import evtx_writer
from tests.lab.readers.sysmon import SYSMON, SYSMON_RECORD

ReadAll = Callable[..., tuple[list[Any], list[str]]]
START, CHUNK = 4096, 65536


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


@pytest.mark.parametrize(
    ("damage", "events", "problems"),
    [
        (lambda log: log, 850, []),
        # the header of the fourth chunk
        (
            lambda log: put(log, START + 3 * CHUNK + 20, b"\xff" * 200),
            791,
            ["chunk 4: 0 records read: Failed to parse chunk"],
        ),
        # all of the second
        (lambda log: put(log, START + CHUNK, bytes(CHUNK)), 788, []),
        (
            lambda log: put(log, START + CHUNK, b"\1" * CHUNK),
            788,
            ["chunk 2: damaged: 65,536 bytes are no part of a log"],
        ),
        # cut in the last record of the third, and among the records of the second
        (
            lambda log: log[: START + 3 * CHUNK - 704],
            176,
            ["record 176: its end is cut off", "chunk 3: the file is cut short: 64,832 of 65,536 bytes"],
        ),
        (
            lambda log: log[: START + CHUNK + 30_000],
            82,
            ["chunk 2: 25 of 62 records read", "chunk 2: the file is cut short: 30,000 of 65,536 bytes"],
        ),
        (
            lambda log: log[: START + CHUNK + 100],
            57,
            ["chunk 2: 0 of 62 records read", "chunk 2: the file is cut short: 100 of 65,536 bytes"],
        ),
    ],
)
def test_a_damaged_log_gives_what_is_there_and_counts_the_rest(
    damage: Callable[[bytes], bytes], events: int, problems: list[str], recorded: Path, read_all: ReadAll
) -> None:
    (source,) = recorded.glob("evtx/AndrewRathbun*.evtx")
    records, told = read_all("log.evtx", damage(source.read_bytes()))
    assert len(records) == events
    assert [text[: len(expected)] for text, expected in zip(told, problems, strict=False)] == problems
    assert [text for text in told[len(problems) :] if "chunks are missing" not in text] == []


def test_a_log_of_our_own_is_damaged_too(read_all: ReadAll) -> None:
    """The same without recorded logs: two events, of which the second is cut ever earlier."""
    whole = evtx_writer.log([SYSMON, SYSMON])
    assert read_all("log.evtx", whole) == ([SYSMON_RECORD] * 2, [])
    size = int.from_bytes(whole[START + 512 + 4 :][:4], "little")
    second = START + 512 + size
    for cut in (second + size - 60, second + 300, second + 10, second):
        records, problems = read_all("log.evtx", whole[:cut])
        assert records == [SYSMON_RECORD]
        assert [problem.partition(": ")[2][:19] for problem in problems] == [
            "1 of 2 records read",
            "the file is cut sho",
        ]


def put(log: bytes, at: int, part: bytes) -> bytes:
    return log[:at] + part + log[at + len(part) :]


def test_values_are_written_as_windows_writes_them(recorded: Path, read_all: ReadAll) -> None:
    """GUIDs in braces and small letters, whatever their field is called; an absent value is empty."""
    (source,) = recorded.glob("evtx/SigmaHQ__19b08b1c*.evtx")
    (record,), _ = read_all("log.evtx", source.read_bytes())
    values = [value for value in record.values() if isinstance(value, str)]
    assert [value for value in values if re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", value)] == []
    assert [value for value in values if value and not value.strip()] == []
