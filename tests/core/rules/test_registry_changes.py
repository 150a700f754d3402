"""A change of the registry means the same for trust, whoever tells of it: reg.exe, PowerShell, Sysmon, 4657."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import registry_changes
from codesignrisk_core.rules.registry_changes import CREATE, DELETE, RENAME, REPLACE, SET, Change, change
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.trust import registry_keys

from tests.core.judging import SYSMON, SYSTEM32, THUMB

GUID = "{11111111-2222-3333-4444-555555555555}"
SOFTWARE = "HKLM\\SOFTWARE\\Microsoft"
STORES = f"{SOFTWARE}\\SystemCertificates"
SIP = f"{SOFTWARE}\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\{GUID}"
PROVIDER = f"{SOFTWARE}\\Cryptography\\Providers\\Trust\\FinalPolicy\\{GUID}"
PUBLISHING = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\WinTrust\\Trust Providers\\Software Publishing"
PROTECTED = "HKCU\\Software\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots"
BOOT = f"HKLM\\BCD00000000\\Objects\\{GUID}\\Elements"
CONTROL = "HKLM\\SYSTEM\\CurrentControlSet\\Control"
HVCI = f"{CONTROL}\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity"
PADDING = f"{SOFTWARE}\\Cryptography\\Wintrust\\Config"
POLICIES = "HKLM\\SOFTWARE\\Policies"
CHANNELS = f"{SOFTWARE}\\Windows\\CurrentVersion\\WINEVT\\Channels"
SERVICES = "HKLM\\SYSTEM\\CurrentControlSet\\Services"
CHAINS = f"{SOFTWARE}\\Cryptography\\OID\\EncodingType 0\\CertDLLCreateCertificateChainEngine\\Config"
UNLOCK = f"{SOFTWARE}\\Windows\\CurrentVersion\\AppModelUnlock"
PROMPTS = f"{SOFTWARE}\\.NETFramework\\Security\\TrustManager\\PromptingLevel"
ZONES = f"{SOFTWARE}\\Windows\\CurrentVersion\\Internet Settings\\ZoneMap\\Domains\\files-lab.top"
INCLUSION = f"HKCU\\Software\\Microsoft\\VSTO\\Security\\Inclusion\\{GUID}"
LOCATION = "HKCU\\Software\\Microsoft\\Office\\16.0\\Word\\Security\\Trusted Locations\\Location7"
GUARD = f"{POLICIES}\\Microsoft\\Windows\\DeviceGuard"
AUTHORITY = f"{SERVICES}\\CertSvc\\Configuration\\Lab-CA\\PolicyModules\\Lab.Policy"
RDP = "rdp_publisher_trusted"
OWN_POLICY = "C:\\Users\\Public\\a.p7b"
OID1 = f"{SOFTWARE}\\Cryptography\\OID\\EncodingType 1"
REVOCATION = f"{OID1}\\CertDllVerifyRevocation\\DEFAULT"
EXECUTABLES = "{C689AAB8-8E78-11D0-8C47-00C04FC295EE}"
INSTALLED = "C:\\Program Files\\Fabrikam\\fabrisip.dll"
OWN_DLL = "C:\\Users\\Public\\my.dll"


def by_reg(key: str, value: str, data: str) -> dict[str, str]:
    line = f'reg.exe add "{key}" /v {value} /d "{data}" /f'
    return {"EventCode": "1", "Channel": SYSMON, "Image": f"{SYSTEM32}reg.exe", "CommandLine": line}


def by_powershell(key: str, value: str, data: str) -> dict[str, str]:
    text = f"Set-ItemProperty -Path 'Registry::{key}' -Name '{value}' -Value '{data}'"
    return {"EventCode": "4104", "Channel": "Microsoft-Windows-PowerShell/Operational", "ScriptBlockText": text}


def by_dotnet(key: str, value: str, data: str) -> dict[str, str]:
    text = f"[Microsoft.Win32.Registry]::SetValue('{key}', '{value}', '{data}')"
    return {"EventCode": "4104", "Channel": "Microsoft-Windows-PowerShell/Operational", "ScriptBlockText": text}


def by_sysmon(key: str, value: str, data: str) -> dict[str, str]:
    number = int(data, 16) if data.startswith("0x") else int(data) if data.isdecimal() else None
    details = data if number is None else f"DWORD (0x{number:08x})"
    target = f"{key}\\{value}"
    return {"EventCode": "13", "EventType": "SetValue", "TargetObject": target, "Details": details, "Channel": SYSMON}


def by_security(key: str, value: str, data: str) -> dict[str, str]:
    machine = key.replace("HKLM\\", "\\REGISTRY\\MACHINE\\").replace("HKCU\\", "\\REGISTRY\\USER\\S-1-5-21-1-2-3-4\\")
    names = {"ObjectName": machine, "ObjectValueName": value, "NewValue": data, "OperationType": "%%1904"}
    return {"EventCode": "4657", "Channel": "Security", **names}


TELLERS = (by_reg, by_powershell, by_dotnet, by_sysmon, by_security)


@pytest.mark.parametrize(
    ("teller", "indicator"),
    [(by_reg, "add_to_store_my"), (by_dotnet, "add_to_store_my"), (by_sysmon, "certificate_in_profile"),
     (by_security, "certificate_in_profile")],
)  # fmt: skip
def test_a_store_that_nobody_takes_trust_from(scorer: Scorer, teller: Any, indicator: str) -> None:
    """Certificates of clients arrive there every day; few commands write there past the store's own interface."""
    event = teller(f"{STORES}\\My\\Certificates\\{THUMB}", "Blob", "Binary Data")
    assert scorer.assess(event)["codesign_indicators"] == [indicator]


