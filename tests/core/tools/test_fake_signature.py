"""Fake-signature tools by name, behind an interpreter, and by the shape of their options."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import BY_IMAGE, fake_signature

PYTHON = "C:\\Python313\\python.exe"
POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"


def any_of(line: str, image: str) -> Report | None:
    return fake_signature.judge_any(Command(image, argv.split(line), line))


def ids(report: Report | None) -> list[str]:
    return [found.indicator for found in report.findings] if report else []


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("sigthief -i C:\\a\\good.exe -t C:\\a\\bad.exe -o C:\\a\\out.exe", ["fake_signature_tool"]),
        ("limelighter -I C:\\a\\x.exe -O C:\\a\\y.exe -Domain www.fabrikam.example", ["fake_signature_tool"]),
        ("trustmebro steal donor.exe agent.exe --clone", ["fake_signature_tool"]),
        ("mangle -I a.exe -O b.exe -C signed.exe", ["fake_signature_tool"]),
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


@pytest.mark.parametrize(
    "line",
    [
        'm.exe "crypto::certificates /systemstore:local_machine /export" exit',
        "m.exe crypto::capi crypto::cng",
        "m.exe CRYPTO::Keys",
        "powershell -c Invoke-Mimikatz -Command '\"crypto::stores /systemstore:local_machine\"'",
        'm.exe "dpapi::cng /in:C:\\k"',
    ],
)
def test_mimikatz_commands_in_any_program(line: str) -> None:
    assert ids(any_of(line, "C:\\t\\m.exe")) == ["mimikatz_crypto"]


TEMP = "C:\\Users\\ann\\AppData\\Local\\Temp\\u.exe"


@pytest.mark.parametrize(
    ("image", "line", "like"),
    [
        (TEMP, "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe -o C:\\a\\out.exe", "SigThief"),
        (PYTHON, "python tool.py -s good.exe_sig -t bad.exe", "SigThief"),
        (TEMP, "u.exe -I C:\\a\\x.exe -O C:\\a\\y.exe -Domain www.fabrikam.example -Password Sesame", "Limelighter"),
        (TEMP, "u.exe -I sc.bin -Loader binary -domain fabrikam.example", "ScareCrow"),
        (TEMP, "u.exe -i C:\\a\\k.dll -s sc.bin -o C:\\a\\k2.dll -e Sesame", "SigFlip"),
        (PYTHON, "python cc.py www.fabrikam.example 443 in.exe out.exe", "CarbonCopy"),
    ],
)
def test_shapes(image: str, line: str, like: str) -> None:
    report = any_of(line, image)
    assert report is not None
    assert report.findings[0].indicator == "fake_signature_shape"
    assert report.findings[0].sentence.endswith(like)
    assert all("Sesame" not in found.sentence for found in report.findings)
    assert report.secrets == (["Sesame"] if "Sesame" in line else [])


@pytest.mark.parametrize(
    ("image", "line"),
    [
        # installed programs may have any options
        ("C:\\Program Files\\X\\u.exe", "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe"),
        # other operands, or an option that the tool does not have
        (TEMP, "u.exe -i C:\\a\\in.mp4 -t 10 -o C:\\a\\out.mp4"),
        (TEMP, "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe --quiet"),
        (TEMP, "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe C:\\extra.exe"),
        (TEMP, "u.exe -I text -domain not_a_domain"),
        (TEMP, "u.exe"),
    ],
)
def test_other_shapes_are_silent(image: str, line: str) -> None:
    assert any_of(line, image) is None


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("certify find /vulnerable", ["adcs_abuse"]),
        ("certify request /ca:ca01\\x /template:User /altname:boss", ["adcs_abuse", "request_as_other"]),
        ("certify request /ca:ca01\\x /template:User", ["adcs_abuse"]),
        ("certipy req -ca x -template User -upn boss@x.example", ["adcs_abuse", "request_as_other"]),
        ("certipy find -dns x", ["adcs_abuse"]),
        ("certify forge --ca-cert ca.pfx", ["forge_certificate"]),
        # Certify The Web's own command line
        ("certify renew", []),
        ("certipy auth -pfx boss.pfx -domain fabrikam.example", ["adcs_abuse"]),
        ("certipy forge -ca-pfx ca.pfx -upn boss@fabrikam.example", ["forge_certificate"]),
        ("forgecert --CaCertPath ca.pfx --CaCertPassword Sesame", ["forge_certificate"]),
        ("sharpdpapi certificates /machine", ["steal_keys"]),
        ("sharpdpapi masterkeys", []),
        (
            "rubeus asktgt /user:ann /certificate:C:\\k\\ann.pfx /password:Sesame",
            ["kerberos_certificate", "clear_password"],
        ),
        ("rubeus kerberoast", []),
        ("crackpkcs12 -d words.txt a.pfx", ["crack_key_file"]),
    ],
)
def test_certificate_theft(line: str, indicators: list[str]) -> None:
    name = line.split()[0]
    assert ids(BY_IMAGE[name].judge(Command(name + ".exe", argv.split(line), line))) == indicators
