"""The libraries and functions for signatures that Windows and Office register themselves."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import signature_providers


@pytest.mark.parametrize(
    ("data", "shipped"),
    [
        ("WINTRUST.DLL", True),
        ("C:\\Windows\\System32\\wintrust.dll", True),
        ("%SystemRoot%\\System32\\MSISIP.DLL", True),
        ("C:\\Program Files\\Microsoft Office\\root\\OFFICE16\\mso.dll", True),
        ("C:\\Users\\Public\\wintrust.dll", False),
        ("C:\\x\\Windows\\System32\\wintrust.dll", False),
        ("C:\\Windows\\Temp\\wintrust.dll", False),
        ("C:\\Windows\\System32\\ntdll.dll", False),
        ("wintrust.dll.x", False),
        ("", False),
    ],
)
def test_shipped_libraries(data: str, shipped: bool) -> None:
    assert signature_providers.is_shipped_library(data) is shipped


@pytest.mark.parametrize(
    ("data", "shipped"),
    [("WintrustCertificateTrust", True), (" SoftpubAuthenticode ", True), ("DbgUiContinue", False), ("", False)],
)
def test_shipped_functions(data: str, shipped: bool) -> None:
    assert signature_providers.is_shipped_function(data) is shipped
