"""reg, regedit and regini: stores, trust providers and code integrity in the registry."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.tools import reg

from tests.core.lines import ids, judged_windows

THUMB = "0123456789ABCDEF0123456789ABCDEF01234567"
USER_STORES = "HKCU\\Software\\Microsoft\\SystemCertificates"
POLICY_STORES = "\\\\web01\\HKLM\\Software\\Policies\\Microsoft\\SystemCertificates"
STORES = "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates"
SIP = "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\{C689AAB8-0000}"
WHAT = "the SIP CryptSIPDllVerifyIndirectData\\{C689AAB8-0000}"
PROVIDER = "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\Providers\\Trust\\FinalPolicy\\{00AAC56B-0000}"


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        (
            f"reg add {STORES}\\ROOT\\Certificates\\{THUMB} /v Blob /t REG_BINARY /d 0400 /f",
            ["registry_store_write"],
            "LocalMachine\\root",
        ),
        (
            f"reg add {STORES}\\My\\Certificates\\{THUMB} /v Blob /t REG_BINARY /d 0400",
            ["add_to_store_my"],
            "LocalMachine\\my",
        ),
        (
            f"reg add {USER_STORES}\\TrustedPublisher\\Certificates\\{THUMB} /v blob /d 00",
            ["registry_store_write"],
            "CurrentUser\\trustedpublisher",
        ),
        (
            f"reg add {POLICY_STORES}\\Root\\Certificates\\{THUMB} /v Blob /d 00",
            ["registry_store_write"],
            "GroupPolicy\\root",
        ),
        (f"reg copy HKCU\\backup {STORES}\\Root\\Certificates /s /f", ["registry_store_write"], "LocalMachine\\root"),
        (
            f"reg restore {STORES}\\CA C:\\Users\\Public\\ca.hiv",
            ["registry_store_write", "input_user_writable"],
            "LocalMachine\\ca",
        ),
        (
            f"reg delete {STORES}\\Disallowed\\Certificates\\{THUMB} /f",
            ["delete_from_disallowed"],
            "LocalMachine\\disallowed",
        ),
        (f"reg delete {STORES}\\My\\Certificates\\{THUMB} /f", ["delete_from_store"], "LocalMachine\\my"),
        # the key of a certificate is made first, its blob set later
        (f"reg add {STORES}\\ROOT\\Certificates\\{THUMB} /f", ["registry_store_write"], "LocalMachine\\root"),
        (f"reg query {STORES}\\ROOT /s", [], ""),
        (f"reg export {STORES}\\ROOT root.reg /y", [], ""),
        ("reg add HKCU\\Software\\Fabrikam /v Blob /d 00", [], ""),
        ("reg", [], ""),
    ],
)
def test_certificate_stores(line: str, indicators: list[str], store: str) -> None:
    report = judged_windows(line)
    assert (ids(report), report.store) == (indicators, store)
    assert report.tool == ("reg" if indicators else "")


def test_a_trusted_write_has_its_flags_and_thumbprint() -> None:
    report = judged_windows(f"reg add {STORES}\\AuthRoot\\Certificates\\{THUMB} /v Blob /d 00")
    assert report.flags == {"CertImport", "TrustedStoreTarget"}
    assert report.thumbprint == THUMB


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (f'reg add "{SIP}" /v Dll /d C:\\Users\\Public\\my.dll /f', ["trust_provider_hijack", "input_user_writable"]),
        (f'reg add "{SIP}" /v FuncName /d DbgUiContinue /f', ["trust_provider_hijack"]),
        (f'reg add "{PROVIDER}" /v $DLL /d C:\\windows\\system32\\ntdll.dll', ["trust_provider_hijack"]),
        (f'reg delete "{SIP}" /f', ["trust_provider_hijack"]),
        (f'reg add "{SIP}" /v Comment /d x', []),
        (f'reg query "{SIP}"', []),
    ],
)
def test_trust_providers(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


CONTROL = "HKLM\\SYSTEM\\CurrentControlSet\\Control"
HVCI = f"{CONTROL}\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity"
PADDING = "HKLM\\Software\\Wow6432Node\\Microsoft\\Cryptography\\Wintrust\\Config"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            f"reg add {CONTROL}\\CI\\Config /v VulnerableDriverBlocklistEnable /t REG_DWORD /d 0 /f",
            ["weaken_code_integrity"],
        ),
        (
            "reg add HKLM\\SYSTEM\\ControlSet001\\Control\\CI\\Policy /v UpgradedSystem /t REG_DWORD /d 0x1",
            ["weaken_code_integrity"],
        ),
        (f"reg add {HVCI} /v Enabled /t REG_DWORD /d 00000000 /f", ["weaken_code_integrity"]),
        (f"reg delete {PADDING} /v EnableCertPaddingCheck /f", ["weaken_code_integrity"]),
        (f"reg add {PADDING} /v EnableCertPaddingCheck /d 1", []),
        (f"reg add {CONTROL}\\CI\\Config /v VulnerableDriverBlocklistEnable /t REG_DWORD /d 1 /f", []),
        (f"reg add {HVCI} /v Enabled /t REG_DWORD /d 1 /f", []),
        (
            'reg add "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\WinTrust\\Trust Providers'
            '\\Software Publishing" /v State /t REG_DWORD /d 146944 /f',
            ["change_signature_checks"],
        ),
    ],
)
def test_code_integrity(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("regedit /s C:\\setup\\app.reg", ["import_registry_file"]),
        (
            'regedit -S "C:\\Users\\ann\\Desktop\\a.reg"',
            ["import_registry_file", "input_user_writable"],
        ),
        ("regedit C:\\setup\\app.reg", []),
        ("regedit /e C:\\out.reg HKEY_CURRENT_USER\\Software", []),
        ("regedit", []),
        ("reg import \\\\srv\\share\\a.reg", ["import_registry_file", "input_remote"]),
        ("regini C:\\setup\\rights.txt", ["import_registry_file"]),
    ],
)
def test_registry_files(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        (
            f"reg add {STORES}\\ROOT\\Certificates\\{THUMB} /v Blob",
            ["reg writes straight into the registry of LocalMachine\\root"],
        ),
        (f'reg add "{SIP}" /v Dll /d C:\\x\\my.dll', [f"reg sets Dll of {WHAT} to C:\\x\\my.dll"]),
        (f'reg add "{SIP}"', [f"reg creates the registration of {WHAT}"]),
        (f'reg delete "{SIP}" /f', [f"reg deletes the registration of {WHAT}"]),
        (f'reg copy HKCU\\x "{SIP}" /f', [f"reg replaces the registration of {WHAT}"]),
        ("reg import C:\\x\\a.reg", ["reg imports a.reg without a question"]),
        ("regini C:\\Temp\\a.txt", ["regini imports a.txt without a question", "a.txt is in a user-writable path"]),
        (
            f"reg restore {STORES}\\CA \\\\fs1\\x\\ca.hiv",
            ["reg writes straight into the registry of LocalMachine\\ca", "ca.hiv is read from a share or the web"],
        ),
    ],
)
def test_it_is_told_in_sentences(line: str, sentences: list[str]) -> None:
    assert [found.sentence for found in judged_windows(line).findings] == sentences


@pytest.mark.parametrize(
    ("line", "action", "files"),
    [
        (f"reg restore {STORES}\\CA C:\\x\\ca.hiv", "add_to_store", ["c:\\x\\ca.hiv"]),
        ("reg restore HKCU\\Software\\Fabrikam C:\\x\\a.hiv", "", []),
        ("reg import C:\\x\\a.reg", "import_registry_file", ["c:\\x\\a.reg"]),
        ("reg import", "", []),
        ("regedit -s C:\\x\\a.reg", "import_registry_file", ["c:\\x\\a.reg"]),
        # an export
        *((f"regedit /s {export} C:\\x\\a.reg HKCU", "", []) for export in ("/e", "/ea")),
        # regedit of Windows 9x names its files; regini a host, a hive
        ("regedit /l:C:\\system.dat /r:C:\\user.dat /s a.reg", "import_registry_file", ["a.reg"]),
        *((f"regini -{option} x a.txt", "import_registry_file", ["a.txt"]) for option in "mhio"),
        ("regini", "", []),
    ],
)
def test_the_action_and_the_files(line: str, action: str, files: list[str]) -> None:
    report = judged_windows(line)
    assert (report.action, report.files, report.tool) == (action, files, line.split()[0] if action else "")


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        # the operand may stand behind the options, and options take their values
        (f"reg add /v Blob /t REG_BINARY /s , /d 00 {STORES}\\ROOT\\Certificates\\{THUMB}", ["registry_store_write"]),
        (f'reg delete /v Dll "{SIP}"', ["trust_provider_hijack"]),
        (f"reg ADD {STORES}\\ROOT\\Certificates\\{THUMB} -v Blob", ["registry_store_write"]),
        # the default value of a key
        (f'reg add "{SIP}" /ve /d x', []),
        (f"reg copy {STORES}\\Root HKCU\\backup /s", []),
        (f"reg save {STORES}\\Root a.hiv", []),
        (f"reg unload {STORES}\\Root", []),
    ],
)
def test_how_reg_exe_reads_its_line(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


def test_a_relative_library_lies_where_reg_exe_runs() -> None:
    line = f'reg add "{SIP}" /v Dll /d my.dll'
    report = reg.judge_reg(Command("reg.exe", argv.split(line), line, "C:\\Users\\Public"))
    assert ids(report) == ["trust_provider_hijack", "input_user_writable"]
    line = "reg import a.reg"
    report = reg.judge_reg(Command("reg.exe", argv.split(line), line, "C:\\Users\\Public"))
    assert (ids(report), report.files) == (
        ["import_registry_file", "input_user_writable"],
        ["c:\\users\\public\\a.reg"],
    )


def test_the_tools() -> None:
    assert {tool.name: tool.images for tool in reg.TOOLS} == {
        "reg": ("reg",),
        "regedit": ("regedit", "regedt32"),
        "regini": ("regini",),
    }
