"""Published tools that load drivers past the enforcement of signatures, by their names."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import driver_loaders


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("C:\\Users\\Public\\KDU.exe", True),
        ("c:\\tools\\dsefix_release.exe", True),
        ("efidsefix.exe", True),
        ("c:\\tools\\kdump.exe", False),
        ("c:\\kdu\\setup.exe", False),
        ("", False),
    ],
)
def test_its_name_tells_a_loader(path: str, is_one: bool) -> None:
    assert driver_loaders.is_loader(path) == is_one
