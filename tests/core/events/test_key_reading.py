"""A key file, or a container of keys, that a program reads: Security 4663."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.settings import Settings

from tests.core.events.test_file import POWERSHELL, PUBLIC, SYSTEM32, TEMP, WORK, judge, score, security


def test_a_key_that_a_program_reads(shipped: Settings) -> None:
    """4663 tells of reading where somebody audits it; daily work, unless the reader lies where any user may write."""
    record = security(f"{WORK}a.pfx", "0x1", f"{PUBLIC}copy.exe")
    report = judge(record, shipped)
    assert (report.action, report.files, score(record, shipped)) == ("read_key_file", ["d:\\pki\\a.pfx"], 40)
    assert judge(security(f"{WORK}a.cer", "0x1", f"{PUBLIC}copy.exe"), shipped) == Report()


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (f"{PUBLIC}rclone.exe", 59),
        ("C:\\Program Files\\WinSCP\\WinSCP.exe", 40),
        # a client of the web reads its own key, a service too
        ("C:\\Windows\\System32\\curl.exe", 0),
        ("C:\\Program Files\\Contoso\\service.exe", 0),
    ],
)
def test_a_key_that_is_read_by_a_program_that_sends(reader: str, value: int, shipped: Settings) -> None:
    assert score(security(f"{WORK}a.pfx", "0x1", reader), shipped) == value


@pytest.mark.parametrize(
    ("key", "reader", "value"),
    [
        ("C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\0a1b_c2d3", f"{PUBLIC}copy.exe", 67),
        ("C:\\Users\\ann\\AppData\\Roaming\\Microsoft\\Protect\\S-1-5-21-1\\0a1b", f"{TEMP}x.exe", 67),
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", "C:\\Program Files\\WinSCP\\WinSCP.exe", 67),
        ("C:\\Users\\ann\\AppData\\Roaming\\Microsoft\\Crypto\\x", "C:\\Users\\ann\\AppData\\Local\\Temp\\x.exe", 67),
        ("C:\\Users\\ann\\AppData\\Roaming\\Microsoft\\Crypto\\x", "C:\\Users\\bob\\AppData\\Local\\b\\x.exe", 67),
        # tools of Windows that copy, and archivers
        ("C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\0a1b_c2d3", f"{SYSTEM32}esentutl.exe", 42),
        ("C:\\ProgramData\\Microsoft\\Crypto\\SystemKeys\\0a1b_c2d3", f"{SYSTEM32}Robocopy.exe", 42),
        ("C:\\Windows\\System32\\Microsoft\\Protect\\S-1-5-18\\0a1b", f"{SYSTEM32}cmd.exe", 52),
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", f"{SYSTEM32}tar.exe", 52),
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", "C:\\Program Files\\7-Zip\\7z.exe", 52),
        # lsass alone reads the keys of CNG and of DPAPI; those of old providers, whoever uses them
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", POWERSHELL, 52),
        ("C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\0a1b_c2d3", POWERSHELL, 29),
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", f"{SYSTEM32}svchost.exe", 0),
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", f"{SYSTEM32}wbengine.exe", 0),
        (
            "C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3",
            "C:\\Program Files\\Veeam\\Endpoint Backup\\Veeam.EndPoint.Service.exe",
            0,
        ),
        # the system itself, services, and programs that a user installed use their keys
        (
            "C:\\Users\\ann\\AppData\\Roaming\\Microsoft\\Crypto\\RSA\\S-1-5-21-1\\0a1b",
            "C:\\Users\\ann\\AppData\\Local\\Slack\\slack.exe",
            0,
        ),
        ("C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\0a1b_c2d3", f"{SYSTEM32}lsass.exe", 0),
        ("C:\\ProgramData\\Microsoft\\Crypto\\Keys\\0a1b_c2d3", "C:\\Program Files\\Contoso\\service.exe", 0),
    ],
)
def test_a_container_of_keys_that_is_read(key: str, reader: str, value: int, shipped: Settings) -> None:
    assert score(security(key, "0x1", reader), shipped) == value
