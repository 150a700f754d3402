"""POSIX shells and AppleScript. Sources: POSIX.1-2017 Shell Command Language; bash(1); developer.apple.com, TN2065."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap import posix_shell
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, TOO_MANY_COMMANDS, TOO_MUCH_WORK

from tests.core.unwrapping import bounds, command, lines, run

SHELLS = [
    ("sh -c 'tool a'", ["tool a"]),
    ("sh -ec 'tool a'", ["tool a"]),
    ("sh -c -x 'tool a'", ["tool a"]),
    ("bash -o pipefail -O extglob +o posix -c 'tool a'", ["tool a"]),
    ("bash --norc --rcfile x -c 'tool a' name 1", ["tool a"]),
    ("bash -lc \"tool 'a b'\"", ["tool 'a b'"]),
    ('bash -c "tool \\"a b\\""', ['tool "a b"']),
    ("sh -c 'to''ol a'", ["tool a"]),
    ("sh -c tool a && other b", ["tool a", "other b"]),  # sensors of macOS drop the quotes
    ("zsh -c 'a; b && c || d | e & f'", ["a", "b", "c", "d", "e", "f"]),
    ("sh -c '(tool a)'", ["tool a"]),
    ("sh -c 'tool $(other b) c'", ["tool $(other b) c", "other b"]),
    ("sh -c 'x=\"$(tool a)\"'", ["tool a"]),
    ("sh -c 'x=`tool a`'", ["tool a"]),
    ("sh -c 'tool a # b; c'", ["tool a"]),
    # what stands before a program's name
    ("sh -c 'x=$(tool a) other'", ["other", "tool a"]),
    ("sh -c 'x=a$(tool a)b'", ["tool a"]),
    ("sh -c 'X=1 Y=\"2 3\" Z= tool a'", ["tool a"]),
    ("sh -c 'if true; then tool a; else other; fi'", ["tool a", "other"]),
    ("sh -c 'while tool a; do other; done'", ["tool a", "other"]),
    ("sh -c 'until ! time tool a; do { other; }; done'", ["tool a", "other"]),
    ("sh -c 'command tool a'", ["tool a"]),
    ("sh -c 'builtin command tool a'", ["tool a"]),
    ("sh -c 'command -v tool'", ["command -v tool"]),
    ("sh -c 'thenx a'", ["thenx a"]),
    # redirections
    ("sh -c 'tool a > /dev/null 2>&1'", ["tool a"]),
    ("sh -c 'tool a >/dev/null 2>/x <y >>z'", ["tool a"]),
    ("sh -c 'tool 2>&- a &> x'", ["tool a"]),
    ("sh -c '> x tool a'", ["tool a"]),
    ("sh -c 'tool a >| x b'", ["tool a b"]),
    # Base64 that is decoded for a shell
    ("sh -c 'echo dG9vbCBhOyBvdGhlciBi | base64 -d | sh'", ["tool a", "other b", "base64 -d", "sh"]),
    (
        "sh -c 'echo dG9vbCBhOyBvdGhlciBi | base64 -D | sudo /bin/bash'",
        ["tool a", "other b", "base64 -D", "sudo /bin/bash", "/bin/bash"],
    ),
    (
        f"sh -c 'echo {'aaaaaaaaaaaa ' * 9}dG9vbCBhOyBvdGhlciBi | base64 -d | sh'",
        ["tool a", "other b", "base64 -d", "sh"],
    ),
    ("sh -c 'echo dG9vbCBhOyBvdGhlciBi | base64 -d'", ["base64 -d"]),
    # what starts nothing
    ("sh -c 'echo tool a; printf x; export A=1; [ -f x ]; exit 1'", []),
    ("sh -c 'echotool a'", ["echotool a"]),
    ("sh", []),
    ("sh -c", []),
    ("sh -x", []),
    # what a program passes on comes from and goes where the shell says
    ("sh -c 'cat a.p12 > /tmp/b 2>/dev/null'", ["cat a.p12 > /tmp/b"]),
    ("sh -c 'nc h 1 <a.p12'", ["nc h 1 < a.p12"]),
    ("sh -c 'cat a 2>&1'", ["cat a"]),
    ("sh -c 'tool a > /tmp/b'", ["tool a"]),
    # a script file
    ("bash /tmp/x.sh a", ["/tmp/x.sh a"]),
    ("bash -x /tmp/x.sh a", ["/tmp/x.sh a"]),
    # eval joins its words
    ("sh -c 'eval tool a'", ["eval tool a", "tool a"]),
    ("sh -c 'eval \"tool a; other\" b'", ['eval "tool a; other" b', "tool a", "other b"]),
]

OSASCRIPT = [
    ('osascript -e \'do shell script "tool \\"a b\\"" with administrator privileges\'', ['tool "a b"']),
    ('osascript -e "do shell script \\"tool a\\" with administrator privileges"', ["tool a"]),
    ('osascript -e do shell script "tool a" with administrator privileges', ["tool a"]),
    ("osascript -e 'Do  Shell  Script \"a; b\"' -e 'do shell script \"c\"'", ["a", "b", "c"]),
    ("osascript -e 'do shell script \"never closed", ["never closed"]),
    ("osascript -e 'do shell script name'", []),
    ("osascript -e 'display dialog \"tool a\"'", []),
    ("osascript x.scpt", []),
    ("osascript", []),
]


@pytest.mark.parametrize(("line", "expected"), [*SHELLS, *OSASCRIPT])
def test_what_a_shell_starts(line: str, expected: list[str]) -> None:
    assert lines(line, f"/usr/bin/{line.split()[0]}") == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("'a b' c", "a b"),
        ('"a b" c', "a b"),
        ("'a'\"b\"c d", "abc"),
        ('"a \\"b\\" \\$x \\\\ \\`c\\` \\d"', 'a "b" $x \\ `c` \\d'),
        ("'a \\'", "a \\"),
        ("'never closed", "never closed"),
        ('"never closed', "never closed"),
        ("a b 'c'", "a b 'c'"),  # no quote begins it: a sensor dropped them
        ("", ""),
    ],
)
def test_the_text_behind_c(text: str, word: str) -> None:
    assert posix_shell.unquoted(text) == word


@pytest.mark.parametrize(
    ("text", "cwd"),
    [
        ("tool", "/w"),
        ("cd x && tool", "/w/x"),
        ("cd /x; tool", "/x"),
        ("cd ~/x; tool", "~/x"),
        ("cd $X; tool", "$X"),
        ("cd C:/x; tool", "C:/x"),
        ("cd; tool", "/w"),
        ('cd "a b"; tool', "/w/a b"),
        ("cd x; cd y; tool", "/w/x/y"),
        (f"cd {'x' * 5000}; tool", "/w"),  # no system takes such a path
        ("tool; cd x", "/w"),
    ],
)
def test_the_directory_is_followed(text: str, cwd: str) -> None:
    found = posix_shell.commands(command("sh", "/bin/sh"), "sh", text, "/w", bounds())
    assert [(inner.line, inner.cwd, inner.layers) for inner in found] == [("tool", cwd, ("sh",))]


def test_wrappers_nest() -> None:
    last = run("sh -c cd x && sudo tool a", "/bin/sh").commands[-1]
    assert (last.line, last.layers, last.cwd) == ("tool a", ("sh", "sudo"), "/w/x")


def test_more_commands_than_are_read_are_told() -> None:
    reached = bounds()
    text = ";".join(f"a{number}" for number in range(MAX_COMMANDS))
    assert len(posix_shell.commands(command("sh"), "sh", text, "", reached)) == MAX_COMMANDS
    assert reached.reached == []
    assert len(posix_shell.commands(command("sh"), "sh", f"{text};tool a;b", "", reached)) == MAX_COMMANDS
    assert (reached.reached, reached.unread) == ([TOO_MANY_COMMANDS], ["tool a;b"])


def test_more_shell_scripts_than_are_read_are_told() -> None:
    reached = bounds()
    text = "".join(f'do shell script "a{number}" ' for number in range(MAX_COMMANDS + 1))
    assert (
        len(posix_shell.read_osascript(command(f"osascript -e {text}"), "osascript", reached).commands) == MAX_COMMANDS
    )
    assert (reached.reached, reached.unread) == ([TOO_MANY_COMMANDS], [f'a{MAX_COMMANDS}" '])


def test_a_spent_budget_is_told() -> None:
    reached = bounds(steps=60)
    assert posix_shell.commands(command("sh"), "sh", "tool abcdefghijklmnop", "", reached) == ()
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ["tool abcdefghijklmnop"])
