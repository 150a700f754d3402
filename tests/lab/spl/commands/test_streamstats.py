"""streamstats: running statistics (SR streamstats)."""

from __future__ import annotations

from typing import Any

import pytest

# The page's own example data: hosts x and y, in order.
ROWS = [
    {"n": str(n), "h": h, "b": b}
    for n, (h, b) in enumerate(
        [("x", "100"), ("y", "200"), ("x", "400"), ("x", "50"), ("y", "150"), ("x", "100")], start=1
    )
]


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row.get(name) for row in rows]


@pytest.mark.parametrize(
    ("clause", "values"),
    [
        ("count AS r", ["1", "2", "3", "4", "5", "6"]),
        ("count AS r BY h", ["1", "1", "2", "3", "2", "4"]),
        ("sum(b) AS r BY h", ["100", "200", "500", "550", "350", "650"]),
        ("current=f sum(b) AS r BY h", [None, None, "100", "500", "200", "550"]),
        ("current=f count AS r", ["0", "1", "2", "3", "4", "5"]),
        ("current=f last(b) AS r", [None, "100", "200", "400", "50", "150"]),
        ("current=f window=1 last(b) AS r BY h global=f", None),
        ("window=2 sum(b) AS r", ["100", "300", "600", "450", "200", "250"]),
        # global=t: the last 2 rows of all, of which those of the host count; global=f: the host's own last 2.
        ("window=2 sum(b) AS r BY h", ["100", "200", "400", "450", "150", "100"]),
        ("window=2 global=f sum(b) AS r BY h", ["100", "200", "500", "450", "350", "150"]),
        ("current=f window=1 global=f last(b) AS r BY h", [None, None, "100", "400", "200", "50"]),
        ("reset_on_change=t count AS r BY h", ["1", "1", "1", "2", "1", "1"]),
        ("reset_after=(b=50) sum(b) AS r BY h", ["100", "200", "500", "550", "150", "100"]),
        ("reset_before=(b=50) sum(b) AS r BY h", ["100", "200", "500", "50", "150", "150"]),
        ("dc(h) AS r", ["1", "2", "2", "2", "2", "2"]),
        ("current=f values(b) AS r BY h", [None, None, "100", ["100", "400"], "200", ["100", "400", "50"]]),
    ],
)
def test_running(spl: Any, refuse: Any, clause: str, values: Any) -> None:
    if values is None:  # options stand before the functions
        assert "is not understood here" in refuse(f"* | streamstats {clause}", ROWS)
    else:
        assert column(spl(f"| streamstats {clause}", ROWS), "r") == values


def test_the_result_may_overwrite_its_own_source(spl: Any) -> None:
    assert column(spl("| streamstats sum(b) AS b", ROWS), "b") == ["100", "300", "700", "750", "900", "1000"]
    assert column(spl("| streamstats current=f last(b) AS b", ROWS), "b") == [None, "100", "200", "400", "50", "150"]


def test_a_row_with_a_null_group_gets_nothing_and_resets_nothing(spl: Any) -> None:
    rows = [{"h": "x"}, {"a": "1"}, {"h": "x"}]
    assert column(spl("| streamstats reset_on_change=t count AS r BY h", rows), "r") == ["1", None, "2"]


TIMED = [{"_time": t, "h": h} for t, h in (("100", "x"), ("95", "x"), ("91", "y"), ("89.5", "x"), ("70", "y"))]


def test_time_window(spl: Any) -> None:
    # Rows may run either way in time; each group has its own window.
    assert column(spl("| streamstats time_window=10s count AS r BY h", TIMED), "r") == ["1", "2", "1", "2", "1"]
    up = spl("| sort 0 _time | streamstats time_window=10s count AS r BY h", TIMED)
    assert column(up, "r") == ["1", "1", "1", "2", "2"]
    assert column(spl("| streamstats time_window=10s current=f count AS r", TIMED), "r") == ["0", "1", "2", "2", "0"]


def test_time_window_edge_is_said(tmp_path: Any) -> None:
    from lab.spl import run

    result = run("* | streamstats time_window=5s count AS r", TIMED, now=0, app=tmp_path)
    assert column(result.rows, "r") == ["1", "2", "2", "2", "1"]
    assert result.messages == [
        ("WARN", "streamstats: a row lies exactly time_window away; the lab counts it, Splunk may not")
    ]


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        (
            "* | sort h | streamstats time_window=5s count",
            "streamstats: time_window needs rows in the order of _time: sort before @ ",
        ),
        (
            "* | streamstats window=2 time_window=5s count",
            "streamstats: window and time_window exclude each other @ 5s",
        ),
        ("* | streamstats foo=1 count", 'streamstats: unknown option "foo" @ foo=1'),
        (
            "* | streamstats time_window=1mon count",
            'streamstats: a span of "1mon" depends on the calendar and is not supported: use days @ 1mon',
        ),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(search, TIMED) == reason
