"""Windows event logs, as others recorded them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]


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
