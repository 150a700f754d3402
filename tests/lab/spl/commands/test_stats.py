"""stats and eventstats."""

from __future__ import annotations

from typing import Any

import pytest

ROWS = [
    {"_time": "130", "host": "a", "v": "10", "u": "x"},
    {"_time": "120", "host": "b", "v": "9", "u": "y"},
    {"_time": "110", "host": "a", "v": "2", "u": "x", "mv": ["q", "p", "q"]},
    {"_time": "100", "v": "7", "u": "z"},
    {"_time": "90", "host": "B", "v": "text"},
]


@pytest.mark.parametrize(
    ("function", "value"),
    [
        # SR "Aggregate functions", "Event order functions", "Multivalue stats and chart functions".
        ("count AS x", "5"),
        ("count(v) AS x", "5"),
        ("count(host) AS x", "4"),
        ("count(mv) AS x", "3"),
        ("count(eval(v>5)) AS x", "4"),  # "text" > "5" as texts
        ('count(eval(host="a" AND v=2)) AS x', "1"),
        ('sum(eval(if(host="a", 1, 0))) AS x', "2"),
        ("dc(u) AS x", "3"),
        ("dc(missing) AS x", "0"),
        ("values(v) AS x", ["10", "2", "7", "9", "text"]),  # sorted as texts
        ("values(host) AS x", ["B", "a", "b"]),
        ("values(mv) AS x", ["p", "q"]),
        ("sum(v) AS x", "28"),
        ("min(v) AS x", "2"),
        ("max(v) AS x", "text"),
        ("first(v) AS x", "10"),
        ("last(v) AS x", "text"),
        ("sum(missing) AS x", None),
        ("values(missing) AS x", None),
    ],
)
def test_function(spl: Any, function: str, value: Any) -> None:
    assert spl(f"| stats {function}", ROWS)[0].get("x") == value


@pytest.mark.parametrize(
    ("search", "rows"),
    [
        # SR stats: rows with a null BY field are left out; groups in the order of their texts.
        (
            "stats count BY host",
            [{"host": "B", "count": "1"}, {"host": "a", "count": "2"}, {"host": "b", "count": "1"}],
        ),
        (
            "stats count(v), sum(v) BY u",
            [
                {"u": "x", "count(v)": "2", "sum(v)": "12"},
                {"u": "y", "count(v)": "1", "sum(v)": "9"},
                {"u": "z", "count(v)": "1", "sum(v)": "7"},
            ],
        ),
        # A row belongs to the group of each value of a multivalue field.
        ("stats count BY mv", [{"mv": "p", "count": "1"}, {"mv": "q", "count": "2"}]),
        (
            "stats dc(v) AS d count BY host u",
            [
                {"host": "a", "u": "x", "d": "2", "count": "2"},
                {"host": "b", "u": "y", "d": "1", "count": "1"},
            ],
        ),
        (
            'stats values(*) AS all_* BY host | where host="b"',
            [{"host": "b", "all_host": "b", "all_u": "y", "all_v": "9"}],
        ),
        ("where v=0 | stats count sum(v) AS s", [{"count": "0"}]),
        ("where v=0 | stats count BY host", []),
    ],
)
def test_stats(spl: Any, search: str, rows: Any) -> None:
    assert spl(f"| {search}", ROWS) == rows


def test_columns_stand_in_the_order_of_the_clause(spl: Any) -> None:
    from lab.spl import run

    result = run("* | stats sum(v) AS s count BY u host | eval z=1", ROWS, now=0)
    assert result.fields == ["u", "host", "s", "count", "z"]


def test_eventstats_adds_to_the_rows_and_leaves_those_without_a_group(spl: Any) -> None:
    # SR eventstats
    rows = spl("| eventstats count AS n max(v) AS top BY host | table host n top", ROWS)
    assert rows == [
        {"host": "a", "n": "2", "top": "10"},
        {"host": "b", "n": "1", "top": "9"},
        {"host": "a", "n": "2", "top": "10"},
        {},
        {"host": "B", "n": "1", "top": "text"},
    ]


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("* | stats foo(v)", 'stats: unknown statistical function "foo" @ foo(v)'),
        ("* | stats sum", "stats: sum takes a field in parentheses @ sum"),
        ("* | stats count(eval(v>1))", "stats: name the column of count() with AS @ count(eval(v>1))"),
        ("* | stats sum(eval(v>1)) AS x", "stats: sum(eval()) takes a value, this is a condition @ sum(eval(v>1))"),
        ("* | stats count AS x sum(v) AS x", "stats: the column x is there twice @ sum(v)"),
        ("* | stats count BY", "stats: expected a field name, found the end @ "),
        ("* | stats count span=1h", 'stats: unknown statistical function "span" @ span=1h'),
        ("* | stats count BY _time span=1h", 'stats: "span" is not understood here @ span=1h'),
        (
            "* | stats first(mv) AS x",
            "stats: first() of a multivalue field is not documented: use values(), or mvjoin() before @ first(mv)",
        ),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(search, ROWS) == reason
