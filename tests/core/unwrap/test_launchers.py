"""Programs that start what one of their options names. Sources: LOLBAS; Chromium; the README of SharpWSUS."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap.launchers import MARKS

from tests.core.unwrapping import lines, run

LAUNCHERS = [
    ("wlrmdr -s 3600 -f 0 -t _ -m _ -a 11 -u tool.exe a b", ["tool.exe a b"]),
    ("Tracker.exe /d .\\x.dll /c tool a", ["tool a"]),
    ("tracker /d .\\x.dll", []),
    ("dxcap -c tool a", ["tool a"]),
    ('TTDInject.exe /ClientParams "7 x" /Launch "tool.exe" a', ["tool.exe a"]),
    ('VSIISExeLauncher.exe -p tool.exe -a "a b"', ["tool.exe a b"]),
    ('VSIISExeLauncher.exe -p "C:\\a b\\tool.exe" -a a', ['"C:\\a b\\tool.exe" a']),
    ('Update.exe --processStart tool.exe --process-start-args "a b"', ["tool.exe a b"]),
    ("Update.exe --processStart=tool.exe", ["tool.exe"]),
    ("Update.exe --update https://example.com", []),
    ('squirrel.exe --processStartAndWait tool.exe -a "a"', ["tool.exe a"]),
    ('appcert test -apptype desktop -setuppath C:\\d\\tool.exe -setupcommandline "/q a"', ["C:\\d\\tool.exe /q a"]),
    ('adplus -crash -o C:\\d -sc "tool a"', ["tool a"]),
    ('remote /s "tool a" x', ["tool a"]),
    ("remote /c srv1 x", []),
    ('msdeploy -verb:sync -source:RunCommand -dest:runCommand="tool a"', ["tool a"]),
    ("msdeploy -verb:sync -source:package=a.zip -dest:auto", []),
    ("vshadow -nw -exec=C:\\d\\tool.exe C:", ["C:\\d\\tool.exe"]),
    ('sharpwsus create /payload:"C:\\d\\tool.exe" /args:"-s a" /title:"x"', ["C:\\d\\tool.exe -s a"]),
    ("sharpwsus locate", []),
    (
        'powershell -f .\\Wsuspendu.ps1 -Inject -PayloadFile .\\tool.exe -PayloadArgs "-s a"',
        ['.\\Wsuspendu.ps1 -Inject -PayloadFile .\\tool.exe -PayloadArgs "-s a"', ".\\tool.exe -s a"],
    ),
    ("odbcconf /a {REGSVR C:\\d\\x.dll}", ['regsvr32 "C:\\d\\x.dll"']),
    ('odbcconf -S -A {REGSVR "C:\\a b\\x.dll"}', ['regsvr32 "C:\\a b\\x.dll"']),
    ("odbcconf /a {REGSVR}", []),
    ("odbcconf /a {INSTALLDRIVER x}", []),
]

CHROMIUM = [
    ('msedge --disable-gpu-sandbox --gpu-launcher="cmd /c tool a &&"', ["cmd /c tool a", "tool a"]),
    ('C:\\a\\Teams.exe --gpu-launcher="tool a"', ["tool a"]),
    ('x.exe --renderer-cmd-prefix="tool a"', ["tool a"]),
    ('x.exe --utility-cmd-prefix="tool a"', ["tool a"]),
    ('x.exe --ppapi-plugin-launcher="tool a"', ["tool a"]),
    ("x.exe --type=gpu-process --launcher", []),
]

TEXTS = [
    ('SyncAppvPublishingServer.exe "n; Tool a"', "Sync-AppvPublishingServer n; Tool a"),
    ('wscript C:\\W\\SyncAppvPublishingServer.vbs "n; Tool a"', "Sync-AppvPublishingServer n; Tool a"),
    ('Pester.bat /help "$null; Tool a"', "Invoke-Pester $null; Tool a"),
    ("Pester.bat ;Tool", "Invoke-Pester ;Tool"),
]


@pytest.mark.parametrize(("line", "expected"), LAUNCHERS, ids=[line[:40] for line, _ in LAUNCHERS])
def test_options_that_name_a_program(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


@pytest.mark.parametrize(("line", "expected"), CHROMIUM, ids=[line[:40] for line, _ in CHROMIUM])
def test_any_program_made_of_chromium(line: str, expected: list[str]) -> None:
    assert lines(line) == expected
    assert not expected or any(mark in line for mark in MARKS)


def test_a_shell_of_the_platform_reads_what_chromium_starts() -> None:
    assert lines("/opt/x/chrome --gpu-launcher='sh -c \"tool a\"'", "/opt/x/chrome") == ['sh -c "tool a"', "tool a"]


@pytest.mark.parametrize(("line", "text"), TEXTS, ids=[line[:40] for line, _ in TEXTS])
def test_text_that_powershell_is_given_behind_a_command(line: str, text: str) -> None:
    assert [(script.text, script.layers[-1]) for script in run(line).scripts] == [(text, "powershell")]


def test_a_text_host_without_words() -> None:
    assert run("SyncAppvPublishingServer.exe").scripts == ()


def test_what_runs_elsewhere_has_no_directory_of_this_host() -> None:
    (found,) = run('sharpwsus create /payload:tool.exe /args:"a"').commands
    assert (found.cwd, found.layers) == ("", ("sharpwsus",))
