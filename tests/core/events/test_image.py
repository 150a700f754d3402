"""Loaded images (Sysmon 7): bad and stolen signatures speak, a missing one is daily work."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import driver, image
from codesignrisk_core.model import Report
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core import judging

SYSMON = {"Channel": "Microsoft-Windows-Sysmon/Operational"}
KITS = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\"
SIGNTOOL = KITS + "signtool.exe"
NOTEPAD = "C:\\Windows\\System32\\notepad.exe"
DRIVERS = "C:\\Windows\\System32\\drivers\\"
TEMP = "C:\\Users\\jane\\AppData\\Local\\Temp\\"
SYSTEM32 = "C:\\Windows\\System32\\"
LEAKED = "Beijing JoinHope Image Technology Ltd."
UNSIGNED = {"Signed": "false", "Signature": "-", "SignatureStatus": "Unavailable"}
GOOD = {"Signed": "true", "Signature": "Contoso Ltd", "SignatureStatus": "Valid"}
STOLEN = {"Signed": "false", "Signature": "Microsoft Windows", "SignatureStatus": "Unavailable"}


NVIDIA = {"Signed": "true", "Signature": "NVIDIA Corporation", "SignatureStatus": "Expired"}


def load(loader: str, loaded: str, **fields: str) -> dict[str, Any]:
    return {"EventCode": "7", **SYSMON, "Image": loader, "ImageLoaded": loaded, **fields}


def judged(record: dict[str, Any], settings: Settings) -> tuple[Report, int]:
    return judging.judged(image, record, settings)


@pytest.mark.parametrize(
    ("record", "indicators", "score"),
    [
        (load(NOTEPAD, TEMP + "plugin.dll", **UNSIGNED), [], 0),
        (load(NOTEPAD, "C:\\Windows\\System32\\comctl32.dll", **GOOD), [], 0),
        (load(NOTEPAD, "C:\\Program Files\\Contoso\\a.dll", **{**UNSIGNED, "Signature": "Contoso Ltd"}), [], 0),
        (load(NOTEPAD, "C:\\Program Files\\Contoso\\a.dll"), [], 0),
        # the name of a well-known signer on a signature that does not verify
        (load(NOTEPAD, "C:\\Tools\\version.dll", **STOLEN), ["signature_stolen"], 50),
        (load(NOTEPAD, TEMP + "version.dll", **STOLEN), ["signature_stolen", "signed_file_user_writable"], 62),
        (load(NOTEPAD, "C:\\Tools\\a.dll", **{**STOLEN, "Signature": "Google LLC"}), ["signature_stolen"], 50),
        # makers who put a timestamp on all they sign
        (
            load(NOTEPAD, TEMP + "a.dll", **NVIDIA),
            ["signature_expired", "maker_expired", "signed_file_user_writable"],
            52,
        ),
        (load(NOTEPAD, "C:\\Program Files\\NVIDIA\\a.dll", **NVIDIA), ["signature_expired"], 15),
        # what its name calls a provider for signatures
        (load(NOTEPAD, TEMP + "MySIPProvider.dll", **UNSIGNED), ["register_sip", "signed_file_user_writable"], 57),
        (
            load(NOTEPAD, TEMP + "gs.dll", **UNSIGNED, OriginalFileName="MySIP.dll"),
            ["register_sip", "signed_file_user_writable"],
            57,
        ),
        (load(NOTEPAD, TEMP + "gs.dll", **UNSIGNED, OriginalFileName="gs.dll"), [], 0),
        (load(NOTEPAD, "C:\\Program Files\\Contoso\\mysip.dll", **UNSIGNED), [], 0),
        (load(NOTEPAD, TEMP + "mysip.dll", **GOOD), [], 0),
        # what the status says
        (load(NOTEPAD, "C:\\Tools\\a.dll", **{**UNSIGNED, "SignatureStatus": "Expired"}), ["signature_expired"], 15),
        (load(NOTEPAD, "C:\\Tools\\a.dll", **{**UNSIGNED, "SignatureStatus": "Revoked"}), ["signature_revoked"], 40),
        (load(NOTEPAD, "C:\\Tools\\a.dll", **{**GOOD, "SignatureStatus": "Revoked"}), ["signature_revoked"], 40),
        (
            load(NOTEPAD, "C:\\Tools\\a.dll", **{**UNSIGNED, "SignatureStatus": "Bad digest"}),
            ["signature_tampered"],
            45,
        ),
        (
            load(NOTEPAD, "C:\\Tools\\a.dll", **{**UNSIGNED, "SignatureStatus": "Untrusted"}),
            ["signature_untrusted"],
            15,
        ),
        # keys that are out, whatever the place and the status
        (load(NOTEPAD, "C:\\Tools\\a.dll", **{**GOOD, "Signature": LEAKED}), ["leaked_key"], 55),
        (
            load(NOTEPAD, "C:\\ProgramData\\Contoso\\a.dll", **{**NVIDIA, "Signature": LEAKED}),
            ["leaked_key", "signature_expired", "signed_file_user_writable"],
            71,
        ),
        # folders of Windows' own that any user may write to
        (
            load(NOTEPAD, f"{SYSTEM32}spool\\drivers\\color\\a.dll", **UNSIGNED),
            ["open_folder_library", "signed_file_user_writable"],
            57,
        ),
        (
            load("C:\\Windows\\explorer.exe", "C:\\Windows\\Tracing\\a.dll", **UNSIGNED),
            ["open_folder_library", "signed_file_user_writable"],
            57,
        ),
        (load(NOTEPAD, f"{SYSTEM32}spool\\drivers\\color\\a.dll", **GOOD), [], 0),
        (load(NOTEPAD, f"{SYSTEM32}spool\\drivers\\x64\\3\\a.dll", **UNSIGNED), [], 0),
        (load("C:\\Lab\\a.exe", "C:\\Windows\\Tracing\\a.dll", **UNSIGNED), [], 0),
        # what certificate tools are made to load
        (
            load(f"{SYSTEM32}certutil.exe", "C:\\ProgramData\\fmt\\a.dll", **UNSIGNED),
            ["certificate_library", "signed_file_user_writable"],
            64,
        ),
        (load(f"{SYSTEM32}certutil.exe", "C:\\ProgramData\\fmt\\a.dll", **GOOD), [], 0),
        (load(f"{SYSTEM32}certutil.exe", "C:\\Program Files\\CertUiExts\\a.dll", **UNSIGNED), [], 0),
        (load("C:\\nss\\certutil.exe", "C:\\ProgramData\\nss\\nss3.dll", **UNSIGNED), [], 0),
        # libraries that check signatures
        (
            load(TEMP + "a.exe", TEMP + "wintrust.dll", **UNSIGNED),
            ["checking_library_imitated", "signed_file_user_writable"],
            64,
        ),
        (load(TEMP + "a.exe", TEMP + "crypt32.dll", **GOOD), [], 0),
        (load(NOTEPAD, TEMP + "wintrust.dll", **UNSIGNED), [], 0),
        (
            load(NOTEPAD, f"{SYSTEM32}WindowsPowerShell\\v1.0\\pwrshsip.dll", **UNSIGNED, OriginalFileName="x.dll"),
            ["checking_library_replaced"],
            62,
        ),
        # Sysmon could not read it, or is too old to tell
        (load(NOTEPAD, f"{SYSTEM32}wintrust.dll", **UNSIGNED, OriginalFileName="-"), [], 0),
        (load(NOTEPAD, f"{SYSTEM32}wintrust.dll", **UNSIGNED), [], 0),
        (load(NOTEPAD, f"{SYSTEM32}wintrust.dll", **UNSIGNED, OriginalFileName="WINTRUST.DLL.MUI"), [], 0),
        (load(NOTEPAD, f"{SYSTEM32}wintrust.dll", **GOOD, OriginalFileName="x.dll"), [], 0),
        # who made it, and who signed it
        (
            load(f"{TEMP}a.exe", f"{TEMP}a.exe", **{**GOOD, "Company": "Zoom Video Communications, Inc."}),
            ["company_claimed", "signed_file_user_writable"],
            47,
        ),
        (load(f"{TEMP}a.exe", f"{TEMP}a.exe", **{**GOOD, "Company": "Fabrikam"}), [], 0),
        (load(f"{TEMP}a.exe", f"{TEMP}b.dll", **{**GOOD, "Company": "Intel Corporation"}), [], 0),
        (load("C:\\Tools\\a.exe", "C:\\Tools\\a.exe", **{**GOOD, "Company": "Google LLC"}), [], 0),
        # a library of Windows that lies elsewhere
        (
            load(NOTEPAD, "C:\\Tools\\version.dll", **{**GOOD, "SignatureStatus": "Untrusted"}),
            ["signature_untrusted", "system_library_imitated"],
            44,
        ),
        (load(NOTEPAD, "C:\\Tools\\version.dll", **GOOD), [], 0),
        # Sysmon 12 puts what is wrong into Signed
        (
            load(NOTEPAD, "C:\\Tools\\a.dll", Signed="failed: Invalid hash", Signature="-", SignatureStatus="-"),
            ["signature_tampered"],
            45,
        ),
        # Signed, says one field, and the other that the signature is none
        (
            load(NOTEPAD, "C:\\Tools\\a.dll", **{**GOOD, "SignatureStatus": "Invalid"}),
            ["signature_tampered"],
            45,
        ),
        (
            load(NOTEPAD, "C:\\Tools\\a.dll", Signed="true", Signature="Microsoft Windows", SignatureStatus="Invalid"),
            ["signature_stolen", "signature_tampered"],
            61,
        ),
        (
            load(NOTEPAD, "C:\\Tools\\a.dll", Signed="true", Signature="Microsoft Windows", SignatureStatus="Expired"),
            ["signature_expired"],
            15,
        ),
        # what signtool is made to load
        (load(SIGNTOOL, SIGNTOOL, **GOOD), [], 0),
        (load(SIGNTOOL, "C:\\Windows\\System32\\wintrust.dll", **GOOD), [], 0),
        (load(SIGNTOOL, KITS + "mssign32.dll", **UNSIGNED), [], 0),
        (load(SIGNTOOL, "C:\\Program Files\\Contoso HSM\\dlib.dll", **GOOD), [], 0),
        (load(SIGNTOOL, "C:\\agent\\_work\\_temp\\dlib.dll", **GOOD), [], 0),
        (load(SIGNTOOL, "C:\\Tools\\dlib.dll", **UNSIGNED), ["signtool_dlib"], 40),
        (load(SIGNTOOL, TEMP + "dlib.dll", **GOOD), ["signtool_dlib", "signed_file_user_writable"], 52),
    ],
)
def test_images(record: dict[str, Any], indicators: list[str], score: int, shipped: Settings) -> None:
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


def test_what_an_image_report_tells(shipped: Settings) -> None:
    report, _ = judged(load(NOTEPAD, TEMP + "Version.dll", **STOLEN), shipped)
    assert (report.action, report.tool) == ("load_image", "")
    assert report.targets == ["c:\\users\\jane\\appdata\\local\\temp\\version.dll"]
    assert report.findings[0].sentence == (
        "version.dll bears the name of Microsoft Windows, but its signature does not verify"
    )


def test_a_library_of_signtool_names_the_tool(shipped: Settings) -> None:
    report, _ = judged(load(SIGNTOOL, "D:\\dlib.dll", **UNSIGNED), shipped)
    assert (report.tool, report.findings[0].sentence) == ("signtool", "signtool loads the library dlib.dll")


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"EventCode": "7", **SYSMON}, "image"),
        ({"EventCode": "6", **SYSMON}, "driver"),
        ({"EventID": "7", "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"}, "image"),
        ({"EventID": "6", "source": "XmlWinEventLog:ForwardedEvents"}, "driver"),
        # events 6 and 7 of other logs
        ({"EventCode": "7", "Channel": "System"}, ""),
        ({"EventCode": "6", "ImageLoaded": "", **SYSMON}, ""),
        ({"EventCode": "1", **SYSMON}, ""),
    ],
)
def test_event_numbers_need_their_channel(record: dict[str, str], kind: str) -> None:
    view = Reader().view({"ImageLoaded": DRIVERS + "a.sys", **record})
    assert [module.KIND for module in (image, driver) if module.matches(view)] == ([kind] if kind else [])


@given(st.dictionaries(st.sampled_from(["Image", "ImageLoaded", "Signed", "Signature", "SignatureStatus"]), st.text()))
def test_never_raises(shipped: Settings, fields: dict[str, str]) -> None:
    judging.never_raises(image, {"EventCode": "7", **SYSMON, **fields}, shipped)
