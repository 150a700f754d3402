"""Which certificate stands for which account. Values: KB5014754, KB5057784."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import certificate_logon, registry_keys

CONTROLS = "hklm\\system\\currentcontrolset"
KDC = f"{CONTROLS}\\services\\kdc"
SCHANNEL = f"{CONTROLS}\\control\\securityproviders\\schannel"


@pytest.mark.parametrize(
    ("key", "value", "data", "expected"),
    [
        (KDC, "StrongCertificateBindingEnforcement", "0", True),
        (KDC, "AllowNtAuthPolicyBypass", "0x0", True),
        (SCHANNEL, "CertificateMappingMethods", "0x4", True),
        (SCHANNEL, "CertificateMappingMethods", "31", True),
        # the strong ones, and the way there
        (KDC, "StrongCertificateBindingEnforcement", "1", False),
        (KDC, "StrongCertificateBindingEnforcement", "2", False),
        (SCHANNEL, "CertificateMappingMethods", "0x18", False),
        (SCHANNEL, "CertificateMappingMethods", "", False),
        # other values, other keys
        (KDC, "Start", "0", False),
        (f"{KDC}\\x", "StrongCertificateBindingEnforcement", "0", False),
        (SCHANNEL, "EventLogging", "0x7", False),
        (f"{SCHANNEL}\\protocols", "CertificateMappingMethods", "0x4", False),
    ],
)
def test_what_lets_certificates_of_others_log_on(key: str, value: str, data: str, expected: bool) -> None:
    assert certificate_logon.weakens(key, value, registry_keys.number(data)) is expected
    if expected:
        assert registry_keys.may_matter(f"{key}\\{value}".lower())
        assert value.lower() in certificate_logon.WORDS
