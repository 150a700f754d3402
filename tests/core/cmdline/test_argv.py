"""Splitting command lines into words as Windows and POSIX programs receive them."""

from __future__ import annotations

import subprocess
import sys
from types import FrameType

import pytest
from codesignrisk_core.cmdline import argv, normalise
from codesignrisk_core.model import Token
from hypothesis import given
from hypothesis import strategies as st

# The program's name: learn.microsoft.com, CommandLineToArgvW: no backslash escapes, a quote ends it.
PROGRAM = [
    ("certutil.exe", ["certutil.exe"]),
    ("certutil -ping", ["certutil", "-ping"]),
    ("certutil  -ping", ["certutil", "-ping"]),  # cmd.exe puts two blanks behind the name
    ("certutil\t-ping", ["certutil", "-ping"]),
    ('"C:\\Program Files\\x.exe" a', ["C:\\Program Files\\x.exe", "a"]),
    ('"C:\\x\\"\\y a', ["C:\\x\\", "\\y", "a"]),  # no escape: the second quote closes
    ('"C:\\x\\certutil.exe"-addstore root', ["C:\\x\\certutil.exe", "-addstore", "root"]),
    ('"C:\\never closed a b', ["C:\\never closed a b"]),
    ('c"ertuti"l.exe -ping', ["certutil.exe", "-ping"]),
    ("C:\\Program Files\\x.exe", ["C:\\Program", "Files\\x.exe"]),
    ('"" a', ["", "a"]),
    ("  certutil -ping  ", ["certutil", "-ping"]),
]

# The words behind it: learn.microsoft.com, CommandLineToArgvW and "Parsing C command-line arguments".
ARGUMENTS = [
    ('"a b" c', ["a b", "c"]),
    ('a" "b', ["a b"]),
    ('""', [""]),
    ('a "" b', ["a", "", "b"]),
    # 2n backslashes and a quote: n backslashes, the quote opens or closes
    ('"a\\\\" b', ["a\\", "b"]),
    ('"a\\\\\\\\" b', ["a\\\\", "b"]),
    ('\\\\"a b"', ["\\a b"]),
    # 2n+1 backslashes and a quote: n backslashes and a literal quote
    ('a\\"b', ['a"b']),
    ('"a\\"b c"', ['a"b c']),
    ('a\\\\\\"b', ['a\\"b']),
    ('"C:\\x y\\" /f z', ['C:\\x y" /f z']),  # the classic mistake of a trailing backslash
    # backslashes that no quote follows are themselves
    ("a\\b\\\\c\\", ["a\\b\\\\c\\"]),
    ("\\\\server\\share\\x.pfx", ["\\\\server\\share\\x.pfx"]),
    # two quotes inside a quoted part are one literal quote
    ('"a""b"', ['a"b']),
    ('"a""b c" d', ['a"b c', "d"]),
    ('""""', ['"']),
    # quotes inside a word part nothing
    ('-add"store" "ro"ot', ["-addstore", "root"]),
    ('-addstore" "root', ["-addstore root"]),
    ('"never closed a b', ["never closed a b"]),
    # only blank and tab part words
    ("a\nb\u00a0c\u3000d\te", ["a\nb c d", "e"]),
    ("'a b'", ["'a", "b'"]),
    ("a^b %c%", ["a^b", "%c%"]),
]

# macOS and Linux sensors join argv with blanks.
POSIX = [
    ("codesign -fs - /tmp/a.app", ["codesign", "-fs", "-", "/tmp/a.app"]),
    ("/usr/bin/security  import\tx.p12\n-A", ["/usr/bin/security", "import", "x.p12", "-A"]),
    ("sh -c 'codesign --sign - \"My App.app\"'", ["sh", "-c", 'codesign --sign - "My App.app"']),
    ('a"b c"d', ["ab cd"]),
    ("a\\ b", ["a\\", "b"]),
    ("a 'never closed", ["a", "never closed"]),
    ("'' \"\"", ["", ""]),
]

