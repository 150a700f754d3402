"""Names of drivers with known holes, and of libraries of Windows."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import vulnerable_drivers


@pytest.mark.parametrize(
    ("name", "vulnerable", "library"),
    [
        ("rtcore64.sys", True, False),
        ("rtcore64.dll", False, False),
        ("tcpip.sys", False, False),
        ("version.dll", False, True),
        ("version.sys", False, False),
        ("contoso.dll", False, False),
        ("", False, False),
    ],
)
def test_names(name: str, vulnerable: bool, library: bool) -> None:
    assert vulnerable_drivers.is_vulnerable(name) is vulnerable
    assert vulnerable_drivers.is_system_library(name) is library


@pytest.mark.parametrize(
    ("path", "usual"),
    [
        ("c:\\windows\\system32\\drivers\\a.sys", True),
        ("d:\\program files\\contoso\\a.sys", True),
        ("c:\\windows\\temp\\a.sys", False),
        ("c:\\x\\program files\\a.sys", False),
        ("", False),
    ],
)
def test_where_drivers_usually_lie(path: str, usual: bool) -> None:
    assert vulnerable_drivers.is_usual_place(path) is usual
