"""cmd.exe's grammar: a line into its statements, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from codesignrisk_core.unwrap.bounds import TOO_MUCH_WORK
from codesignrisk_core.unwrap.cmd import grammar
from codesignrisk_core.unwrap.cmd.grammar import For, If, Simple, Statement
from hypothesis import given
from hypothesis import strategies as st

from tests.core.unwrapping import bounds


def shape(statements: Iterable[Statement]) -> list[Any]:
    """Statements as plain data: a command is its text, ``| text`` when it reads a pipe."""
    return [_shape(statement) for statement in statements]


def _shape(statement: Statement) -> Any:
    if isinstance(statement, Simple):
        return f"| {statement.text}" if statement.piped else statement.text
    if isinstance(statement, If):
        negated, ignore_case = ("not",) * statement.negated, ("/i",) * statement.ignore_case
        condition = (*ignore_case, *negated, statement.left, statement.comparison, statement.right)
        return ["if", *filter(None, condition), shape(statement.then), shape(statement.other)]
    head = (statement.kind, statement.options, statement.variable, statement.items)
    return ["for", *head, shape(statement.body)]


def parse(text: str) -> list[Any]:
    return shape(grammar.parse(text, bounds()))


# cmd /?: "Multiple commands separated by the command separator '&&' are accepted"; learn.microsoft.com, Command shell
# overview: & && || | ( ) and ^.
SEPARATORS = [
    ("a", ["a"]),
    ("a 1&b 2", ["a 1", "b 2"]),
    ("a & b && c || d", ["a ", "b ", "c ", "d"]),
    ("a\nb", ["a", "b"]),
    ("a|b", ["a", "| b"]),
    ("a | b & c", ["a ", "| b ", "c"]),
    ("a||b", ["a", "b"]),
    ("a|(b)&c", ["a", "b", "c"]),
    # nothing before, between or behind them
    ("", []),
    (" \t,;=@", []),
    ("& && a &&", ["a "]),
    ("@a", ["a"]),
    (";a,b", ["a,b"]),
    # quotes and carets take their meaning; a quote ends with its line
    ('a "1&2" & b', ['a "1&2" ', "b"]),
    ('a "1\nb" c', ['a "1', 'b" c']),
    ("a ^& b", ["a ^& b"]),
    ('a ^" & b', ['a ^" ', "b"]),
    ('a "^" & b', ['a "^" ', "b"]),
    ("a ^", ["a ^"]),
    # an ampersand behind a redirection is a handle
    ("a >&2 & b", ["a >&2 ", "b"]),
    ("a <&0&b", ["a <&0", "b"]),
    ("a 2>&1", ["a 2>&1"]),
    ("&1", ["1"]),
    # parentheses group; one too many ends nothing
    ("(a)", ["a"]),
    ("(a & b) & c", ["a ", "b", "c"]),
    ("((a) & b", ["a", "b"]),
    ("(a", ["a"]),
    ("a) b & c", ["a) b ", "c"]),
    (") a", ["a"]),
    ("(a ^) b)", ["a ^) b"]),
    ('(a ")" b)', ['a ")" b']),
    ("(a\nb)", ["a", "b"]),
    ("(a) & b) c", ["a", "b) c"]),
    ("a >(b & c)", ["a >(b ", "c)"]),
]

# if /?: IF [NOT] ERRORLEVEL number | [/I] [NOT] string1==string2 | [NOT] EXIST filename | string1 compare-op string2 |
# CMDEXTVERSION number | DEFINED variable. ELSE stands on the line of the closing parenthesis.
CONDITIONS = [
    ("if a==b c", [["if", "a", "==", "b", ["c"], []]]),
    ("if not a==b c", [["if", "not", "a", "==", "b", ["c"], []]]),
    ("if /i a==b c", [["if", "/i", "a", "==", "b", ["c"], []]]),
    ("IF /I NOT a==b c", [["if", "/i", "not", "a", "==", "b", ["c"], []]]),
    ("if a == b c", [["if", "a", "==", "b", ["c"], []]]),
    ('if "a b"=="c&d" e', [["if", '"a b"', "==", '"c&d"', ["e"], []]]),
    ("if 1 EQU 2 c", [["if", "1", "equ", "2", ["c"], []]]),
    ("if 1 neq 2 c", [["if", "1", "neq", "2", ["c"], []]]),
    ("if 1 lss 2 c", [["if", "1", "lss", "2", ["c"], []]]),
    ("if 1 leq 2 c", [["if", "1", "leq", "2", ["c"], []]]),
    ("if 1 gtr 2 c", [["if", "1", "gtr", "2", ["c"], []]]),
    ("if 1 geq 2 c", [["if", "1", "geq", "2", ["c"], []]]),
    ("if exist x.txt c", [["if", ["c"], []]]),
    ('if exist "a b" c', [["if", ["c"], []]]),
    ("if not exist x c", [["if", "not", ["c"], []]]),
    ("if defined x c", [["if", ["c"], []]]),
    ("if errorlevel 1 c", [["if", ["c"], []]]),
    ("if cmdextversion 2 c", [["if", ["c"], []]]),
    ("if exist x (a)", [["if", ["a"], []]]),
    ("if exist x (a) else b", [["if", ["a"], ["b"]]]),
    ("if exist x (a) else (b) & c", [["if", ["a"], ["b"]], "c"]),
    ("if exist x (a)else(b)", [["if", ["a"], ["b"]]]),
    ("if exist x (a) else if exist y (b) else (c)", [["if", ["a"], [["if", ["b"], ["c"]]]]]),
    # without a block, all that follows belongs to it, "else" too
    ("if exist x a & b", [["if", ["a ", "b"], []]]),
    ("if exist x a else b", [["if", ["a else b"], []]]),
    ("(if exist x a) & b", [["if", ["a"], []], "b"]),
    ("if exist x if exist y a", [["if", [["if", ["a"], []]], []]]),
    ("(a) elsewhere", ["a", "elsewhere"]),
    # carets in the words of the grammar
    ("i^f a==b c", [["if", "a", "==", "b", ["c"], []]]),
    ("if exist x (a) e^l^s^e b", [["if", ["a"], ["b"]]]),
    # no condition that the grammar knows
    ("if a", ["if a"]),
    ("if a b & c", ["if a b ", "c"]),
    ("if", ["if"]),
    ("iff a==b c", ["iff a==b c"]),
    ("if.exe a==b c", ["if.exe a==b c"]),
]

# for /?: FOR %variable IN (set) DO command; /D, /R [[drive:]path], /L (start,step,end), /F ["options"].
LOOPS = [
    ("for %i in (a b) do c %i", [["for", "", "", "i", "a b", ["c %i"]]]),
    ("FOR %%I IN (a) DO c", [["for", "", "", "I", "a", ["c"]]]),
    ("for /l %i in (1,1,3) do c", [["for", "l", "", "i", "1,1,3", ["c"]]]),
    ("for /D %i in (*) do c", [["for", "d", "", "i", "*", ["c"]]]),
    ("for /r C:\\d %i in (*) do c", [["for", "r", "C:\\d", "i", "*", ["c"]]]),
    ('for /r "C:\\a & b" %i in (*) do c', [["for", "r", '"C:\\a & b"', "i", "*", ["c"]]]),
    ("for /f %i in ('dir') do c", [["for", "f", "", "i", "'dir'", ["c"]]]),
    (
        'for /f "tokens=1,2 delims=," %i in ("a") do c',
        [["for", "f", '"tokens=1,2 delims=,"', "i", '"a"', ["c"]]],
    ),
    (f'for /f "{" " * 999}" %i in (a) do c', [["for", "f", f'"{" " * 999}"', "i", "a", ["c"]]]),
    ("for %i in (a) do c & d", [["for", "", "", "i", "a", ["c ", "d"]]]),
    ("for %i in (a) do (c & d) & e", [["for", "", "", "i", "a", ["c ", "d"]], "e"]),
    ("for %i in (a) do @c", [["for", "", "", "i", "a", ["c"]]]),
    ("for %i in (a)do(c)", [["for", "", "", "i", "a", ["c"]]]),
    ("for %i in () do c", [["for", "", "", "i", "", ["c"]]]),
    ("for %i in (a) do for %j in (b) do c", [["for", "", "", "i", "a", [["for", "", "", "j", "b", ["c"]]]]]),
    # carets and separators as Invoke-DOSfuscation writes them
    ("^f^o^R ,; /^L ;, ^%^x ,, ^i^n ;; ( 1 ) ,, ^d^o c", [["for", "l", "", "x", " 1 ", ["c"]]]),
    # no loop
    ("for %i in (a) c", ["for %i in (a) c"]),
    ("for i in (a) do c", ["for i in (a) do c"]),
    ("for %i (a) do c", ["for %i (a) do c"]),
    ("for & %i in (a) do c", ["for ", "%i in (a) do c"]),
    ("form %i in (a) do c", ["form %i in (a) do c"]),
]

# rem /?; what stands behind it is not run, but an operator that is the first thing behind it counts.
REMARKS = [
    ("rem a & b", []),
    ("rem", []),
    ("rem a\nb", ["b"]),
    ("a & rem b", ["a "]),
    ("rem & a", ["a"]),
    ("r^em a & b", []),
    ("remark a & b", ["remark a ", "b"]),
]


@pytest.mark.parametrize(("text", "expected"), [*SEPARATORS, *CONDITIONS, *LOOPS, *REMARKS])
def test_a_line_and_its_statements(text: str, expected: list[Any]) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "starts"),
    [("a & b&c", [0, 4, 6]), ("(a)&for %i in (1) do b", [1, 4]), ("if exist x y & z", [0]), ("rem\n a", [5])],
)
def test_statements_know_where_they_begin(text: str, starts: list[int]) -> None:
    assert [statement.start for statement in grammar.parse(text, bounds())] == starts


@pytest.mark.parametrize(
    ("body", "varies"), [("a %i", True), ("a !x!", True), ("a", False), ("(a) & b %i", False), ("a & b %j", True)]
)
def test_a_loop_knows_whether_its_rounds_may_differ(body: str, varies: bool) -> None:
    (loop, *_) = grammar.parse(f"for %i in (1 2) do {body}", bounds())
    assert isinstance(loop, For)
    assert loop.varies is varies


@pytest.mark.parametrize("piece", ["(", "if exist x ", "for %a in (x) do "])
def test_nesting_is_bounded_and_says_so(piece: str) -> None:
    reached = bounds()
    grammar.parse(piece * grammar.MAX_NESTING + "tool", reached)
    assert reached.reached == []
    grammar.parse(piece * (grammar.MAX_NESTING + 1) + "tool", reached)
    assert (reached.reached, reached.unread) == (
        ([], []) if piece == "(" else ([grammar.TOO_NESTED], [f"{piece}tool"])
    )  # parentheses alone hide nothing


@pytest.mark.parametrize("piece", ["(a)&", "(if exist x a)&", "(for %i in (x) do a)&"])
def test_what_ended_does_not_count_as_nested(piece: str) -> None:
    reached = bounds()
    last = grammar.parse(piece * (grammar.MAX_NESTING + 1) + "if exist x a", reached)[-1]
    assert (shape([last]), reached.reached) == ([["if", ["a"], []]], [])


def test_a_spent_budget_leaves_the_rest_unread() -> None:
    spent = bounds(steps=150)
    assert shape(grammar.parse("a&b&c&d&e&f", spent)) == ["a", "b", "c", "d"]
    assert (spent.reached, spent.unread) == ([TOO_MUCH_WORK], ["e&f"])
    spent = bounds(steps=3)
    assert grammar.parse("a & b", spent) == []
    assert (spent.reached, spent.unread) == ([TOO_MUCH_WORK], ["a & b"])


@given(st.text(st.sampled_from('ab if()&|^"%,;=\n') | st.characters(), max_size=60))
def test_never_raises(text: str) -> None:
    grammar.parse(text, bounds())