@pytest.mark.parametrize("teller", TELLERS)
@pytest.mark.parametrize(
    ("key", "value", "data", "indicators"),
    [
        # what Authenticode checks: 0x23e00 is not the default, 0x23c00 is
        (PUBLISHING, "State", "0x23e00", ["change_signature_checks"]),
        (PUBLISHING, "State", "0x23ca0", ["weaken_code_integrity"]),
        (PUBLISHING, "State", "146432", []),
        (PUBLISHING, "State", "0x23c00", []),
        (PUBLISHING, "Other", "0x23e00", []),
        # the roots that a user trusts
        (PROTECTED, "Certificates", "Binary Data", ["protected_roots_change"]),
        (PROTECTED, "Flags", "0x1", ["change_chain_policy"]),
        (PROTECTED, "Other", "0x1", []),
        # elements of a boot entry
        (f"{BOOT}\\16000049", "Element", "0x1", ["enable_test_signing"]),
        (f"{BOOT}\\16000048", "Element", "01", ["enable_test_signing"]),
        (f"{BOOT}\\16000049", "Element", "0x0", []),
        (f"{BOOT}\\16000050", "Element", "0x1", []),
        (f"{BOOT}\\12000030", "Element", "DDISABLE_INTEGRITY_CHECKS", ["enable_test_signing"]),
        (f"{BOOT}\\12000030", "Element", "nodebug", []),
        # trust providers and SIPs
        (SIP, "Dll", OWN_DLL, ["trust_provider_hijack", "input_user_writable"]),
        (SIP, "Dll", "C:\\Windows\\System32\\ntdll.dll", ["trust_provider_hijack"]),
        (SIP, "FuncName", "DbgUiContinue", ["trust_provider_hijack"]),
        (PROVIDER, "$DLL", OWN_DLL, ["trust_provider_hijack", "input_user_writable"]),
        (SIP, "Comment", "x", []),
        # code integrity
        (f"{CONTROL}\\CI\\Config", "VulnerableDriverBlocklistEnable", "0", ["weaken_code_integrity"]),
        (f"{CONTROL}\\CI\\Config", "VulnerableDriverBlocklistEnable", "1", []),
        (HVCI, "Enabled", "0x0", ["weaken_code_integrity"]),
        (PADDING, "EnableCertPaddingCheck", "0", ["weaken_code_integrity"]),
        (f"{CONTROL}\\CI", "HVCIDisallowedImages", "edr.sys", ["weaken_code_integrity"]),
        # which certificate logs on, and which signatures a chain may have
        (f"{SERVICES}\\Kdc", "StrongCertificateBindingEnforcement", "0", ["weaken_logon_mapping"]),
        (f"{SERVICES}\\Kdc", "StrongCertificateBindingEnforcement", "2", []),
        (f"{CONTROL}\\SecurityProviders\\Schannel", "CertificateMappingMethods", "0x1f", ["weaken_logon_mapping"]),
        (CHAINS, "EnableWeakSignatureFlags", "2", ["weak_signatures_taken"]),
        (CHAINS, "EnableWeakSignatureFlags", "4", []),
        # AppLocker, logs, and the list of what is distrusted
        (f"{POLICIES}\\Microsoft\\Windows\\SrpV2\\Exe", "EnforcementMode", "0", ["weaken_code_integrity"]),
        (f"{POLICIES}\\Microsoft\\Windows\\SrpV2\\Exe", "EnforcementMode", "1", []),
        (f"{CHANNELS}\\Microsoft-Windows-CodeIntegrity/Operational", "Enabled", "0", ["signature_log_disabled"]),
        (f"{CHANNELS}\\Microsoft-Windows-CodeIntegrity/Operational", "Enabled", "1", []),
        (f"{CHANNELS}\\Microsoft-Windows-Lab/Operational", "Enabled", "0", []),
        (f"{STORES}\\AuthRoot", "EnableDisallowedCertAutoUpdate", "0", ["distrust_list_off"]),
        (f"{STORES}\\AuthRoot", "EnableDisallowedCertAutoUpdate", "1", []),
        # libraries that crypt32 loads, short keys, roots that are updated no more
        (REVOCATION, "Dll", f"{OWN_DLL};cryptnet.dll", ["trust_provider_hijack", "input_user_writable"]),
        (REVOCATION, "Dll", f"{INSTALLED};cryptnet.dll", ["provider_added"]),
        (REVOCATION, "Dll", "cryptnet.dll", ["store_upkeep"]),
        (f"{OID1}\\CryptDllFormatObject\\1.2.3", "Dll", OWN_DLL, ["trust_provider_hijack", "input_user_writable"]),
        (f"{OID1}\\CryptDllFindOIDInfo\\1.2.3!7", "Name", "lab", []),
        (CHAINS, "MinRsaPubKeyBitLength", "2048", []),
        (f"{POLICIES}\\Microsoft\\SystemCertificates\\AuthRoot", "DisableRootAutoUpdate", "1", ["root_update_off"]),
        (f"{POLICIES}\\Microsoft\\SystemCertificates\\AuthRoot", "DisableRootAutoUpdate", "0", []),
        # a provider of a product's own kind of files, in Program Files; and one that takes a shipped one's place
        (SIP, "Dll", INSTALLED, ["provider_added"]),
        (SIP.replace(GUID, EXECUTABLES), "Dll", INSTALLED, ["trust_provider_hijack"]),
        # in another system's hive
        (
            f"HKLM\\OFF\\Microsoft\\Cryptography\\OID\\{SIP.partition('OID')[2]}",
            "Dll",
            OWN_DLL,
            ["trust_provider_hijack", "input_user_writable"],
        ),
        (
            "HKLM\\OFF\\ControlSet001\\Control\\CI\\Config",
            "VulnerableDriverBlocklistEnable",
            "0",
            ["weaken_code_integrity"],
        ),
        # strong names
        (f"{SOFTWARE}\\StrongName\\Verification\\*,b77a5c561934e089", "x", "", ["vendor_name_skipped"]),
        # browsers
        (f"{POLICIES}\\Google\\Chrome\\CACertificates", "1", "MIIB", ["browser_add_root"]),
        (f"{POLICIES}\\Google\\Chrome\\CADistrustedCertificates", "1", "MIIB", []),
        (f"{POLICIES}\\Mozilla\\Firefox\\Certificates", "ImportEnterpriseRoots", "0x1", ["browser_system_roots"]),
        (f"{POLICIES}\\Mozilla\\Firefox\\Certificates", "ImportEnterpriseRoots", "0x0", []),
        # packages from anywhere, downloads without a warning
        (UNLOCK, "AllowAllTrustedApps", "0x1", ["packages_let_in"]),
        (UNLOCK, "AllowAllTrustedApps", "0", []),
        (PROMPTS, "TrustedSites", "Enabled", ["packages_let_in"]),
        (PROMPTS, "Internet", "Enabled", ["clickonce_let_in"]),
        (ZONES, "*", "0x2", ["zone_trusted", "zone_unencrypted"]),
        (ZONES, "*", "0x4", []),
        (f"{POLICIES}\\Microsoft\\Windows NT\\Terminal Services", "TrustedCertThumbprints", THUMB, [RDP]),
        ("HKCU\\Software\\7-Zip\\Options", "WriteZoneIdExtract", "0", ["mark_of_web_stopped"]),
        ("HKCU\\Software\\7-Zip\\Options", "WriteZoneIdExtract", "1", []),
        (INCLUSION, "PublicKey", "<RSAKeyValue>", ["office_add_in_trusted"]),
        (INCLUSION, "Url", "file://apps.lab/office/a.vsto", ["office_add_in_trusted"]),
        (INCLUSION, "Url", "file:///C:/Users/Public/a.vsto", ["office_add_in_trusted", "input_user_writable"]),
        (LOCATION, "Path", "C:\\Users\\Public\\Docs\\", ["office_location_trusted", "input_user_writable"]),
        (LOCATION, "Path", "C:\\Lab", ["office_location_trusted"]),
        (LOCATION, "Description", "C:\\Lab", []),
        # where App Control's policy is, and what an authority leaves out of its certificates
        (GUARD, "ConfigCIPolicyFilePath", "\\\\lab\\ci\\SiPolicy.p7b", ["code_integrity_policy"]),
        (GUARD, "ConfigCIPolicyFilePath", OWN_POLICY, ["code_integrity_policy", "input_user_writable"]),
        (AUTHORITY, "DisableExtensionList", "1.3.6.1.4.1.311.25.2", ["weaken_ca_policy"]),
        (AUTHORITY, "DisableExtensionList", "1.3.6.1.4.1.311.21.7", []),
        (f"{POLICIES}\\Microsoft\\Windows\\System", "EnableSmartScreen", "0", ["warnings_off"]),
        # what is shipped
        (SIP, "Dll", "WINTRUST.DLL", ["store_upkeep"]),
        (f"{STORES}\\Root\\Certificates\\{THUMB}", "Comment", "x", []),
    ],
)
def test_a_value_means_the_same_whoever_tells_of_it(
    scorer: Scorer, teller: Any, key: str, value: str, data: str, indicators: list[str]
) -> None:
    about_who = ("parent_", "writer_")
    found = scorer.assess(teller(key, value, data))["codesign_indicators"]
    assert isinstance(found, (list, str))
    assert [name for name in found or () if not name.startswith(about_who)] == indicators


