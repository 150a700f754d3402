"""The commands that shape rows and columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ROWS = [
    {"_time": "300", "a": "10", "b": "x", "_raw": "one two"},
    {"_time": "200", "a": "9", "b": "X"},
    {"_time": "100", "b": "y", "mv": ["p", "q"]},
    {"_time": "50", "a": "text", "b": "x"},
]


def columns(search: str, app: Path) -> list[str]:
    from lab.spl import run

    return run(search, ROWS, now=0, app=app).fields


@pytest.mark.parametrize(
    ("clause", "order"),
    [
        # SR sort: numbers by size, then texts; rows without the field last, either way.
        ("a", ["9", "10", "text", None]),
        ("-a", ["text", "10", "9", None]),
        ("- a", ["text", "10", "9", None]),
        ("0 +a", ["9", "10", "text", None]),
        ("a desc", ["text", "10", "9", None]),
        ("str(a)", ["10", "9", "text", None]),
        ("num(a)", ["9", "10", None, "text"]),
        ("2 a", ["9", "10"]),
        ("limit=1 -num(a)", ["10"]),
        ("b, -_time", ["9", "10", "text", None]),
        ("-b, _time", [None, "text", "10", "9"]),
    ],
)
def test_sort(spl: Any, clause: str, order: list[str | None]) -> None:
    assert [row.get("a") for row in spl(f"| sort {clause}", ROWS)] == order


def test_sort_by_address_and_the_limit(spl: Any, tmp_path: Path) -> None:
    from lab.spl import run

    rows = [{"ip": ip} for ip in ("10.0.0.9", "9.0.0.1", "10.0.0.10")]
    assert [row["ip"] for row in spl("| sort ip(ip)", rows)] == ["9.0.0.1", "10.0.0.9", "10.0.0.10"]
    many = run("| makeresults count=10002 | streamstats count AS n | sort n", (), now=0, app=tmp_path)
    assert len(many.rows) == 10_000
    assert many.messages == [("WARN", "sort: 2 rows beyond the limit of 10000 are gone; sort 0 keeps all")]


@pytest.mark.parametrize(
    ("command", "values"),
    [
        # SR dedup: the first row of each combination; null keys go unless keepempty.
        ("dedup b", ["300", "200", "100"]),
        ("dedup a", ["300", "200", "50"]),
        ("dedup a keepempty=true", ["300", "200", "100", "50"]),
        ("dedup b consecutive=true", ["300", "200", "100", "50"]),
        ("dedup 2 b", ["300", "200", "100", "50"]),
        ("dedup b sortby _time", ["100", "200", "300"]),
        # SR head
        ("head 2", ["300", "200"]),
        ("head limit=1", ["300"]),
    ],
)
def test_rows(spl: Any, command: str, values: list[str]) -> None:
    assert [row["_time"] for row in spl(f"| {command}", ROWS)] == values


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("table b a missing", ["b", "a", "missing"]),
        ("table b *", ["b", "a", "mv"]),
        ("table _*", ["_time", "_raw"]),
        # SR fields: _time and _raw stay unless named.
        ("fields b", ["b", "_time", "_raw"]),
        ("fields - _raw m*", ["_time", "a", "b"]),
        ("fields + a, b", ["a", "b", "_time", "_raw"]),
        ("table a b | rename a AS c", ["c", "b"]),
        ("table a b | rename b AS a", ["a"]),
        ("table a | eval z=1, a=2", ["a", "z"]),
        ("table a b | fields - a | fillnull c", ["b", "c"]),
    ],
)
def test_columns(tmp_path: Path, command: str, names: list[str]) -> None:
    assert columns(f"* | {command}", tmp_path) == names


@pytest.mark.parametrize(
    ("command", "row", "result"),
    [
        # SR rename, "Renaming a field to the name of an existing field", "... a field that does not exist".
        ("rename a AS b", {"a": "1", "b": "2"}, {"b": "1"}),
        ("rename z AS b", {"a": "1", "b": "2"}, {"a": "1"}),
        ('rename a AS "A name", b AS c', {"a": "1", "b": "2"}, {"A name": "1", "c": "2"}),
        ("rename P.* AS *", {"P.x": "1", "P.y": "2", "z": "3"}, {"x": "1", "y": "2", "z": "3"}),
        ("rename a AS a", {"a": "1"}, {"a": "1"}),
        # SR fillnull
        ("fillnull", {"a": "1"}, {"a": "1"}),
        ("fillnull value=- a b", {"a": "1"}, {"a": "1", "b": "-"}),
        # SR rex: named groups; the first match unless max_match says more.
        ('rex field=a "(?<k>\\w+)=(?<v>\\w+)"', {"a": "x=1 y=2"}, {"a": "x=1 y=2", "k": "x", "v": "1"}),
        ('rex field=a max_match=0 "(?<k>\\w+)="', {"a": "x=1 y=2"}, {"a": "x=1 y=2", "k": ["x", "y"]}),
        ('rex "(?P<k>t\\w+)"', {"_raw": "one two"}, {"_raw": "one two", "k": "two"}),
        ('rex field=a "(?<k>z)"', {"a": "x", "k": "old"}, {"a": "x", "k": "old"}),
        ('rex field=a "^(?<d>\\w:)\\\\\\\\(?<f>.*)"', {"a": r"C:\x"}, {"a": r"C:\x", "d": "C:", "f": "x"}),
        ('rex field=a mode=sed "s/\\d/#/g"', {"a": "1a2"}, {"a": "#a#"}),
        ('rex field=a mode=sed "s/(\\d)a/\\1b/"', {"a": "1a2a"}, {"a": "1b2a"}),
        # SR convert
        ('convert timeformat="%Y" ctime(a) AS y', {"a": "0"}, {"a": "0", "y": "1970"}),
        ("convert ctime(a)", {"a": "1750000000"}, {"a": "06/15/2025 15:06:40"}),
        ('convert timeformat="%F" mktime(a)', {"a": "1970-01-02"}, {"a": "86400"}),
        ("convert num(a)", {"a": "x", "b": "1"}, {"b": "1"}),
        (
            "addinfo | fields - info_sid",
            {"a": "1"},
            {"a": "1", "info_min_time": "0.000", "info_max_time": "+Infinity", "info_search_time": "1750000000.000"},
        ),
    ],
)
def test_row(spl: Any, command: str, row: dict[str, Any], result: dict[str, Any]) -> None:
    assert spl(f"| {command}", [row]) == [result]


def test_mvexpand_loses_rows_without_a_value(spl: Any) -> None:
    # SR mvexpand
    rows = [{"a": "1", "m": ["x", "y", "z"]}, {"a": "2"}, {"a": "3", "m": "w"}]
    expanded = [(row["a"], row["m"]) for row in spl("| mvexpand m", rows)]
    assert expanded == [("1", "x"), ("1", "y"), ("1", "z"), ("3", "w")]
    assert [row["m"] for row in spl("| mvexpand m limit=1", rows)] == ["x", "w"]


def test_append_and_appendpipe(spl: Any) -> None:
    # SR append, appendpipe
    rows = [{"h": "a"}, {"h": "b"}]
    assert spl("| append [search h=a | eval n=1]", rows) == [{"h": "a"}, {"h": "b"}, {"h": "a", "n": "1"}]
    assert spl("| append [makeresults | eval h=2 | table h]", rows) == [*rows, {"h": "2"}]
    assert spl("| appendpipe [stats count]", rows) == [*rows, {"count": "2"}]


def test_makeresults(spl: Any) -> None:
    assert spl("| makeresults count=2") == [{"_time": "1750000000"}] * 2
    assert spl("| makeresults annotate=t") == [{"_time": "1750000000", "splunk_server": "lab"}]


def test_collect(tmp_path: Path) -> None:
    from lab.spl import run

    result = run("* | collect index=risk | stats count", [{"a": "1"}], now=0, app=tmp_path)
    assert result.collected == [
        {"a": "1", "index": "risk", "host": "search-head", "sourcetype": "stash", "_indextime": "0"}
    ]
    assert result.rows == [{"count": "1"}]


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        (
            "* | join a [search b]",
            "join is not supported on purpose: it is limited and slow in production; use stats or "
            "streamstats over sorted events @ join",
        ),
        (
            "* | transaction a",
            "transaction is not supported on purpose: it is limited and slow in production; use stats "
            "or streamstats over sorted events @ transaction",
        ),
        ("* | xyz", 'unknown command "xyz" @ xyz'),
        ("* |", "expected the name of a command after the pipe @ "),
        ("| stats count", "stats cannot be the first command: it needs rows @ stats"),
        ("* | makeresults", "makeresults must be the first command @ makeresults"),
        ("* | inputlookup x.csv", "inputlookup must be the first command @ inputlookup"),
        ("* | head x", 'head: the number of rows is a whole number from 1, not "x" @ x'),
        ("* | head 1 2", 'head: "2" is not understood here @ 2'),
        ("* | dedup b keepevents=t", "dedup: keepevents=true is not supported @ t"),
        ("* | sort foo(a)", 'sort: unknown type "foo": auto, num, str or ip @ foo(a)'),
        ("* | sort mv", 'sort: the order of several values in "mv" is not documented @ mv'),
        ("* | table", "table: expected a field name, found the end @ "),
        ("* | table a,", "table: expected a field name after the comma, found the end @ "),
        (
            "* | fields 'a'",
            "fields: single quotes around field names belong to eval and where; use double quotes here @ 'a'",
        ),
        ("* | rename a b", 'rename: expected AS, found "b" @ b'),
        ("* | rename a* AS b", "rename: a wildcard on the left of AS needs one on the right @ a*"),
        ('* | rex "a"', 'rex: the regular expression has no named group @ "a"'),
        (
            '* | rex "(?<a>x\\|y)"',
            r"rex: \| reaches the command as | or as \|, depending on the version: write [|] @ "
            r'"(?<a>x\|y)"',
        ),
        (
            '* | rex field=b mode=sed "y/a/b/"',
            'rex: mode=sed takes s/REGEX/TEXT/ with g or nothing behind it @ "y/a/b/"',
        ),
        ("* | convert foo(a)", 'convert: unknown function "foo" @ foo(a)'),
        ("* | append search x", 'append: expected a search in square brackets, found "search" @ search'),
        ("* | append [search x", "a square bracket that is never closed @ [search"),
        ("* | mvexpand _raw", "mvexpand: internal fields cannot be expanded: _raw @ "),
        ("* | collect", "collect: index is required @ "),
        ("| makeresults count=-1", 'makeresults: count is a whole number from 0, not "-1" @ -1'),
        ("| makeresults annotate=maybe", 'makeresults: annotate is true or false, not "maybe" @ maybe'),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(search, ROWS) == reason
