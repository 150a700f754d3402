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
