"""The programs that PowerShell text runs, as the tools that judge them get them."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdlets import programs
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Script

PROGRAMS = [
    ("certutil -addstore root x.cer", ["certutil -addstore root x.cer"]),
    ('certutil.exe -f -addstore Root "$env:TEMP\\a b.cer"', ["certutil.exe -f -addstore Root %TEMP%\\a b.cer"]),
    (
        "& 'C:\\Program Files\\x\\signtool.exe' sign /f a.pfx b.exe",
        ["C:\\Program Files\\x\\signtool.exe sign /f a.pfx b.exe"],
    ),
    ("$t='C:\\x\\signtool.exe'; & $t sign /a b.exe", ["C:\\x\\signtool.exe sign /a b.exe"]),
    ("$a='sign','/a','b c.exe'; signtool $a; signtool @a", ["signtool sign /a b c.exe"] * 2),
    ("cmd /c certutil -addstore root x.cer", ["cmd /c certutil -addstore root x.cer"]),
    ("if ($x) { certutil -delstore root ab }", ["certutil -delstore root ab"]),
    ("certutil --% -addstore root x.cer", ["certutil -addstore root x.cer"]),
    # code in strings
    ("iex 'certutil -addstore root x.cer'", ["certutil -addstore root x.cer"]),
    ("Invoke-Expression ('certu'+'til -addstore root x.cer')", ["certutil -addstore root x.cer"]),
    ("& ([scriptblock]::Create('certutil -addstore root x.cer'))", ["certutil -addstore root x.cer"]),
    ("iex \"iex 'certutil -ping'\"", ["certutil -ping"]),
    # launchers
    ("Start-Process certutil -ArgumentList '-addstore root x.cer' -Wait", ["certutil -addstore root x.cer"]),
    ("saps certutil '-addstore','root','x.cer'", ["certutil -addstore root x.cer"]),
    ("Start-Process -FilePath 'C:\\a b\\x.exe' -Args '-q'", ["C:\\a b\\x.exe -q"]),
    (
        "Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList 'certutil -addstore root x.cer'",
        ["certutil -addstore root x.cer"],
    ),
    (
        "Invoke-CimMethod Win32_Process -MethodName Create -Arguments @{CommandLine='certutil -ping'}",
        ["certutil -ping"],
    ),
    ("([wmiclass]'Win32_Process').Create('certutil -ping')", ["certutil -ping"]),
    ("[Diagnostics.Process]::Start('certutil','-addstore root x.cer')", ["certutil -addstore root x.cer"]),
    (
        "$a=New-ScheduledTaskAction -Execute certutil -Argument '-addstore root x.cer'; Register-ScheduledTask t $a",
        ["certutil -addstore root x.cer"],
    ),
    ("New-Service -Name s -BinaryPathName 'C:\\x\\s.exe -k'", ["C:\\x\\s.exe -k"]),
    ("(New-Object -ComObject WScript.Shell).Run('certutil -ping')", ["certutil -ping"]),
    # no programs
    ("Get-Item x; Import-Certificate x.cer; Invoke-LazySign", []),
    ("'certutil -addstore root x.cer'; # certutil -ping", []),
    ("Write-Host certutil -addstore root x.cer", []),
    ("$x.Run('a'); [int]::Parse('1')", []),
]


@pytest.mark.parametrize(("text", "expected"), PROGRAMS)
def test_programs(text: str, expected: list[str]) -> None:
    found = programs.native_commands(Script(text))
    assert [" ".join(token.text for token in command.tokens) for command in found] == expected


def test_the_line_gives_the_words_back() -> None:
    (command,) = programs.native_commands(Script("x 'a b' 'c\"d' 'e\\' ''"))
    assert [token.text for token in command.tokens] == ["x", "a b", 'c"d', "e\\", ""]
    assert argv.split(command.line) == command.tokens


def test_where_it_was_found() -> None:
    script = Script("certutil -ping", cwd="C:\\x", layers=("powershell",))
    (command,) = programs.native_commands(script)
    assert (command.image, command.cwd, command.layers) == ("certutil", "C:\\x", ("powershell", "powershell"))
