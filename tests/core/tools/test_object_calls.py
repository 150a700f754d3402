"""Calls of objects that write the registry or the boot store: wmic, winrm, and the text of script hosts."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.tools import object_calls
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids

ENTRY = 'wmic /namespace:\\\\root\\wmi path BcdObject.Id="{current}",StoreFilePath=""'
REGISTRY = "wmic /namespace:\\\\root\\default class StdRegProv"
SHELL = 'mshta vbscript:CreateObject("WScript.Shell")'
CI = "SYSTEM\\CurrentControlSet\\Control\\CI\\Config"
DOUBLED = CI.replace("\\", "\\\\")
SWITCH = "VulnerableDriverBlocklistEnable"
ROOT = "HKCU\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates\\0123456789ABCDEF0123456789ABCDEF01234567"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # the boot store
        (f"{ENTRY} call SetBooleanElement 0x16000049,TRUE", ["enable_test_signing"]),
        (f"{ENTRY} call SetBooleanElement Type=369098825 Boolean=true", ["enable_test_signing"]),
        (f"{ENTRY} CALL setbooleanelement (0x16000048, true)", ["enable_test_signing"]),
        (f'{ENTRY} call SetStringElement 0x12000030,"DDISABLE_INTEGRITY_CHECKS"', ["enable_test_signing"]),
        (f"{ENTRY} call SetIntegerElement 0x250000F0,0", ["disable_hypervisor"]),
        (
            'winrm invoke SetBooleanElement wmi/root/wmi/BcdObject @{Type="0x16000049";Boolean="true"}',
            ["enable_test_signing"],
        ),
        ('mshta vbscript:GetObject("winmgmts:...").SetBooleanElement(&h16000049,True)', ["enable_test_signing"]),
        (f"{ENTRY} call SetBooleanElement 0x16000049,FALSE", []),
        (f"{ENTRY} call SetBooleanElement 0x16000010,TRUE", []),
        (f"{ENTRY} call GetElement 0x16000049", []),
        # the registry through WMI
        (f'{REGISTRY} call SetDWORDValue 2147483650,"{CI}","{SWITCH}",0', ["weaken_code_integrity"]),
        (
            f'{REGISTRY} call SetDWORDValue hDefKey="&H80000002" sSubKeyName="{CI}" sValueName="{SWITCH}" uValue=0',
            ["weaken_code_integrity"],
        ),
        (
            f'winrm invoke SetDWORDValue wmi/x/StdRegProv @{{sSubKeyName="{CI}";sValueName="{SWITCH}";uValue="0"}}',
            ["weaken_code_integrity"],
        ),
        (f"javascript:r.SetDWORDValue(0x80000002,'{DOUBLED}','{SWITCH}',0)", ["weaken_code_integrity"]),
        (f'{REGISTRY} call SetDWORDValue 2147483650,"{CI}","{SWITCH}",1', []),
        (f'{REGISTRY} call GetDWORDValue 2147483650,"{CI}","{SWITCH}"', []),
        (f'{REGISTRY} call SetDWORDValue 2147483650,"SOFTWARE\\Contoso","Level",0', []),
        (f"{REGISTRY} call SetDWORDValue", []),
        # WshShell
        (f'{SHELL}.RegWrite("HKLM\\{CI}\\{SWITCH}",0,"REG_DWORD")(window.close)', ["weaken_code_integrity"]),
        (f'{SHELL}.RegWrite "HKLM\\{CI}\\{SWITCH}", 0, "REG_DWORD"', ["weaken_code_integrity"]),
        (f'vbscript:Execute("s.RegWrite ""HKLM\\{CI}\\{SWITCH}"",0")', ["weaken_code_integrity"]),
        (f'mshta "vbscript:s.RegWrite(\\"HKLM\\{CI}\\{SWITCH}\\",0)"', ["weaken_code_integrity"]),
        (f'{SHELL}.RegWrite("{ROOT}\\Blob",1,"REG_BINARY")', ["registry_store_write"]),
        (f'{SHELL}.RegWrite("{ROOT}\\","")', ["registry_store_write"]),
        (f'{SHELL}.RegRead("HKLM\\{CI}\\{SWITCH}")', []),
        (f'{SHELL}.RegWrite("HKCU\\SOFTWARE\\Contoso\\Level",0,"REG_DWORD")', []),
        (f"{SHELL}.RegWrite(key, 0)", []),
        ("regwrite", []),
    ],
)
def test_what_calls_change(text: str, indicators: list[str]) -> None:
    report = Report()
    object_calls.judge_text(report, "x", text)
    assert ids(report) == indicators


def test_many_calls_are_read_in_part() -> None:
    report = Report()
    object_calls.judge_text(report, "x", ".RegWrite 'a'" * 65)
    assert report.limits == ["more than 64 calls in program text"]


@pytest.mark.parametrize(
    ("line", "tool"),
    [(f"{ENTRY} call SetBooleanElement 0x16000049,TRUE", "wmic"), (f'{SHELL}.RegWrite("{ROOT}\\","")', "inline code")],
)
def test_who_is_named(line: str, tool: str, scorer: Scorer) -> None:
    assert scorer.assess({"CommandLine": line})["codesign_tool"] == tool


@given(st.text(max_size=40), st.sampled_from(object_calls.MARKS))
def test_never_raises(text: str, method: str) -> None:
    object_calls.judge_text(Report(), "x", f".{method}{text}")
