"""Containers of keys that another host reads over an administrative share."""

from __future__ import annotations

import pytest
from codesignrisk_core.events import file
from codesignrisk_core.settings import Settings

from tests.core.judging import judged

KEY = "ProgramData\\Microsoft\\Crypto\\Keys\\de7cf8a7901d2ad13e5c67c29e5d1662_0b1c5a1e"
MASTER = "Users\\ann\\AppData\\Roaming\\Microsoft\\Protect\\S-1-5-21-1-2-3-4\\9f3a"
READ = ["key_containers", "key_over_share"]


@pytest.mark.parametrize(
    ("share", "name", "mask", "indicators"),
    [
        ("\\\\*\\C$", KEY, "0x1", READ),
        ("\\\\*\\C$", f"\\{KEY}", "0x120089", READ),
        ("\\\\*\\C$", MASTER, "0x1", READ),
        ("\\\\*\\ADMIN$", "System32\\Microsoft\\Protect\\S-1-5-18\\9f3a", "0x1", READ),
        # attributes only, another share, another file, no mask
        ("\\\\*\\C$", KEY, "0x80", []),
        ("\\\\*\\backup", KEY, "0x1", []),
        ("\\\\*\\C$", "Temp\\a.txt", "0x1", []),
        ("\\\\*\\C$", KEY, "", []),
    ],
)
def test_reading_over_a_share(share: str, name: str, mask: str, indicators: list[str], shipped: Settings) -> None:
    record = {
        "EventCode": "5145",
        "Channel": "Security",
        "ObjectType": "File",
        "SubjectUserName": "svc-print",
        "ShareName": share,
        "RelativeTargetName": name,
        "AccessMask": mask,
    }
    report, _ = judged(file, record, shipped)
    assert [found.indicator for found in report.findings] == indicators
    assert report.files == (
        [f"c:\\{name.strip(chr(92)).lower()}"] if indicators and "ADMIN" not in share else report.files
    )
