"""PowerShell text as a whole: which part names the report, what is a secret, what is a disguise, what says nothing."""

from __future__ import annotations

import pytest
from codesignrisk_core import cmdlets
from codesignrisk_core.model import Script
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.lines import ids, judged_script

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
    assert judged_script(text).findings == []


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
    report = judged_script(text)
    assert "hunter2" in report.secrets
    assert "clear_password" in set(ids(report))
    assert "hunter2" not in " ".join(found.sentence for found in report.findings)
    assert not any("hunter2" in path for path in (*report.files, *report.targets))


def test_a_password_from_elsewhere_is_no_secret() -> None:
    text = "Import-PfxCertificate a.pfx -Password (ConvertTo-SecureString $env:PW -AsPlainText)"
    assert judged_script(text).secrets == []


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
    report = judged_script(text)
    assert report.hidden
    assert "obfuscated_escapes" in set(ids(report))


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
