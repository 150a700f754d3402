"""What a certificate may be used for: the usage that signs code, by its number and its names."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import usages


@pytest.mark.parametrize(
    ("text", "by_oid", "signs"),
    [
        # RFC 5280, 4.2.1.12: id-kp-codeSigning
        ("1.3.6.1.5.5.7.3.3", True, True),
        ("2.5.29.37={text}1.3.6.1.5.5.7.3.3,1.3.6.1.5.5.7.3.1", True, True),
        # other usages: server authentication, and one that only begins or ends so
        ("1.3.6.1.5.5.7.3.1", False, False),
        ("1.3.6.1.5.5.7.3.31", False, False),
        ("1.3.6.1.5.5.7.3.3.1", False, False),
        ("1.1.3.6.1.5.5.7.3.3", False, False),
        # names: openssl, Python, Windows, and what sites call their templates
        ("extendedKeyUsage=codeSigning", False, True),
        ("ExtendedKeyUsageOID.CODE_SIGNING", False, True),
        ("Code Signing", False, True),
        ("Codesign-EV", False, True),
        ("sign_code", False, True),
        ("Authenticode", False, True),
        ("WebServer", False, False),
        ("decode signature", False, False),
        ("barcode-signal", False, False),
        ("", False, False),
    ],
)
def test_the_usage_that_signs_code(text: str, by_oid: bool, signs: bool) -> None:
    assert (usages.names_oid(text), usages.signs_code(text)) == (by_oid, signs)


@pytest.mark.parametrize(
    ("text", "logs_on"),
    [
        ("1.3.6.1.5.5.7.3.2 Client Authentication", True),
        ("1.3.6.1.4.1.311.20.2.2", True),
        ("2.5.29.37.0", True),
        ("1.3.6.1.5.5.7.3.1", False),
        ("1.3.6.1.5.5.7.3.21", False),
        ("", False),
    ],
)
def test_usages_that_log_on(text: str, logs_on: bool) -> None:
    assert usages.logs_on(text) is logs_on


def test_any_usage_of_the_standard() -> None:
    assert usages.names_any("pKIExtendedKeyUsage = 1.3.6.1.5.5.7.3.1")
    assert not usages.names_any("msPKI-Certificate-Name-Flag = 0x1")
