"""Loaded drivers (Sysmon 6): Windows asks every one for a signature, so a bad one speaks."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import driver
from codesignrisk_core.model import Report
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core import judging

SYSMON = {"Channel": "Microsoft-Windows-Sysmon/Operational"}
DRIVERS = "C:\\Windows\\System32\\drivers\\"
TEMP = "C:\\Users\\jane\\AppData\\Local\\Temp\\"
UNSIGNED = {"Signed": "false", "Signature": "-", "SignatureStatus": "Unavailable"}
GOOD = {"Signed": "true", "Signature": "Contoso Ltd", "SignatureStatus": "Valid"}
PRINTER = {"Signed": "true", "Signature": "Brother Industries Ltd.", "SignatureStatus": "Expired"}
STOLEN = {"Signed": "false", "Signature": "Microsoft Windows", "SignatureStatus": "Unavailable"}


def load_driver(loaded: str, **fields: str) -> dict[str, Any]:
    return {"EventCode": "6", **SYSMON, "ImageLoaded": loaded, **fields}


def judged(record: dict[str, Any], settings: Settings) -> tuple[Report, int]:
    return judging.judged(driver, record, settings)


@pytest.mark.parametrize(
    ("record", "indicators", "score"),
    [
        (load_driver(DRIVERS + "tcpip.sys", **{**GOOD, "Signature": "Microsoft Windows"}), [], 0),
        (load_driver(DRIVERS + "tcpip.sys"), [], 0),
        # Windows copies its disk drivers in memory for crash dumps; no such file is there to look at
        (load_driver(DRIVERS + "dump_diskdump.sys", **UNSIGNED), ["driver_signature_unknown"], 10),
        (load_driver("C:\\Tools\\rootkit.sys", **UNSIGNED), ["driver_unsigned"], 50),
        (load_driver("C:\\DriverTest\\Drivers\\lab.sys", **UNSIGNED), ["driver_unsigned", "build_path"], 38),
        (load_driver("C:\\Tools\\Windows\\System32\\rootkit.sys", **UNSIGNED), ["driver_unsigned"], 50),
        (load_driver(TEMP + "rootkit.sys", **UNSIGNED), ["driver_unsigned", "signed_file_user_writable"], 62),
        (load_driver(DRIVERS + "a.sys", **{**UNSIGNED, "Signature": "Contoso Ltd"}), ["driver_unsigned"], 50),
        (load_driver(DRIVERS + "a.sys", **{**UNSIGNED, "SignatureStatus": "Expired"}), ["driver_bad_signature"], 50),
        (load_driver(DRIVERS + "a.sys", **{**GOOD, "SignatureStatus": "Revoked"}), ["driver_bad_signature"], 50),
        (load_driver(DRIVERS + "a.sys", Signed="failed: Invalid hash"), ["driver_bad_signature"], 50),
        # printers and scanners are loaded long after their maker's certificate
        (load_driver(DRIVERS + "a.sys", **PRINTER), ["signature_expired"], 15),
        (load_driver("C:\\Tools\\a.sys", **PRINTER), ["driver_bad_signature"], 50),
        (load_driver(DRIVERS + "a.sys", **{**PRINTER, "Signed": "false"}), ["driver_bad_signature"], 50),
        (load_driver(DRIVERS + "a.sys", **{**GOOD, "SignatureStatus": "Expired"}), ["driver_bad_signature"], 50),
        # signed, and brought along
        (load_driver("C:\\Tools\\RTCore64.sys", **GOOD), ["vulnerable_driver"], 45),
        (load_driver("C:\\Program Files\\Tuner\\RTCore64.sys", **GOOD), [], 0),
        (load_driver(TEMP + "a.sys", **GOOD), ["driver_user_writable", "signed_file_user_writable"], 28),
        (
            load_driver(TEMP + "ntfs.bin", **GOOD),
            ["driver_user_writable", "signed_file_user_writable", "target_odd_extension"],
            33,
        ),
        (
            load_driver("C:\\Users\\Default\\AppData\\Local\\a.sys", **GOOD),
            ["driver_dropped", "signed_file_user_writable"],
            62,
        ),
        # by a key that is out, though it verifies
        (
            load_driver(DRIVERS + "a.sys", **{**GOOD, "Signature": "Luca Marcone"}),
            ["leaked_key"],
            55,
        ),
        (load_driver(DRIVERS + "a.sys", **STOLEN), ["signature_stolen", "driver_unsigned"], 63),
    ],
)
def test_drivers(record: dict[str, Any], indicators: list[str], score: int, shipped: Settings) -> None:
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


def test_what_a_driver_report_tells(shipped: Settings) -> None:
    report, _ = judged(load_driver(DRIVERS + "A.sys", **{**UNSIGNED, "SignatureStatus": "Expired"}), shipped)
    assert (report.action, report.targets) == ("load_driver", ["c:\\windows\\system32\\drivers\\a.sys"])
    assert report.findings[0].sentence == "the driver a.sys is loaded: the signer's certificate has expired"


@given(st.dictionaries(st.sampled_from(["ImageLoaded", "Signed", "Signature", "SignatureStatus"]), st.text()))
def test_never_raises(shipped: Settings, fields: dict[str, str]) -> None:
    judging.never_raises(driver, {"EventCode": "6", **SYSMON, **fields}, shipped)
