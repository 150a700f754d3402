"""The programs that PowerShell text runs, as the tools that judge them get them."""

from __future__ import annotations

import pytest
from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdlets import programs
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Script
from codesignrisk_core.powershell.lexer import TOO_MUCH_WORK
from codesignrisk_core.powershell.values import TOO_LARGE

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
    # learn.microsoft.com about_Parsing: commas on the line are part of the word, and so are brackets behind --%
    ("CMD /CECHO A,B", ["CMD /CECHO A,B"]),
    ("$AB='A','B'; CMD /CECHO $AB", ["CMD /CECHO A B"]),
    ("CMD /CECHO @('A','B') ('C','D')", ["CMD /CECHO A B C D"]),
    ("certutil -x:a,b 'c','d e'", ["certutil -x:a,b c,d e"]),
    ("icacls X:\\VMS --% /grant Dom\\HVAdmin:(CI)(OI)F", ["icacls X:\\VMS /grant Dom\\HVAdmin:(CI)(OI)F"]),
    ('cmd /c --% echo "a|b"', ["cmd /c echo a|b"]),
    # code in strings
    ("iex 'certutil -addstore root x.cer'", ["certutil -addstore root x.cer"]),
    ("Invoke-Expression ('certu'+'til -addstore root x.cer')", ["certutil -addstore root x.cer"]),
    ("& ([scriptblock]::Create('certutil -addstore root x.cer'))", ["certutil -addstore root x.cer"]),
    ("iex \"iex 'certutil -ping'\"", ["certutil -ping"]),
    # launchers
    ("Start-Process certutil -ArgumentList '-addstore root x.cer' -Wait", ["certutil -addstore root x.cer"]),
    ("SyncInvoke certutil '-addstore root x.cer'", ["certutil -addstore root x.cer"]),
    ("runAfterCancelProcess .\\x.exe", [".\\x.exe"]),
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


@pytest.mark.parametrize(
    "word", ["a", "a b", 'c"d', "e\\", "a b\\", 'a\\"b', "a\\\\ b", "", "\\" * 5 + '"' + "\\" * 4, 'a" "b']
)
def test_a_word_comes_back(word: str) -> None:
    (command,) = programs.native_commands(Script(f"x '{word}'"))
    assert [token.text for token in command.tokens] == ["x", word]


def test_the_line_gives_the_words_back() -> None:
    (command,) = programs.native_commands(Script("x 'a b' 'c\"d' 'e\\' ''"))
    assert [token.text for token in command.tokens] == ["x", "a b", 'c"d', "e\\", ""]
    assert argv.split(command.line) == command.tokens


def test_where_it_was_found() -> None:
    script = Script("certutil -ping", cwd="C:\\x", layers=("powershell",))
    (command,) = programs.native_commands(script)
    assert (command.image, command.cwd, command.layers) == ("certutil", "C:\\x", ("powershell", "powershell"))


def test_programs_are_judged_up_to_a_bound() -> None:
    budget = Budget()
    assert len(programs.native_commands(Script("a.exe;" * 200 + "Get-Item x;" * 9), budget)) == 200
    assert budget.reasons == []
    assert len(programs.native_commands(Script("a.exe;" * 201), budget)) == 200
    assert budget.reasons == [programs.TOO_MANY_PROGRAMS]


@pytest.mark.parametrize(
    "text",
    [
        "$x='" + "a b" * 5_000 + "';" + "a.exe $x $x $x;" * 2_000,
        "$x=" + "1," * 5_000 + "1;" + "a.exe $x;" * 4_000,
        "$x='" + "\\" * 16_000 + " ';" + "a.exe $x;" * 3_000,
        "$x='" + '\\"' * 8_000 + "';" + "saps a $x;" * 3_000,
    ],
)
def test_long_lines_are_paid_for(text: str) -> None:
    budget = Budget()
    found = programs.native_commands(Script(text), budget)
    assert 0 < sum(len(command.line) for command in found) < 1_500_000
    assert set(budget.reasons) == ({TOO_MUCH_WORK, TOO_LARGE} if "1,1" in text else {TOO_MUCH_WORK})


def test_a_run_of_backslashes_is_looked_at_once() -> None:
    """Without the start of the run held fast, each backslash is looked at once for every one in front of it."""
    word = "a " + "\\" * 60_000 + "b"
    (command,) = programs.native_commands(Script(f"certutil '{word}'"))
    assert command.line == f'certutil "{word}"'
