"""What is put together in double quotes. Sources: learn.microsoft.com about_Quoting_Rules, about_Special_Characters."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import strings
from codesignrisk_core.powershell.strings import Strings

PARTS = [
    ("a", [("text", "a")]),
    ("", []),
    # variables
    ("$a", [("variable", "a")]),
    ("a $b.c", [("text", "a "), ("variable", "b"), ("text", ".c")]),
    ("${a b}$env:x", [("variable", "a b"), ("variable", "env:x")]),
    ("$a:$b::c", [("variable", "a"), ("text", ":"), ("variable", "b"), ("text", "::c")]),
    ("$ 5$", [("text", "$ 5$")]),
    ("$?", [("variable", "?")]),
    # escapes
    ("`n", [("text", "\n")]),
    ("`0`a`b`f`r`t`v`e", [("text", char) for char in "\0\a\b\f\r\t\v\x1b"]),
    ("`N`q`\"`$a", [("text", "N"), ("text", "q"), ("text", '"'), ("text", "$"), ("text", "a")]),
    ("`u{20ac}`u{1F600}", [("text", "\u20ac"), ("text", "\U0001f600")]),
    ("`u{d800}`u{110000}", [("text", ""), ("text", "")]),
    ("`u{}", [("text", "u"), ("text", "{}")]),
    ("``", [("text", "`")]),
    # code
    ("$(a b)", [("code", "a b")]),
    ("a$(b)c", [("text", "a"), ("code", "b"), ("text", "c")]),
    ("$(a (b) ')' \"$(c)\" `))", [("code", "a (b) ')' \"$(c)\" `)")]),
    ("$(a", [("text", "$(a")]),
    ("$(a 'b)", [("text", "$(a 'b)")]),
    ("$()", [("code", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "parts"), PARTS)
def test_parts(content: str, parts: list[tuple[str, str]]) -> None:
    assert Strings(content).whole() == tuple(parts)
    assert Strings(f'"{content}"').quoted(1) == (len(content) + 2, tuple(parts))


@pytest.mark.parametrize(
    ("text", "end", "parts"),
    [
        ('a"b', 2, (("text", "a"),)),
        ('a""b"', 5, (("text", 'a"'), ("text", "b"))),
        ('"', 1, ()),
        ("a", 0, ()),
        ('$("a")"', 7, (("code", '"a"'),)),
        ('$(a"', 4, (("text", "$(a"),)),
    ],
)
def test_where_a_string_ends(text: str, end: int, parts: strings.Parts) -> None:
    assert Strings(text).quoted(0) == (end, parts)


def test_quotes_are_plain_in_a_here_string() -> None:
    assert Strings('a "b""c"').whole() == (("text", 'a "b""c"'),)


def test_six_levels_of_strings_inside_of_strings() -> None:
    def nested(levels: int) -> str:
        return '"$(' * levels + "a" + ')"' * levels

    end, parts = Strings(nested(6)).quoted(1)
    assert (end, len(parts)) == (len(nested(6)), 1)
    end, parts = Strings(nested(7)).quoted(1)
    assert (end, parts) == (len(nested(7)), (("code", nested(6)),))


def test_an_end_that_is_not_there_is_looked_for_once() -> None:
    text = '"$(' * 1_000
    reader = Strings(text)
    for position in range(1, len(text), 3):
        assert reader.quoted(position) == (0, ())
    assert reader.marks < 3 * len(text)


@pytest.mark.parametrize(
    ("raw", "escaped"),
    [
        ("Im`port-Cert`ificate", True),
        ("`Import-Certificate", True),
        ("-Pat`h", True),
        ("-`Path", True),
        ("C:\\`Windows", True),
        ('"Ro`ot"', True),
        ("cert`util", True),  # `u{ and `e have a meaning in PowerShell 7 only
        ("Import-C`ertificate", True),
        # a backtick that does something
        ("a`nb", False),
        ('"a`tb`0"', False),
        ('"a`e[0m"', False),
        ('"a`u{41}"', False),
        ("a` b", False),
        ("a`$b", False),
        ('"$a`_b"', False),
        ('"$a`1"', False),
        # a quoted word of prose
        ('"see `Get-Item`"', False),
        ("a``b", False),
        ("ab", False),
    ],
)
def test_idle_escapes(raw: str, escaped: bool) -> None:
    assert strings.is_escaped(raw) is escaped
