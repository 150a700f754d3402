"""The fit: an ordinal logistic scorecard, found by descent over one weight at a time.

The scorer's own formula gives the score, so what is fitted is what runs: caps, floors, rounding and shares included.
With a score s, an event is at least suspicious with the chance 1 / (1 + exp((30 - s) / 8)), and malicious with the
same about 60, or 40 where no process starts; weights are good when the labels are likely. What keeps them sober:

- a weight that differs from the present one costs, so that one event alone moves little;
- a weight keeps its kind, and so its sign, and lies between 0 and 100;
- pairs of order.csv keep their order: a root store outweighs another one, whatever few examples say;
- what is benign counts double, since a day holds so much more of it than a labelled file.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from codesignrisk_core.settings import Indicator

from scripts.calibration.rows import Row
from scripts.evaluation.samples import CORE, PROCESS

ORDER = Path(__file__).with_name("order.csv")

_LOOK = 30
_SLOPE = 8
_BENIGN = 2.0
# A weight that is this far from the present one costs 1, twice as far 4.
_UNIT = 10
_STEPS = (1, -1, 4, -4)
_MAX_SWEEPS = 20
_MAX_WEIGHT = 100


class Order(NamedTuple):
    """Of an indicator, those that weigh at least as much, and those that weigh at most as much."""

    heavier: Mapping[str, Sequence[str]]
    lighter: Mapping[str, Sequence[str]]

    def allows(self, weights: Mapping[str, Indicator], name: str, weight: int) -> bool:
        """Whether an indicator may weigh so much among the others. Pairs that the table does not hold bind nobody."""
        above = (weights[other].weight for other in self.heavier.get(name, ()) if other in weights)
        below = (weights[other].weight for other in self.lighter.get(name, ()) if other in weights)
        return all(weight <= other for other in above) and all(weight >= other for other in below)


def read_order(path: Path = ORDER) -> Order:
    """The pairs of a table with the columns heavier and lighter."""
    heavier: dict[str, list[str]] = {}
    lighter: dict[str, list[str]] = {}
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            heavier.setdefault(row["lighter"], []).append(row["heavier"])
            lighter.setdefault(row["heavier"], []).append(row["lighter"])
    return Order(heavier, lighter)


def loss(row: Row, score: int) -> float:
    """How unlikely the label of an event is with a score: 0 where it is sure."""
    alert = 60 if row.sample.kind == PROCESS and row.sample.scope == CORE else 40
    suspicious, malicious = _chance(score - _LOOK), _chance(score - alert)
    if row.sample.label == "malicious":
        return -math.log(malicious)
    if row.sample.label == "benign":
        return -_BENIGN * math.log(1 - suspicious)
    return -math.log(max(suspicious - malicious, _chance(-10 * _SLOPE)))


def _chance(distance: float) -> float:
    return 1 / (1 + math.exp(-distance / _SLOPE))


def fit(rows: Iterable[Row], present: Mapping[str, Indicator], order: Order) -> dict[str, Indicator]:
    """Weights that make the labels of events likelier, found by steps that each improve the whole; deterministic."""
    weights = dict(present)
    shown: dict[str, list[int]] = {}
    seen = list(rows)
    for place, row in enumerate(seen):
        for name in {finding.indicator for finding in row.findings} & weights.keys():
            shown.setdefault(name, []).append(place)
    losses = [loss(row, row.score(weights)) for row in seen]
    for _ in range(_MAX_SWEEPS):
        moved = False
        for name in sorted(shown):
            moved |= _improve(name, shown[name], seen, losses, weights, present[name].weight, order)
        if not moved:
            break
    return weights


def _improve(
    name: str,
    places: Sequence[int],
    rows: Sequence[Row],
    losses: list[float],
    weights: dict[str, Indicator],
    present: int,
    order: Order,
) -> bool:
    """Move one weight as far as it helps; whether it moved."""
    now = weights[name]
    best = sum(losses[place] for place in places) + _cost(now.weight, present)
    found = None
    for step in _STEPS:
        weight = now.weight + step
        if not 0 <= weight <= _MAX_WEIGHT or not order.allows(weights, name, weight):
            continue
        weights[name] = now._replace(weight=weight)
        tried = [loss(rows[place], rows[place].score(weights)) for place in places]
        total = sum(tried) + _cost(weight, present)
        if total < best - 1e-9:
            best, found = total, (weight, tried)
    weights[name] = now if found is None else now._replace(weight=found[0])
    if found is not None:
        for place, value in zip(places, found[1]):
            losses[place] = value
    return found is not None


def _cost(weight: int, present: int) -> float:
    return ((weight - present) / _UNIT) ** 2
