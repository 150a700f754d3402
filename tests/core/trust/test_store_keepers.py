"""Programs whose work it is to change a certificate store or a code-integrity policy."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import store_keepers, stores
from codesignrisk_core.trust.registry_keys import StoreKey

SYSTEM32 = "C:\\Windows\\System32\\"
SVCHOST = f"{SYSTEM32}svchost.exe"
DEFENDER = "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe"
CCM = "C:\\Windows\\CCM\\CcmExec.exe"
MACHINE, USER = stores.MACHINE, stores.USER


@pytest.mark.parametrize(
    ("image", "location", "store", "keeps"),
    [
        # CryptSvc: roots that Windows Update brings
        (SVCHOST, MACHINE, "authroot", True),
        (SVCHOST, USER, "authroot", False),
        (SVCHOST, MACHINE, "root", False),
        # gpsvc and autoenrolment
        (SVCHOST, stores.GROUP_POLICY, "root", True),
        (SVCHOST, stores.ENTERPRISE, "ntauth", True),
        (f"{SYSTEM32}taskhostw.exe", stores.ENTERPRISE, "ntauth", True),
        (f"{SYSTEM32}taskhostw.exe", MACHINE, "root", False),
        # CertPropSvc: roots of smart cards
        (SVCHOST, MACHINE, "smartcardroot", True),
        (SVCHOST, USER, "smartcardroot", True),
        # whoever checks a chain, in its own process; not who runs what others tell it, nor what anybody may write
        ("C:\\Program Files\\Contoso\\agent.exe", MACHINE, "authroot", True),
        ("C:\\Windows\\Sysmon64.exe", MACHINE, "authroot", True),
        (f"{SYSTEM32}lsass.exe", MACHINE, "ca", True),
        ("C:\\Program Files\\Browser\\browser.exe", USER, "ca", True),
        ("C:\\Users\\jane\\AppData\\Local\\Programs\\Code\\Code.exe", USER, "ca", True),
        ("C:\\Users\\jane\\AppData\\Local\\Programs\\Code\\Code.exe", MACHINE, "ca", False),
        ("C:\\Users\\jane\\AppData\\Local\\Temp\\a.exe", USER, "ca", False),
        ("C:\\Program Files\\Contoso\\agent.exe", MACHINE, "root", False),
        (f"{SYSTEM32}mshta.exe", MACHINE, "authroot", False),
        (f"{SYSTEM32}regsvr32.exe", MACHINE, "ca", False),
        ("C:\\Windows\\Temp\\a.exe", MACHINE, "authroot", False),
        # TLS inspection, virus scanners and device management bring their root
        ("C:\\Program Files\\Zscaler\\ZSAService\\ZSAService.exe", MACHINE, "root", True),
        ("C:\\Users\\Public\\ZSAService.exe", MACHINE, "root", False),
        (f"{SYSTEM32}omadmclient.exe", MACHINE, "root", True),
        # a driver whose publisher the user chose to trust
        (f"{SYSTEM32}drvinst.exe", MACHINE, "trustedpublisher", True),
        (f"{SYSTEM32}drvinst.exe", MACHINE, "root", False),
        ("C:\\Users\\Public\\drvinst.exe", MACHINE, "trustedpublisher", False),
        # contacts, whoever keeps them
        ("C:\\Program Files\\Office\\OUTLOOK.EXE", USER, "addressbook", True),
        # elastic/detection-rules#4943
        (DEFENDER, MACHINE, "authroot", True),
        (DEFENDER, MACHINE, "root", False),
        # scripts of group policy and Configuration Manager write every store
        (f"{SYSTEM32}gpscript.exe", MACHINE, "root", True),
        (CCM, MACHINE, "trustedpublisher", True),
        # stores that nobody takes trust from belong to Windows' services
        (SVCHOST, MACHINE, "remote desktop", True),
        (f"{SYSTEM32}lsass.exe", USER, "my", True),
        (f"{SYSTEM32}services.exe", MACHINE, "my", True),
        (CCM, MACHINE, "my", False),
        (f"{SYSTEM32}reg.exe", MACHINE, "my", False),
        ("C:\\Users\\Public\\svchost.exe", MACHINE, "my", False),
        # the name alone may pass, for the data model has no place; a wrong place may not
        ("svchost.exe", MACHINE, "authroot", True),
        ("C:\\Users\\Public\\svchost.exe", MACHINE, "authroot", False),
        ("C:\\x\\Windows\\System32\\svchost.exe", MACHINE, "authroot", False),
        ("C:\\Users\\Public\\Windows Defender\\MsMpEng.exe", MACHINE, "authroot", False),
        (f"{SYSTEM32}reg.exe", MACHINE, "authroot", False),
        ("", MACHINE, "authroot", False),
    ],
)
def test_who_keeps_a_store(image: str, location: str, store: str, keeps: bool) -> None:
    assert store_keepers.keeps_store(image, StoreKey(location, store, "")) is keeps


@pytest.mark.parametrize(
    ("image", "writes"),
    [(f"{SYSTEM32}reg.exe", True), ("certutil.exe", True), (f"{SYSTEM32}mshta.exe", False), ("", False)],
)
def test_who_changes_stores_only_where_somebody_asks(image: str, writes: bool) -> None:
    assert store_keepers.writes_stores(image) is writes


@pytest.mark.parametrize(
    ("image", "makes"),
    [
        ("C:\\Program Files\\dotnet\\dotnet.exe", True),
        ("C:\\Users\\kim\\scoop\\apps\\mkcert\\current\\mkcert.exe", True),
        ("C:\\ProgramData\\chocolatey\\lib\\mkcert\\tools\\mkcert.exe", True),
        ("C:\\Users\\kim\\AppData\\Local\\Microsoft\\WinGet\\Links\\mkcert.exe", True),
        ("C:\\Users\\Public\\mkcert.exe", False),
        ("C:\\Users\\kim\\scoop\\apps\\mkcert\\current\\x.exe", False),
        ("C:\\Temp\\dotnet.exe", False),
    ],
)
def test_who_makes_a_root_for_development(image: str, makes: bool) -> None:
    assert store_keepers.makes_development_root(image) is makes


WINSXS = "C:\\Windows\\WinSxS\\amd64_servicingstack\\"


@pytest.mark.parametrize(
    ("image", "servicing", "policies"),
    [
        (f"{WINSXS}TiWorker.exe", True, True),
        ("C:\\Windows\\servicing\\TrustedInstaller.exe", True, True),
        (f"{SYSTEM32}poqexec.exe", True, True),
        # Windows Update, device management, Defender for Endpoint, Configuration Manager
        (SVCHOST, False, True),
        (f"{SYSTEM32}omadmclient.exe", False, True),
        (f"{SYSTEM32}wuauclt.exe", False, True),
        ("C:\\Windows\\UUS\\amd64\\wuaucltcore.exe", False, True),
        ("C:\\Program Files\\Windows Defender Advanced Threat Protection\\MsSense.exe", False, True),
        (CCM, False, True),
        # judged by its command line
        (f"{SYSTEM32}CiTool.exe", False, True),
        ("C:\\Temp\\CiTool.exe", False, False),
        ("C:\\Temp\\TiWorker.exe", False, False),
        ("C:\\Users\\Public\\Windows Defender Advanced Threat Protection\\MsSense.exe", False, False),
        ("C:\\Windows\\System32x\\svchost.exe", False, False),
        (f"{SYSTEM32}cmd.exe", False, False),
    ],
)
def test_who_installs_windows_and_who_brings_policies(image: str, servicing: bool, policies: bool) -> None:
    assert (store_keepers.is_servicing(image), store_keepers.keeps_policies(image)) == (servicing, policies)
