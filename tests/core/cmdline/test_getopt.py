"""Words of macOS and Linux programs. Source: man getopt_long."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, getopt
from codesignrisk_core.cmdline.getopt import Grammar, Words
from hypothesis import given
from hypothesis import strategies as st

GRAMMAR = Grammar("fo", frozenset({"file", "format", "sign"}), frozenset({"force", "signal"}))

PARSED = [
    ("", [], []),
    ("a b", [], ["a", "b"]),
    # letters alone, bundled, with their value attached or behind them
    ("-a", [("a", "")], []),
    ("-ab", [("a", ""), ("b", "")], []),
    ("-f x", [("f", "x")], []),
    ("-fx", [("f", "x")], []),
    ("-af x", [("a", ""), ("f", "x")], []),
    ("-afx b", [("a", ""), ("f", "x")], ["b"]),
    ("-f -a", [("f", "-a")], []),
    ("-f", [("f", "")], []),
    ("-F x", [("F", "")], ["x"]),  # case counts
    ("-f= x", [("f", "=")], ["x"]),
    # long names, with their value behind them or behind "="
    ("--file x", [("file", "x")], []),
    ("--file=x", [("file", "x")], []),
    ("--file=", [("file", "")], []),
    ("--file= x", [("file", "")], ["x"]),
    ("--file=a=b", [("file", "a=b")], []),
    ("--file", [("file", "")], []),
    ("--force x", [("force", "")], ["x"]),
    ("--other x", [("other", "")], ["x"]),
    ("--other=y x", [("other", "y")], ["x"]),
    # "may be abbreviated if the abbreviation is unique or is an exact match"
    ("--fil x", [("file", "x")], []),
    ("--form=x", [("format", "x")], []),
    ("--forc x", [("force", "")], ["x"]),
    ("--fo x", [("fo", "")], ["x"]),
    ("--sign x", [("sign", "x")], []),
    ("--signa x", [("signal", "")], ["x"]),
    ("--=x", [("", "x")], []),
    # operands anywhere; "-" is one; "--" ends the options
    ("a -f x b --force c", [("f", "x"), ("force", "")], ["a", "b", "c"]),
    ("-", [], ["-"]),
    ("-a - -b", [("a", ""), ("b", "")], ["-"]),
    ("-a -- -b --file x", [("a", "")], ["-b", "--file", "x"]),
    ("--", [], []),
    ("-f -- x", [("f", "--")], ["x"]),
]


@pytest.mark.parametrize(("line", "options", "operands"), PARSED)
def test_options_and_operands(line: str, options: list[tuple[str, str]], operands: list[str]) -> None:
    assert getopt.parse(line.split(), GRAMMAR) == Words(tuple(options), tuple(operands))


def test_questions_to_what_was_parsed() -> None:
    words = getopt.parse("-f one -a --file two -f three -o".split(), GRAMMAR)
    assert words.has("a")
    assert words.has("z", "o")
    assert not words.has("z")
    assert words.value("f") == "one"
    assert words.value("file", "f") == "one"  # the first on the line
    assert words.value("a", "o") == ""
    assert words.values("f", "file") == ["one", "two", "three"]
    assert words.values("z") == []


# Sensors join argv with blanks and keep no quotes.
TORN = [
    ("-s x /Library/Application Support/a.app", ["-s", "x", "/Library/Application Support/a.app"]),
    ("/Users/jo/My Great App.app -v", ["/Users/jo/My Great App.app", "-v"]),
    ("~/My Certs/x.p12 y", ["~/My Certs/x.p12", "y"]),
    ("/a/b c/d e.cer", ["/a/b c/d e.cer"]),
    ("/a/b c", ["/a/b c"]),
    # a whole path ends with an extension or a slash
    ("/a/b.cer c", ["/a/b.cer", "c"]),
    ("/a/b/ c", ["/a/b/", "c"]),
    # options and other paths begin anew
    ("/a/b -c", ["/a/b", "-c"]),
    ("/a/b /c", ["/a/b", "/c"]),
    ("/a/b ~/c", ["/a/b", "~/c"]),
    ("/a/b $C", ["/a/b", "$C"]),
    ("/a/b ./c", ["/a/b", "./c"]),
    ("/a/b ../c", ["/a/b", "../c"]),
    ("/a/b https://h/c", ["/a/b", "https://h/c"]),
    ("/a/b ann@h:/c", ["/a/b", "ann@h:/c"]),
    # first-level folders and programs go on in no other word
    ("-t /tmp x.p12", ["-t", "/tmp", "x.p12"]),
    ("-T /usr/bin/codesign x.p12", ["-T", "/usr/bin/codesign", "x.p12"]),
    ("/usr/sbin/x y", ["/usr/sbin/x", "y"]),
    ("/usr/libexec/x y", ["/usr/libexec/x", "y"]),
    ("a b", ["a", "b"]),
    ("", []),
    # a shell's operators end a path, and its line as typed has a backslash before a blank
    ("/a/b | nc h 1", ["/a/b", "|", "nc", "h", "1"]),
    ("/a/b > /c", ["/a/b", ">", "/c"]),
    ("/a/b\\ c/x.p12", ["/a/b c/x.p12"]),
    # a line with quotes was written by somebody who needed no joining
    ("/a/b c 'd'", ["/a/b", "c", "d"]),
    ('/a/b c "d"', ["/a/b", "c", "d"]),
]


@pytest.mark.parametrize(("line", "words"), TORN)
def test_torn_paths_are_joined(line: str, words: list[str]) -> None:
    assert getopt.rejoin(argv.split_posix(line)) == words


@given(st.lists(st.text(st.sampled_from("-=fo sign") | st.characters(), max_size=8), max_size=12))
def test_never_raises_and_loses_no_operand(words: list[str]) -> None:
    parsed = getopt.parse(words, GRAMMAR)
    assert all(operand in words for operand in parsed.operands)
