"""stats, eventstats, chart and timechart."""

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
        # SR "Aggregate functions", "Event order functions", "Multivalue stats and chart functions", "Time functions".
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
        ("list(mv) AS x", ["q", "p", "q"]),
        ("list(v) AS x", ["10", "9", "2", "7", "text"]),
        ("sum(v) AS x", "28"),
        ("avg(v) AS x", "7"),
        ("min(v) AS x", "2"),
        ("max(v) AS x", "text"),
        ("range(v) AS x", "8"),
        ("median(v) AS x", "9"),  # the higher of the middle two
        ("perc50(v) AS x", "7"),
        ("perc95(v) AS x", "10"),
        ("p25(v) AS x", "2"),
        ("mode(u) AS x", "x"),
        ("stdev(v) AS x", "3.559026084010437"),
        ("varp(v) AS x", "9.5"),
        ("sumsq(v) AS x", "234"),
        ("first(v) AS x", "10"),
        ("last(v) AS x", "text"),
        ("earliest(u) AS x", "z"),
        ("latest(u) AS x", "x"),
        ("earliest_time(host) AS x", "90"),
        ("latest_time(host) AS x", "130"),
        ("sum(missing) AS x", None),
        ("values(missing) AS x", None),
    ],
)
def test_function(spl: Any, function: str, value: Any) -> None:
    assert spl(f"| stats {function}", ROWS)[0].get("x") == value


def test_list_keeps_a_hundred(spl: Any) -> None:
    rows = spl("| makeresults count=150 | streamstats count AS n | stats list(n) AS l values(n) AS v")
    assert (len(rows[0]["l"]), rows[0]["l"][-1], len(rows[0]["v"])) == (100, "100", 150)


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
        ("* | stats c(v)", "stats: name the column of c() with AS @ c(v)"),
        ("* | stats sum(eval(v>1)) AS x", "stats: sum(eval()) takes a value, this is a condition @ sum(eval(v>1))"),
        ("* | stats count AS x sum(v) AS x", "stats: the column x is there twice @ sum(v)"),
        ("* | stats count BY", "stats: expected a field name, found the end @ "),
        ("* | stats count span=1h", 'stats: unknown statistical function "span" @ span=1h'),
        ("* | stats count BY _time span=1h", 'stats: "span" is not understood here @ span=1h'),
        (
            "* | stats first(mv) AS x",
            "stats: first() of a multivalue field is not documented: use values(), or mvjoin() before @ first(mv)",
        ),
        ("* | fields u | fields - _time | stats latest(u)", "stats: latest() needs _time in every row @ latest(u)"),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(search, ROWS) == reason


CHART = [
    {"_time": t, "h": h, **({"u": u} if u else {})}
    for t, h, u in (("0", "10", "x"), ("61", "9", "y"), ("62", "9", "x"), ("200", "9", ""))
]


def test_chart(spl: Any) -> None:
    # SR chart: a column for each value, NULL and OTHER last; rows by number.
    assert spl("| chart count OVER h BY u", CHART) == [
        {"h": "9", "x": "1", "y": "1", "NULL": "1"},
        {"h": "10", "x": "1", "y": "0", "NULL": "0"},
    ]
    assert spl("| chart limit=1 usenull=f count BY h u", CHART) == [
        {"h": "9", "x": "1", "OTHER": "1"},
        {"h": "10", "x": "1", "OTHER": "0"},
    ]
    assert spl("| chart count dc(u) AS d BY h", CHART) == [
        {"h": "9", "count": "3", "d": "2"},
        {"h": "10", "count": "1", "d": "1"},
    ]


def test_timechart(spl: Any) -> None:
    # SR timechart: empty spans have rows (cont=true); the range of the search, where it has one, is filled.
    assert spl("| timechart span=1m count", CHART) == [
        {"_time": "0", "count": "1"},
        {"_time": "60", "count": "2"},
        {"_time": "120", "count": "0"},
        {"_time": "180", "count": "1"},
    ]
    assert spl("| timechart span=1m dc(h) AS d BY u usenull=f", CHART, earliest=0, latest=120) == [
        {"_time": "0", "x": "1", "y": "0"},
        {"_time": "60", "x": "1", "y": "1"},
    ]
    assert spl("| timechart cont=f span=2m sum(h) AS s", CHART) == [
        {"_time": "0", "s": "28"},
        {"_time": "120", "s": "9"},
    ]


@pytest.mark.parametrize(
    ("hours", "seconds"),
    # SR timechart, "Default time spans": 15 minutes 10s, 60 minutes 1m, 4 hours 5m, 24 hours 30m, 7 and 30 days 1d
    [(1 / 4, 10), (1, 60), (4, 300), (24, 1800), (7 * 24, 86_400), (30 * 24, 86_400)],
)
def test_timechart_takes_its_span_from_the_range(spl: Any, hours: float, seconds: int) -> None:
    rows = spl("| timechart count", CHART, earliest=0, latest=hours * 3600)
    assert float(rows[1]["_time"]) == seconds
    assert len(rows) == hours * 3600 / seconds


def test_timechart_without_a_range_takes_its_span_from_the_data(spl: Any) -> None:
    assert [row["_time"] for row in spl("| timechart count", CHART)][:2] == ["0", "5"]
    assert spl("| search a=none | timechart count", CHART) == []


def test_timechart_refuses_months(refuse: Any) -> None:
    assert refuse("* | timechart count", earliest=0, latest=365 * 86_400).startswith("timechart: give span")
    assert refuse("* | timechart span=1w count").startswith('timechart: a span of "1w" depends on the calendar')
