"""The rounds of cmd's ``for``, and its variables put into the body. Source: for /?."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap.cmd import loops
from codesignrisk_core.unwrap.cmd.loops import Lines

LONG = 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", ["a", "b"]),
        ("a,b;c=d", ["a", "b", "c", "d"]),
        (' "a b"\tc ', ['"a b"', "c"]),
        ('C:\\"a b"\\c', ['C:\\"a b"\\c']),
        ("*.cer", ["*.cer"]),
        ('a "b', ["a", "b"]),
        ("", []),
    ],
)
def test_items(text: str, expected: list[str]) -> None:
    assert loops.items(text) == expected


# "The set is a sequence of numbers from start to end, by step amount. So (1,1,5) would generate the sequence 1 2 3 4 5
# and (5,-1,1) would generate the sequence (5 4 3 2 1)"
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,1,5", ["1", "2", "3", "4", "5"]),
        ("5,-1,1", ["5", "4", "3", "2", "1"]),
        (" 0 , 2 ; 5 ", ["0", "2", "4"]),
        ("1 1 1", ["1"]),
        ("-1,1,1", ["-1", "0", "1"]),
        ("2,1,1", []),
        ("1,0,5", None),  # without end
        ("1,1", None),
        ("1,1,%x%", None),
        ("a,b,c", None),
        ("1,1,5,7", None),
        ("", None),
    ],
)
def test_numbers(text: str, expected: list[str] | None) -> None:
    found = loops.numbers(text)
    assert (found if found is None else list(found)) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", Lines((1,), False, " \t")),
        ('"tokens=2"', Lines((2,), False, " \t")),
        ('"tokens=2,4-6"', Lines((2, 4, 5, 6), False, " \t")),
        ('"tokens=3,1"', Lines((1, 3), False, " \t")),
        ('"tokens=*"', Lines((), True, " \t")),
        ('"tokens=2*"', Lines((2,), True, " \t")),
        ('"tokens=1,*"', Lines((1,), True, " \t")),
        ('"tokens=1-99"', Lines(tuple(range(1, 32)), False, " \t")),
        ('"tokens=0,1"', Lines((1,), False, " \t")),
        ('"delims="', Lines((1,), False, "")),
        ('"delims=,;"', Lines((1,), False, ",;")),
        (f'"delims={"abc" * 30};"', Lines((1,), False, "abc" * 30 + ";")),
        (f'"tokens={"2," * 99}5"', Lines((2, 5), False, " \t")),
        ('"delims=, "', Lines((1,), False, ", ")),  # a blank counts where it is the last
        ('"delims=, tokens=2"', Lines((2,), False, ",")),
        ('"usebackq TOKENS=2 DELIMS=x"', Lines((2,), False, "x")),
        ("tokens^=2^ delims^=,", Lines((2,), False, ",")),
    ],
)
def test_the_options_of_for_f(options: str, expected: Lines) -> None:
    assert loops.line_options(options) == expected


@pytest.mark.parametrize(
    ("line", "options", "expected"),
    [
        ("a b c", Lines(), {"i": "a"}),
        ("  a b", Lines(), {"i": "a"}),
        ("a b c", Lines((2,)), {"i": "b"}),
        ("a  b\tc", Lines((1, 3)), {"i": "a", "j": "c"}),
        ("a b", Lines((3,)), {"i": ""}),
        (" a b c", Lines((), remainder=True), {"i": "a b c"}),
        ("a b c d", Lines((2,), remainder=True), {"i": "b", "j": "c d"}),
        ("a", Lines((1,), remainder=True), {"i": "a", "j": ""}),
        ("a,b;c d", Lines((1, 2, 3), False, ",;"), {"i": "a", "j": "b", "k": "c d"}),
        (" a b", Lines((1,), False, ""), {"i": " a b"}),
        ("a]b^c", Lines((3,), False, "]^"), {"i": "c"}),
        ("", Lines(), {"i": ""}),
    ],
)
def test_a_line_taken_apart(line: str, options: Lines, expected: dict[str, str]) -> None:
    assert loops.words_of_line(line, "i", options) == expected


def test_the_variables_behind_the_first_are_those_of_the_alphabet() -> None:
    assert loops.words_of_line("1 2", "A", Lines((1, 2))) == {"A": "1", "B": "2"}
    assert loops.words_of_line("1 2", "Z", Lines((1, 2))) == {"Z": "1"}
    assert loops.words_of_line("1 2", "?", Lines((1, 2))) == {"?": "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x %i y", "x a b y"),
        ("x %%i y", "x a b y"),
        ("%i%i", "a ba b"),
        ("%I", "%I"),  # names are case sensitive
        ("%j %k", '"c d" %k'),
        # %~i drops quotes; letters before the name ask for parts of a path
        ("%~i", "a b"),
        ("%~j", "c d"),
        ("%~nxj", "c d"),
        ("%%~dpj", "c d"),
        ("%~f", "e"),
        ("%~ff", "e"),
        ("%~fff", "e"),
        ("%~fi", "a b"),
        ("%~fx", "ex"),  # x is no variable, so the name is f
        ("%~z", "%~z"),
        ("%~k", "%~k"),
        ("%~", "%~"),
        ("50% i", "50% i"),
        ("%", "%"),
        ("%%", "%%"),
        ("%x%i", "%xa b"),
        ("", ""),
        ("none", "none"),
    ],
)
def test_variables_in_the_body(text: str, expected: str) -> None:
    assert loops.substitute(text, {"i": "a b", "j": '"c d"', "f": "e"}, LONG) == expected


def test_a_value_is_not_read_again() -> None:
    assert loops.substitute("%i %j", {"i": "%j", "j": "%i"}, LONG) == "%j %i"


def test_what_is_put_in_is_bounded() -> None:
    assert loops.substitute("%i" * 10, {"i": "x" * 4}, 12) == "x" * 12 + "%i" * 7
    assert loops.substitute("%i", {}, LONG) == "%i"
