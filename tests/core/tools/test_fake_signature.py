"""Fake-signature tools by name, and behind an interpreter."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import BY_IMAGE, fake_signature

from tests.core.lines import ids

PYTHON = "C:\\Python313\\python.exe"
POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"


def any_of(line: str, image: str) -> Report | None:
    return fake_signature.judge_any(Command(image, argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("sigthief -i C:\\a\\good.exe -t C:\\a\\bad.exe -o C:\\a\\out.exe", ["fake_signature_tool"]),
        ("limelighter -I C:\\a\\x.exe -O C:\\a\\y.exe -Domain www.fabrikam.example", ["fake_signature_tool"]),
        ("trustmebro steal donor.exe agent.exe --clone", ["fake_signature_tool"]),
        ("mangle -I a.exe -O b.exe -C signed.exe", ["fake_signature_tool"]),
        ("sigtransplant signed.exe unsigned.exe", ["fake_signature_tool"]),
        ("disitool copy signed.exe unsigned.exe out.exe", ["fake_signature_tool"]),
        ("disitool delete signed.exe out.exe", []),
        # a common word without the tool's options
        ("mangle report.txt", []),
        ("scarecrow --version", []),
    ],
)
def test_tools_by_name(line: str, indicators: list[str]) -> None:
    report = BY_IMAGE[line.split()[0]].judge(Command(line.split()[0] + ".exe", argv.split(line), line))
    assert ids(report) == indicators


def test_programs_key_files_and_passwords_of_a_tool() -> None:
    line = "limelighter -I C:\\a\\x.exe -O C:\\a\\y.exe -Real C:\\k\\corp.pfx -Password Sesame"
    report = BY_IMAGE["limelighter"].judge(Command("limelighter.exe", argv.split(line), line))
    assert report.targets == ["c:\\a\\x.exe", "c:\\a\\y.exe"]
    assert report.files == ["c:\\k\\corp.pfx"]
    assert report.secrets == ["Sesame"]
    assert report.flags == {"HasPFX"}


@pytest.mark.parametrize(
    ("image", "line", "tool"),
    [
        (PYTHON, "python C:\\t\\sigthief.py -i a.exe -t b.exe", "sigthief"),
        (PYTHON, "python -W ignore -u .\\CarbonCopy.py www.fabrikam.example 443 a.exe b.exe", "carboncopy"),
        (PYTHON, "python C:\\t\\disitool.py add sig.bin a.exe b.exe", "disitool"),
        ("C:\\Windows\\py.exe", "py -3 sigthief.py -i a.exe -r", "sigthief"),
        ("C:\\Python313\\python3.13.exe", "python3.13 -m certipy find -u ann@fabrikam.example", "certipy"),
        ("C:\\Go\\bin\\go.exe", "go run gosigthief.go -h", "gosigthief"),
        ("C:\\dotnet\\dotnet.exe", "dotnet SigFlip.dll -b a.exe -o b.exe", "sigflip"),
        ("C:\\t\\ScareCrow_5.1_windows_amd64.exe", "ScareCrow_5.1_windows_amd64.exe -I a.bin -Loader dll", "scarecrow"),
        (POWERSHELL, 'powershell -c "ipmo .\\metatwin.ps1; Invoke-MetaTwin -Source a.dll -Target b.exe"', "metatwin"),
        (POWERSHELL, "powershell -File C:\\t\\Invoke-DllClone.ps1", "dllclone"),
    ],
)
def test_scripts_and_cmdlets(image: str, line: str, tool: str) -> None:
    report = any_of(line, image)
    assert report is not None
    assert report.tool == tool


@pytest.mark.parametrize(
    ("image", "line"),
    [
        ("C:\\Git\\cmd\\git.exe", "git clone https://git.example/SigThief"),
        ("C:\\Windows\\notepad.exe", "notepad sigthief.py"),
        (PYTHON, "python build.py --skip sigthief.py"),
        (PYTHON, "python -c print(1) sigthief.py"),
        (POWERSHELL, "powershell Remove-Item C:\\t\\sigthief.zip"),
        ("C:\\Windows\\System32\\findstr.exe", 'findstr /s "crypto::keys" *.yml'),
        ("C:\\Users\\ann\\.cargo\\bin\\cargo.exe", "cargo test crypto::keys"),
        ("C:\\src\\x\\target\\debug\\deps\\x-1f.exe", "x-1f.exe crypto::keys"),
        ("C:\\t\\x.exe", "x.exe ring::crypto::keys crypto::keys::new"),
    ],
)
def test_names_in_passing_are_silent(image: str, line: str) -> None:
    assert any_of(line, image) is None
