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
    # members of .NET's enumerations by number
    (
        "$s = [Security.Cryptography.X509Certificates.X509Store]::new(6, 2); $s.Open(1); $s.Add($c)",
        "LocalMachine\\root",
    ),
    (
        "$s = [X509Store]::new([Security.Cryptography.X509Certificates.StoreName]8,"
        "[Security.Cryptography.X509Certificates.StoreLocation]1); $s.Open(1); $s.Add($c)",
        "CurrentUser\\trustedpublisher",
    ),
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


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Import-Certificate x.cer -CertStoreLocation $s",
            "powershell adds a certificate to a store that the script does not name",
        ),
        ("Import-PfxCertificate x.pfx $s", "powershell imports a key file into a store that the script does not name"),
        ("Import-PfxCertificate x.pfx Cert:\\CurrentUser\\My", "powershell imports a key file into CurrentUser\\my"),
        (
            "Import-PfxCertificate x.pfx Cert:\\LocalMachine\\Root",
            "powershell adds a certificate with its key to LocalMachine\\root",
        ),
        ("Get-PfxCertificate D:\\a.pfx", "powershell loads the key file a.pfx"),
        ("Get-PfxCertificate $x", "powershell loads the key file that the script names"),
        ("[X509Certificate2]::new('D:\\a.p12')", "powershell loads the key file a.p12"),
        ("Remove-Item Cert:\\LocalMachine\\CA\\AB", "powershell deletes from the certificate store LocalMachine\\ca"),
    ],
)
def test_it_is_told_in_a_sentence(text: str, sentence: str) -> None:
    assert judged_script(text).findings[0].sentence == sentence


ADDS = [
    # X509Store(name, location, flags), of which each may be left out; My of the user where nothing is said
    ("[X509Store]::new()", "CurrentUser\\my"),
    ("[X509Store]::new('Root')", "CurrentUser\\root"),
    ("[X509Store]::new([StoreLocation]::LocalMachine)", "LocalMachine\\my"),
    ("[X509Store]::new('Root', 'LocalMachine')", "LocalMachine\\root"),
    ("[X509Store]::new('LocalMachine', 'Root')", "LocalMachine\\root"),
    ("[X509Store]::new('Root', 'CurrentUser', 'ReadWrite')", "CurrentUser\\root"),
    ("(New-Object X509Store -ArgumentList 'CA', 'LocalMachine')", "LocalMachine\\ca"),
    ("(Get-Item Cert:\\LocalMachine\\Root)", "LocalMachine\\root"),
    ("(gci Cert:\\CurrentUser | ? Name -eq Root)", ""),
    # a name that nobody can tell
    ("[X509Store]::new($name, 'LocalMachine')", ""),
]


@pytest.mark.parametrize(("made", "store"), ADDS)
@pytest.mark.parametrize("method", ["Add", "AddRange"])
def test_a_store_of_dotnet(made: str, store: str, method: str) -> None:
    report = judged_script(f"$s = {made}; $s.Open('ReadWrite'); $s.{method}($c)")
    assert (report.action, report.store) == ("add_to_store", store)
    assert "CertImport" in report.flags


@pytest.mark.parametrize("method", ["Remove", "RemoveRange"])
def test_what_leaves_a_store_of_dotnet(method: str) -> None:
    report = judged_script(f"$s = [X509Store]::new('Root', 'LocalMachine'); $s.{method}($c)")
    assert (ids(report), report.store) == (["delete_from_trusted_store"], "LocalMachine\\root")
    assert ids(judged_script(f"$s = [X509Store]::new($name); $s.{method}($c)")) == []


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Import-Certificate -FilePath D:\\a.cer -CertStoreLocation Cert:\\LocalMachine\\Root", ["d:\\a.cer"]),
        ("'D:\\a.cer' | Import-Certificate -CertStoreLocation Cert:\\LocalMachine\\Root", ["d:\\a.cer"]),
        ("Import-PfxCertificate -FilePath D:\\a.pfx -CertStoreLocation Cert:\\LocalMachine\\My", ["d:\\a.pfx"]),
        ("'D:\\a.pfx' | Import-PfxCertificate -CertStoreLocation Cert:\\LocalMachine\\My", ["d:\\a.pfx"]),
        *(
            (f"([X509Store]::new('Root')).Add([{kind}]::new('D:\\a.cer'))", ["d:\\a.cer"])
            for kind in ("X509Certificate", "X509Certificate2", "X509Certificate2Collection")
        ),
        (
            "([X509Store]::new('Root')).Add([X509Certificate2]::new([IO.File]::ReadAllBytes('D:\\a.cer')))",
            ["d:\\a.cer"],
        ),
        ("([X509Store]::new('Root')).Add([Other]::new('D:\\a.cer'))", []),
        ("Get-PfxCertificate -LiteralPath D:\\a.pfx", ["d:\\a.pfx"]),
        ("'D:\\a.pfx' | Get-PfxCertificate", ["d:\\a.pfx"]),
        ("$c = [X509Certificate2]::new(); $c.Import('D:\\a.pfx')", ["d:\\a.pfx"]),
        ("[X509Certificate2]::new('D:\\a.cer')", []),
    ],
)
def test_the_files(text: str, files: list[str]) -> None:
    assert judged_script(text).files == files


