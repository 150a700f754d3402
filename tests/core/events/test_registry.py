"""Registry events: certificates in stores, SIPs and trust providers, the switches of code integrity."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import registry
from codesignrisk_core.model import Report
from codesignrisk_core.settings import Settings

from tests.core.judging import CERTUTIL, SYSTEM32, THUMB, judged
from tests.core.registry_events import (
    BLOB,
    BLOCK_LIST,
    BOOT,
    CONTROL,
    DEFENDER,
    ENTERPRISE_STORES,
    FLAGS,
    GUID,
    KERNEL,
    MEMORY_INTEGRITY,
    OFF,
    ON,
    POLICY_STORES,
    REG,
    SIP,
    STORES,
    SVCHOST,
    TASKHOST,
    TRUST,
    USER_STORES,
    security,
    set_value,
    sysmon,
)

FIREFOX = "HKLM\\SOFTWARE\\Policies\\Mozilla\\Firefox\\Certificates\\ImportEnterpriseRoots"
DROPPED = "C:\\Users\\Public\\a.exe"


UNLOCK = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\AppModelUnlock\\AllowAllTrustedApps"
STRONG_NAME = "HKLM\\SOFTWARE\\Microsoft\\StrongName\\Verification\\*,*"


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        (set_value(UNLOCK, DROPPED, ON), ["packages_let_in", "writer_user_writable"]),
        # a person at Windows' own settings, a policy of the site
        (set_value(UNLOCK, "C:\\Windows\\ImmersiveControlPanel\\SystemSettings.exe", ON), []),
        (set_value(UNLOCK, SVCHOST, ON), []),
        (sysmon("12", STRONG_NAME, DROPPED, EventType="CreateKey"), ["strong_name_skipped", "writer_user_writable"]),
        (sysmon("12", STRONG_NAME.rpartition("\\")[0], DROPPED, EventType="CreateKey"), []),
    ],
)
def test_what_windows_lets_in(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    assert [found.indicator for found in judge(record, shipped).findings] == indicators


AUTHORITY = "HKLM\\System\\CurrentControlSet\\Services\\CertSvc\\Configuration\\Lab-CA\\"


@pytest.mark.parametrize(
    "record",
    [
        set_value(f"{AUTHORITY}PolicyModules\\Lab\\EditFlags", details="DWORD (0x0011014e)"),
        set_value(f"{AUTHORITY}InterfaceFlags", details="DWORD (0x00000641)"),
        set_value(f"{AUTHORITY}CRLPeriodUnits", details="DWORD (0x00040000)"),
        set_value("HKLM\\SOFTWARE\\Lab\\EditFlags", details="DWORD (0x0015014e)"),
    ],
)
def test_an_authority_as_it_is_set_up(record: dict[str, Any], shipped: Settings) -> None:
    assert judge(record, shipped).findings == []


@pytest.mark.parametrize(
    ("user", "image", "indicators"),
    [
        ("desk3", SVCHOST, ["weaken_ca_policy", "writer_remote"]),
        ("CA1$", SVCHOST, ["weaken_ca_policy"]),
        ("SYSTEM", SVCHOST, ["weaken_ca_policy"]),
        ("desk3", f"{SYSTEM32}certsrv.exe", ["weaken_ca_policy"]),
    ],
)
def test_an_authority_that_is_set_from_another_host(
    user: str, image: str, indicators: list[str], shipped: Settings
) -> None:
    key = f"{KERNEL}SYSTEM\\ControlSet001\\Services\\CertSvc\\Configuration\\Lab-CA\\PolicyModules\\Lab.Policy"
    record = security(key, "DisableExtensionList", "%%1905", image, "1.3.6.1.4.1.311.25.2")
    found = judge({**record, "SubjectUserName": user}, shipped).findings
    assert [finding.indicator for finding in found] == indicators


@pytest.mark.parametrize(
    ("image", "credited"),
    [("C:\\Program Files\\dotnet\\dotnet.exe", True), ("C:\\Users\\u\\AppData\\Local\\Temp\\dotnet.exe", False)],
)
def test_the_root_of_a_development_certificate(image: str, credited: bool, shipped: Settings) -> None:
    found = [finding.indicator for finding in judge(set_value(f"{USER_STORES}Root{BLOB}", image), shipped).findings]
    assert ("development_authority" in found) is credited
    machine = judge(set_value(f"{STORES}Root{BLOB}", image), shipped).findings
    assert "development_authority" not in [finding.indicator for finding in machine]


def judge(record: dict[str, Any], settings: Settings) -> Report:
    return judged(registry, record, settings)[0]


def score(record: dict[str, Any], settings: Settings) -> int:
    return judged(registry, record, settings)[1]


@pytest.mark.parametrize(
    ("record", "store", "value"),
    [
        (set_value(f"{STORES}ROOT{BLOB}"), "LocalMachine\\root", 70),
        (set_value(f"{STORES}ROOT{BLOB}", CERTUTIL), "LocalMachine\\root", 70),
        (set_value(f"{STORES}TrustedPublisher{BLOB}"), "LocalMachine\\trustedpublisher", 70),
        (set_value(f"{STORES}TrustedPeople{BLOB}"), "LocalMachine\\trustedpeople", 60),
        (set_value(f"{STORES}CA{BLOB}"), "LocalMachine\\ca", 30),
        (set_value(f"{USER_STORES}CA{BLOB}"), "CurrentUser\\ca", 30),
        (set_value(f"{USER_STORES}CA{BLOB}", CERTUTIL), "CurrentUser\\ca", 30),
        # whoever talks TLS leaves intermediates there, which nobody trusts for that
        (set_value(f"{USER_STORES}CA{BLOB}", f"{SYSTEM32}mshta.exe"), "CurrentUser\\ca", 22),
        (set_value(f"{USER_STORES}CA{BLOB}", "C:\\Users\\jane\\Downloads\\setup.exe"), "CurrentUser\\ca", 22),
        (set_value(f"{STORES}Disallowed{BLOB}"), "LocalMachine\\disallowed", 65),
        (set_value(f"{STORES}AuthRoot{BLOB}"), "LocalMachine\\authroot", 70),
        (set_value(f"{ENTERPRISE_STORES}NTAuth{BLOB}"), "Enterprise\\ntauth", 80),
        (set_value(f"{POLICY_STORES}Root{BLOB}"), "GroupPolicy\\root", 70),
        (set_value(f"{USER_STORES}Root{BLOB}"), "CurrentUser\\root", 70),
        # CryptSvc writes for whoever asks it to, so for a user's roots it vouches for nobody
        (set_value(f"{USER_STORES}Root{BLOB}", SVCHOST), "CurrentUser\\root", 70),
        (set_value(f"{STORES}Root{BLOB}", SVCHOST), "LocalMachine\\root", 70),
        (set_value(STORES.replace("Microsoft", "Wow6432Node\\Microsoft") + "ROOT" + BLOB), "LocalMachine\\root", 70),
        # somebody else under the name of the one that may
        (set_value(f"{STORES}AuthRoot{BLOB}", "C:\\x\\Windows\\System32\\svchost.exe"), "LocalMachine\\authroot", 70),
        # who writes it counts
        (set_value(f"{STORES}ROOT{BLOB}", "C:\\Windows\\explorer.exe"), "LocalMachine\\root", 70),
        (set_value(f"{STORES}ROOT{BLOB}", f"{SYSTEM32}rundll32.exe"), "LocalMachine\\root", 95),
        (set_value(f"{STORES}ROOT{BLOB}", "C:\\Users\\jane\\Downloads\\setup.exe"), "LocalMachine\\root", 95),
        (set_value(f"{STORES}ROOT{BLOB}", f"{SYSTEM32}msiexec.exe"), "LocalMachine\\root", 55),
        # every source
        (security(f"{KERNEL}SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\{THUMB}", "Blob"),
         "LocalMachine\\root", 70),
        (security(f"\\REGISTRY\\USER\\S-1-5-21-1-2-3-1001\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\{THUMB}",
                  "Blob", "%%1905"), "CurrentUser\\root", 70),
        ({"registry_path": f"{STORES}ROOT{BLOB}", "registry_value_name": "Blob", "action": "modified",
          "process_path": REG}, "LocalMachine\\root", 70),
        ({"Registry.registry_path": f"{STORES}ROOT\\Certificates\\{THUMB}", "Registry.registry_value_name": "Blob",
          "Registry.action": "created", "Registry.process_path": REG}, "LocalMachine\\root", 70),
    ],
)  # fmt: skip
def test_a_certificate_in_a_trusted_store(record: dict[str, Any], store: str, value: int, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.store, report.thumbprint) == ("add_to_store", store, THUMB)
    assert report.flags == {"CertImport", "TrustedStoreTarget"}
    assert score(record, shipped) == value


def test_the_sentences(shipped: Settings) -> None:
    report = judge(set_value(f"{STORES}ROOT{BLOB}", f"{SYSTEM32}cscript.exe"), shipped)
    assert [finding.sentence for finding in report.findings] == [
        "cscript adds a certificate to LocalMachine\\root",
        "the registry shows that the certificate is in the store",
        "written by cscript.exe (script host)",
    ]


@pytest.mark.parametrize(("image", "tool"), [(REG, "reg"), (CERTUTIL, "certutil"), ("C:\\x\\a.exe", ""), ("", "")])
def test_the_tool_is_named_where_it_is_one(image: str, tool: str, shipped: Settings) -> None:
    assert judge(set_value(f"{STORES}ROOT{BLOB}", image), shipped).tool == tool


@pytest.mark.parametrize(
    ("record", "store", "value"),
    [
        # clients and agents do so every day: less than a command that says so
        (set_value(f"{STORES}MY{BLOB}"), "LocalMachine\\my", 12),
        (set_value(f"{STORES}Contoso{BLOB}"), "LocalMachine\\contoso", 12),
        (set_value(f"{STORES}MY{BLOB}", "C:\\Users\\Public\\a.exe"), "LocalMachine\\my", 22),
    ],
)
def test_a_certificate_in_another_store(record: dict[str, Any], store: str, value: int, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.store, report.flags, score(record, shipped)) == (store, {"CertImport"}, value)


@pytest.mark.parametrize(
    ("record", "store"),
    [
        (set_value(f"{STORES}AuthRoot{BLOB}", SVCHOST), "LocalMachine\\authroot"),
        (set_value(f"{STORES}AuthRoot{BLOB}", "svchost.exe"), "LocalMachine\\authroot"),
        (set_value(f"{STORES}AuthRoot{BLOB}", DEFENDER),
         "LocalMachine\\authroot"),
        (set_value(f"{STORES}Disallowed{BLOB}", SVCHOST), "LocalMachine\\disallowed"),
        (set_value(f"{POLICY_STORES}Root{BLOB}", SVCHOST), "GroupPolicy\\root"),
        (set_value(f"{ENTERPRISE_STORES}NTAuth{BLOB}", TASKHOST), "Enterprise\\ntauth"),
        (set_value(f"{STORES}SmartCardRoot{BLOB}", SVCHOST), "LocalMachine\\smartcardroot"),
        # whoever checks a signature brings the root of Microsoft's programme, whoever talks TLS the intermediate
        (set_value(f"{STORES}AuthRoot{BLOB}", "C:\\Program Files\\Contoso\\agent.exe"), "LocalMachine\\authroot"),
        (set_value(f"{STORES}CA{BLOB}", f"{SYSTEM32}lsass.exe"), "LocalMachine\\ca"),
        # and a gateway its own root
        (set_value(f"{STORES}ROOT{BLOB}", "C:\\Program Files\\Zscaler\\ZSAService.exe"), "LocalMachine\\root"),
        (set_value(f"{STORES}ROOT{BLOB}", "C:\\Windows\\CCM\\CcmExec.exe"), "LocalMachine\\root"),
    ],
)  # fmt: skip
def test_who_keeps_a_store(record: dict[str, Any], store: str, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.store, report.thumbprint, report.flags) == ("add_to_store", store, THUMB, set())
    assert score(record, shipped) < 20


@pytest.mark.parametrize(
    "record",
    [
        # every program that checks a certificate opens the stores
        sysmon("12", f"{STORES}ROOT\\Certificates", EventType="CreateKey"),
        sysmon("12", f"{USER_STORES}TrustedPeople", "C:\\Users\\jane\\Downloads\\a.exe", EventType="CreateKey"),
        sysmon("12", f"{STORES}ROOT\\Certificates\\{THUMB}", EventType="CreateKey"),
        sysmon("12", f"{USER_STORES}Root\\ProtectedRoots", SVCHOST, EventType="CreateKey"),
        sysmon("12", f"{STORES}AuthRoot\\Certificates"),
        sysmon("12", f"{STORES[:-1]}", EventType="CreateKey"),
        sysmon("12", FLAGS, EventType="CreateKey"),
        # the containers of the providers
        sysmon("12", "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0", EventType="CreateKey"),
        sysmon("12", SIP.rpartition("\\")[0], EventType="CreateKey"),
        sysmon("12", TRUST.rpartition("\\")[0], EventType="CreateKey"),
        # upkeep of Windows
        set_value(f"{STORES}AuthRoot\\AutoUpdate\\LastSyncTime", SVCHOST),
        set_value(f"{STORES}AuthRoot\\AutoUpdate\\PinRulesLastError", SVCHOST),
        set_value(f"{STORES}Windows Live ID Token Issuer{BLOB}", SVCHOST),
        set_value(f"{STORES}Remote Desktop{BLOB}", SVCHOST),
        sysmon("12", f"{STORES}Windows Live ID Token Issuer\\Certificates\\{THUMB}", SVCHOST, EventType="DeleteKey"),
        sysmon("12", f"{STORES}AuthRoot\\Certificates\\{THUMB}", SVCHOST, EventType="DeleteKey"),
        set_value(f"{USER_STORES}ACRS\\PhysicalStores\\.LocalMachine\\Flags", TASKHOST, "DWORD (0x00000002)"),
        # other values of keys worth a look, and states that protect
        set_value(f"{STORES}ROOT\\Certificates\\{THUMB}\\Other"),
        set_value(f"{STORES}ROOT\\Blob"),
        set_value(f"{USER_STORES}AddressBook{BLOB}", "C:\\Program Files\\Office\\OUTLOOK.EXE"),
        # a browser's policies, by group policy or back to their default
        set_value(FIREFOX, SVCHOST, ON),
        set_value(FIREFOX, details=OFF),
        set_value(f"{CONTROL}CI\\HVCIDisallowedImages", details=""),
        set_value(f"{SIP}\\Comment", details="x"),
        set_value(f"{CONTROL}{BLOCK_LIST}", details=ON),
        set_value(MEMORY_INTEGRITY, details=ON),
        set_value(f"{FLAGS}\\State", details="DWORD (0x00023c00)"),
        security(f"{KERNEL}BCD00000000\\Objects\\{GUID}\\Elements\\16000049", "Element", new="0x00"),
        sysmon("12", f"{BOOT}16000049", EventType="DeleteKey"),
        sysmon("12", f"{BOOT}16000049", EventType="CreateKey"),
        set_value(f"{BOOT}12000030\\Element", details="NOVGA"),
        set_value(f"{BOOT}25000004\\Element"),
        {"registry_path": f"{STORES}ROOT{BLOB}", "action": "read", "process_path": REG},
        # nothing of ours
        set_value("HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\x", details="C:\\x.exe"),
    ],
)  # fmt: skip
def test_nothing_to_say(record: dict[str, Any], shipped: Settings) -> None:
    assert judge(record, shipped) == Report()


@pytest.mark.parametrize(
    ("record", "store", "value"),
    [
        (sysmon("12", f"{STORES}ROOT\\Certificates\\{THUMB}", EventType="DeleteKey"), "LocalMachine\\root", 30),
        (sysmon("12", f"{STORES}ROOT{BLOB}", EventType="DeleteValue"), "LocalMachine\\root", 30),
        (security(f"{KERNEL}SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\Certificates\\{THUMB}", "Blob",
                  "%%1906"), "LocalMachine\\disallowed", 40),
        (sysmon("12", f"{USER_STORES}MY\\Certificates\\{THUMB}", EventType="DeleteKey"), "CurrentUser\\my", 12),
        (sysmon("14", f"{STORES}CA\\Certificates\\{THUMB}", NewName=f"{STORES}CA\\x"), "LocalMachine\\ca", 30),
        ({"registry_path": f"{STORES}ROOT\\Certificates\\{THUMB}", "action": "deleted", "process_path": REG},
         "LocalMachine\\root", 30),
    ],
)  # fmt: skip
def test_a_certificate_goes(record: dict[str, Any], store: str, value: int, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.store, report.thumbprint) == ("delete_from_store", store, THUMB)
    assert (report.flags, score(record, shipped)) == (set(), value)


@pytest.mark.parametrize(
    ("old", "new", "indicators"),
    [
        (f"{STORES}x", f"{STORES}TrustedPublisher", ["registry_store_write"]),
        (f"{STORES}x", "TrustedPublisher", ["registry_store_write"]),
        ("HKLM\\SOFTWARE\\x", f"{STORES}Root", ["registry_store_write"]),
        (f"{STORES}x", f"{STORES}y", []),
        ("HKLM\\SOFTWARE\\x", "", []),
    ],
)
def test_a_prepared_key_takes_the_place_of_a_store(
    old: str, new: str, indicators: list[str], shipped: Settings
) -> None:
    report = judge(sysmon("14", old, EventType="RenameKey", NewName=new), shipped)
    assert [found.indicator for found in report.findings] == indicators


def test_all_certificates_of_a_store_go(shipped: Settings) -> None:
    report = judge(sysmon("12", f"{STORES}ROOT\\Certificates", EventType="DeleteKey"), shipped)
    assert (report.action, report.store, report.thumbprint) == ("delete_from_store", "LocalMachine\\root", "")


@pytest.mark.parametrize("image", [SVCHOST, REG])
def test_the_roots_that_a_user_trusts(image: str, shipped: Settings) -> None:
    """CryptSvc does this for the user, whoever asked: a hint, no exemption."""
    record = set_value(f"{USER_STORES}Root\\ProtectedRoots\\Certificates", image)
    report = judge(record, shipped)
    assert (report.action, report.store) == ("change_protected_roots", "CurrentUser\\root")
    assert score(record, shipped) == 25


def test_a_trust_list(shipped: Settings) -> None:
    record = set_value(f"{STORES}Trust\\CTLs\\{THUMB}\\Blob")
    assert (judge(record, shipped).store, score(record, shipped)) == ("LocalMachine\\trust", 10)


VERIFY = f"the SIP CryptSIPDllVerifyIndirectData\\{GUID}"
FINAL = f"the trust provider FinalPolicy\\{GUID}"
MY_DLL = "C:\\Users\\Public\\My.dll"


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (sysmon("12", SIP, EventType="CreateKey"),
         f"reg creates the registration of {VERIFY}"),
        (sysmon("12", TRUST, EventType="CreateKey"),
         f"reg creates the registration of {FINAL}"),
        (sysmon("12", SIP), f"reg creates the registration of {VERIFY}"),
        (set_value(f"{SIP}\\Dll", details="C:\\Windows\\System32\\ntdll.dll"),
         f"reg sets Dll of {VERIFY} to C:\\Windows\\System32\\ntdll.dll"),
        (set_value(f"{SIP}\\FuncName", details="DbgUiContinue"),
         f"reg sets FuncName of {VERIFY} to DbgUiContinue"),
        (set_value(f"{TRUST}\\$DLL", details="my.dll"),
         f"reg sets $DLL of {FINAL} to my.dll"),
        (set_value(SIP.replace("Microsoft", "WOW6432Node\\Microsoft", 1) + "\\Dll", details="my.dll"),
         f"reg sets Dll of {VERIFY} to my.dll"),
        (sysmon("12", f"{SIP}\\Dll", EventType="DeleteValue"),
         f"reg deletes the registration of {VERIFY}"),
        (sysmon("14", SIP, NewName=SIP + "x"),
         f"reg renames the registration of {VERIFY}"),
        (security(KERNEL + SIP[5:], "Dll", "%%1905", new="my.dll"),
         f"reg sets Dll of {VERIFY} to my.dll"),
        ({"registry_path": SIP, "action": "created", "process_name": "reg.exe"},
         f"reg creates the registration of {VERIFY}"),
    ],
)  # fmt: skip
def test_who_judges_signatures_is_replaced(record: dict[str, Any], sentence: str, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.findings[0].indicator) == ("hijack_trust_provider", "trust_provider_hijack")
    assert report.findings[0].sentence == sentence
    assert score(record, shipped) == 62


@pytest.mark.parametrize(
    ("record", "targets"),
    [
        (set_value(f"{SIP}\\Dll", details=MY_DLL), [MY_DLL.lower(), f"{SIP}\\Dll".lower()]),
        (set_value(f"{SIP}\\FuncName", details="Verify"), [f"{SIP}\\FuncName".lower()]),
        (set_value(f"{TRUST}\\$DLL", details="my.dll"), ["my.dll", f"{TRUST}\\$DLL".lower()]),
        # 4657 of the same write has the same
        (security(KERNEL + SIP[5:], "Dll", "%%1905", new="my.dll"), ["my.dll", f"{SIP}\\Dll".lower()]),
        (sysmon("12", SIP, EventType="CreateKey"), [SIP.lower()]),
        # a certificate is told by its store and thumbprint
        (set_value(f"{STORES}Root\\Certificates\\{THUMB}\\Blob"), []),
    ],
)  # fmt: skip
def test_the_key_and_the_library_are_what_it_is_about(
    record: dict[str, Any], targets: list[str], shipped: Settings
) -> None:
    assert judge(record, shipped).targets == targets


@pytest.mark.parametrize(
    ("value", "data", "image", "score_of"),
    [
        ("Dll", "WINTRUST.DLL", f"{SYSTEM32}regsvr32.exe", 15),
        ("Dll", "C:\\Windows\\System32\\wintrust.dll", f"{SYSTEM32}msiexec.exe", 3),
        ("FuncName", "CryptSIPVerifyIndirectData", REG, 8),
        # its name in another place, and another function
        ("Dll", "C:\\Users\\Public\\wintrust.dll", f"{SYSTEM32}regsvr32.exe", 99),
        ("Dll", "C:\\x\\Windows\\System32\\wintrust.dll", REG, 62),
        ("FuncName", "DbgUiContinue", REG, 62),
    ],
)
def test_a_shipped_provider_is_registered_again(
    value: str, data: str, image: str, score_of: int, shipped: Settings
) -> None:
    assert score(set_value(f"{SIP}\\{value}", image, data), shipped) == score_of


def test_the_key_of_a_certificate_that_a_dropped_program_makes(shipped: Settings) -> None:
    entry = f"{STORES}TrustedPublisher\\Certificates\\{THUMB}"
    report = judge(sysmon("12", entry, DROPPED, EventType="CreateKey"), shipped)
    assert (report.store, report.thumbprint) == ("LocalMachine\\trustedpublisher", THUMB)
    assert judge(sysmon("12", entry, REG, EventType="CreateKey"), shipped) == Report()
    assert (
        judge(sysmon("12", f"{STORES}My\\Certificates\\{THUMB}", DROPPED, EventType="CreateKey"), shipped) == Report()
    )


@pytest.mark.parametrize(
    ("record", "store", "indicator"),
    [
        (set_value(FIREFOX, DROPPED, ON), "Firefox\\root", "browser_system_roots"),
        (set_value("HKLM\\SOFTWARE\\Policies\\Microsoft\\Edge\\CACertificates\\1", DROPPED, "MIIB"),
         "Edge\\root", "browser_add_root"),
        (set_value("HKLM\\SOFTWARE\\Policies\\Mozilla\\Firefox\\Certificates\\Install\\1", DROPPED, "C:\\r.crt"),
         "Firefox\\root", "browser_add_root"),
    ],
)  # fmt: skip
def test_the_roots_of_a_browser(record: dict[str, Any], store: str, indicator: str, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.store, report.findings[0].indicator) == ("add_to_store", store, indicator)


def test_a_library_in_a_user_writable_place(shipped: Settings) -> None:
    assert score(set_value(f"{SIP}\\Dll", details="C:\\Users\\jane\\AppData\\Local\\my.dll"), shipped) == 74


def test_the_installer_of_windows_registers_its_own(shipped: Settings) -> None:
    tiworker = "C:\\Windows\\WinSxS\\amd64_microsoft-windows-servicingstack\\TiWorker.exe"
    assert score(set_value(f"{SIP}\\Dll", tiworker, "C:\\Windows\\System32\\wintrust.dll"), shipped) == 8
    assert score(set_value(f"{SIP}\\Dll", "C:\\Temp\\TiWorker.exe", "x.dll"), shipped) == 87


@pytest.mark.parametrize(
    ("record", "indicator", "value"),
    [
        (set_value(f"{CONTROL}{BLOCK_LIST}", details=OFF),
         "weaken_code_integrity", 45),
        (set_value("HKLM\\System\\ControlSet001\\Control\\CI\\Config\\VulnerableDriverBlocklistEnable",
                   details=OFF), "weaken_code_integrity", 45),
        (set_value(MEMORY_INTEGRITY, details=OFF),
         "weaken_code_integrity", 45),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="QWORD (0x00000000-0x00000001)"),
         "weaken_code_integrity", 45),
        (security(f"{KERNEL}SYSTEM\\ControlSet001\\Control\\CI\\Config", "VulnerableDriverBlocklistEnable",
                  "%%1905", new="0"), "weaken_code_integrity", 45),
        (sysmon("12", "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\Wintrust\\Config\\EnableCertPaddingCheck",
                EventType="DeleteValue"), "weaken_code_integrity", 45),
        (sysmon("12", "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\Wintrust\\Config", EventType="DeleteKey"),
         "weaken_code_integrity", 45),
        (set_value(f"{BOOT}16000049\\Element", f"{SYSTEM32}bcdedit.exe"), "enable_test_signing", 50),
        (set_value(f"{BOOT}16000048\\Element", f"{SYSTEM32}bcdedit.exe"), "enable_test_signing", 50),
        (set_value(f"{BOOT} 16000049\\Element"), "enable_test_signing", 50),
        (set_value(f"{BOOT}12000030\\Element", details="DDISABLE_INTEGRITY_CHECKS"), "enable_test_signing", 50),
        (set_value(f"{FLAGS}\\State", details="DWORD (0x00023e00)"), "change_signature_checks", 25),
        (set_value(f"{FLAGS}\\State", details="DWORD (0x00023c20)"), "weaken_code_integrity", 45),
        (set_value(f"{USER_STORES}Root\\ProtectedRoots\\Flags", details=ON), "change_chain_policy", 15),
        # requests to an authority: any subject, and no encryption
        (set_value(f"{AUTHORITY}PolicyModules\\Lab\\EditFlags", details="DWORD (0x0015014e)"), "weaken_ca_policy", 40),
        (set_value(f"{AUTHORITY}InterfaceFlags", details="DWORD (0x00000441)"), "weaken_ca_policy", 40),
    ],
)  # fmt: skip
def test_the_checking_of_code(record: dict[str, Any], indicator: str, value: int, shipped: Settings) -> None:
    assert judge(record, shipped).findings[0].indicator == indicator
    assert score(record, shipped) == value


@pytest.mark.parametrize(
    ("record", "who"),
    [
        (set_value(f"{STORES}MY{BLOB}", "C:\\x\\Agent.exe"), "agent"),
        (set_value(f"{STORES}MY{BLOB}", ""), "a program"),
    ],
)
def test_who_did_it(record: dict[str, Any], who: str, shipped: Settings) -> None:
    assert judge(record, shipped).findings[0].sentence == f"{who} adds a certificate to LocalMachine\\my"


def test_the_installer_of_windows_has_no_flags(shipped: Settings) -> None:
    tiworker = "C:\\Windows\\WinSxS\\amd64_servicingstack\\TiWorker.exe"
    report = judge(set_value(f"{STORES}ROOT{BLOB}", tiworker), shipped)
    assert (report.flags, report.findings[0]) == (set(), ("store_upkeep", "tiworker installs components of Windows"))
