"""Statistical functions: what they keep of the values they have seen, and what they make of them.

Source: Search Reference, "Statistical and charting functions": "Aggregate functions", "Event order functions",
"Multivalue stats and chart functions", "Time functions". Each value of a multivalue field counts. Values that are no
numbers do not count where numbers are wanted; `min` and `max` take texts too, which are greater than numbers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Protocol

from lab.spl.errors import RefusalError
from lab.spl.values import Number, Value, from_values, sort_key, to_number

LIST_LIMIT = 100
"""limits.conf [stats] list_maxsize: `list` keeps the first 100."""

TIMED = frozenset({"earliest", "latest", "earliest_time", "latest_time"})
"""The functions that need to know the time of each row."""


class Aggregate(Protocol):
    """A running statistic."""

    def add(self, values: list[str], time: Number | None) -> None:
        """Take the values of one row; there is at least one."""

    def result(self) -> Value:
        """The statistic of what was added; null for none, where nothing else is said."""


class _Count:
    """How many values; 0 for none."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, values: list[str], time: Number | None) -> None:
        self._count += len(values)

    def result(self) -> Value:
        return self._count


class _Distinct:
    """dc: how many different values, exact, 0 for none. values: these, sorted by code point (10 before 9)."""

    def __init__(self, finish: Callable[[set[str]], Value]) -> None:
        self._seen: set[str] = set()
        self._finish = finish

    def add(self, values: list[str], time: Number | None) -> None:
        self._seen.update(values)

    def result(self) -> Value:
        return self._finish(self._seen)


class _List:
    """The first 100 values in the order of the rows."""

    def __init__(self) -> None:
        self._values: list[str] = []

    def add(self, values: list[str], time: Number | None) -> None:
        if len(self._values) < LIST_LIMIT:
            self._values += values

    def result(self) -> Value:
        return from_values(self._values[:LIST_LIMIT])


class _Best:
    """min and max."""

    def __init__(self, choose: Callable[..., str]) -> None:
        self._choose = choose
        self._best: str | None = None

    def add(self, values: list[str], time: Number | None) -> None:
        known = values if self._best is None else [self._best, *values]
        self._best = self._choose(known, key=sort_key)

    def result(self) -> Value:
        return self._best


class _Sums:
    """What needs the count, the sum and the sum of squares only."""

    def __init__(self, finish: Callable[[int, Number, Number], Value]) -> None:
        self._count, self._sum, self._squares = 0, 0, 0
        self._finish = finish

    def add(self, values: list[str], time: Number | None) -> None:
        for text in values:
            number = to_number(text)
            if number is not None:
                self._count += 1
                self._sum += number  # type: ignore[assignment]
                self._squares += number * number  # type: ignore[assignment]

    def result(self) -> Value:
        return self._finish(self._count, self._sum, self._squares) if self._count else None


class _Numbers:
    """What needs all numbers at the end."""

    def __init__(self, finish: Callable[[list[Number]], Value]) -> None:
        self._numbers: list[Number] = []
        self._finish = finish

    def add(self, values: list[str], time: Number | None) -> None:
        self._numbers += [number for text in values if (number := to_number(text)) is not None]

    def result(self) -> Value:
        return self._finish(sorted(self._numbers)) if self._numbers else None


class _Mode:
    """The most frequent value. Which of several equally frequent ones is not documented: the first seen."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, values: list[str], time: Number | None) -> None:
        self._counts.update(values)

    def result(self) -> Value:
        return self._counts.most_common(1)[0][0] if self._counts else None


class _Ordered:
    """first and last by the order of the rows, earliest and latest by `_time` (of the same time: the first seen)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._value: str | None = None
        self._time: Number = 0

    def add(self, values: list[str], time: Number | None) -> None:
        if len(values) > 1:
            raise RefusalError(
                f"{self._name}() of a multivalue field is not documented: use values(), or mvjoin() before"
            )
        if self._name in ("first", "last"):
            if self._value is None or self._name == "last":
                self._value = values[0]
            return
        if time is None:
            raise RefusalError(f"{self._name}() needs _time in every row")
        earlier = self._name.startswith("earliest")
        if self._value is None or (time < self._time if earlier else time > self._time):
            self._value, self._time = values[0], time

    def result(self) -> Value:
        if self._name.endswith("_time"):
            return None if self._value is None else self._time
        return self._value


def _variance(sample: bool, root: bool) -> Callable[[int, Number, Number], Value]:
    def finish(count: int, total: Number, squares: Number) -> Value:
        divisor = count - 1 if sample else count
        if not divisor:
            return 0
        variance = max(0.0, (squares - total * total / count) / divisor)
        return math.sqrt(variance) if root else variance

    return finish


def _percentile(percent: float) -> Callable[[list[Number]], Value]:
    """By nearest rank (limits.conf [stats] perc_method = nearest-rank)."""
    return lambda numbers: numbers[max(0, math.ceil(percent / 100 * len(numbers)) - 1)]


_MAKERS: dict[str, Callable[[], Aggregate]] = {
    "count": _Count,
    "c": _Count,
    "dc": lambda: _Distinct(len),
    "distinct_count": lambda: _Distinct(len),
    "values": lambda: _Distinct(lambda seen: from_values(sorted(seen))),
    "list": _List,
    "min": lambda: _Best(min),
    "max": lambda: _Best(max),
    "sum": lambda: _Sums(lambda count, total, squares: total),
    "sumsq": lambda: _Sums(lambda count, total, squares: squares),
    "avg": lambda: _Sums(lambda count, total, squares: total / count),
    "mean": lambda: _Sums(lambda count, total, squares: total / count),
    "stdev": lambda: _Sums(_variance(sample=True, root=True)),
    "stdevp": lambda: _Sums(_variance(sample=False, root=True)),
    "var": lambda: _Sums(_variance(sample=True, root=False)),
    "varp": lambda: _Sums(_variance(sample=False, root=False)),
    "range": lambda: _Numbers(lambda numbers: numbers[-1] - numbers[0]),
    # "If you have an even number of events, by default the median calculation is approximated to the higher of the
    # two."
    "median": lambda: _Numbers(lambda numbers: numbers[len(numbers) // 2]),
    "mode": _Mode,
    **{
        name: (lambda name=name: _Ordered(name))  # type: ignore[misc]
        for name in ("first", "last", "earliest", "latest", "earliest_time", "latest_time")
    },
}
_PERCENTILE = re.compile(r"(?:p|perc|exactperc)(\d{1,2}(?:\.\d+)?)")


def maker(name: str) -> Callable[[], Aggregate] | None:
    """What makes a fresh statistic of that name; None for an unknown name."""
    if match := _PERCENTILE.fullmatch(name):
        percent = float(match[1])
        return (lambda: _Numbers(_percentile(percent))) if 0 < percent < 100 else None
    return _MAKERS.get(name)


def known_aggregates() -> list[str]:
    """The names of the table, for lints; percentiles are `perc<1-99>` and `p<1-99>` besides."""
    return sorted(_MAKERS)
