"""Settings of a certification authority that weaken it."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import authority_settings

KEY = "hklm\\system\\currentcontrolset\\services\\certsvc\\configuration\\lab-ca"


@pytest.mark.parametrize(
    ("key", "value", "data", "flag"),
    [
        (KEY, "EditFlags", "0x15014e", "EDITF_ATTRIBUTESUBJECTALTNAME2"),
        (KEY, "EditFlags", "0x11014e", ""),
        (KEY, "InterfaceFlags", "0x441", "IF_ENFORCEENCRYPTICERTREQUEST"),
        (KEY, "InterfaceFlags", "0x641", ""),
        (KEY, "DisableExtensionList", "1.3.6.1.4.1.311.25.2", "the extension with the SID is left out"),
        (KEY, "DisableExtensionList", "1.3.6.1.4.1.311.21.7", ""),
        (KEY, "CRLFlags", "0x40000", ""),
        ("hklm\\software\\lab", "EditFlags", "0x40000", ""),
    ],
)
def test_weakening(key: str, value: str, data: str, flag: str) -> None:
    assert authority_settings.weakening(key, value, data) == flag


@pytest.mark.parametrize(
    ("value", "change", "flag"),
    [
        ("editflags", "+0x40000", "EDITF_ATTRIBUTESUBJECTALTNAME2"),
        ("editflags", "+262144", "EDITF_ATTRIBUTESUBJECTALTNAME2"),
        ("editflags", "1376590", "EDITF_ATTRIBUTESUBJECTALTNAME2"),
        ("editflags", "-0x40000", ""),
        ("editflags", "+0x20", ""),
        ("interfaceflags", "-0x200", "IF_ENFORCEENCRYPTICERTREQUEST"),
        ("interfaceflags", "0x441", "IF_ENFORCEENCRYPTICERTREQUEST"),
        ("interfaceflags", "+0x8", ""),
        ("interfaceflags", "-0x8", ""),
        ("crlflags", "+0x40000", ""),
        ("editflags", "+EDITF_X", ""),
    ],
)
def test_changes_by_number(value: str, change: str, flag: str) -> None:
    assert authority_settings.change_weakens(value, change) == flag
