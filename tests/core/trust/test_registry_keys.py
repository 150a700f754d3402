"""Registry keys that decide what Windows trusts."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import registry_keys, stores


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("HKEY_LOCAL_MACHINE\\Software\\Wow6432Node\\X\\", "hklm\\software\\x"),
        ("hku\\S-1-5-21-7\\Software", "hku\\s-1-5-21-7\\software"),
        ("\\\\host\\HKLM\\X", "hklm\\x"),
        ("HKLM:/System/ControlSet002/Y", "hklm\\system\\currentcontrolset\\y"),
        ("", ""),
    ],
)
def test_normal_keys(key: str, expected: str) -> None:
    assert registry_keys.normal(key) == expected


def test_store_of() -> None:
    key = "hklm\\software\\microsoft\\enterprisecertificates\\ntauth\\certificates\\ab"
    assert registry_keys.store_of(key) == registry_keys.StoreKey(stores.ENTERPRISE, "ntauth", "ab")
    assert registry_keys.store_of("hklm\\software\\microsoft\\systemcertificates") is None
