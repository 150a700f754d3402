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


SIPS = "HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData"


@pytest.mark.parametrize(
    "text",
    [
        "gci '{key}' | sp -Name Dll -Value C:\\x.dll",
        "gci '{key}' | ?{{$_.PSChildName -like '{{C689*'}} | sp -Name Dll -Value C:\\x.dll",
        "gci '{key}' | % {{ sp -Path $_.PSPath -Name Dll -Value C:\\x.dll }}",
        "gci '{key}' | % {{ $_.SetValue('Dll', 'C:\\x.dll') }}",
        "foreach ($k in gci '{key}') {{ sp $k.PSPath Dll C:\\x.dll }}",
        "gi '{key}\\{{AB}}' | sp -Name Dll -Value C:\\x.dll",
    ],
)
def test_keys_that_a_listing_names(text: str) -> None:
    """Set-ItemProperty takes keys by the pipeline, and by PSPath of what was listed."""
    assert ids(judged_script(text.format(key=SIPS))) == ["trust_provider_hijack"]


def test_a_listing_alone_changes_nothing() -> None:
    assert ids(judged_script(f"gci '{SIPS}' | Get-ItemProperty -Name Dll")) == []
    assert ids(judged_script("gci HKLM:\\SOFTWARE\\Vendor | sp -Name Dll -Value C:\\x.dll")) == []


@pytest.mark.parametrize(
    "text",
    [
        "gci HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\Certificates | Remove-Item",
        "gi HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\Certificates\\AB | ri -Recurse",
    ],
)
def test_keys_that_are_listed_and_deleted(text: str) -> None:
    assert ids(judged_script(text)) == ["delete_from_disallowed"]


@pytest.mark.parametrize(("text", "store"), REGISTRY)
def test_certificates_written_into_the_registry(text: str, store: str) -> None:
    report = judged_script(text)
    assert ids(report) == ["registry_store_write"]
    assert (report.store, report.action) == (store, "add_to_store")


WHAT = "the SIP CryptSIPDllVerifyIndirectData\\{C689AAB8}"
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
        {"delete_from_disallowed"},
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


ROOT = "SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates"
STORE_KEY = f"HKLM:\\{ROOT}\\AB"


@pytest.mark.parametrize(
    ("text", "store"),
    [
        # item cmdlets, and the ways to write the drive
        (f"New-ItemProperty -LiteralPath {STORE_KEY} -Name Blob -Value 1", "LocalMachine\\root"),
        (f"sp Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\{ROOT}\\AB Blob 1", "LocalMachine\\root"),
        (f"Get-Item {STORE_KEY} | Set-ItemProperty -Name Blob -Value 1", "LocalMachine\\root"),
        (f"New-Item {STORE_KEY}", "LocalMachine\\root"),
        (f"New-Item -Path HKLM:\\{ROOT} -Name AB", "LocalMachine\\root"),
        (f"Set-Item HKCU:\\{ROOT}\\AB", "CurrentUser\\root"),
        (f"Move-Item HKCU:\\X -Destination HKLM:\\{ROOT}\\AB", "LocalMachine\\root"),
        (f"cd HKLM:\\{ROOT}; New-Item AB", "LocalMachine\\root"),
        # .NET: base keys and what is opened below them
        (f"$k=[Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('{ROOT}\\AB'); $k.SetValue('Blob',$b)",
         "CurrentUser\\root"),
        (f"$b=[Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine','Default'); $b.CreateSubKey('{ROOT}\\AB')",
         "LocalMachine\\root"),
        ("$b=[Microsoft.Win32.RegistryKey]::OpenRemoteBaseKey([RegistryHive]::Users,'h'); "
         f"$b.CreateSubKey('S-1-5-21-7\\{ROOT}\\AB')", "CurrentUser\\root"),
        (f"(Get-Item 'HKLM:\\{ROOT}\\AB').SetValue('Blob', 1)", "LocalMachine\\root"),
        # StdRegProv: hives by their numbers (winreg.h), or none
        *((f"([wmiclass]'StdRegProv').SetBinaryValue({hive},'{ROOT}\\AB','Blob',1)", store)
          for hive, store in (("2147483650", "LocalMachine\\root"), ("0x80000002", "LocalMachine\\root"),
                              ("2147483649", "CurrentUser\\root"), ("0x80000001", "CurrentUser\\root"))),
        *((f"([wmiclass]'StdRegProv').SetBinaryValue({hive},'S-1-5-21-7\\{ROOT}\\AB','Blob',1)", "CurrentUser\\root")
          for hive in ("2147483651", "0x80000003")),
        (f"([wmiclass]'StdRegProv').SetBinaryValue('{ROOT}\\AB','Blob',1)", "LocalMachine\\root"),
        *((f"([wmiclass]'StdRegProv').{method}(2147483650,'{ROOT}\\AB','Blob',1)", "LocalMachine\\root")
          for method in ("SetStringValue", "SetExpandedStringValue", "SetDWORDValue")),
        # Invoke-WmiMethod by the alphabet of the method's parameters: the data before the name
        (f"iwmi -Class StdRegProv -Name SetBinaryValue -Arg 2147483650,'{ROOT}\\AB',$b,'Blob'", "LocalMachine\\root"),
        (f"iwmi -Class StdRegProv -Name SetBinaryValue -Arg 2147483650 '{ROOT}\\AB' Blob 1", "LocalMachine\\root"),
        (f"iwmi -Class StdRegProv -Name CreateKey -Arg 2147483650,'{ROOT}\\AB','Blob'", "LocalMachine\\root"),
    ],
)  # fmt: skip
def test_every_way_into_the_registry(text: str, store: str) -> None:
    report = judged_script(text)
    assert (set(ids(report)), report.store) == ({"registry_store_write"}, store)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (f"sp '{SIP}' Dll C:\\x\\my.dll", [f"powershell sets Dll of {WHAT} to C:\\x\\my.dll"]),
        (f"ni '{SIP}'", [f"powershell creates the registration of {WHAT}"]),
        (f"ri '{SIP}'", [f"powershell deletes the registration of {WHAT}"]),
        (f"copy HKLM:\\X '{SIP}'", [f"powershell replaces the registration of {WHAT}"]),
        (
            "sp HKLM:\\SYSTEM\\CurrentControlSet\\Control\\CI\\Policy UpgradedSystem 1",
            ["powershell sets UpgradedSystem to 1, which weakens the checking of code"],
        ),
    ],
)
def test_it_is_told_in_sentences(text: str, sentences: list[str]) -> None:
    assert [found.sentence for found in judged_script(text).findings] == sentences


