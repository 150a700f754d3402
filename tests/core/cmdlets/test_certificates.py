"""Making, exporting and using certificates by PowerShell."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"

# text, indicators, action
ACTIONS = [
    # making
    ("New-SelfSignedCertificate -DnsName localhost", {"make_certificate"}, "make_certificate"),
    (
        "New-SelfSignedCertificate -Type CodeSigningCert -Subject CN=x",
        {"make_codesigning_certificate"},
        "make_certificate",
    ),
    ("New-SelfSignedCertificate -Type Code -Subject CN=x", {"make_codesigning_certificate"}, "make_certificate"),
    (
        "New-SelfSignedCertificate -Type Custom -TextExtension @('2.5.29.37={text}1.3.6.1.5.5.7.3.3')",
        {"make_codesigning_certificate"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -Type Custom -TextExtension '2.5.29.37={text}1.3.6.1.5.5.7.3.31'",
        {"make_certificate"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -Type CodeSigningCert -Subject 'CN=Microsoft Corporation'",
        {"make_codesigning_certificate", "make_vendor_certificate"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -DnsName a -Signer $ca",
        {"make_certificate", "issued_by_own_authority"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -Signer $ca -TextExtension '2.5.29.17={text}upn=ann@x.example'",
        {"make_certificate", "issued_by_own_authority", "forge_logon_certificate"},
        "forge_certificate",
    ),
    # of oneself nobody is another
    (
        "New-SelfSignedCertificate -TextExtension '2.5.29.17={text}upn=ann@x.example'",
        {"make_certificate"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -CloneCert (Get-AuthenticodeSignature C:\\Windows\\x.exe).SignerCertificate",
        {"make_codesigning_certificate", "cloned_certificate", "make_vendor_certificate"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -CloneCert (Get-AuthenticodeSignature C:\\lab\\x.exe).SignerCertificate",
        {"make_codesigning_certificate", "cloned_certificate"},
        "make_certificate",
    ),
    ("New-SelfSignedCertificate -CloneCert $c", {"make_certificate", "cloned_certificate"}, "make_certificate"),
    (
        "New-SelfSignedCertificateEx -Subject CN=x -EKU 'Code Signing'",
        {"make_codesigning_certificate"},
        "make_certificate",
    ),
    (
        "$r=[CertificateRequest]::new('CN=x',$k,$h,$p); $r.CreateSelfSigned($a,$b)",
        {"make_certificate"},
        "make_certificate",
    ),
    (
        "$r=[CertificateRequest]::new('CN=x',$k,$h,$p); $o.Add([Oid]'1.3.6.1.5.5.7.3.3'); $r.CreateSelfSigned($a,$b)",
        {"make_codesigning_certificate"},
        "make_certificate",
    ),
    # exporting
    (
        "gci Cert:\\CurrentUser\\My | Export-PfxCertificate -FilePath D:\\keys\\a.pfx -Password $p",
        {"export_key"},
        "export_key",
    ),
    (
        "Export-PfxCertificate $c C:\\Users\\Public\\a.pfx",
        {"export_key", "output_user_writable", "drop_hidden"},
        "export_key",
    ),
    ("Export-Certificate -Cert $c -FilePath D:\\keys\\a.cer", {"export_certificate"}, "export_certificate"),
    (
        "[IO.File]::WriteAllBytes('C:\\Temp\\a.pfx', $c.Export('Pfx', $p))",
        {"export_key", "output_user_writable"},
        "export_key",
    ),
    ("$c.Export([Security.Cryptography.X509Certificates.X509ContentType]::Pkcs12)", {"export_key"}, "export_key"),
    ("$c.Export('Cert')", {"export_certificate"}, "export_certificate"),
    ("$rsa.ExportPkcs8PrivateKey()", {"export_key"}, "export_key"),
    # signing
    ("Set-AuthenticodeSignature a.ps1 $c -TimestampServer http://t", {"powershell_sign"}, "sign"),
    ("Set-AuthenticodeSignature a.ps1 $c", {"powershell_sign", "no_timestamp"}, "sign"),
    (
        "Set-AuthenticodeSignature -Cert (Get-PfxCertificate D:\\k\\a.pfx) -FilePath D:\\b\\a.exe -Time http://t",
        {"powershell_sign", "load_key_file"},
        "sign",
    ),
]


@pytest.mark.parametrize(("text", "expected", "action"), ACTIONS)
def test_actions(text: str, expected: set[str], action: str) -> None:
    report = judged_script(text)
    assert set(ids(report)) == expected
    assert report.action == action


def test_the_signed_files_and_the_certificate() -> None:
    text = f"gci C:\\b\\*.ps1 | Set-AuthenticodeSignature -Certificate (gci Cert:\\CurrentUser\\My\\{THUMBPRINT})"
    report = judged_script(text)
    assert (report.targets, report.store) == (["c:\\b\\*.ps1"], "CurrentUser\\my")
    assert report.thumbprint == THUMBPRINT


def test_self_signed_is_a_published_flag() -> None:
    assert "SelfSigned" in judged_script("New-SelfSignedCertificate -DnsName x").flags
    assert "SelfSigned" not in judged_script("New-SelfSignedCertificate -DnsName x -Signer $ca").flags
