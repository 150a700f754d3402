"""Registry keys that decide what Windows trusts.

Keys: Graeber, "Subverting Trust in Windows" (SIPs and trust providers); learn.microsoft.com, "System Store Locations",
"Enable memory integrity"; geoffchappell.com/notes/windows/boot/bcd/elements.htm.
"""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import registry_keys, stores
from codesignrisk_core.trust.registry_keys import StoreKey
from hypothesis import given
from hypothesis import strategies as st

SOFTWARE = "hklm\\software\\microsoft"
CONTROL = "hklm\\system\\currentcontrolset\\control"
GUARD = f"{CONTROL}\\deviceguard"
POLICY = "hklm\\software\\policies\\microsoft"
OID = f"{SOFTWARE}\\cryptography\\oid\\encodingtype 0"
PROVIDERS = f"{SOFTWARE}\\cryptography\\providers\\trust"
ELEMENTS = "hklm\\bcd00000000\\objects\\{guid}\\elements"
WINTRUST = "hkcu\\software\\microsoft\\windows\\currentversion\\wintrust\\trust providers\\software publishing"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (f"{POLICY}\\windows\\srpv2", True),
        (f"{POLICY}\\windows\\srpv2\\script", True),
        (f"{POLICY}\\windows\\srpv2\\exe\\{{rule}}", False),
        (f"{POLICY}\\windows\\srpv3", False),
    ],
)
def test_rules_of_applocker_that_go(key: str, expected: bool) -> None:
    assert registry_keys.unprotects(key, "") is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("HKEY_LOCAL_MACHINE\\Software\\Wow6432Node\\X\\", "hklm\\software\\x"),
        ("hku\\S-1-5-21-7\\Software", "hku\\s-1-5-21-7\\software"),
        ("HKEY_USERS\\S-1-5-18", "hku\\s-1-5-18"),
        ("HKEY_CURRENT_USER", "hkcu"),
        ("HKEY_CLASSES_ROOT\\.pfx", "hkcr\\.pfx"),
        ("HKEY_CURRENT_CONFIG\\X", "hkcc\\x"),
        ("\\\\host\\HKLM\\X", "hklm\\x"),
        ("HKLM:/System/ControlSet002/Y", "hklm\\system\\currentcontrolset\\y"),
        ("HKLM\\System\\ControlSetX\\Y", "hklm\\system\\controlsetx\\y"),
        ('"HKLM\\\\X"', "hklm\\x"),
        ("", ""),
    ],
)
def test_normal_keys(key: str, expected: str) -> None:
    assert registry_keys.normal(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (f"{SOFTWARE}\\systemcertificates\\root\\certificates\\ab\\blob", StoreKey(stores.MACHINE, "root", "ab")),
        ("hkcu\\software\\microsoft\\systemcertificates\\my", StoreKey(stores.USER, "my", "")),
        ("hku\\s-1-5-21-7\\software\\microsoft\\systemcertificates\\ca\\crls", StoreKey(stores.USER, "ca", "")),
        (f"{SOFTWARE}\\enterprisecertificates\\ntauth\\certificates\\ab", StoreKey(stores.ENTERPRISE, "ntauth", "ab")),
        (f"{POLICY}\\systemcertificates\\root\\certificates\\ab", StoreKey(stores.GROUP_POLICY, "root", "ab")),
        (
            f"{SOFTWARE}\\cryptography\\services\\x\\systemcertificates\\my\\certificates",
            StoreKey(stores.SERVICE, "my", ""),
        ),
        # names are canonical
        (f"{SOFTWARE}\\systemcertificates\\thirdpartyroot", StoreKey(stores.MACHINE, "authroot", "")),
        (f"{SOFTWARE}\\systemcertificates", None),
        (f"{SOFTWARE}\\windows", None),
        ("", None),
    ],
)
def test_the_store_of_a_key(key: str, expected: StoreKey | None) -> None:
    assert registry_keys.store_of(key) == expected


SIP_FUNCTIONS = """cryptsipdllverifyindirectdata cryptsipdllgetsigneddatamsg cryptsipdllputsigneddatamsg
    cryptsipdllcreateindirectdata cryptsipdllremovesigneddatamsg cryptsipdllgetcaps cryptsipdllismyfiletype
    cryptsipdllismyfiletype2 cryptdllgetsealeddigest""".split()