def test_a_relative_library_lies_where_the_script_runs() -> None:
    report = judged_script(f"sp '{SIP}' Dll my.dll", "C:\\Users\\Public")
    assert ids(report) == ["trust_provider_hijack", "input_user_writable"]


@pytest.mark.parametrize(
    "text",
    [
        f"Get-ItemProperty {STORE_KEY} Blob",
        f"sp {STORE_KEY} Other 1",
        f"sp {STORE_KEY} Blob 1 -WhatIf",
        f"Remove-Item {STORE_KEY} -WhatIf",
        f"iwmi -Class StdRegProv -Name GetBinaryValue -Arg 2147483650,'{ROOT}\\AB','Blob'",
        "([wmiclass]'StdRegProv').SetBinaryValue(2147483650,'Blob',1)",
        f"$x.OpenSubKey('{ROOT}\\AB')",
        f"$k=$x.GetValue('{ROOT}\\AB'); $k.SetValue('Blob',1)",
        *(f"{cmdlet} HKLM:\\X '{SIP}' -WhatIf" for cmdlet in ("copy", "move")),
        f"New-Item '{SIP}' -WhatIf",
    ],
)
def test_what_changes_nothing(text: str) -> None:
    assert ids(judged_script(text)) == []


@pytest.mark.parametrize("verb", ["rni", "Rename-Item", "ren"])
def test_a_provider_gets_another_name(verb: str) -> None:
    oid = "HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0"
    key = f"{oid}\\CryptSIPDllVerifyIndirectData\\{{000C10F1-0000-0000-C000-000000000046}}"
    assert ids(judged_script(f"{verb} '{key}' off")) == ["trust_provider_hijack"]
    assert ids(judged_script(f"{verb} 'HKLM:\\SOFTWARE\\Contoso\\a' b")) == []


def test_a_physical_store_behind_a_trusted_one() -> None:
    key = "HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\{0}\\PhysicalStores\\x"
    assert ids(judged_script(f"Set-ItemProperty '{key.format('Root')}' OpenParameters y")) == ["registry_store_write"]
    assert ids(judged_script(f"Set-ItemProperty '{key.format('ACRS')}' OpenParameters y")) == []
    assert ids(judged_script(f"Set-ItemProperty '{key.format('Root')}' Priority 1")) == []


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("[Environment]::SetEnvironmentVariable('REQUESTS_CA_BUNDLE','C:\\pki\\b.pem','User')", ["runtime_root_named"]),
        ("[Environment]::SetEnvironmentVariable('NODE_EXTRA_CA_CERTS','C:\\pki\\b.pem',2)", ["runtime_root_named"]),
        ("[Environment]::SetEnvironmentVariable('NODE_EXTRA_CA_CERTS','C:\\pki\\b.pem')", []),
        ("[Environment]::SetEnvironmentVariable('PATH','C:\\pki','User')", []),
    ],
)
def test_variables_that_stay(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators
