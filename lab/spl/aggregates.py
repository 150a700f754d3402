"""Statistical functions: what they keep of the values they have seen, and what they make of them.

Source: Search Reference, "Statistical and charting functions": "Aggregate functions", "Event order functions",
"Multivalue stats and chart functions". Each value of a multivalue field counts. Values that are no numbers do not count
where numbers are wanted; `min` and `max` take texts too, which are greater than numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lab.spl.errors import RefusalError
from lab.spl.values import Number, Value, from_values, sort_key, to_number


class Aggregate(Protocol):
    """A running statistic."""

    def add(self, values: list[str]) -> None:
        """Take the values of one row; there is at least one."""

    def result(self) -> Value:
        """The statistic of what was added; null for none, where nothing else is said."""


class _Count:
    """How many values; 0 for none."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, values: list[str]) -> None:
        self._count += len(values)

    def result(self) -> Value:
        return self._count


class _Distinct:
    """dc: how many different values, exact, 0 for none. values: these, sorted by code point (10 before 9)."""

    def __init__(self, finish: Callable[[set[str]], Value]) -> None:
        self._seen: set[str] = set()
        self._finish = finish

    def add(self, values: list[str]) -> None:
        self._seen.update(values)

    def result(self) -> Value:
        return self._finish(self._seen)


class _Best:
    """min and max."""

    def __init__(self, choose: Callable[..., str]) -> None:
        self._choose = choose
        self._best: str | None = None

    def add(self, values: list[str]) -> None:
        known = values if self._best is None else [self._best, *values]
        self._best = self._choose(known, key=sort_key)

    def result(self) -> Value:
        return self._best


class _Sum:
    """The sum of the numbers."""

    def __init__(self) -> None:
        self._sum: Number | None = None

    def add(self, values: list[str]) -> None:
        for text in values:
            number = to_number(text)
            if number is not None:
                self._sum = number if self._sum is None else self._sum + number

    def result(self) -> Value:
        return self._sum


class _Ordered:
    """first and last, by the order of the rows."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._value: str | None = None

    def add(self, values: list[str]) -> None:
        if len(values) > 1:
            raise RefusalError(
                f"{self._name}() of a multivalue field is not documented: use values(), or mvjoin() before"
            )
        if self._value is None or self._name == "last":
            self._value = values[0]

    def result(self) -> Value:
        return self._value


AGGREGATES: dict[str, Callable[[], Aggregate]] = {
    "count": _Count,
    "dc": lambda: _Distinct(len),
    "values": lambda: _Distinct(lambda seen: from_values(sorted(seen))),
    "min": lambda: _Best(min),
    "max": lambda: _Best(max),
    "sum": _Sum,
    "first": lambda: _Ordered("first"),
    "last": lambda: _Ordered("last"),
}
"""What makes a fresh statistic, by the function's name."""
