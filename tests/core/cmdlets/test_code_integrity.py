"""App Control's policies and unsigned packages in PowerShell."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

CALL = "Invoke-CimMethod -Namespace root\\Microsoft\\Windows\\CI -MethodName Update"


@pytest.mark.parametrize(
    ("text", "indicators", "action"),
    [
        (
            f"{CALL} -ClassName PS_UpdateAndCompareCIPolicy -Arguments @{{FilePath='C:\\p\\a.bin'}}",
            ["code_integrity_policy"],
            "change_code_integrity_policy",
        ),
        (f"{CALL} -ClassName PS_Other", [], ""),
        ("Add-WindowsDriver -Online -Driver D:\\d\\x.inf -ForceUnsigned", ["driver_package_unsigned"], "load_driver"),
        ("Add-WindowsDriver -Path C:\\mount -Driver D:\\d -Recurse", [], ""),
        ("Get-CimClass PS_UpdateAndCompareCIPolicy", [], ""),
        (
            "ConvertFrom-CIPolicy -Xml a.xml -BinaryFilePath C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b",
            ["code_integrity_policy"],
            "change_code_integrity_policy",
        ),
        (
            "ConvertFrom-CIPolicy a.xml C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b",
            ["code_integrity_policy"],
            "change_code_integrity_policy",
        ),
        ("ConvertFrom-CIPolicy -XmlFilePath a.xml -BinaryFilePath C:\\lab\\SiPolicy.p7b", [], ""),
        (
            "Add-AppxPackage C:\\lab\\a.msix -AllowUnsigned",
            ["package_installed", "package_untrusted"],
            "install_untrusted",
        ),
        (
            "Add-AppxPackage -Path C:\\Users\\Public\\a.msix -AllowUnsigned",
            ["package_installed", "package_untrusted", "target_user_writable"],
            "install_untrusted",
        ),
        ("Add-AppxPackage C:\\lab\\a.msix", [], ""),
        (
            "Add-AppxPackage -AppInstallerFile http://203.0.113.4/a.appinstaller",
            ["package_installed", "application_from_nobody", "input_bare_address"],
            "install_untrusted",
        ),
        ("Add-AppxPackage -AppInstallerFile https://apps.contoso.example/a.appinstaller", [], ""),
        ("Set-RuleOption -FilePath a.xml -Option 6", ["policy_loosened"], "change_code_integrity_policy"),
        ("Set-RuleOption a.xml 3", ["policy_loosened"], "change_code_integrity_policy"),
        ("Set-RuleOption -FilePath a.xml -Option 6 -Delete", [], ""),
        ("Set-RuleOption -FilePath a.xml -Option 16", [], ""),
        ("Set-AppLockerPolicy -XmlPolicy C:\\lab\\a.xml", ["code_integrity_policy"], "change_code_integrity_policy"),
        (
            "Set-AppLockerPolicy -XmlPolicy C:\\Users\\Public\\a.xml",
            ["code_integrity_policy", "input_user_writable"],
            "change_code_integrity_policy",
        ),
        ("Get-AppLockerPolicy -Effective -Xml", [], ""),
        (
            "Set-ProcessMitigation -System -Disable MicrosoftSignedOnly",
            ["weaken_code_integrity"],
            "weaken_code_integrity",
        ),
        ("Set-ProcessMitigation -System -Enable MicrosoftSignedOnly", [], ""),
        ("Set-SecureBootUEFI -Name db -ContentFilePath a.bin", ["enroll_boot_key"], "add_to_store"),
        (
            "Set-SecureBootUEFI db -ContentFilePath C:\\Users\\Public\\a.bin -SignedFilePath C:\\Users\\Public\\a.p7",
            ["enroll_boot_key", "input_user_writable"],
            "add_to_store",
        ),
        ("Get-SecureBootUEFI db", [], ""),
        # a list of what is distrusted that grows, and one that is replaced
        ("Set-SecureBootUEFI -Name dbx -ContentFilePath a.bin -SignedFilePath a.p7 -AppendWrite", [], ""),
        ("Set-SecureBootUEFI -Name dbx -ContentFilePath a.bin", ["enroll_boot_key"], "add_to_store"),
        ("Set-Service CryptSvc -StartupType Disabled", ["weaken_code_integrity"], "weaken_code_integrity"),
        ("Stop-Service CryptSvc", [], ""),
        (
            "Remove-Item -Recurse C:\\Windows\\System32\\CatRoot",
            ["catalogs_deleted"],
            "weaken_code_integrity",
        ),
        ("Stop-Service AppIDSvc -Force", ["weaken_code_integrity"], "weaken_code_integrity"),
        ("Set-Service -Name AppIDSvc -StartupType Disabled", ["weaken_code_integrity"], "weaken_code_integrity"),
        ("Set-Service -Name AppIDSvc -StartupType Automatic", [], ""),
        ("Get-Service AppIDSvc", [], ""),
        ("Stop-Service wuauserv", [], ""),
    ],
)
def test_code_that_windows_would_not_run(text: str, indicators: list[str], action: str) -> None:
    report = judged_script(text)
    assert (sorted(ids(report)), report.action) == (sorted(indicators), action)
