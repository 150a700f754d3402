"""What the long run on memory says of memory that goes up and down: only what is never given back counts."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.soak import Point, growth

EVENTS = 2_000
"""A point for each so many."""


def sawtooth(leak: float, seed: int) -> list[Point]:
    """1,000 points of a cache that is emptied at some 80 MiB, and of a leak, in MiB for each million events."""
    rng, points, cached = random.Random(seed), [], 0.0
    for number in range(1, 1_001):
        cached = 0.0 if cached > 60 + rng.random() * 20 else cached + rng.random() * 5
        points.append(Point(number * EVENTS, 90 + cached + leak * number * EVENTS / 1e6))
    return points


@pytest.mark.parametrize("seed", range(20))
def test_a_leak_is_seen_among_what_comes_and_goes(seed: int) -> None:
    assert growth(sawtooth(0, seed)) < 1
    assert growth(sawtooth(3, seed)) > 2


def test_the_first_quarter_fills_caches_and_does_not_count() -> None:
    filling = [Point(number * EVENTS, number if number < 250 else 250.0) for number in range(1_000)]
    assert growth(filling) == 0.0


def test_one_part_has_no_slope() -> None:
    assert growth([Point(1, 5.0)]) == 0.0
