"""The top of a stream: what stays, in which order, and what is made at all."""

from __future__ import annotations

import pytest

from lab.cases.top import Top

STREAM = [(5, "a"), (9, "b"), (5, "c"), (1, "d"), (9, "e")]


@pytest.mark.parametrize(
    ("limit", "ranked", "in_order"),
    [
        (0, "b e a c d", "a b c d e"),
        (3, "b e a", "a b e"),  # of the two fives the earlier stays
        (1, "b", "b"),
        (9, "b e a c d", "a b c d e"),
    ],
)
def test_the_highest_stay(limit: int, ranked: str, in_order: str) -> None:
    kept: Top[str] = Top(limit)
    for score, name in STREAM:
        kept.add(score, lambda name=name: name)
    assert (kept.ranked(), kept.in_order(), kept.seen) == (ranked.split(), in_order.split(), 5)


def test_what_does_not_stay_is_not_made() -> None:
    kept: Top[int] = Top(1)
    kept.add(5, lambda: 1)
    kept.add(5, lambda: pytest.fail("is made"))
    assert kept.ranked() == [1]
