"""Program text on an interpreter's line: the commands that it starts.

Sources: docs.python.org (using/cmdline, os.system, subprocess), perlrun, ruby(1), nodejs.org/api, php.net.
"""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap import interpreters
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, TOO_MANY_COMMANDS, TOO_MUCH_WORK

from tests.core.unwrapping import bounds, command, lines, run

STARTED = [
    ("python -c \"import os;os.system('tool a')\"", ["tool a"]),
    ("python -c \"os.popen(r'C:\\t\\tool.exe a')\"", ["C:\\t\\tool.exe a"]),
    ("python -c \"os.startfile('tool.exe')\"", ["tool.exe"]),
    ("python -c \"s.run(['tool', 'a b', '-c'])\"", ['tool "a b" -c']),
    ("python -c \"s.Popen(('tool', 'a'))\"", ["tool a"]),
    ("python -c \"s.getoutput('tool'), s.getstatusoutput('a')\"", ["tool", "a"]),
    ("python -c \"s.check_output('tool'), s.check_call('a')\"", ["tool", "a"]),
    ("python -c \"os.system('to' + 'ol a')\"", ["tool a"]),
    ("python -c \"os.system('tool ' + name)\"", ["tool"]),
    ("python -c \"os.system('a & b')\"", ["a", "b"]),
    ("python -c \"os.system('a \\'b\\'')\"", ["a 'b'"]),
    ("py -3 -c \"os.system('tool')\"", ["tool"]),
    ("python -I -W ignore -X dev -Sc \"os.system('tool')\"", ["tool"]),
    ("perl -e \"system('tool a')\"", ["tool a"]),
    ("perl -MX -we \"exec 'tool a'\"", ["tool a"]),
    ("perl -E \"system('tool', 'a')\"", ["tool a"]),
    ("ruby -e \"system 'tool a'\"", ["tool a"]),
    ("ruby -r json -e \"spawn('tool a')\"", ["tool a"]),
    ("node -e \"c.execSync('tool a')\"", ["tool a"]),
    ("node -pe \"c.execFileSync('tool', ['a'])\"", ["tool a"]),
    ("node --print \"c.spawnSync('tool', ['a'])\"", ["tool a"]),
    ("node --require x --eval \"c.exec('tool a')\"", ["tool a"]),
    ("php -r \"passthru('tool a');\"", ["tool a"]),
    ("php -d x=1 --run \"proc_open('to' . 'ol a', $x, $y);\"", ["tool a"]),
    ("perl -I lib -e \"system('tool')\"", ["tool"]),
    ("ruby -I lib -C dir -e \"system 'tool'\"", ["tool"]),
    ("php -c php.ini -r \"exec('tool');\"", ["tool"]),
    # nothing that starts a command
    ("python x.py -c \"os.system('tool')\"", []),
    ("python -m x -c \"os.system('tool')\"", []),
    ("python -c \"print('tool')\"", []),
    ('python -c "os.system(line)"', []),
    ("python -c \"filesystem('tool')\"", []),
    ("python -c", []),
    ("python", []),
    ("php x.php -r \"exec('tool')\"", []),
    ("node -c \"c.exec('tool')\"", []),
]


@pytest.mark.parametrize(("line", "expected"), STARTED)
def test_what_program_text_starts(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


def test_the_system_reads_the_line_with_its_own_shell() -> None:
    assert lines("python3 -c 'import os;os.system(\"a; b\")'", "/usr/bin/python3") == ["a", "b"]
    assert lines("python3 -c \"os.system('a ^& b')\"") == ["a & b"]


def test_the_layer_is_the_language() -> None:
    assert [found.layers for found in run("pythonw.exe -c \"os.system('tool')\"").commands] == [("python",)]


# docs.python.org, String and Bytes literals; "+" and php's "." join them.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a'", ["a"]),
        ('"a"', ["a"]),
        (" [ 'a' , \"b\" ]", ["a", "b"]),
        ("'a', b, 'c'", ["a"]),
        ("'a' 'b'", ["a"]),
        ("'a'+'b', 'c'", ["ab", "c"]),
        ("'a'.'b'", ["ab"]),
        ("'a'+", ["a"]),
        ("r'a', b'b', U'c', f'd'", ["a", "b", "c", "d"]),
        ("'a\\'b\\\\c'", ["a'b\\c"]),
        ("'a\\tb'", ["a\\tb"]),
        ("''", [""]),
        ("'', 'b'", ["", "b"]),
        ("'never", []),
        ("x", []),
        ("", []),
    ],
)
def test_literals(text: str, expected: list[str]) -> None:
    assert interpreters.literals(text, 0, bounds()) == expected


def test_as_many_literals_as_there_are() -> None:
    assert interpreters.literals("'a'+" * 999 + "'b'", 0, bounds()) == ["a" * 999 + "b"]


def test_more_calls_than_are_read_are_told() -> None:
    calls = [f"system('a{number}');" for number in range(MAX_COMMANDS + 1)]
    reached = bounds()
    read = interpreters.read(command(f'perl -e "{"".join(calls[:-1])}"'), "perl", reached)
    assert (len(read.commands), reached.reached) == (MAX_COMMANDS, [])
    read = interpreters.read(command(f'perl -e "{"".join(calls)}"'), "perl", reached)
    assert (len(read.commands), reached.reached) == (MAX_COMMANDS, [TOO_MANY_COMMANDS])
    assert reached.unread == [f"system('a{MAX_COMMANDS}');"]


def test_a_spent_budget_is_told() -> None:
    reached = bounds(steps=150)
    found = interpreters.read(command("perl -e \"system('a');system('b')\""), "perl", reached)
    assert [inner.line for inner in found.commands] == ["a"]
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ["system('b')"])
    reached = bounds(steps=30)
    assert interpreters.literals("'a', 'b', 'c'", 0, reached) == ["a", "b"]
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], [" 'c'"])
