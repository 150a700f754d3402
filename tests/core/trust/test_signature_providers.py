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


TRUST = "hklm\\software\\microsoft\\cryptography\\providers\\trust\\"


@pytest.mark.parametrize(
    ("role", "function", "shipped"),
    [
        ("finalpolicy", "SoftpubAuthenticode", True),
        ("finalpolicy", "HTTPSFinalProv", True),
        ("finalpolicy", "SoftpubCleanup", False),  # every chain passes
        ("certcheck", "SoftpubCheckCert", True),
        ("certcheck", "SoftpubDumpStructure", False),
        ("signature", "SoftpubLoadSignature", True),
        ("signature", "SoftpubLoadMessage", False),
        ("cleanup", "SoftpubCleanup", True),
    ],
)
def test_a_function_has_its_role(role: str, function: str, shipped: bool) -> None:
    key = f"{TRUST}{role}\\{{00aac56b-cd44-11d0-8cc2-00c04fc295ee}}"
    assert signature_providers.is_shipped_function(function, key) is shipped


@pytest.mark.parametrize(
    ("name", "named_so"),
    [
        ("mysip.dll", True),
        ("gtsipprovider.dll", True),
        ("sip.dll", True),
        ("labsip64.dll", True),
        ("sip_provider.dll", True),
        ("gossip.dll", False),
        ("sipphone.dll", False),
        ("ship.dll", False),
        ("a.dll", False),
    ],
)
def test_names_of_providers(name: str, named_so: bool) -> None:
    assert signature_providers.is_named_so(name) is named_so


def test_guids() -> None:
    assert signature_providers.names_provider("/i:{c689aab8-8e78-11d0-8c47-00c04fc295ee}")
    assert not signature_providers.names_provider("/i:{00000000-8e78-11d0-8c47-00c04fc295ee}")


OID = "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\"
PE, OWN = "{C689AAB8-8E78-11D0-8C47-00C04FC295EE}", "{E59B6E68-3312-4738-961F-DB9405B2DDCB}"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (
            f"{OID}CryptSIPDllPutSignedDataMsg\\{PE}\\Dll",
            f"the SIP CryptSIPDllPutSignedDataMsg\\{PE} (portable executables)",
        ),
        (f"{OID}CryptSIPDllGetCaps\\{OWN}", f"the SIP CryptSIPDllGetCaps\\{OWN}"),
        (f"{OID}CryptSIPDllGetCaps\\Dll", "the SIP CryptSIPDllGetCaps"),
        (
            "hklm\\software\\wow6432node\\microsoft\\cryptography\\providers\\trust\\finalpolicy\\"
            "{00aac56b-cd44-11d0-8cc2-00c04fc295ee}\\$dll",
            "the trust provider finalpolicy\\{00aac56b-cd44-11d0-8cc2-00c04fc295ee} (Authenticode)",
        ),
        (
            OID.replace("Type 0", "Type 1") + "CertDllVerifyRevocation\\DEFAULT\\Dll",
            "the function CertDllVerifyRevocation",
        ),
        (OID, "the SIPs"),
        ("HKLM\\SOFTWARE", "a trust provider or SIP"),
    ],
)
def test_a_provider_is_described_by_function_and_guid(path: str, shown: str) -> None:
    assert signature_providers.describe(path) == shown
