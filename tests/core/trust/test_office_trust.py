"""What Office runs unasked: inclusion list of add-ins, trusted locations."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import office_trust

LIST = "hkcu\\software\\microsoft\\vsto\\security\\inclusion"
PLACES = "hkcu\\software\\microsoft\\office\\16.0\\excel\\security\\trusted locations"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (f"{LIST}\\{{1}}", "Url", True),
        (f"{LIST}\\{{1}}", "PublicKey", True),
        (f"{LIST}\\{{1}}", "Comment", False),
        (LIST, "Url", False),
        (f"{LIST}\\{{1}}\\x", "Url", False),
    ],
)
def test_the_inclusion_list(key: str, value: str, expected: bool) -> None:
    assert office_trust.is_included(key, value) is expected


@pytest.mark.parametrize(
    ("key", "value", "data", "expected"),
    [
        (f"{PLACES}\\location9", "Path", "C:\\Users\\ann\\Downloads\\", True),
        (f"{PLACES}\\anything", "path", "\\\\lab\\share", True),
        (f"{PLACES}\\location0", "Path", "%APPDATA%\\Microsoft\\Templates\\", False),
        (f"{PLACES}\\location9", "AllowSubfolders", "1", False),
        (PLACES, "Path", "C:\\lab", False),
    ],
)
def test_trusted_locations(key: str, value: str, data: str, expected: bool) -> None:
    assert office_trust.is_location(key, value, data) is expected


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE", True),
        ("C:\\Program Files\\Common Files\\microsoft shared\\VSTO\\10.0\\VSTOInstaller.exe", True),
        ("winword.exe", True),
        ("C:\\Users\\Public\\winword.exe", False),
        ("C:\\Windows\\System32\\reg.exe", False),
    ],
)
def test_programs_that_ask_their_user(image: str, expected: bool) -> None:
    assert office_trust.asks_its_user(image) is expected
