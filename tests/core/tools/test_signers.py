"""The signing tools of pipelines: what makes them sign, and which options hold files and secrets."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "azuresigntool sign -kvu https://v.example -kvs Sesame -kvc c C:\\b\\a.exe",
            ["sign_other_tool", "clear_password", "cloud_signing"],
        ),
        (
            "azuresigntool sign -kvu https://v.example -kvs *** -kvc c C:\\b\\a.exe",
            ["sign_other_tool", "cloud_signing"],
        ),
        ("sign code certificate-store -cfp AB -cf C:\\k\\a.pfx -p Sesame a.exe", ["sign_other_file", "clear_password"]),
        ("sign code artifact-signing -d x a.exe", ["sign_other_tool", "cloud_signing"]),
        (
            "dotnet nuget sign a.nupkg --certificate-path a.pfx --certificate-password Sesame",
            ["sign_other_file", "clear_password", "no_timestamp"],
        ),
        ("dotnet nuget push a.nupkg", []),
        ("dotnet build", []),
        (
            "nuget sign a.nupkg -CertificatePath a.pfx -CertificatePassword Sesame",
            ["sign_other_file", "clear_password", "no_timestamp"],
        ),
        ("smctl sign --keypair-alias k --input a.exe", ["sign_other_tool", "cloud_signing"]),
        ("smctl keypair ls", []),
        # files of remote desktop connections
        ("rdpsign /sha256 9A1F7C20 C:\\lab\\a.rdp", ["sign_other_tool"]),
        ("rdpsign /sha1 9A1F7C20 /q C:\\Users\\Public\\a.rdp", ["sign_other_tool", "target_user_writable"]),
        ("rdpsign /?", []),
        ("jsign --keystore a.p12 --storepass Sesame a.exe", ["sign_other_file", "clear_password", "no_timestamp"]),
        ("rcodesign sign --p12-file a.p12 --p12-password Sesame a.app", ["sign_other_file", "clear_password"]),
        (
            "jsign --storetype AZUREKEYVAULT --keystore v --storepass Sesame a.exe",
            ["sign_other_tool", "clear_password", "no_timestamp"],
        ),
        (
            "jsign sign --keystore a.p12 --name Microsoft a.exe",
            ["sign_other_file", "no_timestamp", "signature_impersonates"],
        ),
        ("jsign --keystore a.p12 --tsaurl http://127.0.0.1 a.exe", ["sign_other_file", "timestamp_local"]),
        ("jsign --keystore a.p12 --storepass env:PW PW=x a.exe", ["sign_other_file", "no_timestamp"]),
        ("jsign remove a.exe", ["signature_remove"]),
        ("quill sign dist/app", ["sign_other_tool"]),
        ("quill sign-and-notarize --p12 a.p12 --password Sesame dist/app", ["sign_other_file", "clear_password"]),
        ("quill describe dist/app", []),
        ("jsign remove", []),
        ("openvsixsigntool unsign a.vsix", ["signature_remove"]),
        ("jsign extract a.exe", []),
        (
            "smctl sign --keypair-alias k --api-key Sesame --input a.exe",
            ["sign_other_tool", "clear_password", "cloud_signing"],
        ),
        ("apksigner sign --ks a.jks --ks-pass pass:x --in a.apk", ["sign_other_tool", "clear_password"]),
        ("apksigner sign --ks a.jks --ks-pass file:pw a.apk", ["sign_other_tool"]),
        ("apksigner verify a.apk", []),
        ("uber-apk-signer --apks a.apk --ks a.jks --ksPass Sesame", ["sign_other_tool", "clear_password"]),
        (
            "mage -Sign a.manifest -CertFile a.pfx -Password Sesame",
            ["sign_other_file", "clear_password", "no_timestamp"],
        ),
        ("mage -update a.application -cf a.pfx -pwd Sesame", ["sign_other_file", "clear_password", "no_timestamp"]),
        ("mage -update a.application -Version 2", []),
        (
            "vsixsigntool sign /f a.pfx /p Sesame /fd sha256 a.vsix",
            ["sign_other_file", "clear_password", "no_timestamp"],
        ),
        ("vsixsigntool verify a.vsix", []),
        (
            "codesigntool sign -username=u -password=Sesame -input_file_path=a.exe",
            ["sign_other_tool", "clear_password", "cloud_signing"],
        ),
        ("codesigntool get_credential_ids -username=u", []),
        ("zsign -k a.p12 -p Sesame -m a.mobileprovision a.ipa", ["sign_other_file", "clear_password"]),
        (
            "csigntool sign /r own /f C:\\b\\a.sys /ac /ts 2013-01-02T03:04:05",
            ["sign_other_tool", "clock_changed"],
        ),
        ("csigntool sign /r own /f C:\\b\\a.sys", ["sign_other_tool"]),
        ("cosign sign --key a.key registry.example/app@sha256:ab", ["sign_other_tool"]),
        ("cosign sign-blob --yes --key=a.key app.tgz", ["sign_other_tool"]),
        ("cosign sign registry.example/app", []),
        ("cosign verify --key a.pub registry.example/app", []),
        ("relic remote sign -k key -f a.exe", ["sign_other_tool"]),
        ("signcode -spc a.spc -v a.pvk -t http://t.example a.exe", ["sign_other_file"]),
    ],
)
def test_signers(line: str, indicators: list[str]) -> None:
    report = judged_windows(line)
    assert ids(report) == indicators
    assert report.tool == (line.split()[0].removeprefix("open") if indicators else "")
    assert report.secrets == (["Sesame"] if "Sesame" in line else ["pass:x"] if "pass:x" in line else [])


def test_targets_and_key_files() -> None:
    report = judged_windows("dotnet nuget sign C:\\b\\a.nupkg --certificate-path C:\\k\\a.pfx")
    assert (report.targets, report.files, report.flags) == (["c:\\b\\a.nupkg"], ["c:\\k\\a.pfx"], {"HasPFX"})