@pytest.mark.parametrize("function", SIP_FUNCTIONS)
def test_every_function_of_a_sip(function: str) -> None:
    assert registry_keys.is_trust_provider(f"{OID}\\{function}\\{{guid}}", "Dll")
    assert function in registry_keys.WORDS


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (f"{PROVIDERS}\\finalpolicy\\{{guid}}", "$DLL", True),
        (f"{PROVIDERS}\\finalpolicy\\{{guid}}", "$Function", True),
        (f"{PROVIDERS}\\finalpolicy\\{{guid}}", "", True),
        (f"{PROVIDERS}\\finalpolicy\\{{guid}}", "Comment", False),
        (f"{OID}\\{SIP_FUNCTIONS[0]}\\{{guid}}", "FuncName", True),
        # functions of chains and stores: the library counts, and is loaded everywhere
        (f"{OID}\\certdllverifyrevocation\\default", "Dll", True),
        (f"{OID}\\cryptdllformatobject\\1.2.3", "Dll", True),
        (f"{OID}\\cryptdllfindoidinfo\\1.2.3!7", "Name", False),
        (f"{OID}\\certdllopenstoreprov\\ldap", "FuncName", False),
        (f"{OID}\\certdllcreatecertificatechainengine\\config", "Dll", False),
        (f"{SOFTWARE}\\cryptography\\providers", "Dll", False),
        (f"hklm\\software\\{SIP_FUNCTIONS[0]}", "Dll", False),
    ],
)
def test_trust_providers(key: str, value: str, expected: bool) -> None:
    assert registry_keys.is_trust_provider(key, value) is expected


@pytest.mark.parametrize(
    ("value", "library"), [("Dll", True), ("$DLL", True), ("FuncName", False), ("$Function", False)]
)
def test_which_value_names_the_library(value: str, library: bool) -> None:
    assert registry_keys.names_library(value) is library


@pytest.mark.parametrize(
    ("key", "value", "weak", "strong"),
    [
        (f"{CONTROL}\\ci\\config", "VulnerableDriverBlocklistEnable", "0", "1"),
        (f"{CONTROL}\\ci\\policy", "UpgradedSystem", "0x1", "0"),
        (f"{CONTROL}\\ci\\policy", "VerifiedAndReputablePolicyState", "0", "1"),
        (GUARD, "EnableVirtualizationBasedSecurity", "0", "1"),
        (GUARD, "HypervisorEnforcedCodeIntegrity", "0x00000000", "1"),
        (f"{GUARD}\\scenarios\\hypervisorenforcedcodeintegrity", "Enabled", "0", "1"),
        (f"{POLICY}\\windows\\deviceguard", "EnableVirtualizationBasedSecurity", "0", "1"),
        (f"{POLICY}\\windows\\deviceguard", "HypervisorEnforcedCodeIntegrity", "0", "1"),
        (f"{POLICY}\\windows\\deviceguard", "DeployConfigCIPolicy", "0", "1"),
        (f"{POLICY}\\windows nt\\driver signing", "BehaviorOnFailedVerify", "0", "2"),
        (f"{SOFTWARE}\\driver signing", "Policy", "0", "2"),
        (f"{SOFTWARE}\\cryptography\\wintrust\\config", "EnableCertPaddingCheck", "0", "1"),
        (f"{SOFTWARE}\\windows\\currentversion\\policies\\attachments", "SaveZoneInformation", "1", "2"),
        (f"{SOFTWARE}\\windows nt\\currentversion\\windows", "RequireSignedAppInit_DLLs", "0", "1"),
    ],
)
def test_what_weakens_the_checking_of_code(key: str, value: str, weak: str, strong: str) -> None:
    assert registry_keys.weakens(key, value, weak)
    assert not registry_keys.weakens(key, value, strong)
    assert not registry_keys.weakens(key, value, "Binary Data")
    assert not registry_keys.weakens(key, value + "x", weak)
    assert not registry_keys.weakens(key + "\\x", value, weak)
    assert not registry_keys.weakens(key.replace("\\", "\\x"), value, weak)
    assert registry_keys.may_matter(f"{key}\\{value}".lower())


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        # absence is the weak state of these two: security advisory 2915720, App Control's policy
        (f"{SOFTWARE}\\cryptography\\wintrust\\config", "EnableCertPaddingCheck", True),
        (f"{SOFTWARE}\\cryptography\\wintrust\\config", "", True),
        (f"{POLICY}\\windows\\deviceguard", "DeployConfigCIPolicy", True),
        # of the others, absence is the default
        (f"{CONTROL}\\ci\\config", "VulnerableDriverBlocklistEnable", False),
        (f"{CONTROL}\\ci\\config", "", False),
        (f"{SOFTWARE}\\cryptography\\wintrust\\config", "Other", False),
        (f"{SOFTWARE}\\cryptography\\wintrust", "EnableCertPaddingCheck", False),
    ],
)
def test_what_deleting_weakens(key: str, value: str, expected: bool) -> None:
    assert registry_keys.unprotects(key, value) is expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [(WINTRUST, "State", True), (WINTRUST, "Other", False), (WINTRUST + "\\x", "State", False), ("", "State", False)],
)
def test_the_flags_of_authenticode(key: str, value: str, expected: bool) -> None:
    assert registry_keys.is_check_flags(key, value) is expected


@pytest.mark.parametrize(
    ("data", "trusts"), [("0x23c20", True), ("0x23c80", True), ("0x23e00", False), ("", False), ("-1", False)]
)
def test_the_flags_that_let_test_certificates_count(data: str, trusts: bool) -> None:
    assert registry_keys.trusts_test_signatures(data) is trusts


