"""cmd.exe: quotes, carets, operators, variables, loops and conditions, followed down to the commands."""

from __future__ import annotations

import pytest
from codesignrisk_core import unwrap
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap.cmd import variables
from codesignrisk_core.unwrap.cmd.variables import Variable


def run(line: str, cwd: str = "C:\\w") -> unwrap.Unwrapped:
    return unwrap.unwrap(Command("C:\\Windows\\System32\\cmd.exe", argv.split(line), line, cwd))


def lines(line: str) -> list[str]:
    return [command.line for command in run(line).commands]


SWITCHES = [
    "cmd /c tool a",
    "cmd /C tool a",
    "cmd /k tool a",
    "cmd /r tool a",
    "cmd /ctool a",
    'cmd /c"tool a"',
    "cmd/c tool a",
    "cmd.exe/d/c tool a",
    '"C:\\Windows\\System32\\cmd.exe"/c tool a',
    "cmd /d /q /s /v:on /e:off /t:0a /c tool a",
    'cmd "/c tool a"',
    "cmd ,; /c ,; tool a",
    "cmd anything /c @tool a",
    "cmd /c (tool a)",
    "cmd /c tool a > C:\\t\\o.txt 2>&1",
    "cmd /c >nul 2>nul tool a",
    'cmd /c tool a >> "C:\\a b\\o.txt"',
    "cmd /c tool a < in.txt",
    "cmd /c call tool a",
    'cmd /c start "title" /min /b tool a',
    "cmd /c start /wait tool a",
    'cmd /c start /min "" tool a',
    'cmd /c start /b "a title" /wait tool a',
    "cmd /c if exist x tool a",
    "cmd /c if not defined x (tool a)",
    "cmd /c if /i A==a tool a",
    "cmd /c if A==b (other) else tool a",
    "cmd /c if A==b (other) else (tool a)",
    "cmd /c for %i in (a) do tool %i",
    "cmd /c for %i in (a) do @(tool %i)",
    "cmd /c for /l %i in (1,1,1) do tool a",
    'cmd /c for /f "tokens=*" %i in ("tool a") do %i',
    "cmd /c for /f \"delims=\" %i in ('echo tool a') do %i",
    "cmd /c echo tool a | cmd",
    'cmd /c set "x=a" & tool %x%',
    "cmd /v /c set x=a&& tool !x!",
]


@pytest.mark.parametrize("line", SWITCHES)
def test_every_way_to_start_one_command(line: str) -> None:
    assert [[word.text for word in command.tokens] for command in run(line).commands] == [["tool", "a"]]
    assert run(line).findings == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cmd /c a 1 & b 2 && c 3 || d 4 | e 5", ["a 1", "b 2", "c 3", "d 4", "e 5"]),
        ("cmd /c (a 1 & (b 2)) & c 3", ["a 1", "b 2", "c 3"]),
        ('cmd /c a "1 & 2" & b "x|y"', ['a "1 & 2"', 'b "x|y"']),
        ("cmd /c a 1 ^& 2 & b ^| 3", ["a 1 & 2", "b | 3"]),
        ("cmd /c if exist x (a) else (b)", ["a", "b"]),
        ("cmd /c if not exist x a & b", ["a", "b"]),
        ('cmd /c for %f in (a.cer "b c.cer") do @tool "%~f" >nul', ['tool "a.cer"', 'tool "b c.cer"']),
        ("cmd /c for %i in (1 2) do for %j in (x y) do tool %i%j", ["tool 1x", "tool 1y", "tool 2x", "tool 2y"]),
        ("cmd /c for /l %i in (3,-1,1) do tool %i", ["tool 3", "tool 2", "tool 1"]),
        ("cmd /c for /f %i in ('dir /b ^| sort') do tool %i", ["dir /b", "sort", "tool %i"]),
        ('cmd /c for /f "usebackq" %i in (`dir /b`) do tool %i', ["dir /b", "tool %i"]),
        ("cmd /c for %i in (a b", ["for %i in (a b"]),
        ("cmd /c tool QQ==", ["tool QQ=="]),
        ("cmd /c tool/a -x", ["tool /a -x"]),
        ("cmd /c tool %UNKNOWN% %TEMP%\\x %COMSPEC%", ["tool %UNKNOWN% %TEMP%\\x %COMSPEC%"]),
    ],
)
def test_what_a_line_starts(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # the first and the last quote go
        ('cmd /c "tool "a b" c"', ['tool "a b" c']),
        ('cmd /c ""C:\\a b\\tool.exe" "c d""', ['"C:\\a b\\tool.exe" "c d"']),
        ('cmd /s /c "tool.exe"', ["tool.exe"]),
        # they stay around a program's name
        ('cmd /c "C:\\a b\\tool.exe"', ['"C:\\a b\\tool.exe"']),
        ('cmd /c "C:\\a b\\tool.exe" c d', ['"C:\\a b\\tool.exe" c d']),
        # the line below ends like a program's name and is none
        ('cmd /c "tool sign C:\\t\\x.exe"', ["tool sign C:\\t\\x.exe"]),
    ],
)
def test_the_outer_quotes(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


DISGUISED = [
    "cmd /c t^o^o^l -a^dd",
    'cmd /c "t^ool -add"',
    "cmd /v:on /c set x=dd&tool -a!x!",
    "cmd /c set a=to&set b=ol&&call %a%%b% -add",
    "cmd /v /c set s=dda- loot&for /l %i in (8,-1,0) do set r=!r!!s:~%i,1!&&if %i==0 call %r%",
    "cmd /v /c set s=-adlot &for %i in (5 4 4 3 6 0 1 2 2) do set r=!r!!s:~%i,1!& if %i==2 tool -add",
    'cmd /c "set x=tQQl -add&call %x:Q=o%"',
    "cmd /c too%PROGRAMFILES:~13,1% -add",
]


@pytest.mark.parametrize("line", DISGUISED)
def test_disguises_are_undone_and_named(line: str) -> None:
    unwrapped = run(line)
    assert [word.text for word in unwrapped.commands[-1].tokens] == ["tool", "-add"]
    assert [finding.indicator for finding in unwrapped.findings] == ["obfuscated_escapes"]


def test_quotes_inside_a_programs_name_are_a_disguise() -> None:
    unwrapped = run('cmd /c t""ool -add')
    assert unwrapped.commands[0].image == "tool"
    assert [finding.indicator for finding in unwrapped.findings] == ["obfuscated_escapes"]


@pytest.mark.parametrize(
    ("line", "cwd"),
    [
        ("cmd /c cd /d D:\\x & tool", "D:\\x"),
        ("cmd /c cd x && tool", "C:\\w\\x"),
        ("cmd /c cd.. & tool", "C:\\w\\.."),
        ("cmd /c cd \\x & tool", "C:\\x"),
        ('cmd /c cd "C:\\a b" & tool', "C:\\a b"),
        ("cmd /c pushd \\\\s\\d & tool", "\\\\s\\d"),
        ("cmd /c pushd D:\\x & popd & tool", "C:\\w"),
        ("cmd /c D: & tool", "D:\\"),
        ("cmd /c start /d D:\\x tool", "D:\\x"),
        ("cmd /c tool & cd D:\\x", "C:\\w"),
    ],
)
def test_the_directory_is_followed(line: str, cwd: str) -> None:
    assert [command.cwd for command in run(line).commands] == [cwd]


def test_what_is_echoed_into_powershell_is_its_script() -> None:
    assert [script.text for script in run("cmd /c echo Get-X | powershell -nop -").scripts] == ["Get-X"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%x%", "abcdef"),
        ("%X%", "abcdef"),
        ("%x:~2%", "cdef"),
        ("%x:~1,2%", "bc"),
        ("%x:~-2%", "ef"),
        ("%x:~0,-4%", "ab"),
        ("%x:~-3,1%", "d"),
        ("%x:~9%", ""),
        ("%x:CD=-%", "ab-ef"),
        ("%x:*c=%", "def"),
        ("%x:~a%", "%x:~a%"),
        ("%y%%x%", "%y%abcdef"),
        ("50% of %x%", "50% of abcdef"),
        ("%SystemRoot:~0,1%", "C"),
        ("%SystemRoot%", "%SystemRoot%"),
    ],
)
def test_references_to_variables(text: str, expected: str) -> None:
    assert variables.expand(text, {"x": Variable("abcdef")}, "%").text == expected


