"""Programs of security software, by name and place."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import security_software


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\program files\\sentinelone\\sentinel agent 23.1\\sentinelagent.exe", True),
        ("device\\harddiskvolume3\\program files\\crowdstrike\\csfalconservice.exe", True),
        ("c:\\programdata\\microsoft\\windows defender\\platform\\4.18\\msmpeng.exe", True),
        ("c:\\windows\\sysmon64.exe", True),
        # no installed one, a library, another program
        ("c:\\users\\public\\msmpeng.exe", False),
        ("c:\\users\\public\\program files\\msmpeng.exe", False),
        ("c:\\program files\\sentinelone\\sentinel agent\\inprocessclient64.dll", False),
        ("c:\\program files\\contoso\\contoso.exe", False),
        ("", False),
    ],
)
def test_programs(path: str, expected: bool) -> None:
    assert security_software.is_program(path) is expected
