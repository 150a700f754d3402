"""The mark of the web, taken off by scripts."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdlets import mark_of_web

from tests.core.lines import ids, judged_script

REMOVED, EXPOSED = "mark_of_web_removed", "cleared_and_started"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Unblock-File C:\\lab\\a.ps1", [REMOVED]),
        ("Get-ChildItem C:\\lab -Recurse | Unblock-File", [REMOVED]),
        ("Remove-Item C:\\lab\\a.exe -Stream Zone.Identifier", [REMOVED]),
        ("Clear-Content C:\\lab\\a.exe -Stream Zone.Identifier", [REMOVED]),
        ("gci C:\\lab | Unblock-File; start C:\\lab\\a.lnk", [REMOVED]),
        ("Unblock-File C:\\lab\\a.ps1; Start-Process C:\\lab\\a.exe", [REMOVED]),
        # out of a place where any user may write; a disk image; the call operator
        ("Unblock-File $env:TEMP\\a.zip; Expand-Archive $env:TEMP\\a.zip; & $env:TEMP\\a\\a.exe", [REMOVED, EXPOSED]),
        ("Unblock-File C:\\Users\\ann\\Downloads\\a.iso; Mount-DiskImage C:\\x\\a.iso", [REMOVED, EXPOSED]),
        ("Unblock-File C:\\Users\\ann\\Downloads\\a.psm1; Import-Module C:\\x\\a.psm1", [REMOVED]),
        # another stream, a look, a dry run
        ("Remove-Item C:\\lab\\a.exe -Stream other", []),
        ("Get-Content C:\\lab\\a.exe -Stream Zone.Identifier", []),
        ("Unblock-File C:\\lab\\a.ps1 -WhatIf", []),
        ("Remove-Item C:\\lab\\a.exe", []),
    ],
)
def test_marks(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators


def test_the_script_is_looked_through_once_however_many_statements_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    monkeypatch.setattr(mark_of_web, "_starts", looks.append)
    judged_script("Unblock-File C:\\lab\\a.ps1;" * 50)
    assert len(looks) == 1
