"""Names of programs of Windows, in its folders and elsewhere."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import windows_programs


@pytest.mark.parametrize(
    ("path", "borrowed"),
    [
        ("C:\\Windows\\System32\\svchost.exe", False),
        ("X:\\Windows\\SysWOW64\\wbem\\WmiPrvSE.exe", False),
        ("\\Device\\HarddiskVolume3\\Windows\\System32\\cmd.exe", False),
        ("\\SystemRoot\\System32\\smss.exe", False),
        ("%SystemRoot%\\system32\\WindowsPowerShell\\v1.0\\powershell.exe", False),
        ("C:\\Windows.old\\Windows\\System32\\cmd.exe", False),
        ("C:\\Windows\\explorer.exe", False),
        ("C:\\Windows\\SysWOW64\\explorer.exe", False),
        ("svchost.exe", False),
        ("C:\\Tools\\tool.exe", False),
        ("C:\\Windows\\Temp\\svchost.exe", True),
        ("C:\\Windows\\svchost.exe", True),
        ("C:\\Windows\\System32\\spool\\drivers\\color\\lsass.exe", True),
        ("C:\\Users\\Public\\Windows\\System32\\svchost.exe", True),
        ("D:\\data\\windows\\system32\\cmd.exe", True),
        ("C:\\Users\\ann\\explorer.exe", True),
    ],
)
def test_borrowed_names(path: str, borrowed: bool) -> None:
    normal = paths.normal(path)
    assert (windows_programs.is_borrowed(normal), windows_programs.is_imitated(normal)) == (borrowed, borrowed)


def test_below_program_files_the_name_counts_for_nothing_and_accuses_nobody() -> None:
    path = "c:\\program files\\maker\\services.exe"
    assert windows_programs.is_borrowed(path)
    assert not windows_programs.is_imitated(path)
