"""What Windows checks signatures with is replaced or switched off: each write is told, with its key and its library."""

from __future__ import annotations

import pytest

from tests.searches.events import HOST, POWERSHELL, event, stored, sysmon, written
from tests.searches.harness import Searches, table

NAME = "Signature Checks Weakened"
COLUMNS = "codesign_action codesign_score file_path registry_path"

OID = "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0"
GUID = "{C689AAB8-8E78-11D0-8C47-00C04FC295EE}"
DLL = "C:\\Users\\Public\\MySIP.dll"
GUARD = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard\\EnableVirtualizationBasedSecurity"
CI = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\CI\\Config\\VulnerableDriverBlocklistEnable"


def sets(time: float, target: str, details: str) -> dict:
    """Sysmon 13."""
    data = {"EventType": "SetValue", "Image": POWERSHELL, "TargetObject": target, "Details": details}
    return sysmon(time, 13, HOST, ProcessId="77", **data)


def audited_value(time: float, key: str, value: str, new: str) -> dict:
    """Security 4657 of the same kind."""
    data = {
        "SubjectUserName": "a.rivera",
        "ObjectName": key.replace("HKLM", "\\REGISTRY\\MACHINE", 1),
        "ObjectValueName": value,
        "OperationType": "%%1905",
        "NewValue": new,
        "ProcessName": POWERSHELL,
        "ProcessId": "0x4d",
    }
    return event(time, "XmlWinEventLog:Security", 4657, HOST, data)


def package(function: str) -> str:
    """The key of a function of one package."""
    return f"{OID}\\CryptSIPDll{function}\\{GUID}"


def hijack(function: str) -> tuple:
    """The row of a library that is put there."""
    return ("hijack_trust_provider", 84, DLL.lower(), f"{package(function)}\\Dll".lower())


SCENARIOS = {
    # what must fire
    "each write of one process is a row of its own, and names the key and the library": (
        [
            sets(0, f"{package('GetSignedDataMsg')}\\Dll", DLL),
            sets(0.1, f"{package('PutSignedDataMsg')}\\Dll", DLL),
        ],
        [hijack("GetSignedDataMsg"), hijack("PutSignedDataMsg")],
    ),
    "Sysmon 13 and 4657 of one write are one row": (
        [
            sets(0, f"{package('VerifyIndirectData')}\\Dll", DLL),
            audited_value(0.2, package("VerifyIndirectData"), "Dll", DLL),
        ],
        [hijack("VerifyIndirectData")],
    ),
    "memory integrity and the driver block list are switched off": (
        [sets(0, GUARD, "DWORD (0x00000000)"), sets(1, CI, "DWORD (0x00000000)")],
        [("weaken_code_integrity", 55, None, GUARD.lower()), ("weaken_code_integrity", 55, None, CI.lower())],
    ),
    # near misses
    "they are switched on": ([sets(0, GUARD, "DWORD (0x00000001)"), sets(1, CI, "DWORD (0x00000001)")], []),
    "Windows registers its own library": (
        [sets(0, f"{package('VerifyIndirectData')}\\Dll", "C:\\Windows\\System32\\WINTRUST.DLL")],
        [],
    ),
    "a certificate in a store belongs to another alert": ([stored(0)], []),
    "a key file": ([written(0, "C:\\Users\\Public\\x.pfx")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events: list, rows: list) -> None:
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_the_title_says_what_was_done_and_the_severity_goes_by_the_band(searches: Searches) -> None:
    [row] = searches.run(NAME, [sets(0, f"{package('PutSignedDataMsg')}\\Dll", DLL)]).rows
    what = f"the SIP CryptSIPDllPutSignedDataMsg\\{GUID} (portable executables)"
    assert row["codesign_title"] == f"powershell sets Dll of {what} to {DLL}"
    assert (row["codesign_band"], row["severity"]) == ("critical", "critical")
