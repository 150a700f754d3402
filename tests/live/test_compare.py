"""What counts as the same row on a server and in the lab."""

from __future__ import annotations

import pytest

from live.compare import difference

SAME = [
    ("order of rows", [{"a": "1"}, {"a": "2"}], [{"a": "2"}, {"a": "1"}]),
    ("order of columns", [{"a": "1", "b": "2"}], [{"b": "2", "a": "1"}]),
    ("spelling of numbers", [{"a": "3.0"}], [{"a": "3"}]),
    ("an empty cell and none", [{"a": "1", "b": ""}], [{"a": "1"}]),
    ("a list of one", [{"a": ["x"]}], [{"a": "x"}]),
    ("an array's braces", [{"a{}": ["x", "y"]}], [{"a": ["x", "y"]}]),
    ("a time in words", [{"_time": "2025-06-03T09:14:08.214+00:00"}], [{"_time": "1748942048.214000"}]),
    ("a time in another zone", [{"_time": "2025-06-03T11:14:08.214+02:00"}], [{"_time": "1748942048.214"}]),
    ("what only a server has", [{"a": "1", "splunk_server": "idx1", "_cd": "0:1"}], [{"a": "1"}]),
]
DIFFERENT = [
    ("a value", [{"a": "1"}], [{"a": "2"}], ["only the server: a=1", "only the lab: a=2"]),
    ("a row less", [{"a": "1"}], [{"a": "1"}, {"a": "1"}], ["only the lab: a=1"]),
    ("order of values", [{"a": ["x", "y"]}], [{"a": ["y", "x"]}], None),
    (
        "one cell of many",
        [{"a": "1", "b": "2", "c": "3"}],
        [{"a": "1", "b": "2", "c": "4"}],
        ["the server has c=3, the lab c=4"],
    ),
    (
        "an empty cell",
        [{"a": "1", "b": "2", "c": ""}],
        [{"a": "1", "b": "2", "c": "4"}],
        ["the server has nothing, the lab c=4"],
    ),
    ("a time", [{"_time": "1.001"}], [{"_time": "1.002"}], None),
    ("case", [{"a": "X"}], [{"a": "x"}], None),
    ("a column", [{"a": "1"}], [{"a": "1", "b": "2"}], None),
    ("another row", [{"a": "1", "b": "2", "c": "3"}], [{"a": "7", "b": "8", "c": "3"}], None),
]


@pytest.mark.parametrize(("server", "lab"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_the_same(server: list[dict[str, object]], lab: list[dict[str, object]]) -> None:
    assert difference(server, lab) == []


@pytest.mark.parametrize(
    ("server", "lab", "said"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT]
)
def test_not_the_same(server: list[dict[str, object]], lab: list[dict[str, object]], said: list[str] | None) -> None:
    found = difference(server, lab)
    assert found == said if said else len(found) == 2


def test_only_a_few_rows_are_shown() -> None:
    found = difference([{"a": str(number), "text": "x" * 500} for number in range(9)], [])
    assert len(found) == 3
    assert max(map(len, found)) < 420
