"""Expressions of eval and where: operators, types, null, several values."""

from __future__ import annotations

from typing import Any

import pytest

ROW = {
    "n": "10",
    "m": "9",
    "f": "2.5",
    "s": "abc",
    "p": r"C:\Temp\x",
    "mv": ["b", "a", "b"],
    "a.b": "dotted",
    "with space": "spaced",
}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        # SR eval, "Operators": arithmetic on numbers, also on fields that read as numbers.
        ("n + m", "19"),
        ("n - m * 2", "-8"),
        ("(n - m) * 2", "2"),
        ("n / 4", "2.5"),
        ("n % 4", "2"),
        ("-n % 3", "-1"),
        ("f * 2", "5"),
        ("2 - -1", "3"),
        ("n / 0", None),  # SR eval: division by zero is null
        ("s * 2", None),
        ("missing + 1", None),
        # "+" joins two texts, "." whatever it gets.
        ('s + "d"', "abcd"),
        ('n . "/" . m', "10/9"),
        ("s . (n + 1)", "abc11"),
        ('missing . "x"', None),
        # SR eval: single quotes for field names, double quotes for texts.
        ("'a.b'", "dotted"),
        ("'with space'", "spaced"),
        # SM "Types of expressions", "Backslashes": escapes in texts.
        (r'"C:\\windows"', r"C:\windows"),
        (r'"a\"b"', 'a"b'),
        (r'"\d\."', r"\d\."),
        (r'"a\tb"', "a\tb"),
        # Null, true and false are functions.
        ("null()", None),
        ("if(true(), 1, 2)", "1"),
        ("coalesce(missing, null(), s)", "abc"),
    ],
)
def test_value(spl: Any, expression: str, value: Any) -> None:
    assert spl(f"| eval x={expression}", [ROW])[0].get("x") == value


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        # SR where: numbers as numbers, else texts, case-sensitive.
        ("n > m", True),
        ("n > 9.5", True),
        ('s > "abb"', True),
        ('s = "ABC"', False),
        ('s == "abc"', True),
        ("n != m", True),
        # SM "Boolean expressions": in where NOT, then AND, then OR, then XOR.
        ("n=1 AND n=2 OR n=10", True),
        ("n=10 OR n=1 AND n=2", True),
        ("NOT n=1 AND m=9", True),
        ("n=10 XOR m=9", False),
        # Null is not false: neither the comparison nor its opposite keeps the row.
        ('missing = "x"', False),
        ('NOT missing = "x"', False),
        ('missing != "x"', False),
        ("isnull(missing)", True),
        ("NOT isnull(missing)", False),
        ('missing="x" OR n=10', True),
        ('NOT (missing="x" AND n=1)', True),
        ('NOT (missing="x" AND n=10)', False),
        # IN as an operator (SR "Comparison and conditional functions").
        ('s IN ("x", "abc")', True),
        ("n IN (9, 10)", True),
        ('NOT s IN ("x")', True),
        (r'match(p, "^C:\\\\Temp")', True),
        (r'match(p, "c:")', False),
        (r'match(p, "(?i)c:")', True),
    ],
)
def test_where(spl: Any, condition: str, kept: bool) -> None:
    assert bool(spl(f"| where {condition}", [ROW])) is kept


def test_assignments_go_from_left_to_right(spl: Any) -> None:
    assert spl('| eval a=n+1, b=a*2, n=null(), "odd name"=a', [{"n": "1"}]) == [{"a": "2", "b": "4", "odd name": "2"}]


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("* | eval x=foo(1)", 'unknown eval function "foo" @ foo(1)'),
        ("* | eval x=Upper(s)", 'unknown eval function "Upper" @ Upper(s)'),
        ("* | eval x=if(s, 1, 2)", "expected a condition (true or false), this is a value @ s,"),
        ("* | eval x=(s=1)", "expected a value, this is a condition: wrap it in if() or tostring() @ =1)"),
        ("* | where s", "expected a condition (true or false), this is a value @ s"),
        ("* | eval x=lower(1, 2)", "lower() takes 1 arguments, not 2 @ lower(1,"),
        ("* | eval x=s.n+1", '"." beside arithmetic: put the arithmetic in parentheses @ .n+1'),
        ("* | where s=n=1", "comparisons do not chain: use AND @ =1"),
        ("* | eval x=null", "a bare null is a field in some versions and a value in others: write null() @ null"),
        ('* | where n > "9"', 'a number in quotes has no certain order: write it without quotes @ "9"'),
        ("* | eval x=case(n=1)", "case() takes 2 to any number of arguments, not 1 @ case(n=1)"),
        ("* | eval x=case(n=1, 2, 3)", "case() takes pairs of a condition and a value @ case(n=1,"),
        ('* | eval x=match(s, "(")', "expected a value, this is a condition: wrap it in if() or tostring() @ match(s,"),
        ("* | where n=1 and s=2", '"and" is not understood here: operators are written in capitals @ and'),
        ("* | eval x=1 y=2", '"y" is not understood here @ y=2'),
        ("* | eval x", 'expected "=", found the end of the expression @ '),
        ("* | eval x='a", "a single quote that is never closed @ 'a"),
        ("* | eval x=a#b", '"#" is not understood here @ #b'),
        ("* | where a NOT IN (1)", 'write NOT before the field: "NOT x IN (...)" @ NOT'),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(search, [ROW]) == reason


@pytest.mark.parametrize(
    "expression",
    [
        'mv."x"',
        "mv+1",
        'if(mv="a", 1, 2)',
        "lower(mv)",
        "upper(mv)",
        'if(match(mv, "a"), 1, 2)',
        'if(in(mv, "a"), 1, 2)',
    ],
)
def test_undocumented_uses_of_several_values_are_refused(refuse: Any, expression: str) -> None:
    assert "of a multivalue field is not documented" in refuse(f"* | eval x={expression}", [ROW])


def test_a_bad_regular_expression_is_refused(refuse: Any) -> None:
    assert refuse('* | where match(s, "(")', [ROW]).startswith('the regular expression "(" is not PCRE2:')