@pytest.mark.parametrize("teller", TELLERS)
def test_a_certificate_written_to_a_trusted_store(scorer: Scorer, teller: Any) -> None:
    """Behind every store's interface stands the registry: to go there directly is more, to see it there confirms."""
    found = scorer.assess(teller(f"{STORES}\\Root\\Certificates\\{THUMB}", "Blob", "Binary Data"))
    observed = teller in (by_sysmon, by_security)
    expected = ["add_to_store_root", "store_registry_blob"] if observed else ["registry_store_write"]
    assert (found["codesign_indicators"], found["codesign_score"]) == (expected, 70)
    assert (found["codesign_store"], found["codesign_thumbprint"]) == ("LocalMachine\\root", THUMB)
    assert (found["CertImport"], found["TrustedStoreTarget"]) == (1, 1)


ENTRY = f"{STORES}\\Root\\Certificates\\{THUMB}"
HIJACK = "trust_provider_hijack"
WHAT = f"the SIP CryptSIPDllVerifyIndirectData\\{GUID}"


def judged(told: Change, **more: Any) -> tuple[list[str], Report]:
    report = Report()
    registry_changes.judge(report, "agent", told, **more)
    return [found.indicator for found in report.findings], report


def renamed(new_path: str) -> Change:
    return change(RENAME, "HKLM\\SOFTWARE\\x")._replace(new_path=registry_keys.normal(new_path))