# One character more than a splitter may like, over and over.
NASTY = [
    "\\",
    '"',
    '\\"',
    '\\\\"',
    '""',
    '"" ',
    ' "',
    "' ",
    "'\"",
    " ",
    "\t",
    "a ",
    '" \\',
    "\u2013",
    "-a\u0301",
]

LENGTH = 1_000_000  # far more than Windows allows


def words(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(("line", "expected"), PROGRAM)
def test_the_program_and_its_words(line: str, expected: list[str]) -> None:
    assert words(argv.split(line)) == expected


@pytest.mark.parametrize(("rest", "expected"), ARGUMENTS)
def test_arguments(rest: str, expected: list[str]) -> None:
    assert words(argv.split(f"x.exe {rest}")) == ["x.exe", *expected]


@pytest.mark.parametrize("line", ["", " ", " \t "])
def test_no_word(line: str) -> None:
    assert argv.split(line) == ()
    assert argv.split_posix(line) == ()


def test_words_remember_how_they_were_written() -> None:
    assert argv.split('"C:\\a b.exe" -add"store" \u2013f') == (
        Token("C:\\a b.exe", '"C:\\a b.exe"'),
        Token("-addstore", '-add"store"'),
        Token("-f", "\u2013f"),
    )


def test_words_are_folded_after_splitting() -> None:
    """A full-width quote is a letter to Windows, and must not open a quoted part."""
    assert words(argv.split("x.exe a\uff02 b\uff02")) == ["x.exe", 'a"', 'b"']


@pytest.mark.parametrize(("line", "expected"), POSIX)
def test_posix(line: str, expected: list[str]) -> None:
    assert words(argv.split_posix(line)) == expected


@pytest.mark.parametrize(
    ("image", "expected"),
    [("/usr/bin/codesign", True), ("C:\\x.exe", False), ("codesign", False), ("\\\\s\\x.exe", False), ("", False)],
)
def test_is_posix(image: str, expected: bool) -> None:
    assert argv.is_posix(image) is expected


@given(st.lists(st.text(st.one_of(st.characters(), st.sampled_from('\\" \t')))))
def test_what_python_joins_comes_apart_again(arguments: list[str]) -> None:
    line = subprocess.list2cmdline(["tool.exe", *arguments])
    assert words(argv.split(line)) == ["tool.exe", *map(normalise.fold, arguments)]


@given(st.text(st.one_of(st.characters(), st.sampled_from("\\\"'\t \x00\ud800\udfff\u2013"))))
def test_never_raises_and_loses_nothing_but_blanks(line: str) -> None:
    for split, blanks in ((argv.split, " \t"), (argv.split_posix, None)):
        written = "".join(token.raw for token in split(line))
        if blanks:
            written, text = (part.replace(" ", "").replace("\t", "") for part in (written, line))
        else:
            written, text = ("".join(part.split()) for part in (written, line))
        assert written == text


@pytest.mark.slow
@pytest.mark.parametrize("unit", NASTY)
@pytest.mark.parametrize("start", ["x.exe ", 'x.exe "'])
def test_a_megabyte_of_it_is_read_to_the_end(start: str, unit: str) -> None:
    line = start + unit * (LENGTH // len(unit))
    for split in (argv.split, argv.split_posix):
        tokens = split(line)
        assert sum(len(token.raw) for token in tokens) <= len(line)
        assert not tokens or line.rstrip().endswith(tokens[-1].raw.rstrip())


@pytest.mark.parametrize("unit", NASTY)
@pytest.mark.parametrize("start", ["", "x.exe ", '"', 'x.exe "', "x.exe '"])
def test_twice_the_text_is_twice_the_work(start: str, unit: str) -> None:
    for split in (argv.split, argv.split_posix):
        once, twice = (lines_run(split, start + unit * count) for count in (300, 600))
        assert twice <= 2 * once + 100  # the first word and the start of the loops have lines of their own


def lines_run(function: object, *arguments: object) -> int:
    """How many lines of Python a call executes: a measure of work that no busy machine changes."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)  # type: ignore[operator]
    finally:
        sys.settrace(before)
    return count
