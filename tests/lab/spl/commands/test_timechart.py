"""timechart: spans, columns by the values of a field, the range."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lab.spl import run
from lab.spl.commands.timechart import MOST

ROWS = [
    {"_time": t, "h": h, **({"u": u} if u else {})}
    for t, h, u in (("0", "10", "x"), ("61", "9", "y"), ("62", "9", "x"), ("200", "9", ""))
]


def test_empty_spans_have_rows(spl: Any) -> None:
    # SR timechart: empty spans have rows (cont=true); the range of the search, where it has one, is filled.
    assert spl("| timechart span=1m count", ROWS) == [
        {"_time": "0", "count": "1"},
        {"_time": "60", "count": "2"},
        {"_time": "120", "count": "0"},
        {"_time": "180", "count": "1"},
    ]
    assert spl("| timechart span=1m dc(h) AS d BY u usenull=f", ROWS, earliest=0, latest=120) == [
        {"_time": "0", "x": "1", "y": "0"},
        {"_time": "60", "x": "1", "y": "1"},
    ]
    assert spl("| timechart cont=f span=2m sum(h) AS s", ROWS) == [
        {"_time": "0", "s": "28"},
        {"_time": "120", "s": "9"},
    ]


@pytest.mark.parametrize(
    ("hours", "seconds"),
    # SR timechart, "Default time spans": 15 minutes 10s, 60 minutes 1m, 4 hours 5m, 24 hours 30m, 7 and 30 days 1d
    [(1 / 4, 10), (1, 60), (4, 300), (24, 1800), (7 * 24, 86_400), (30 * 24, 86_400)],
)
def test_the_span_goes_by_the_range(spl: Any, hours: float, seconds: int) -> None:
    rows = spl("| timechart count", ROWS, earliest=0, latest=hours * 3600)
    assert float(rows[1]["_time"]) == seconds
    assert len(rows) == hours * 3600 / seconds


def test_without_a_range_the_span_goes_by_the_data(spl: Any) -> None:
    assert [row["_time"] for row in spl("| timechart count", ROWS)][:2] == ["0", "5"]
    assert spl("| search a=none | timechart count", ROWS) == []


def test_long_ranges_go_by_months_then_by_years(spl: Any, refuse: Any) -> None:
    # The first is in 2019, the second in 2025, the third in 2026.
    rows = [{"_time": "1577750400"}, {"_time": "1748942048"}, {"_time": "1786147200"}]
    months = spl("| timechart count", rows)
    assert (len(months), months[0], months[-1]) == (
        81,
        {"_time": "1575158400", "count": "1"},
        {"_time": "1785542400", "count": "1"},
    )
    assert sum(row["count"] == "1" for row in months) == 3
    years = spl("| timechart count", [{"_time": "86400"}, *rows])
    assert [row["_time"] for row in years[:3]] == ["0", "31536000", "63072000"]
    assert len(years) == 2026 - 1970 + 1
    assert refuse("* | timechart span=1w count").startswith('timechart: a span of "1w" depends on the calendar')


@pytest.mark.parametrize(
    ("clause", "row"),
    [
        # A column for each value; NULL and OTHER come last.
        ("count BY u", {"x": "2", "y": "1", "NULL": "1"}),
        ("count BY u usenull=f", {"x": "2", "y": "1"}),
        ("count BY u nullstr=none", {"x": "2", "y": "1", "none": "1"}),
        # Those of the biggest sums keep their columns.
        ("count BY u limit=1", {"x": "2", "OTHER": "1", "NULL": "1"}),
        ("count BY u limit=0", {"x": "2", "y": "1", "NULL": "1"}),
        ("count BY u limit=1 useother=f usenull=f", {"x": "2"}),
        ("count BY u limit=1 otherstr=rest usenull=f", {"x": "2", "rest": "1"}),
        # Of several functions the columns carry the names.
        ("count sum(h) AS s BY u usenull=f", {"count: x": "2", "count: y": "1", "s: x": "19", "s: y": "9"}),
    ],
)
def test_columns_by_the_values_of_a_field(tmp_path: Path, clause: str, row: dict[str, str]) -> None:
    result = run(f"* | timechart span=1h {clause}", ROWS, now=0, app=tmp_path)
    assert result.rows == [{"_time": "0", **row}]
    assert result.fields == ["_time", *row]


def test_spans_between_the_rows_are_0_in_the_columns_that_count(spl: Any) -> None:
    rows = [{"_time": "0", "u": "x", "n": "5"}, {"_time": "7200", "u": "x", "n": "6"}]
    assert spl("| timechart span=1h count sum(n) AS s BY u", rows)[1] == {"_time": "3600", "count: x": "0"}
    assert spl("| timechart span=1h sum(n) AS s BY u", rows)[1] == {"_time": "3600"}
    assert spl("| timechart span=1h count sum(n) AS s", rows)[1] == {"_time": "3600", "count": "0"}


@pytest.mark.parametrize(
    ("seconds", "most"),
    [(MOST - 1, MOST - 1), (MOST, MOST), (MOST + 1, None), (MOST * 100, None)],
)
def test_spans_have_a_limit(spl: Any, refuse: Any, seconds: int, most: int | None) -> None:
    if most is None:
        said = refuse("* | timechart span=1s count", ROWS, earliest=0, latest=seconds)
        assert said == f"timechart: more than {MOST} spans between the ends of the time range @ 1s"
    else:
        assert len(spl("| timechart span=1s count", ROWS, earliest=0, latest=seconds)) == most


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("partial=f count", "timechart: partial=false is not supported @ f"),
        ("fixedrange=f count", "timechart: fixedrange=false is not supported @ f"),
        ("span=7h count", 'timechart: where a span of "7h" begins is not documented: use a part of a day @ 7h'),
        ("span=x count", 'timechart: "x" in "x" is not a unit of time @ x'),
        ("count(*)", "timechart: no wildcard can stand here"),
        ("count BY u v", 'timechart: "v" is not understood here @ v'),
    ],
)
def test_refuses(refuse: Any, clause: str, reason: str) -> None:
    assert refuse(f"* | timechart {clause}", ROWS).startswith(reason)
