"""CrowdStrike Falcon: process starts of the Falcon Data Replicator."""

from __future__ import annotations

import pytest
from codesignrisk_core.records.sensors.falcon import SENSOR

from tests.core.records.sensors.reading import translated

START = {
    "event_simpleName": "ProcessRollup2",
    "ComputerName": "host1",
    "ImageFileName": "\\Device\\HarddiskVolume3\\Windows\\System32\\certutil.exe",
    "CommandLine": "certutil -ping",
    "ParentBaseFileName": "cmd.exe",
    "UserName": "CORP\\ann",
    "IntegrityLevel": "12288",
}


@pytest.mark.parametrize("event", ["ProcessRollup2", "SyntheticProcessRollup2"])
def test_a_process_start(event: str) -> None:
    assert translated(SENSOR, {**START, "event_simpleName": event}) == {
        "event_id": "1",
        "host": "host1",
        "image": "C:\\Windows\\System32\\certutil.exe",
        "command_line": "certutil -ping",
        "parent_image": "cmd.exe",
        "user": "CORP\\ann",
        "integrity": "12288",
    }


@pytest.mark.parametrize(
    ("written", "image"),
    [
        ("\\DEVICE\\harddiskvolume12\\x\\a.exe", "C:\\x\\a.exe"),
        ("\\Device\\Mup\\fs1\\x\\a.exe", "\\Device\\Mup\\fs1\\x\\a.exe"),
        ("/usr/bin/codesign", "/usr/bin/codesign"),
    ],
)
def test_a_path_begins_at_its_volume(written: str, image: str) -> None:
    assert translated(SENSOR, {**START, "ImageFileName": written})["image"] == image


@pytest.mark.parametrize("event", ["EndOfProcess", "DnsRequest", ""])
def test_other_events(event: str) -> None:
    assert translated(SENSOR, {**START, "event_simpleName": event}) == {}
