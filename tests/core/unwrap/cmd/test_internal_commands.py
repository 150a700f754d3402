"""What cmd's internal commands say: set, cd, start, dir."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.unwrap.cmd import internal_commands


@pytest.mark.parametrize(
    "text", ["set x=y", "SET x=y", "s^e^t x", '@set "x=y"', "(set x", "set\tx", 'set"x=y"', "set,x"]
)
def test_what_is_a_set_command(text: str) -> None:
    assert internal_commands.is_set(text)


@pytest.mark.parametrize("text", ["setx x y", "set.exe x", "set", "reset x", "xset x", ""])
def test_what_is_none(text: str) -> None:
    assert not internal_commands.is_set(text)


# set /?: SET [variable=[string]]; /A expression; /P variable=[promptString].
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("set x=y", ("x", "y")),
        ("@set x=y", ("x", "y")),
        ("set  x=y z", ("x", "y z")),
        ("set x=y ", ("x", "y ")),  # a blank before the next command is part of the value
        ("set x =y", ("x ", "y")),
        ("set x=", ("x", "")),
        ("set x=a=b", ("x", "a=b")),
        ("set x=y\n", ("x", "y")),
        ('set "x=y z"', ("x", "y z")),
        ('set "x=y" behind', ("x", "y")),
        ('set "x=y', ("x", "y")),
        ('set x="y"', ("x", '"y"')),
        ('set "x=a"b"', ("x", 'a"b')),
        # shown, calculated or asked for
        ("set x", None),
        ("set ", None),
        ("set =y", None),
        ("set  =y", None),
        ("set /a x=1+2", None),
        ("set /A x=1", None),
        ("set /p x=What?", None),
        ("set /P x=What?", None),
    ],
)
def test_what_set_assigns(text: str, expected: tuple[str, str] | None) -> None:
    assert internal_commands.assignment(text) == expected


# start /?: START ["title"] [/D path] [/I] [/MIN] ... [/NODE <n>] [/AFFINITY <hex>] [/WAIT] [/B] [/MACHINE <x>] command
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start a b", ("", "a b")),
        ("start", ("", "")),
        ('start "t" a "b"', ("", 'a "b"')),
        ('start "" "C:\\a b.exe" c', ("", '"C:\\a b.exe" c')),
        ('start "C:\\a b.exe"', ("", '"C:\\a b.exe"')),
        ('start "t" "C:\\a b.exe"', ("", '"C:\\a b.exe"')),
        ("start /b /wait /min a", ("", "a")),
        ('start /b "t" /wait a', ("", "a")),
        ("start /d C:\\x a", ("C:\\x", "a")),
        ('start /D "C:\\x y" a', ('"C:\\x y"', "a")),
        ("start /dC:\\x a", ("C:\\x", "a")),
        ("start /affinity 1 a", ("", "a")),
        ("start /node 1 /machine arm64 a", ("", "a")),
        ("start /d", ("", "")),
        ("start a /d b", ("", "a /d b")),
    ],
)
def test_what_start_starts(text: str, expected: tuple[str, str]) -> None:
    assert internal_commands.start(text) == expected


# cd /?: CD [/D] [drive:][path]
@pytest.mark.parametrize(
    ("cwd", "operand", "expected"),
    [
        ("C:\\w", " x", "C:\\w\\x"),
        ("C:\\w\\", " x", "C:\\w\\x"),
        ("C:\\w", "..", "C:\\w\\.."),
        ("C:\\w", " \\x", "C:\\x"),
        ("C:\\w", " D:\\x", "D:\\x"),
        ("C:\\w", " /d D:\\x", "D:\\x"),
        ("C:\\w", "/D D:\\x", "D:\\x"),
        ("C:\\w", ' "a b" ', "C:\\w\\a b"),
        ("C:\\w", " \\\\s\\d", "\\\\s\\d"),
        ("C:\\w", " %TEMP%", "%TEMP%"),
        ("C:\\w", " /x", "/x"),
        ("C:\\w", "", "C:\\w"),
        ("C:\\w", " /d", "C:\\w"),
        ("", " x", "x"),
        ("", " \\x", "\\x"),
        # Windows takes no longer directory
        ("C:\\w", "D:\\" + "x" * 2000, "C:\\w"),
        ("C:\\" + "x" * 1000, "y" * 40, "C:\\" + "x" * 1000),
    ],
)
def test_the_directory_behind_cd(cwd: str, operand: str, expected: str) -> None:
    assert internal_commands.join(cwd, operand) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["dir /s /b C:\\d\\*.a"], "C:\\d\\*.a"),
        (["dir C:\\d *.a"], "C:\\d\\*.a"),
        (["where /r C:\\d *.a"], "C:\\d\\*.a"),
        (["C:\\Windows\\System32\\where.exe *.a"], "*.a"),
        (["x", "dir *.a", "dir *.b"], "*.a"),
        (["dir /b C:\\d"], ""),
        (["dir /b/a*"], ""),
        (["find *.a"], ""),
        (["dir " + "/b " * 400 + "*.a"], "*.a"),
        ([""], ""),
        ([], ""),
    ],
)
def test_what_a_listing_finds(lines: list[str], expected: str) -> None:
    assert internal_commands.listed(map(argv.split, lines)) == expected
