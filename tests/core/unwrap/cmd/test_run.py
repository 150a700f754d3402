"""cmd.exe followed down to the commands it starts: operators, variables, loops and conditions."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, normalise
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, TOO_MANY_COMMANDS, TOO_MUCH_WORK, Bounds
from codesignrisk_core.unwrap.cmd import grammar
from codesignrisk_core.unwrap.cmd import run as cmd_run
from codesignrisk_core.unwrap.cmd.run import MAX_ROUNDS, TOO_MANY_ROUNDS, Run
from codesignrisk_core.unwrap.cmd.variables import TOO_LONG

from tests.core.unwrapping import bounds


def follow(line: str, within: Bounds | None = None) -> Run:
    run = Run("C:\\w", within or bounds())
    run.follow(line)
    return run


def lines(line: str) -> list[str]:
    return [found.text for found in follow(line).lines]


# Every way to start one command; nothing of it hides anything.
PLAIN = [
    "tool a",
    "@tool a",
    "(tool a)",
    "tool a > C:\\t\\o.txt 2>&1",
    ">nul 2>nul tool a",
    'tool a >> "C:\\a b\\o.txt"',
    "tool a < in.txt",
    "call tool a",
    "call call tool a",
    'start "title" /min /b tool a',
    "start /wait tool a",
    'start /min "" tool a',
    'start /b "a title" /wait tool a',
    "call start tool a",
    "if exist x tool a",
    "if not defined x (tool a)",
    "if /i A==a tool a",
    "if A==b (other) else tool a",
    "if A==b (other) else (tool a)",
    "for %i in (a) do tool %i",
    "for %i in (a) do @(tool %i)",
    "for /l %i in (1,1,1) do tool a",
    'for /f "tokens=*" %i in ("tool a") do %i',
    "for /f \"delims=\" %i in ('echo tool a') do %i",
    "echo tool a | cmd",
    "echo tool a | cmd.exe /q",
    "echo tool a | %COMSPEC%",
    'set "x=a" & tool %x%',
    "set x=a&& tool !x!",
    "set x=a & tool %x%",
    "set x=tool &%x%a",
    "rem & tool a",
    "tool,a",
    "tool;=a",
]

STARTED = [
    ("a 1 & b 2 && c 3 || d 4 | e 5", ["a 1", "b 2", "c 3", "d 4", "e 5"]),
    ("(a 1 & (b 2)) & c 3", ["a 1", "b 2", "c 3"]),
    ('a "1 & 2" & b "x|y"', ['a "1 & 2"', 'b "x|y"']),
    ("a 1 ^& 2 & b ^| 3", ["a 1 & 2", "b | 3"]),
    ("tool QQ==", ["tool QQ=="]),
    ("tool/a -x", ["tool /a -x"]),
    ("tool %UNKNOWN% %TEMP%\\x %COMSPEC%", ["tool %UNKNOWN% %TEMP%\\x %COMSPEC%"]),
    ("start", []),
    ("call", []),
    ("start tool & a", ["tool", "a"]),
    # what cmd does itself starts nothing, its words are only mentioned
    ("echo tool a", []),
    ("echo. & title tool & cls & exit 1", []),
    ("@echo off&tool", ["tool"]),
    ("call :label tool", []),
    ("setlocal & endlocal & ver & vol & pause & prompt tool", []),
    ("pause\\tool & ver:x", ["pause\\tool", "ver:x"]),
    ("cls.exe", []),
    ("del /q x & type y", ["del /q x", "type y"]),
    # a name that only begins like one of cmd's own
    ("echoes a", ["echoes a"]),
    ("started a", ["started a"]),
    ("cd.exe x & pushd.bat & chdir.com & cd.cmd", ["cd.exe x", "pushd.bat", "chdir.com", "cd.cmd"]),
]

# if /?
CONDITIONS = [
    ("if a==a (x) else (y)", ["x"]),
    ("if a==b (x) else (y)", ["y"]),
    ("if not a==a (x) else (y)", ["y"]),
    ("if not a==b (x) else (y)", ["x"]),
    ("if a==A (x) else (y)", ["y"]),
    ("if /i a==A (x) else (y)", ["x"]),
    ("if 1 neq 1 (x) else (y)", ["y"]),
    ("if 1 neq 2 (x) else (y)", ["x"]),
    ("if not 1 neq 1 (x) else (y)", ["x"]),
    ("if not 1 neq 2 (x) else (y)", ["y"]),
    ("if 2 gtr 1 (x) else (y)", ["x"]),
    ("if not 2 gtr 1 (x) else (y)", ["y"]),
    ("set v=1&if %v%==1 (x) else (y)", ["x"]),
    ("set v=1&if 2==%v% (x) else (y)", ["y"]),
    ("for %i in (1 2) do if %i==2 x", ["x"]),
    # both ways where the line does not settle it
    ("if exist f (x) else (y)", ["x", "y"]),
    ("if not exist f (x) else (y)", ["x", "y"]),
    ("if errorlevel 1 (x) else (y)", ["x", "y"]),
    ("if %v%==1 (x) else (y)", ["x", "y"]),
    ("if a lss b (x) else (y)", ["x", "y"]),
    ("if exist f x & y", ["x", "y"]),
]

# for /?
LOOPS = [
    ('for %f in (a.cer "b c.cer") do @tool "%~f" >nul', ['tool "a.cer"', 'tool "b c.cer"']),
    ("for %i in (1 2) do for %j in (x y) do tool %i%j", ["tool 1x", "tool 1y", "tool 2x", "tool 2y"]),
    ("for %i in (1 2) do for %i in (3) do a %i", ["a 3", "a 3"]),
    ("for %i in (1) do (for %i in (2) do a %i) & b %i", ["a 2", "b %i"]),
    ("for %i in (1) do ((for %i in (2) do a %i) & b %i)", ["a 2", "b 1"]),
    ("for %i in (a) do x & tool %i", ["x", "tool a"]),
    ("(for %i in (a) do x) & tool %i", ["x", "tool %i"]),
    ("for /l %i in (3,-1,1) do tool %i", ["tool 3", "tool 2", "tool 1"]),
    ("for /l %i in (1,1,%n%) do tool %i", ["tool %i"]),
    ("for /l %i in (1,0,5) do tool %i", ["tool %i"]),
    ("set n=2&for /l %i in (1,1,%n%) do tool %i", ["tool 1", "tool 2"]),
    ("for /d %i in (C:\\*) do tool %i", ["tool %i"]),
    ("for %i in () do tool", []),
    # rounds that cannot differ are one
    ("for /l %i in (1,1,9) do tool", ["tool"]),
    ("for %i in (1 2 3) do tool & other", ["tool", "other"]),
    ("for /l %i in (1,1,3) do tool !x!", ["tool !x!"] * 3),
    # a listing
    ("for /f %i in ('dir /b ^| sort') do tool %i", ["dir /b", "sort", "tool %i"]),
    ('for /f "usebackq" %i in (`dir /b`) do tool %i', ["dir /b", "tool %i"]),
    ("for /f \"delims=\" %i in ('dir /s /b C:\\d\\*.a') do tool %i", ["dir /s /b C:\\d\\*.a", "tool C:\\d\\*.a"]),
    ("for /f \"delims=\" %i in ('where /r C:\\d *.a') do tool %i", ["where /r C:\\d *.a", "tool C:\\d\\*.a"]),
    ("for /f \"delims=\" %i in ('dir /b C:\\d') do tool %i", ["dir /b C:\\d", "tool %i"]),
    ("dir *.a & for /f %i in ('ver') do tool %i", ["dir *.a", "tool %i"]),
    # a text taken apart
    ('for /f "tokens=2" %i in ("a tool b") do %i', ["tool"]),
    ('for /f "tokens=1,3 delims=," %i in ("tool,x,a") do %i %j', ["tool a"]),
    ("for /f \"tokens=1*\" %i in ('echo tool a b') do %i %j", ["tool a b"]),
    ("for /f \"usebackq tokens=2\" %i in ('x tool') do %i", ["tool"]),
    ("for /f %i in (list.txt) do tool %i", ["tool %i"]),
    ("echo x & for /f %i in ('ver') do tool %i", ["tool %i"]),
    # a search, and its variable a wildcard
    ("for /r C:\\d %i in (*.a *.b) do t %i", ["for /r C:\\d %i in (*.a *.b) do", "t C:\\d\\*.a", "t C:\\d\\*.b"]),
    ("for /r %i in (.) do t", ["for /r  %i in (.) do"]),
    # no loop
    ("for %i in (a b", ["for %i in (a b"]),
]

# set /?
VARIABLES = [
    ("set x=to&set y=ol&%x%%y% a", ["tool a"]),
    ("set x=a&set x=b&tool %x%", ["tool b"]),
    ("set X=a&tool %x%", ["tool a"]),
    ('set "x=a b" & tool "%x%"', ['tool "a b"']),
    ("set y=x&set %y%=a&tool %x%", ["tool a"]),
    ("set /a x=5&tool %x%", ["tool %x%"]),
    ("set /p x=tool&%x%", ["%x%"]),
    ("set x&tool %x%", ["tool %x%"]),
    ("set =a&tool %x%", ["tool %x%"]),
    ("set x=&tool [%x%]", ["tool []"]),
    ("set x=^&&tool %x%", ["tool &"]),
    ("set x=!x!a&tool !x!", ["tool a"]),
    ("setx y z", ["setx y z"]),
]

ECHOED = [
    ("echo a & echo tool b | cmd", ["tool b"]),
    ("echo tool | cmd /c other", ["cmd /c other"]),
    ("echo tool | sort", ["sort"]),
    ("echo tool & cmd", ["cmd"]),
    ("echo tool | other | cmd", ["other", "cmd"]),
    ("type x | cmd", ["type x", "cmd"]),
    ("echo a^&b | cmd", ["a", "b"]),
    ("echo | cmd", ["cmd"]),
]


@pytest.mark.parametrize("line", PLAIN)
def test_every_way_to_start_one_command(line: str) -> None:
    run = follow(line)
    assert [[word.text for word in argv.split(found.text)] for found in run.lines] == [["tool", "a"]]
    assert (run.obfuscations, run.renamed, run.piped_to_powershell) == ([], [], [])


@pytest.mark.parametrize(("line", "expected"), [*STARTED, *CONDITIONS, *LOOPS, *VARIABLES, *ECHOED])
def test_what_a_line_starts(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("t^o^o^l -a^dd", "carets stand inside words"),
        ("set x=dd&tool -a!x!", "words are put together from variables"),
        ("set a=to&set b=ol&&call %a%%b% -add", "words are put together from variables"),
        (
            "set s=dda- loot&for /l %i in (8,-1,0) do set r=!r!!s:~%i,1!&&if %i==0 call %r%",
            "words are put together from variables",
        ),
        (
            "set s=-adlot &for %i in (5 4 4 3 6 0 1 2 2) do set r=!r!!s:~%i,1!& if %i==2 tool -add",
            "words are put together from variables",
        ),
        ('set "x=tQQl -add"&call %x:Q=o%', "words are put together from variables"),
        ("too%PROGRAMFILES:~13,1% -add", "words are put together from variables"),
        ('t""ool -add', "quotes stand inside a program's name"),
    ],
)
def test_obfuscation_is_undone_and_named(line: str, sentence: str) -> None:
    run = follow(line)
    assert [word.text for word in argv.split(run.lines[-1].text)] == ["tool", "-add"]
    assert run.obfuscations == [sentence]


@pytest.mark.parametrize(
    "line",
    [
        'set D=C:\\kits&&"%D%\\tool.exe" %D%\\a.exe',  # a path in a variable
        'tool "a""b"',
        "tool a ^& b",
        "for /l %i in (1,1,3) do set x=%i",
        "set x=C:\\a&set x=%x%;b&tool %x%",  # PATH grows so
    ],
)
def test_what_is_no_obfuscation(line: str) -> None:
    assert follow(line).obfuscations == []


@pytest.mark.parametrize(
    ("line", "cwd"),
    [
        ("tool", "C:\\w"),
        ("cd /d D:\\x & tool", "D:\\x"),
        ("cd x && tool", "C:\\w\\x"),
        ("chdir x && tool", "C:\\w\\x"),
        ("cd.. & tool", "C:\\w\\.."),
        ("cd \\x & tool", "C:\\x"),
        ('cd "C:\\a b" & tool', "C:\\a b"),
        ("pushd \\\\s\\d & tool", "\\\\s\\d"),
        ("pushd D:\\x & popd & tool", "C:\\w"),
        ("pushd D:\\x & pushd E:\\y & popd & tool", "D:\\x"),
        ("popd & tool", "C:\\w"),
        ("D: & tool", "D:\\"),
        ("1: & tool", "C:\\w"),
        ("start /d D:\\x tool", "D:\\x"),
        ("start /d D:\\x other & tool", "C:\\w"),
        ("call cd D:\\x & tool", "D:\\x"),
        ("tool & cd D:\\x", "C:\\w"),
    ],
)
def test_the_directory_is_followed(line: str, cwd: str) -> None:
    assert [found.cwd for found in follow(line).lines if found.text == "tool"] == [cwd]


@pytest.mark.parametrize(
    ("line", "scripts", "started"),
    [
        ("echo Get-X | powershell -nop -", ["Get-X"], []),
        ("echo Get-X | pwsh", ["Get-X"], []),
        ("echo Get-X | powershell x.ps1", [], ["powershell x.ps1"]),
        ("echo Get-X & powershell -", [], ["powershell -"]),
    ],
)
def test_what_is_echoed_into_powershell_is_its_script(line: str, scripts: list[str], started: list[str]) -> None:
    run = follow(line)
    assert (run.piped_to_powershell, [found.text for found in run.lines]) == (scripts, started)


def test_a_program_that_the_line_copies_is_known_by_its_first_name() -> None:
    run = follow("copy C:\\s\\tool.exe C:\\d\\x.exe & C:\\d\\x.exe a")
    assert [found.text for found in run.lines] == ["copy C:\\s\\tool.exe C:\\d\\x.exe", "C:\\s\\tool.exe a"]
    assert run.renamed == ["tool.exe runs under the name x.exe"]


def _numbered(count: int) -> str:
    return "&".join(f"a{number}" for number in range(count))


CALLS = cmd_run.MAX_NESTING - 1

LOOP = f"for %i in ({'a ' * MAX_COMMANDS}tool)"

# One more than a bound allows: what it says, and what it leaves unread.
BOUNDS = [
    (_numbered(MAX_COMMANDS) + "&tool x", TOO_MANY_COMMANDS, ["tool x"]),
    (f"(for /l %i in (1,1,{MAX_COMMANDS}) do a %i)&tool x", TOO_MANY_COMMANDS, ["tool x"]),
    (_numbered(MAX_COMMANDS) + "&set x=1&t^ool x > y", TOO_MANY_COMMANDS, ["set x=1&tool x "]),
    (f"set x=tool&{_numbered(MAX_COMMANDS)}&%x% y", TOO_MANY_COMMANDS, ["tool y"]),
    (f"{LOOP} do %i", TOO_MANY_COMMANDS, [f"{LOOP} do %i"]),
    ("for %i in (" + "a " * MAX_ROUNDS + "tool x) do cd %i", TOO_MANY_ROUNDS, ["tool x"]),
    ("for /l %i in (1,1,1025) do rem. %i", TOO_MANY_ROUNDS, []),
    ("for /l %i in (1,1,1025) do cd %i&cd \\", TOO_MANY_ROUNDS, []),
    ("call " * (CALLS + 1) + "tool x", grammar.TOO_NESTED, [" tool x"]),
    ("if exist a " * (grammar.MAX_NESTING + 1) + "tool x", grammar.TOO_NESTED, ["if exist a tool x"]),
    ("set x=" + "a" * 40_000 + "&tool %x%%x%", TOO_LONG, ["a" * 14_469]),
]


@pytest.mark.parametrize(("line", "bound", "unread"), BOUNDS)
def test_a_bound_that_is_reached_says_so(line: str, bound: str, unread: list[str]) -> None:
    reached = bounds()
    follow(line, reached)
    assert (reached.reached, reached.unread) == ([bound], unread)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (_numbered(MAX_COMMANDS), MAX_COMMANDS),
        (f"for /l %i in (1,1,{MAX_ROUNDS}) do cd %i&cd \\", 0),
        ("for /l %i in (1,1,100000) do tool", 1),
        ("call " * CALLS + "tool x", 1),
        ("if exist a " * (grammar.MAX_NESTING - 1) + "tool x", 1),
        ("set x=" + "a" * 30_000 + "&tool %x%%x%", 1),
        ("set x=" + "a" * (normalise.MAX_LENGTH - len("tool ")) + "&tool %x%", 1),
    ],
)
def test_a_bound_that_is_not_reached_says_nothing(line: str, count: int) -> None:
    reached = bounds()
    assert len(follow(line, reached).lines) == count
    assert (reached.reached, reached.unread) == ([], [])


def test_a_spent_budget_names_what_stays_unread() -> None:
    reached = bounds(steps=520)
    run = follow("a 1&b 2&c 3&d 4&e 5&f 6&g 7&h 8&i 9", reached)
    assert [found.text for found in run.lines] == ["a 1", "b 2", "c 3", "d 4", "e 5", "f 6"]
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ["g 7&h 8&i 9"])


def test_texts_are_cut_where_all_texts_are() -> None:
    run = follow("set x=" + "a" * 40_000 + "&tool %x%%x%")
    assert [len(found.text) for found in run.lines] == [normalise.MAX_LENGTH]


@pytest.mark.parametrize(
    "piece", ["for %a in (x) do ", "call ", "start ", "if a==a ", "(", "set a=%a%%a%&", "for %a in (", "echo a|cmd&"]
)
def test_deep_and_long_lines_end(piece: str) -> None:
    follow(piece * 3000 + "tool")


def test_a_date_that_is_set_is_a_command_of_its_own() -> None:
    """cmd's own date changes the clock, and whatever is signed then bears a false time (tools.clock)."""
    assert lines("date 01-01-2014 & tool a & date 26-11-2026") == ["date 01-01-2014", "tool a", "date 26-11-2026"]
    assert lines("time 10:00 & tool a") == ["tool a"]
