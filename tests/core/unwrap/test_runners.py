"""Programs that are given a command as a value. Sources: learn.microsoft.com, windows-commands and wmisdk; LOLBAS."""

from __future__ import annotations

import pytest

from tests.core.unwrapping import lines, run

RUNNERS = [
    # forfiles /c command: 0xHH is a character by its number
    ('forfiles /p C:\\W /m win.ini /c "tool a"', ["tool a"]),
    ('forfiles /C "cmd /c tool 0x22a b0x22"', ['cmd /c tool "a b"', 'tool "a b"']),
    ("forfiles /p C:\\W", []),
    # pcalua -a program -c arguments
    ("pcalua -a tool", ["tool"]),
    ("pcalua -a tool -c a b", ["tool a b"]),
    ('pcalua -a "C:\\a b\\tool.exe" -c "a b"', ['"C:\\a b\\tool.exe" a b']),
    ("pcalua -c a b", []),
    ("pcalua -a", []),
    # schtasks /create /tr: single quotes stand for double ones
    ('schtasks /create /tn t /tr "tool a"', ["tool a"]),
    ("schtasks /create /tn t /tr \"'C:\\a b\\tool.exe' c\"", ['"C:\\a b\\tool.exe" c']),
    ('schtasks /create /tn /tr /tr "tool a"', ["tool a"]),
    ("schtasks /delete /tn t", []),
    # wmic process call create
    ('wmic process call create "tool a"', ["tool a"]),
    ("wmic process call create 'tool a'", ["tool a"]),
    ('wmic process call create "tool \\"a b\\"", "C:\\d"', ['tool "a b"']),
    ("wmic process call create tool", ["tool"]),
    ('wmic PATH Win32_Process CALL Create "tool a"', ["tool a"]),
    ('wmic service call create "tool a"', []),
    ("wmic process call create", []),
    ("wmic create call process tool", []),
    ('wmic path x set CommandLineTemplate="tool a"', ["tool a"]),
    ('wmic service where name="s" call change PathName="tool a"', ["tool a"]),
    ('wmic service call change PathName= "tool a"', ["tool a"]),
    # winrm invoke Create
    ('winrm invoke Create wmicimv2/Win32_Process @{CommandLine="tool a";CurrentDirectory="C:\\"}', ["tool a"]),
    ("winrm invoke Create wmicimv2/Win32_Process @{CommandLine = 'tool a'}", ["tool a"]),
    ("winrm get winrm/config", []),
    # sc create binPath=, sc failure command=
    ('sc create s binPath= "tool a"', ["tool a"]),
    ('sc create s binPath="tool a"', ["tool a"]),
    ('sc failure s command= "tool a" reset= 0', ["tool a"]),
    ("sc create s binPath=", []),
    ("sc create s binPath= tool command= other", ["tool"]),
    # reg add of what Windows runs
    ("reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v t /d tool", ["tool"]),
    ("reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce /v t /d tool", ["tool"]),
    ('reg add "HKLM\\...\\Windows NT\\CurrentVersion\\Winlogon" /v Userinit /d tool', ["tool"]),
    ('reg add "HKLM\\...\\Windows NT\\CurrentVersion\\Winlogon" /v LegalNotice /d tool', []),
    ('reg add "HKLM\\...\\Image File Execution Options\\x.exe" /v Debugger /d tool', ["tool"]),
    ("reg add HKCU\\Environment /v UserInitMprLogonScript /d tool", ["tool"]),
    ("reg add HKCU\\Environment /v PATH /d tool", []),
    ("reg add HKCR\\x\\shell\\open\\command /ve /d tool", ["tool"]),
    ("reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run", []),
    ("reg delete HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v t", []),
    ("reg add", []),
    # bitsadmin /setnotifycmdline: the arguments begin with the program's name again
    ("bitsadmin /SetNotifyCmdLine j tool NULL", ["tool"]),
    ("bitsadmin /SetNotifyCmdLine j tool", ["tool"]),
    ('bitsadmin /SetNotifyCmdLine j C:\\t\\tool.exe "tool a"', ["tool a"]),
    ('bitsadmin /SetNotifyCmdLine j C:\\t\\tool.exe "a b"', ["C:\\t\\tool.exe a b"]),
    ("bitsadmin /SetNotifyCmdLine j", []),
    ("bitsadmin /list", []),
    # find -exec: what is found stands for the root it is in
    ("find /d -name x -exec tool -a {} \\;", ["tool -a /d"]),
    ("find /d -exec tool {} + -execdir other ;", ["tool /d", "other"]),
    ("find . -ok tool", ["tool"]),
    ("find /d -exec", []),
    ('find "text" a.txt', []),
    ("find.exe /d -exec tool ;", []),
]


@pytest.mark.parametrize(("line", "expected"), RUNNERS)
def test_what_a_runner_is_given(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


@pytest.mark.parametrize(
    ("line", "cwd"),
    [
        ('forfiles /c "tool"', "C:\\w"),
        ("pcalua -a tool", "C:\\w"),
        ("wmic process call create tool", "C:\\w"),
        ("wmic /node:h process call create tool", ""),
        ("schtasks /create /tr tool", ""),
        ("sc create s binPath= tool", ""),
        ("bitsadmin /SetNotifyCmdLine j tool", ""),
    ],
)
def test_where_it_runs(line: str, cwd: str) -> None:
    assert [found.cwd for found in run(line).commands] == [cwd]


@pytest.mark.parametrize(
    ("line", "secrets"),
    [
        ("schtasks /create /tn t /tr tool /ru a /rp S3cret /p 0ther", ("S3cret", "0ther")),
        ("wmic /user:a /password:S3cret process call create tool", ("S3cret",)),
        ("wmic /user:a /password:S3cret process list", ("S3cret",)),
        ("sc config s obj= a password= S3cret", ("S3cret",)),
        ("sc config s password=S3cret", ("S3cret",)),
        ("sc config s password=", ()),
        ("sc query s", ()),
    ],
)
def test_passwords_are_handed_over(line: str, secrets: tuple[str, ...]) -> None:
    assert run(line).secrets == secrets