def test_a_path_in_a_variable_is_no_disguise() -> None:
    unwrapped = run('cmd /c set D=C:\\kits&&"%D%\\signtool.exe" sign %D%\\a.exe')
    assert unwrapped.commands[0].line == '"C:\\kits\\signtool.exe" sign C:\\kits\\a.exe'
    assert unwrapped.findings == ()


@pytest.mark.parametrize(
    "piece", ["for %a in (x) do ", "call ", "start ", "if a==a ", "(", "set a=%a%%a%&", "for %a in ("]
)
def test_deep_and_long_lines_end(piece: str) -> None:
    run("cmd /c " + piece * 3000 + "tool")


def test_a_loop_over_folders_is_a_search_and_its_variable_a_wildcard() -> None:
    assert lines("cmd /c for /r C:\\d %i in (*.a *.b) do tool %i") == [
        "for /r C:\\d %i in (*.a *.b) do",
        "tool C:\\d\\*.a",
        "tool C:\\d\\*.b",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "cmd /c copy C:\\s\\tool.exe C:\\d\\x.exe & C:\\d\\x.exe a",
        "cmd /c copy /y C:\\s\\tool.exe x.exe && x a",
        "cmd /c xcopy C:\\s\\tool.exe x.exe & x.exe a",
    ],
)
def test_a_program_that_the_line_copies_is_known_by_its_first_name(line: str) -> None:
    found = run(line)
    assert found.commands[-1].line == "C:\\s\\tool.exe a"
    assert [(finding.indicator, finding.sentence) for finding in found.findings] == [
        ("renamed_tool", f"tool.exe runs under the name {'x' if '&& x' in line else 'x.exe'}")
    ]


def test_a_copy_of_the_same_name_or_of_data_is_no_new_name() -> None:
    assert lines("cmd /c copy C:\\s\\t.exe D:\\t.exe & D:\\t.exe a")[-1] == "D:\\t.exe a"
    assert lines("cmd /c copy a.txt x.txt & x a")[-1] == "x a"


@pytest.mark.parametrize(
    ("listing", "pattern"),
    [
        ("dir /s /b C:\\d\\*.a", "C:\\d\\*.a"),
        ("where /r C:\\d *.a", "C:\\d\\*.a"),
        ("dir /b C:\\d", "%i"),
        ("ver", "%i"),
    ],
)
def test_a_loop_over_a_listing(listing: str, pattern: str) -> None:
    assert lines(f"cmd /c for /f \"delims=\" %i in ('{listing}') do tool %i")[-1] == f"tool {pattern}"
