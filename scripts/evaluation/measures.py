"""The arithmetic: how well scores part two groups, and shares of a whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple


def auc(upper: Sequence[float], lower: Sequence[float]) -> float | None:
    """How often a score of `upper` lies above one of `lower`, ties counted half: the area under the ROC curve.

    1.0: every pair in order; 0.5: no better than chance. None when a group is empty.
    """
    if not upper or not lower:
        return None
    ordered = sorted(lower)
    twice = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in upper)
    return twice / (2 * len(upper) * len(lower))


class Rate(NamedTuple):
    """So many of so many."""

    hits: int
    total: int

    @property
    def share(self) -> float | None:
        """0.0 to 1.0, None of nothing."""
        return self.hits / self.total if self.total else None

    def __str__(self) -> str:
        return f"{self.hits} of {self.total}" + ("" if self.share is None else f" ({self.share:.1%})")


def at_least(scores: Sequence[int], threshold: int) -> Rate:
    """How many scores reach a threshold."""
    return Rate(sum(score >= threshold for score in scores), len(scores))
