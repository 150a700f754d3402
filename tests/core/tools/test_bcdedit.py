"""bcdedit: only what turns driver signature checks off."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.tools import bcdedit


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("bcdedit /set testsigning on", True),
        ("bcdedit -set TESTSIGNING ON", True),
        ("bcdedit.exe /set {current} nointegritychecks yes", True),
        ("bcdedit /store D:\\boot\\bcd /set {default} testsigning true", True),
        ("bcdedit /set loadoptions DDISABLE_INTEGRITY_CHECKS", True),
        ("bcdedit /set testsigning off", False),
        ("bcdedit /deletevalue testsigning", False),
        ("bcdedit /set {default} recoveryenabled no", False),
        ("bcdedit /set loadoptions DISABLE_LSA_ISO", False),
        ("bcdedit /enum", False),
        ("bcdedit", False),
    ],
)
def test_bcdedit(line: str, found: bool) -> None:
    report = bcdedit.judge(Command("bcdedit.exe", argv.split(line), line))
    assert [finding.indicator for finding in report.findings] == (["enable_test_signing"] if found else [])
    assert report.tool == ("bcdedit" if found else "")


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("bcdedit /set hypervisorlaunchtype off", ["disable_hypervisor"]),
        ("bcdedit /set {current} vsmlaunchtype Off", ["secure_kernel_off"]),
        ("bcdedit /set {0cb3b571-2f2e-4343-a879-d86a476d7215} loadoptions DISABLE-LSA-ISO,DISABLE-VBS",
         ["secure_kernel_off"]),
        ("bcdedit /set loadoptions disable-vbs", ["secure_kernel_off"]),
        ("bcdedit /set {0cb3b571-2f2e-4343-a879-d86a476d7215} path \\EFI\\Microsoft\\Boot\\SecConfig.efi",
         ["secure_kernel_off"]),
        ("bcdedit /set {bootmgr} path \\EFI\\Microsoft\\Boot\\bootmgfw.efi", []),
        ("bcdedit /set {bootmgr} flightsigning on", ["flight_signing"]),
        ("bcdedit /set {bootmgr} flightsigning off", []),
        ("bcdedit /set vsmlaunchtype auto", []),
        ("bcdedit /set loadoptions nodebug", []),
        ("bcdedit /set hypervisorlaunchtype auto", []),
        ("bcdedit /set hypervisordebug off", []),
    ],
)  # fmt: skip
def test_what_memory_integrity_runs_on(line: str, indicators: list[str]) -> None:
    report = bcdedit.judge(Command("bcdedit.exe", argv.split(line), line))
    assert [finding.indicator for finding in report.findings] == indicators