@pytest.mark.parametrize(
    ("text", "thumbprint"),
    [
        (f"Move-Item Cert:\\CurrentUser\\My\\{THUMBPRINT} Cert:\\LocalMachine\\Root", THUMBPRINT),
        (f"gci Cert:\\CurrentUser\\My\\{THUMBPRINT} | Copy-Item -Destination Cert:\\LocalMachine\\Root", THUMBPRINT),
        (f"Copy-Item -LiteralPath Cert:\\CurrentUser\\My\\{THUMBPRINT} Cert:\\LocalMachine\\Root", THUMBPRINT),
        (f"Remove-Item -LiteralPath Cert:\\CurrentUser\\My\\{THUMBPRINT}", THUMBPRINT),
        ("Move-Item $c Cert:\\LocalMachine\\Root", ""),
    ],
)
def test_which_certificate(text: str, thumbprint: str) -> None:
    assert judged_script(text).thumbprint == thumbprint


@pytest.mark.parametrize(
    ("text", "action", "store"),
    [
        ("New-Item Cert:\\LocalMachine\\Root", "add_to_store", "LocalMachine\\root"),
        ("New-Item Cert:\\LocalMachine\\Root -WhatIf", "", ""),
        ("Move-Item a Cert:\\LocalMachine", "", ""),
        ("Import-PfxCertificate a.pfx Cert:\\LocalMachine\\My -WhatIf", "", ""),
        ("Import-Certificate a.cer", "", ""),
        # a parameter of a function is filled in by its callers
        ("function f { Import-PfxCertificate a.pfx $s }", "", ""),
        ("function f { ([X509Store]::new($name)).Add($c) }", "", ""),
        ("function f { ([X509Store]::new('Root')).Add($c) }", "add_to_store", "CurrentUser\\root"),
        # looks, which name what they look at where something else acts
        ("Get-ChildItem Cert:\\LocalMachine\\Root; Get-PfxCertificate a.pfx", "read", "LocalMachine\\root"),
        ("gi Cert:\\LocalMachine; Get-PfxCertificate a.pfx", "read", ""),
        ("cd -LiteralPath Cert:\\LocalMachine\\Root; ls; Get-PfxCertificate a.pfx", "read", "LocalMachine\\root"),
        ("gi -LiteralPath Cert:\\LocalMachine\\Root; Get-PfxCertificate a.pfx", "read", "LocalMachine\\root"),
        ("push-location Cert:\\LocalMachine\\Root; ls; Get-PfxCertificate a.pfx", "read", "LocalMachine\\root"),
    ],
)
def test_the_action_and_the_store(text: str, action: str, store: str) -> None:
    report = judged_script(text)
    assert (report.action, report.store) == (action, store)


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("ConvertTo-SecureString Sesame -AsPlainText -Force; Get-PfxCertificate a.pfx", ["Sesame"]),
        ("ConvertTo-SecureString Sesame; Get-PfxCertificate a.pfx", []),
        ("'Sesame' | ConvertTo-SecureString -AsPlainText -Force; Get-PfxCertificate a.pfx", ["Sesame"]),
        ("$x = [X509Certificate2]::new('a.pfx', $p)", []),
    ],
)
def test_secrets(text: str, secrets: list[str]) -> None:
    assert judged_script(text).secrets == secrets
