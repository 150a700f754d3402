"""How the arguments of a PowerShell statement read: as files, as places on the Cert: drive, as objects of .NET."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import CertificatePath, Session
from codesignrisk_core.model import Report
from codesignrisk_core.powershell import statements
from codesignrisk_core.powershell.values import Value
from codesignrisk_core.trust import stores

from tests.core.lines import ids

HERE = Session("", "C:\\work")
MY = CertificatePath(stores.USER, "my", "")


def value(text: str) -> Value:
    """What ``use`` gets in a text, as its argument or through the pipe."""
    found = [statement for statement in statements.parse(text) if statement.name == "use"][-1]
    given = found.args[0] if found.args else found.input
    assert given is not None
    return given


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("use (gci x)", "get-childitem"),
        ("gci x | use", "get-childitem"),
        # what only filters passes on what came in
        ("gci x | ? Name -like *.pfx | select -First 1 | sort Name | use", "get-childitem"),
        ("$c = gci x | where { $_ }; use $c", "get-childitem"),
        ("'x' | where { $_ } | use", ""),
        ("use x", ""),
    ],
)
def test_where_a_value_comes_from(text: str, name: str) -> None:
    found = arguments.origin(value(text))
    assert (found.name if found else "") == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("use Cert:\\CurrentUser\\My", MY),
        ("gci Cert:\\CurrentUser\\My | use", MY),
        ("use (Get-Item -LiteralPath Cert:\\CurrentUser\\My)", MY),
        ("gci Cert:\\CurrentUser\\My | ? Subject -like *x* | use", MY),
        # read from elsewhere, or no place at all
        ("gci C:\\x | use", None),
        ("use (Import-Clixml Cert:\\CurrentUser\\My)", None),
        ("use x", None),
    ],
)
def test_where_a_certificate_comes_from(text: str, expected: CertificatePath | None) -> None:
    assert arguments.certificate_origin(value(text), HERE) == expected


def test_nothing_comes_from_nowhere() -> None:
    assert arguments.origin(None) is arguments.certificate_origin(None, HERE) is None
    assert (arguments.made(None), arguments.files_of(None, HERE)) == (("", ()), [])


@pytest.mark.parametrize(
    ("text", "kind", "args"),
    [
        ("use ([Security.Cryptography.X509Certificates.X509Store]::new('Root', 'LocalMachine'))", "x509store",
         ["Root", "LocalMachine"]),
        ("use (New-Object X509Store 'Root','LocalMachine')", "x509store", ["Root", "LocalMachine"]),
        ("use (New-Object -TypeName X509Store -ArgumentList 'Root')", "x509store", ["Root"]),
        ("use (New-Object X509Store('Root'))", "x509store", ["Root"]),
        ("use (New-Object Net.WebClient)", "webclient", []),
        ("use (Get-Item x)", "", []),
        ("use x", "", []),
    ],
)  # fmt: skip
def test_an_object_of_dotnet(text: str, kind: str, args: list[str]) -> None:
    found, given = arguments.made(value(text))
    assert (found, [arg.text for arg in given]) == (kind, args)


@pytest.mark.parametrize(
    ("name", "short"),
    [("[System.IO.File]", "file"), ("X509Store", "x509store"), ("[X509Certificate2] ", "x509certificate2"), ("", "")],
)
def test_a_type_s_short_name(name: str, short: str) -> None:
    assert arguments.short_type(name) == short


@pytest.mark.parametrize(
    ("text", "member"), [("[StoreName]::Root", "root"), ("'Root'", "root"), ("Root ", "root"), ("", "")]
)
def test_a_member_of_an_enumeration(text: str, member: str) -> None:
    assert arguments.member(Value(text)) == member


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("use a.pfx", ["c:\\work\\a.pfx"]),
        ("use a.pfx,D:\\b.pfx", ["c:\\work\\a.pfx", "d:\\b.pfx"]),
        ("use (Get-Item D:\\a.pfx)", ["d:\\a.pfx"]),
        ("gci D:\\a.pfx,D:\\b.pfx | use", ["d:\\a.pfx", "d:\\b.pfx"]),
        ("use (Resolve-Path -Path D:\\a.pfx)", ["d:\\a.pfx"]),
        # a listing names what it filters for, in its folder
        ("gci D:\\k -Filter *.pfx | use", ["d:\\k\\*.pfx"]),
        ("gci D:\\k\\ -Include *.pfx,*.p12 | use", ["d:\\k\\*.pfx", "d:\\k\\*.p12"]),
        ("gci -Filter *.pfx | use", ["c:\\work\\*.pfx"]),
        ("gci D:\\k,D:\\l -Filter *.pfx | use", ["c:\\work\\*.pfx"]),
        ("gci D:\\k | ? Extension -eq '.pfx' | use", ["d:\\k\\*.pfx"]),
        ("gci D:\\k | ? { $_.Name -like '*.pfx' -or $_.Name -like '*.p12' } | select Name | use",
         ["d:\\k\\*.pfx", "d:\\k\\*.p12"]),
        ("gci D:\\k | ? Name -like x | use", ["d:\\k"]),
        # what nobody can tell, what is on the Cert: drive, what another statement makes
        ("use $file", []),
        ("use %FILE%", []),
        ("use ${file}", []),
        ("use $file\\a.pfx", ["$file\\a.pfx"]),
        ("use Cert:\\CurrentUser\\My\\AB", []),
        ("use (Get-Date)", []),
        ("use ''", []),
    ],
)  # fmt: skip
def test_the_files_that_a_value_names(text: str, files: list[str]) -> None:
    assert arguments.files_of(value(text), HERE) == files


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("use ([IO.File]::ReadAllBytes('a.pfx'))", ["c:\\work\\a.pfx"]),
        ("use ([IO.File]::ReadAllText('D:\\a.txt'))", ["d:\\a.txt"]),
        ("use ([IO.File]::OpenRead('D:\\a.pfx'))", ["d:\\a.pfx"]),
        ("use (Get-Content D:\\a.pfx)", ["d:\\a.pfx"]),
        # Base64 of it, and back
        ("use ([Convert]::ToBase64String([IO.File]::ReadAllBytes('D:\\a.pfx')))", ["d:\\a.pfx"]),
        ("use ([Convert]::FromBase64String((gc D:\\a.txt)))", ["d:\\a.txt"]),
        ("use ((gc D:\\a.txt).Trim())", ["d:\\a.txt"]),
        ("use ([IO.File]::Exists('D:\\a.pfx'))", []),
        ("use a.pfx", []),
    ],
)
def test_the_files_whose_content_a_value_is(text: str, files: list[str]) -> None:
    assert arguments.contents(value(text), HERE) == files


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("where { $_.Extension -in '.pfx', '.cer' }", ["*.pfx", "*.cer"]),
        ("where Name -like *.txt", []),
        ("where Name -like " + "x" * 30_000 + ".pfx", ["*.pfx"]),
    ],
)
def test_the_kinds_that_a_statement_s_text_names(text: str, found: list[str]) -> None:
    [statement] = [found for found in statements.parse(text) if found.name == "where-object"]
    assert arguments.wildcards(statement) == found


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("use 'Sesame'", True),
        ("use ('Ses' + 'ame')", True),
        ("$p = 'Sesame'; use $p", True),
        ("use $p", False),
        ("use (Read-Host)", False),
        ("use @{a = 'b'}", False),
        ("use ''", False),
    ],
)
def test_text_that_stands_in_the_script(text: str, literal: bool) -> None:
    assert arguments.is_literal(value(text)) is literal


def test_what_is_read_and_what_is_written() -> None:
    report = Report()
    arguments.add_inputs(report, ["c:\\users\\public\\a.pfx", "c:\\x\\b.crl", "c:\\x\\c.cert", "c:\\x\\d.txt"])
    assert ids(report) == ["input_user_writable", "planted_key", "input_odd_extension"]
    assert report.findings[2].sentence == "d.txt does not have the name of a certificate file"
    report = Report()
    arguments.add_outputs(report, ["c:\\users\\public\\a.pfx"])
    assert (ids(report), report.flags) == (["output_user_writable", "drop_hidden"], {"HasPFX"})
