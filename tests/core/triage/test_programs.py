"""Classes of programs: which words have to be looked for on their lines."""

from __future__ import annotations

import pytest
from codesignrisk_core.triage.programs import (
    EVERYDAY,
    JUDGED,
    PLAIN,
    POWERSHELL,
    READER,
    SCRIPT_HOST,
    UNNAMED,
    WRAPPER,
    classify,
)

SYSTEM = "C:\\Windows\\System32\\"


@pytest.mark.parametrize(
    ("image", "original", "first", "expected"),
    [
        (SYSTEM + "notepad.exe", "NOTEPAD.EXE", "", PLAIN),
        (SYSTEM + "notepad.exe", "", "notepad.exe", UNNAMED),
        (SYSTEM + "certutil.exe", "CertUtil.exe", "", JUDGED),
        ("C:\\Temp\\x.exe", "CertUtil.exe", "", JUDGED),
        ("C:\\Temp\\certutil.exe", "x.exe", "", JUDGED),
        ("C:\\Temp\\mkcert-v1.4.4-windows-amd64.exe", "", "mkcert", JUDGED),
        ("C:\\Temp\\scarecrow_5.1_windows_amd64.exe", "x", "", JUDGED),
        (SYSTEM + "notepad.exe", "", "C:\\x\\certutil.exe", JUDGED),
        (SYSTEM + "cmd.exe", "Cmd.Exe", "", WRAPPER),
        ("C:\\Temp\\x.exe", "Cmd.Exe.MUI", "", WRAPPER),
        (SYSTEM + "notepad.exe", "", "cmd", WRAPPER),
        ("C:\\Python311\\python3.11.exe", "x", "", WRAPPER),
        ("C:\\jdk\\java.exe", "java.exe", "", SCRIPT_HOST),
        (SYSTEM + "WindowsPowerShell\\v1.0\\powershell.exe", "PowerShell.EXE", "", POWERSHELL),
        ("C:\\Temp\\x.exe", "pwsh.dll", "", POWERSHELL),
        ("C:\\Temp\\powershell.exe", "Cmd.Exe", "", JUDGED),
        (SYSTEM + "curl.exe", "curl.exe", "", READER),
        (SYSTEM + "findstr.exe", "FINDSTR.EXE", "", READER),
        (SYSTEM + "reg.exe", "reg.exe", "", EVERYDAY),
        (SYSTEM + "reg.exe", "", "reg", EVERYDAY),
        (SYSTEM + "reg.exe", "", "certutil", JUDGED),
        ("C:\\Temp\\reg.exe", "other.exe", "", JUDGED),
        (SYSTEM + "msiexec.exe", "msiexec.exe", "", EVERYDAY),
        (SYSTEM + "cscript.exe", "cscript.exe", "", SCRIPT_HOST),
        (SYSTEM + "wscript.exe", "", "wscript", SCRIPT_HOST),
        ("C:\\Temp\\x.exe", "wscript.exe", "", JUDGED),
        (SYSTEM + "mshta.exe", "MSHTA.EXE", "", JUDGED),
        ("/usr/bin/true", "", "true", JUDGED),
        ("", "x.exe", "", JUDGED),
    ],
)
def test_classes(image: str, original: str, first: str, expected: str) -> None:
    assert classify(image, original, first) == expected
