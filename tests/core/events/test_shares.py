"""Containers of keys that another host reads over an administrative share, and policies that it writes."""

from __future__ import annotations

import pytest
from codesignrisk_core.events import file
from codesignrisk_core.settings import Settings

from tests.core.judging import judged

KEY = "ProgramData\\Microsoft\\Crypto\\Keys\\de7cf8a7901d2ad13e5c67c29e5d1662_0b1c5a1e"
MASTER = "Users\\ann\\AppData\\Roaming\\Microsoft\\Protect\\S-1-5-21-1-2-3-4\\9f3a"
READ = ["key_containers", "key_over_share"]


POLICY = "System32\\CodeIntegrity\\SiPolicy.p7b"
ACTIVE = "Windows\\System32\\CodeIntegrity\\CiPolicies\\Active\\{A244370E-44C9-4C06-B551-F6016E563076}.cip"
CATALOG = "System32\\CatRoot\\{F750E6C3-38EE-11D1-85E5-00C04FC295EE}\\oem9.cat"
IN_DOMAIN = "contoso.example\\Policies\\{6AC1786C-016F-11D2-945F-00C04fB984F9}\\Machine\\"
DEPLOYED = ["code_integrity_policy", "policy_of_other_host", "writer_remote"]


def access(share: str, name: str, mask: str) -> dict[str, str]:
    """Security 5145."""
    return {
        "EventCode": "5145",
        "Channel": "Security",
        "ObjectType": "File",
        "SubjectUserName": "svc-print",
        "ShareName": share,
        "RelativeTargetName": name,
        "AccessMask": mask,
    }


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
    report, _ = judged(file, access(share, name, mask), shipped)
    assert [found.indicator for found in report.findings] == indicators
    assert report.files == (
        [f"c:\\{name.strip(chr(92)).lower()}"] if indicators and "ADMIN" not in share else report.files
    )


@pytest.mark.parametrize(
    ("share", "name", "mask", "indicators"),
    [
        ("\\\\*\\ADMIN$", POLICY, "0x120196", DEPLOYED),
        ("\\\\*\\C$", ACTIVE, "0x2", DEPLOYED),
        ("\\\\*\\S$", "EFI\\Microsoft\\Boot\\SiPolicy.p7b", "0x6", DEPLOYED),
        ("\\\\*\\S$", "EFI\\Microsoft\\Boot\\bootmgfw.efi", "0x6", ["boot_file_planted", "writer_remote"]),
        ("\\\\*\\ADMIN$", CATALOG, "0x2", ["catalog_planted", "writer_remote"]),
        ("\\\\*\\SYSVOL", f"{IN_DOMAIN}SiPolicy.p7b", "0x2", DEPLOYED),
        ("\\\\*\\SYSVOL", f"{IN_DOMAIN}lab.cip", "0x4", DEPLOYED),
        # read, another share, other files of these folders
        ("\\\\*\\ADMIN$", POLICY, "0x120089", []),
        ("\\\\*\\SYSVOL", f"{IN_DOMAIN}SiPolicy.p7b", "0x1", []),
        ("\\\\*\\SYSVOL", f"{IN_DOMAIN}roots.p7b", "0x2", []),
        ("\\\\*\\packages", "SiPolicy.p7b", "0x2", []),
        ("\\\\*\\C$", "Temp\\a.p7b", "0x2", []),
        ("\\\\*\\ADMIN$", POLICY, "%%1538", []),
    ],
)
def test_writing_over_a_share(share: str, name: str, mask: str, indicators: list[str], shipped: Settings) -> None:
    report, _ = judged(file, access(share, name, mask), shipped)
    assert [found.indicator for found in report.findings] == indicators
    assert all("svc-print writes" in found.sentence for found in report.findings[:1])
