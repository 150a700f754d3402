"""The boot store through WMI: no bcdedit runs."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

ENTRY = '$o=[wmi]\'\\\\.\\root\\wmi:BcdObject.Id="{current}",StoreFilePath=""\';'


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (f"{ENTRY}$o.SetBooleanElement(0x16000049,$true)", ["enable_test_signing"]),
        (f"{ENTRY}$o.setbooleanelement(369098824, 1)", ["enable_test_signing"]),
        (f"{ENTRY}[void]$o.SetBooleanElement([uint32]0x16000048,[bool]$true)", ["enable_test_signing"]),
        (f"{ENTRY}$o.SetStringElement(0x12000030,'DDISABLE_INTEGRITY_CHECKS')", ["enable_test_signing"]),
        (f"{ENTRY}$o.SetIntegerElement(0x250000F0,0)", ["disable_hypervisor"]),
        (
            f"{ENTRY}Invoke-WmiMethod -InputObject $o -Name SetBooleanElement -ArgumentList $true,0x16000049",
            ["enable_test_signing"],
        ),
        (
            "Invoke-CimMethod $o -MethodName SetBooleanElement -Arguments @{Type=[uint32]0x16000049;Boolean=$true}",
            ["enable_test_signing"],
        ),
        # off again, other elements, reading
        (f"{ENTRY}$o.SetBooleanElement(0x16000049,$false)", []),
        (f"{ENTRY}$o.SetBooleanElement(0x16000010,$true)", []),
        (f"{ENTRY}$o.SetIntegerElement(0x25000004,30)", []),
        (f"{ENTRY}$o.GetElement(0x16000049)", []),
        ("Invoke-CimMethod $o -MethodName GetElement -Arguments @{Type=0x16000049}", []),
    ],
)
def test_elements(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators
