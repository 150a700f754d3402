"""cmd's carets and redirections taken out of a command."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap.cmd import escapes

# learn.microsoft.com, cmd: ^ is the escape character, and only outside quotes.
CARETS = [
    ("a", "a", False),
    ("a ^& b", "a & b", False),
    ("a ^^ b", "a ^ b", False),
    ("a ^> b", "a > b", False),
    ("c^e^r^t -x", "cert -x", True),
    ("a ^-x", "a -x", True),
    ("C:^\\x", "C:\\x", True),
    ("^1", "1", True),
    ("a^.b", "a.b", True),
    ("a ^/b", "a /b", True),
    ('"a^b" c', '"a^b" c', False),
    ('a ^"b^c', 'a "bc', True),
    ("a ^", "a ", False),
    ("a^\nb", "ab", False),
    ('a ^" ^" > x', 'a " " ', False),
]

# learn.microsoft.com, Using command redirection operators: > >> < >& <&, a handle 0 to 9 before them.
REDIRECTIONS = [
    ("a > x", "a "),
    ("a >x b", "a  b"),
    ("a >> x b", "a  b"),
    ("a < x", "a "),
    ('a > "x y" b', "a  b"),
    ("a > C:\\x.txt", "a "),
    ("a 2> x", "a "),
    ("a 2>&1", "a "),
    ("a 2>& 1 b", "a  b"),
    ("a >&2", "a "),
    ("a <&0", "a "),
    ("2> x a", " a"),
    ("> x a", " a"),
    ("a)2> x", "a)"),
    ('"a"2> x', '"a"'),
    ("a\t2> x", "a\t"),
    ("a12> x", "a12"),  # a handle is one digit
    ("a >", "a "),
    ("a > x > y b", "a   b"),
    ("a >x&b", "a &b"),
    ("a >x(b", "a (b"),
    ('a "b > c" d', 'a "b > c" d'),
    ('a "b > c', 'a "b > c'),
]


@pytest.mark.parametrize(("text", "expected", "careted"), CARETS)
def test_carets(text: str, expected: str, careted: bool) -> None:
    plain = escapes.plain(text)
    assert (plain.text, plain.careted) == (expected, careted)


@pytest.mark.parametrize(("text", "expected"), REDIRECTIONS)
def test_redirections(text: str, expected: str) -> None:
    plain = escapes.plain(text)
    assert (plain.text, plain.careted) == (expected, False)


@pytest.mark.parametrize(
    ("text", "into"),
    [
        ("a > x", "x"),
        ("a >>x b", "x"),
        ("a 1> x", "x"),
        ('a > "x y"', '"x y"'),
        ("a > x 2>&1", "x"),
        ("a > x > y", "y"),
        # errors, input, another handle, a quoted sign, nothing
        ("a 2> x", ""),
        ("a < x", ""),
        ("a >&2", ""),
        ('a "> x"', ""),
        ("a >", ""),
        ("a", ""),
    ],
)
def test_where_the_output_goes(text: str, into: str) -> None:
    assert escapes.plain(text).into == into


@pytest.mark.parametrize(("text", "count"), [("", 0), ("abc", 0), ('^a"b"<c>', 5), ("^^^", 3)])
def test_what_it_stops_at_is_counted_before(text: str, count: int) -> None:
    assert escapes.specials(text) == count