@pytest.mark.parametrize(
    ("data", "default"), [("0x23c00", True), ("146432", True), ("0x23e00", False), ("", False), ("x", False)]
)
def test_the_flags_of_a_fresh_windows(data: str, default: bool) -> None:
    assert registry_keys.is_default_check_flags(data) is default


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("hkcu\\software\\microsoft\\systemcertificates\\root\\protectedroots", True),
        ("hkcu\\software\\microsoft\\systemcertificates\\root", False),
    ],
)
def test_the_roots_of_a_user(key: str, expected: bool) -> None:
    assert registry_keys.is_protected_roots(key) is expected


@pytest.mark.parametrize(
    ("key", "value", "data", "option"),
    [
        (f"{ELEMENTS}\\16000049", "Element", "1", "testsigning"),
        (f"{ELEMENTS}\\16000048", "Element", "0x1", "nointegritychecks"),
        (f"{ELEMENTS}\\16000049", "Element", "Binary Data", "testsigning"),
        (f"{ELEMENTS}\\16000049", "Element", "00", ""),
        (f"{ELEMENTS}\\ 16000049", "Element", "1", "testsigning"),
        (f"{ELEMENTS} \\16000049", "Element", "1", "testsigning"),
        (f"{ELEMENTS}\\16000050", "Element", "1", ""),
        (f"{ELEMENTS}\\12000030", "Element", "DDISABLE_INTEGRITY_CHECKS", "loadoptions"),
        (f"{ELEMENTS}\\12000030", "Element", "NOVGA", ""),
        (f"{ELEMENTS}\\16000049", "Other", "1", ""),
        ("hklm\\software\\16000049", "Element", "1", ""),
        ("16000049", "Element", "1", ""),
        ("", "Element", "1", ""),
    ],
)
def test_boot_switches(key: str, value: str, data: str, option: str) -> None:
    assert registry_keys.boot_switch(key, value, data) == option


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ("0", 0),
        ("146432", 146432),
        (" 0x23C00 ", 0x23C00),
        ("0X1", 1),
        ("ffffffffffffffff", -1),
        ("0xffffffffffffffff", 0xFFFFFFFFFFFFFFFF),
        ("0x1ffffffffffffffff", -1),
        ("1" * 16, 1111111111111111),
        ("1" * 17, -1),
        ("0x", -1),
        ("", -1),
        ("-1", -1),
        ("\u0661", -1),
        ("1_0", -1),
    ],
)
def test_numbers_as_reg_exe_reads_them(data: str, number: int) -> None:
    assert registry_keys.number(data) == number


@pytest.mark.parametrize(
    ("path", "matters", "made"),
    [
        (f"{SOFTWARE}\\systemcertificates\\root", True, False),
        (f"{SOFTWARE}\\systemcertificates\\root\\certificates", True, False),
        (f"{SOFTWARE}\\systemcertificates\\root\\certificates\\{'0' * 40}", True, True),
        (f"{SOFTWARE}\\systemcertificates\\root\\certificates\\{'0' * 39}", True, False),
        (f"{OID}\\x", True, True),
        (f"{PROVIDERS}\\x", True, True),
        (f"{CONTROL}\\ci\\config", True, False),
        (f"{SOFTWARE}\\driver signing", True, False),
        (WINTRUST, True, False),
        (f"{ELEMENTS}\\16000049", True, False),
        (f"{SOFTWARE}\\windows\\currentversion\\run", False, False),
    ],
)
def test_a_first_look(path: str, matters: bool, made: bool) -> None:
    assert (registry_keys.may_matter(path), registry_keys.may_be_made(path)) == (matters, made)


@given(st.lists(st.sampled_from("systemcertificates root certificates \\ \\\\ hklm elements 16000049".split())))
def test_any_key(parts: list[str]) -> None:
    for key in ("".join(parts), "\\".join(parts), registry_keys.normal("\\".join(parts))):
        registry_keys.store_of(key)
        registry_keys.boot_switch(key, "element", "1")
        registry_keys.is_trust_provider(key)


@pytest.mark.parametrize(
    ("key", "value", "data", "weakens", "refuses"),
    [
        (f"{SOFTWARE}\\internet explorer\\download", "CheckExeSignatures", "no", True, False),
        (f"{SOFTWARE}\\internet explorer\\download", "CheckExeSignatures", "yes", False, False),
        (f"{SOFTWARE}\\internet explorer\\download", "RunInvalidSignatures", "1", True, False),
        (f"{CONTROL}\\ci", "HVCIDisallowedImages", "edr.sys", False, True),
        (f"{CONTROL}\\ci", "HVCIDisallowedImages", " ", False, False),
        (f"{CONTROL}\\ci\\x", "HVCIDisallowedImages", "edr.sys", False, False),
    ],
)
def test_words_and_lists_that_weaken(key: str, value: str, data: str, weakens: bool, refuses: bool) -> None:
    assert registry_keys.weakens(key, value, data) is weakens
    assert registry_keys.refuses_images(key, value, data) is refuses
