"""Which parameter an argument belongs to. Sources: learn.microsoft.com about_Parameters, about_CommonParameters,
about_Parsing (the end-of-parameters token); MergedCommandParameterMetadata.cs of PowerShell for shortened names."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import parameters, statements
from codesignrisk_core.powershell.values import EMPTY


def bound(text: str) -> dict[str, str | None]:
    """The parameters of the last command and, under "", what is left; None for a value that is missing."""
    found = parameters.bind(statements.parse(text)[-1])
    values = {name: None if value is EMPTY else value.text for name, value in found.parameters.items()}
    return {**values, "": " ".join(value.text for value in found.rest)}


BINDING = [
    # by name, by position, and mixed: positions are counted over the parameters that are left
    ("Import-PfxCertificate -FilePath a -CertStoreLocation b", {"filepath": "a", "certstorelocation": "b", "": ""}),
    ("Import-PfxCertificate a b", {"filepath": "a", "certstorelocation": "b", "": ""}),
    ("Import-PfxCertificate -CertStoreLocation b a", {"filepath": "a", "certstorelocation": "b", "": ""}),
    ("Import-PfxCertificate a -FilePath b", {"filepath": "b", "certstorelocation": "a", "": ""}),
    ("Import-Certificate a b", {"filepath": "a", "": "b"}),
    ("Import-PfxCertificate a b c", {"filepath": "a", "certstorelocation": "b", "": "c"}),
    ("Export-Certificate a", {"": "a"}),
    # names may be shortened while they are unambiguous
    ("Import-PfxCertificate -f a -ce b", {"filepath": "a", "certstorelocation": "b", "": ""}),
    ("Export-PfxCertificate -Pass a", {"password": "a", "": ""}),
    ("Export-PfxCertificate -P a", {"p": "a", "": ""}),
    ("Get-ChildItem -Re", {"re": None, "": ""}),
    ("Get-ChildItem -Rec", {"recurse": "$true", "": ""}),
    # of several that are alike the one with a position: PowerShell refuses, and what was meant is worth telling
    ("Set-ItemProperty -Pa a -n b -v c", {"path": "a", "name": "b", "value": "c", "": ""}),
    ("Copy-Item -Pa a -De b", {"path": "a", "destination": "b", "": ""}),
    # a whole name wins over longer ones, and the cmdlet's own over the common ones
    ("New-SelfSignedCertificate -KeyUsage a", {"keyusage": "a", "": ""}),
    ("New-SelfSignedCertificate -Pro a", {"provider": "a", "": ""}),
    ("Start-Process -Verb RunAs", {"verb": "RunAs", "": ""}),
    # aliases, whole and shortened
    ("Import-PfxCertificate -FullName a", {"filepath": "a", "": ""}),
    ("Import-PfxCertificate -Full a", {"filepath": "a", "": ""}),
    ("New-Object -Args a -TypeName b", {"argumentlist": "a", "typename": "b", "": ""}),
    ("Get-ChildItem -s x", {"recurse": "$true", "path": "x", "": ""}),
    ("Remove-Item -PSPath x", {"literalpath": "x", "": ""}),
    # values that touch the name, switches, values that are missing
    ("Import-PfxCertificate -FilePath:a b", {"filepath": "a", "certstorelocation": "b", "": ""}),
    ("Remove-Item -Force x", {"force": "$true", "path": "x", "": ""}),
    ("Remove-Item -Force:$false x", {"force": "$false", "path": "x", "": ""}),
    ("Import-PfxCertificate -FilePath -WhatIf", {"filepath": None, "whatif": "$true", "": ""}),
    ("Import-PfxCertificate -FilePath", {"filepath": None, "": ""}),
    ("Import-PfxCertificate -FilePath '-a'", {"filepath": "-a", "": ""}),
    ("Import-PfxCertificate '-FilePath' a", {"filepath": "-FilePath", "certstorelocation": "a", "": ""}),
    ("Import-PfxCertificate -FilePath -1", {"filepath": "-1", "": ""}),
    ("Import-PfxCertificate a -FilePath b -FilePath c", {"filepath": "b", "certstorelocation": "a", "": ""}),
    # common parameters
    ("Import-PfxCertificate -ErrorAction Stop a", {"erroraction": "Stop", "filepath": "a", "": ""}),
    ("Import-PfxCertificate -ea 0 a", {"erroraction": "0", "filepath": "a", "": ""}),
    ("Import-PfxCertificate -Verbose a", {"verbose": "$true", "filepath": "a", "": ""}),
    ("Import-PfxCertificate -vb a", {"verbose": "$true", "filepath": "a", "": ""}),
    ("Import-PfxCertificate -wi -cf -db", {"whatif": "$true", "confirm": "$true", "debug": "$true", "": ""}),
    ("Import-PfxCertificate -ov a -OutV b", {"outvariable": "a", "": ""}),
    ("Import-PfxCertificate -Error a", {"error": "a", "": ""}),
    # the end of parameters
    ("Import-PfxCertificate -- -FilePath a", {"filepath": "-FilePath", "certstorelocation": "a", "": ""}),
    ("Import-PfxCertificate '--' a", {"filepath": "--", "certstorelocation": "a", "": ""}),
    # -LiteralPath takes the place of -Path
    ("Set-Content -LiteralPath a b", {"literalpath": "a", "value": "b", "": ""}),
    # splatting
    ("$p = @{FilePath='a'; Confirm=$false}; Import-PfxCertificate @p b", {
        "filepath": "a", "confirm": "$false", "certstorelocation": "b", "": "",
    }),
    # what is not in the table keeps its names
    ("Install-Thing -Path a b -Quiet", {"path": "a", "quiet": None, "": "b"}),
    ("signtool sign /f a", {"": "sign /f a"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BINDING)
def test_binding(text: str, expected: dict[str, str | None]) -> None:
    assert bound(text) == expected


@pytest.mark.parametrize(
    ("short", "full"),
    [("db", "debug"), ("ea", "erroraction"), ("ev", "errorvariable"), ("infa", "informationaction"),
     ("iv", "informationvariable"), ("ob", "outbuffer"), ("ov", "outvariable"), ("pv", "pipelinevariable"),
     ("proga", "progressaction"), ("vb", "verbose"), ("wa", "warningaction"), ("wv", "warningvariable"),
     ("wi", "whatif"), ("cf", "confirm"), ("whatif", "whatif"), ("confirm", "confirm"), ("debug", "debug"),
     ("verbose", "verbose"), ("erroraction", "erroraction"), ("errorv", "errorvariable"),
     ("informationa", "informationaction"), ("informationv", "informationvariable"), ("outb", "outbuffer"),
     ("outv", "outvariable"), ("pipe", "pipelinevariable"), ("prog", "progressaction"),
     ("warninga", "warningaction"), ("warningv", "warningvariable"), ("warning", "warning"), ("o", "o")],
)  # fmt: skip
def test_common_parameters(short: str, full: str) -> None:
    assert list(bound(f"x -{short}:a")) == [full, ""]


@pytest.mark.parametrize("short", ["confirm", "debug", "verbose", "whatif"])
def test_common_switches_take_no_value(short: str) -> None:
    assert bound(f"x -{short} a") == {short: "$true", "": "a"}


def test_values_by_the_first_name_that_is_there() -> None:
    found = parameters.bind(statements.parse("Set-Item -Path a -Force -PassThru:$False")[0])
    assert found.value("literalpath", "path").text == "a"
    assert found.value("path", "force").text == "a"
    assert found.value("value") is EMPTY
    assert (found.has("force"), found.has("passthru"), found.has("value")) == (True, False, False)


@pytest.mark.parametrize("name", sorted(parameters.CMDLETS))
def test_the_tables_are_sound(name: str) -> None:
    """Names in lower case, each once; aliases stand for names that are there."""
    cmdlet = parameters.CMDLETS[name]
    names = [*cmdlet.positional, *cmdlet.valued, *cmdlet.switches, *cmdlet.aliases]
    assert len(names) == len(set(names))
    assert all(each == each.lower() and each.isalpha() for each in names)
    assert set(cmdlet.aliases.values()) <= set(names)
