"""The registry by PowerShell: item cmdlets, Microsoft.Win32.Registry of .NET, StdRegProv of WMI."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

REGISTRY = [
    (
        "Set-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\AB Blob $b",
        "LocalMachine\\root",
    ),
    (
        "sp -Pat Registry::HKEY_CURRENT_USER\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\A Blob 1",
        "CurrentUser\\root",
    ),
    (
        "New-ItemProperty -Name Blob -Value $b -PropertyType Binary -Path "
        "HKLM:\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\Root\\Certificates\\AB",
        "Enterprise\\root",
    ),
    (
        "cd HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates; sp TrustedPublisher\\Certificates\\AB Blob $b",
        "LocalMachine\\trustedpublisher",
    ),
    (
        "[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates"
        "\\AB','Blob',$b)",
        "LocalMachine\\root",
    ),
    (
        "$k=[Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates',"
        "$true); $n=$k.CreateSubKey('AB'); $n.SetValue('Blob',$b)",
        "LocalMachine\\root",
    ),
    (
        "Invoke-WmiMethod -Namespace root\\default -Class StdRegProv -Name SetBinaryValue -ArgumentList 2147483650,"
        "'SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates\\AB','Blob',$b",
        "LocalMachine\\root",
    ),
    (
        "Invoke-CimMethod -ClassName StdRegProv -MethodName SetBinaryValue -Arguments @{hDefKey=[uint32]2147483649; "
        "sSubKeyName='Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\AB'; sValueName='Blob'; uValue=$b}",
        "CurrentUser\\root",
    ),
    (
        "([wmiclass]'root\\default:StdRegProv').SetBinaryValue(2147483650,'SOFTWARE\\Microsoft\\SystemCertificates\\CA\\"
        "Certificates\\AB','Blob',$b)",
        "LocalMachine\\ca",
    ),
]


@pytest.mark.parametrize(("text", "store"), REGISTRY)
def test_certificates_written_into_the_registry(text: str, store: str) -> None:
    report = judged_script(text)
    assert ids(report) == ["registry_store_write"]
    assert (report.store, report.action) == (store, "add_to_store")


SIP = "HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\{C689AAB8}"

# text, indicators, action
ACTIONS = [
    (
        f"Set-ItemProperty '{SIP}' -Name Dll -Value C:\\Users\\Public\\a.dll",
        {"trust_provider_hijack", "input_user_writable"},
        "hijack_trust_provider",
    ),
    (
        "Copy-Item HKCU:\\X HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\AB",
        {"registry_store_write"},
        "add_to_store",
    ),
    (
        "rp HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\Certificates\\AB Blob",
        {"delete_from_trusted_store"},
        "delete_from_store",
    ),
    (
        "sp HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\Wintrust\\Config EnableCertPaddingCheck 0",
        {"weaken_code_integrity"},
        "weaken_code_integrity",
    ),
]


@pytest.mark.parametrize(("text", "expected", "action"), ACTIONS)
def test_actions(text: str, expected: set[str], action: str) -> None:
    report = judged_script(text)
    assert set(ids(report)) == expected
    assert report.action == action