@pytest.mark.parametrize(
    ("told", "by_command", "observed"),
    [
        (change(CREATE, ENTRY), ["registry_store_write"], []),
        (change(CREATE, f"{STORES}\\Root\\Certificates"), [], []),
        (change(REPLACE, f"{STORES}\\Root"), ["registry_store_write"], []),
        (change(DELETE, ENTRY), ["delete_from_trusted_store"], ["delete_from_trusted_store"]),
        (change(DELETE, f"{STORES}\\Root\\Certificates"), ["delete_from_trusted_store"], ["delete_from_trusted_store"]),
        (change(DELETE, f"{STORES}\\Root"), ["delete_from_trusted_store"], []),
        (change(DELETE, f"{STORES}\\My\\Certificates\\{THUMB}"), ["delete_from_store"], ["delete_from_store"]),
        (change(CREATE, SIP), [HIJACK], [HIJACK]),
        (change(DELETE, SIP), [HIJACK], [HIJACK]),
        (change(REPLACE, SIP.rpartition("\\")[0]), [HIJACK], []),
        # containers above the providers are opened by everybody who checks a signature
        (change(CREATE, PROVIDER.rpartition("\\")[0]), [HIJACK], []),
        (change(RENAME, SIP)._replace(new_path="hklm\\x"), [HIJACK], [HIJACK]),
        (change(RENAME, "HKLM\\x")._replace(new_path=SIP.lower()), [HIJACK], [HIJACK]),
        # a key that was prepared takes the place of one that decides
        (renamed(f"{STORES}\\TrustedPublisher"), ["registry_store_write"], ["registry_store_write"]),
        (renamed(f"{STORES}\\Root\\Certificates"), ["registry_store_write"], ["registry_store_write"]),
        (renamed(ENTRY), ["registry_store_write"], ["registry_store_write"]),
        (renamed(f"{STORES}\\Root\\old"), [], []),
        (renamed(f"{STORES}\\My"), [], []),
        (renamed(f"{CONTROL}\\CI\\Policy"), ["weaken_code_integrity"], ["weaken_code_integrity"]),
        (
            renamed("HKLM\\BCD00000000\\Objects\\{9dea862c}\\Elements\\16000049"),
            ["enable_test_signing"],
            ["enable_test_signing"],
        ),
        (renamed("HKLM\\SOFTWARE\\Fabrikam"), [], []),
        (change(DELETE, PADDING, "EnableCertPaddingCheck"), ["weaken_code_integrity"], ["weaken_code_integrity"]),
        (change(DELETE, PADDING), ["weaken_code_integrity"], ["weaken_code_integrity"]),
        (change(DELETE, f"{CONTROL}\\CI\\Config", "VulnerableDriverBlocklistEnable"), [], []),
        (change(SET, f"{STORES}\\Root\\CTLs\\{THUMB}", "Blob"), ["add_revocation_list"], ["add_revocation_list"]),
        (change(SET, "HKLM\\Software\\Fabrikam", "State", "1"), [], []),
    ],
)
def test_changes(told: Change, by_command: list[str], observed: list[str]) -> None:
    assert judged(told)[0] == by_command
    assert judged(told, observed=True)[0] == observed


