"""Registry events: certificates in stores, what judges signatures, the switches of code integrity."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import registry
from codesignrisk_core.model import Report
from codesignrisk_core.records import fields
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judging import CERTUTIL, SYSMON, SYSTEM32, THUMB, judged, never_raises

REG = f"{SYSTEM32}reg.exe"
SVCHOST = f"{SYSTEM32}svchost.exe"
STORES = "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\"
USER_STORES = "HKU\\S-1-5-21-1-2-3-1001\\Software\\Microsoft\\SystemCertificates\\"
POLICY_STORES = "HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\"
ENTERPRISE_STORES = "HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\"
BLOB = f"\\Certificates\\{THUMB}\\Blob"
GUID = "{11111111-2222-3333-4444-555555555555}"
SIP = f"HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\{GUID}"
TRUST = f"HKLM\\SOFTWARE\\Microsoft\\Cryptography\\Providers\\Trust\\FinalPolicy\\{GUID}"
CONTROL = "HKLM\\System\\CurrentControlSet\\Control\\"
BOOT = f"HKLM\\BCD00000000\\Objects\\{GUID}\\Elements\\"
WINTRUST = "Software\\Microsoft\\Windows\\CurrentVersion\\WinTrust\\Trust Providers"
FLAGS = f"HKU\\S-1-5-21-1-2-3-1001\\{WINTRUST}\\Software Publishing"
KERNEL = "\\REGISTRY\\MACHINE\\"
OFF, ON = "DWORD (0x00000000)", "DWORD (0x00000001)"
MEMORY_INTEGRITY = f"{CONTROL}DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity\\Enabled"
BLOCK_LIST = "CI\\Config\\VulnerableDriverBlocklistEnable"
DEFENDER = "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe"
TASKHOST = f"{SYSTEM32}taskhostw.exe"


def sysmon(event_id: str, target: str, image: str = REG, **more: str) -> dict[str, str]:
    return {"EventCode": event_id, "Channel": SYSMON, "Image": image, "TargetObject": target, **more}


def set_value(target: str, image: str = REG, details: str = "Binary Data") -> dict[str, str]:
    return sysmon("13", target, image, EventType="SetValue", Details=details)


def security(key: str, value: str, operation: str = "%%1904", image: str = REG, new: str = "-") -> dict[str, str]:
    return {
        "EventCode": "4657",
        "Channel": "Security",
        "ObjectName": key,
        "ObjectValueName": value,
        "OperationType": operation,
        "NewValue": new,
        "ProcessName": image,
    }


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
        (set_value(f"{STORES}CA{BLOB}"), "LocalMachine\\ca", 55),
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
        "cscript.exe wrote it (script_host)",
    ]


@pytest.mark.parametrize(("image", "tool"), [(REG, "reg"), (CERTUTIL, "certutil"), ("C:\\x\\a.exe", ""), ("", "")])
def test_the_tool_is_named_where_it_is_one(image: str, tool: str, shipped: Settings) -> None:
    assert judge(set_value(f"{STORES}ROOT{BLOB}", image), shipped).tool == tool


@pytest.mark.parametrize(
    ("record", "store", "value"),
    [
        (set_value(f"{STORES}MY{BLOB}"), "LocalMachine\\my", 22),
        (set_value(f"{STORES}Contoso{BLOB}"), "LocalMachine\\contoso", 22),
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
        (set_value(f"{POLICY_STORES}Root{BLOB}", SVCHOST), "GroupPolicy\\root"),
        (set_value(f"{ENTERPRISE_STORES}NTAuth{BLOB}", TASKHOST), "Enterprise\\ntauth"),
        (set_value(f"{STORES}SmartCardRoot{BLOB}", SVCHOST), "LocalMachine\\smartcardroot"),
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
                  "%%1906"), "LocalMachine\\disallowed", 28),
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


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (sysmon("12", SIP, EventType="CreateKey"),
         "reg creates the registration of a trust provider or subject interface package (SIP)"),
        (sysmon("12", TRUST, EventType="CreateKey"),
         "reg creates the registration of a trust provider or subject interface package (SIP)"),
        (sysmon("12", SIP), "reg creates the registration of a trust provider or subject interface package (SIP)"),
        (set_value(f"{SIP}\\Dll", details="C:\\Windows\\System32\\ntdll.dll"),
         "reg sets Dll of a trust provider or subject interface package (SIP) to ntdll.dll"),
        (set_value(f"{SIP}\\FuncName", details="DbgUiContinue"),
         "reg sets FuncName of a trust provider or subject interface package (SIP) to dbguicontinue"),
        (set_value(f"{TRUST}\\$DLL", details="my.dll"),
         "reg sets $DLL of a trust provider or subject interface package (SIP) to my.dll"),
        (set_value(SIP.replace("Microsoft", "WOW6432Node\\Microsoft", 1) + "\\Dll", details="my.dll"),
         "reg sets Dll of a trust provider or subject interface package (SIP) to my.dll"),
        (sysmon("12", f"{SIP}\\Dll", EventType="DeleteValue"),
         "reg deletes the registration of a trust provider or subject interface package (SIP)"),
        (sysmon("14", SIP, NewName=SIP + "x"),
         "reg renames the registration of a trust provider or subject interface package (SIP)"),
        (security(KERNEL + SIP[5:], "Dll", "%%1905", new="my.dll"),
         "reg sets Dll of a trust provider or subject interface package (SIP) to my.dll"),
        ({"registry_path": SIP, "action": "created", "process_name": "reg.exe"},
         "reg creates the registration of a trust provider or subject interface package (SIP)"),
    ],
)  # fmt: skip
def test_who_judges_signatures_is_replaced(record: dict[str, Any], sentence: str, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.findings[0].indicator) == ("hijack_trust_provider", "trust_provider_hijack")
    assert report.findings[0].sentence == sentence
    assert score(record, shipped) == 62


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
        (set_value(f"{FLAGS}\\State", details="DWORD (0x00023e00)"), "change_chain_policy", 15),
        (set_value(f"{USER_STORES}Root\\ProtectedRoots\\Flags", details=ON), "change_chain_policy", 15),
    ],
)  # fmt: skip
def test_the_checking_of_code(record: dict[str, Any], indicator: str, value: int, shipped: Settings) -> None:
    assert judge(record, shipped).findings[0].indicator == indicator
    assert score(record, shipped) == value


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"EventCode": "13", "Channel": SYSMON}, True),
        ({"EventCode": "13", "source": f"XmlWinEventLog:{SYSMON}"}, True),
        ({"EventCode": "13", "source": "WinEventLog:ForwardedEvents"}, True),
        ({"EventCode": "13"}, True),
        ({"EventCode": "13", "Channel": "System"}, False),
        ({"EventCode": "4657", "source": "WinEventLog:Security"}, True),
        ({"EventCode": "4657", "Channel": "Application"}, False),
        ({"EventCode": "11", "Channel": SYSMON}, False),
        ({"registry_path": f"{STORES}ROOT"}, True),
        ({"Registry.registry_path": "\\REGISTRY\\MACHINE\\SOFTWARE"}, True),
        ({"ObjectName": "C:\\x.pfx"}, False),
        ({"process": "reg add"}, False),
        ({}, False),
    ],
)
def test_which_events_are_of_the_registry(record: dict[str, Any], expected: bool) -> None:
    assert registry.matches(fields.Reader().view(record)) is expected


@pytest.mark.parametrize(
    ("record", "who"),
    [
        (set_value(f"{STORES}MY{BLOB}", "C:\\x\\Agent.exe"), "agent"),
        (set_value(f"{STORES}MY{BLOB}", ""), "a program"),
    ],
)
def test_who_did_it(record: dict[str, Any], who: str, shipped: Settings) -> None:
    assert judge(record, shipped).findings[0].sentence == f"{who} adds a certificate to LocalMachine\\my"


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        # key and value in one path, apart, or the value twice
        (set_value(f"{SIP}\\Dll", details="x.dll"), ["trust_provider_hijack"]),
        ({"registry_path": SIP, "registry_value_name": "Dll", "registry_value_data": "x.dll"},
         ["trust_provider_hijack"]),
        ({"registry_path": f"{SIP}\\Dll", "registry_value_name": "dll", "registry_value_data": "x.dll"},
         ["trust_provider_hijack"]),
        # 4657 has the key alone, whatever its last part
        (security(f"{KERNEL}{SIP[5:]}\\Dll", "Dll", new="x.dll"), ["trust_provider_hijack"]),
        (security(f"{KERNEL}{SIP[5:]}", "Comment"), []),
        # user hives by the kernel's names
        (security("\\REGISTRY\\USER\\S-1-5-21-7\\Software\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots",
                  "Certificates"), ["protected_roots_change"]),
        # data: a number of 32 bits, of 64, as text
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="DWORD (0x00000001)"), ["weaken_code_integrity"]),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="QWORD (0x00000001-0x00000001)"), []),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="QWORD (0x00000001-0x00000000)"), []),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="DWORD (0x00000001"), []),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="1"), ["weaken_code_integrity"]),
        # operations, as each source names them
        *((sysmon("12", f"{STORES}ROOT\\Certificates\\{THUMB}", EventType=done), ["delete_from_trusted_store"])
          for done in ("DeleteKey", "DeleteValue", "deleted")),
        (security(KERNEL + f"SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\{THUMB}", "Blob", "%%1906"),
         ["delete_from_trusted_store"]),
        (security(KERNEL + f"SOFTWARE\\Microsoft\\SystemCertificates\\MY\\Certificates\\{THUMB}", "Blob", "%%1905"),
         ["add_to_store_my"]),
        ({"registry_path": SIP, "action": "created"}, ["trust_provider_hijack"]),
        ({"registry_path": SIP, "action": "read"}, []),
        ({"registry_path": f"{STORES}MY\\Certificates\\{THUMB}", "registry_value_name": "Blob", "action": "created"},
         ["add_to_store_my"]),
        (sysmon("14", "HKLM\\SOFTWARE\\X\\certificates\\", NewName=SIP), ["trust_provider_hijack"]),
        (sysmon("14", SIP, NewName="HKLM\\SOFTWARE\\X"), ["trust_provider_hijack"]),
        # creating the key of a certificate says nothing yet
        (sysmon("12", f"{STORES}MY\\Certificates\\{THUMB}", EventType="CreateKey"), []),
    ],
)  # fmt: skip
def test_how_each_source_tells_a_change(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    found = [finding.indicator for finding in judge(record, shipped).findings]
    assert [name for name in found if not name.startswith("writer_")] == indicators


def test_the_installer_of_windows_has_no_flags(shipped: Settings) -> None:
    tiworker = "C:\\Windows\\WinSxS\\amd64_servicingstack\\TiWorker.exe"
    report = judge(set_value(f"{STORES}ROOT{BLOB}", tiworker), shipped)
    assert (report.flags, report.findings[0]) == (set(), ("store_upkeep", "tiworker installs components of Windows"))


PIECES = st.sampled_from(
    [STORES, USER_STORES, "ROOT", BLOB, THUMB, SIP, BOOT, "16000049\\Element", CONTROL, "CI\\Policy\\X",
     "\\", "(", "DWORD (0x", "é", "\x00", "-", "0x", "", "\\REGISTRY\\USER\\"]
)  # fmt: skip
TEXT = st.lists(PIECES | st.text(max_size=8), max_size=5).map("".join)


@given(
    event=st.sampled_from(["12", "13", "14", "4657", ""]),
    values=st.dictionaries(
        st.sampled_from(
            "TargetObject ObjectName registry_path ObjectValueName Details NewValue EventType NewName Image".split()
        ),
        TEXT,
    ),
)
def test_never_raises(event: str, values: dict[str, str], shipped: Settings) -> None:
    never_raises(registry, {"EventCode": event, **values}, shipped)
