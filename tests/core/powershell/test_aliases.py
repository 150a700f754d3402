"""Which command a name stands for. Sources: learn.microsoft.com about_Aliases, about_Modules (qualified names)."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import aliases


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("gci", "get-childitem"),
        (" GCI ", "get-childitem"),
        ("%", "foreach-object"),
        ("Get-ChildItem", "get-childitem"),
        ("PKI\\Import-Certificate", "import-certificate"),
        ("Microsoft.PowerShell.Management\\gci", "microsoft.powershell.management\\gci"),
        ("C:\\PKI\\Import-Certificate", "c:\\pki\\import-certificate"),
        ("certutil.exe", "certutil.exe"),
        ("", ""),
        # aliases of the text itself, also of other aliases
        ("zz", "import-certificate"),
        ("ZZ", "import-certificate"),
        ("yy", "get-childitem"),
        ("ls", "my-list"),
    ],
)
def test_resolve(name: str, command: str) -> None:
    assert aliases.resolve(name, {"zz": "import-certificate", "yy": "gci", "ls": "my-list"}) == command


@pytest.mark.parametrize("alias", sorted(aliases.ALIASES))
def test_aliases_stand_for_cmdlets(alias: str) -> None:
    verb, _, noun = aliases.ALIASES[alias].partition("-")
    assert verb.isalpha()
    assert noun.isalpha()
    assert alias == alias.lower()
    assert aliases.ALIASES[alias] not in aliases.ALIASES


@pytest.mark.parametrize(
    ("pattern", "command"),
    [
        ("certutil", "certutil"),
        ("Anything", "Anything"),
        ("cert*til", "certutil"),
        ("CERTUT*.EXE", "certutil"),
        ("certuti?", "certutil"),
        ("*port-C*te", "import-certificate"),
        ("b[a-c]d*", "bcdedit"),
        ("zz*", ""),
        ("*" + "a*" * 60, ""),
        ("c" + "*" * 999 + "util", "certutil"),
        ("*" + "a*" * 128, None),
    ],
)
def test_find(pattern: str, command: str | None) -> None:
    assert aliases.find(pattern) == command
