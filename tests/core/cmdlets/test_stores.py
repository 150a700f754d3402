"""Certificates into and out of stores: the PKI cmdlets, the Cert: drive, and X509Store of .NET."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"

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
    report = judged_script(text)
    assert report.store == store
    assert report.flags >= {"CertImport", "TrustedStoreTarget"}
    assert f"add_to_store_{store.rpartition(chr(92))[2]}" in set(ids(report))
    assert report.tool == "powershell"


def test_the_file_and_where_it_lies() -> None:
    report = judged_script('Import-Certificate "$env:TEMP\\a.cer" -CertStoreLocation Cert:\\LocalMachine\\Root')
    assert report.files == ["%temp%\\a.cer"]
    assert ids(report) == ["add_to_store_root", "input_user_writable"]
    assert judged_script("Import-PfxCertificate a.pfx Cert:\\LocalMachine\\My").files == ["c:\\work\\a.pfx"]
    file = "[X509Certificate2]::new('C:\\Users\\Public\\a.cer')"
    assert judged_script(f"([X509Store]::new('Root')).Add({file})").files == ["c:\\users\\public\\a.cer"]


# text, indicators, action
ACTIONS = [
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
]


@pytest.mark.parametrize(("text", "expected", "action"), ACTIONS)
def test_actions(text: str, expected: set[str], action: str) -> None:
    report = judged_script(text)
    assert set(ids(report)) == expected
    assert report.action == action


def test_a_certificate_that_comes_as_text_comes_from_that_text() -> None:
    report = judged_script(
        "$s = [X509Store]::new('Root', 'LocalMachine'); $s.Open('MaxAllowed'); "
        "$s.Add([X509Certificate2]::new([Convert]::FromBase64String((Get-Content C:\\Users\\Public\\c.txt))))"
    )
    assert set(ids(report)) == {
        "add_to_store_root",
        "input_user_writable",
        "input_odd_extension",
    }
    assert report.files == ["c:\\users\\public\\c.txt"]


def test_several_actions_and_the_one_that_names_the_report() -> None:
    report = judged_script(
        "$c = Import-Certificate a.cer -CertStoreLocation Cert:\\LocalMachine\\My\n"
        "Move-Item $c.PSPath Cert:\\LocalMachine\\Root"
    )
    assert (report.action, report.store) == ("add_to_store", "LocalMachine\\root")
    assert set(ids(report)) == {"add_to_store_root", "add_to_store_my"}