@pytest.mark.parametrize(
    ("key", "image", "indicators"),
    [
        (f"AuthRoot\\CTLs\\{THUMB}", "", ["add_revocation_list"]),
        (f"AuthRoot\\CTLs\\{THUMB}", f"{SYSTEM32}svchost.exe", []),
        # other things that a store holds
        (f"AuthRoot\\CRLs\\{THUMB}", "", []),
        ("AuthRoot", "", []),
    ],
)
def test_lists_in_a_store(key: str, image: str, indicators: list[str]) -> None:
    assert judged(change(SET, f"{STORES}\\{key}", "Blob"), image=image, observed=True)[0] == indicators


def test_the_program_that_keeps_a_store_is_told_apart() -> None:
    told = change(SET, f"{STORES}\\AuthRoot\\Certificates\\{THUMB}", "Blob")
    found, report = judged(told, image=f"{SYSTEM32}svchost.exe", observed=True)
    assert (found, report.store, report.thumbprint) == (["store_upkeep"], "LocalMachine\\authroot", THUMB)
    assert report.flags == set()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (change(SET, SIP, "Dll", OWN_DLL), f"agent sets Dll of {WHAT} to {OWN_DLL}"),
        (change(SET, SIP, "Dll", ""), f"agent sets Dll of {WHAT}"),
        (change(DELETE, SIP), f"agent deletes the registration of {WHAT}"),
        (change(REPLACE, SIP), f"agent replaces the registration of {WHAT}"),
        (
            change(SET, f"{CONTROL}\\CI\\Config", "VulnerableDriverBlocklistEnable", "00000000"),
            "agent sets VulnerableDriverBlocklistEnable to 0, which weakens the checking of code",
        ),
        (
            change(SET, f"{BOOT}\\16000049", "Element", "01"),
            "agent changes the boot option testsigning, which lets unsigned drivers load",
        ),
        (change(CREATE, ENTRY), "agent writes straight into the registry of LocalMachine\\root"),
        (change(DELETE, ENTRY), "agent deletes from the certificate store LocalMachine\\root"),
    ],
)
def test_sentences(told: Change, sentence: str) -> None:
    assert judged(told)[1].findings[0].sentence == sentence


def test_a_relative_library_is_found_by_the_directory() -> None:
    found, _ = judged(change(SET, SIP, "Dll", "my.dll"), cwd="C:\\Users\\Public")
    assert found == ["trust_provider_hijack", "input_user_writable"]


@pytest.mark.parametrize("teller", TELLERS)
def test_variables_that_have_runtimes_trust_more(scorer: Scorer, teller: Any) -> None:
    variables = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment"
    told = scorer.assess(teller(variables, "NODE_EXTRA_CA_CERTS", "C:\\Users\\Public\\a.pem"))
    assert "runtime_root_trusted" in told["codesign_indicators"]
    told = scorer.assess(teller("HKCU\\Environment", "SSL_CERT_FILE", "C:\\pki\\a.pem"))
    assert "runtime_root_named" in told["codesign_indicators"]
    assert not scorer.assess(teller(variables, "PATH", "C:\\Users\\Public"))["codesign_indicators"]
