"""The N of a stream that score highest, in bounded memory."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Top(Generic[T]):
    """The `limit` items of the highest scores (0: all). Of equal scores the earlier stays."""

    def __init__(self, limit: int) -> None:
        self.seen = 0
        self._limit = limit
        self._kept: list[tuple[float, int, T]] = []

    def add(self, score: float, make: Callable[[], T]) -> None:
        """Keep an item if it is among the highest so far; only then is it made."""
        self.seen += 1
        rank = (score, -self.seen)
        if not self._limit or len(self._kept) < self._limit:
            heapq.heappush(self._kept, (*rank, make()))
        elif rank > self._kept[0][:2]:
            heapq.heapreplace(self._kept, (*rank, make()))

    def ranked(self) -> list[T]:
        """What is kept, the highest first."""
        return [item for *_, item in sorted(self._kept, key=lambda kept: kept[:2], reverse=True)]

    def in_order(self) -> list[T]:
        """What is kept, as it came in."""
        return [item for *_, item in sorted(self._kept, key=lambda kept: -kept[1])]
