"""Mathematical and statistical eval functions (Search Reference, "Mathematical functions", "Statistical eval
functions").
"""

from __future__ import annotations

import math

from lab.spl.functions.registry import function
from lab.spl.values import Number, Value, sort_key, values_of


@function("ceiling", "n")
def _ceiling(number: Number) -> Value:
    return math.ceil(number)


@function("floor", "n")
def _floor(number: Number) -> Value:
    return math.floor(number)


@function("round", "n?n")
def _round(number: Number, digits: Number = 0) -> Value:
    """Halves away from zero: round(2.5) is 3."""
    scale = 10.0 ** max(0, min(int(digits), 15))
    scaled = abs(float(number)) * scale
    # The nearest text of the number decides whether it is a half: 1.005 is one, though its double lies below.
    rounded = math.floor(float(f"{scaled:.12g}") + 0.5) / scale if scaled < 1e11 else scaled / scale
    return math.copysign(rounded, number) if rounded else 0


@function("min", "v*")
def _min(*values: Value) -> Value:
    """Texts are greater than numbers; null arguments do not count."""
    return min(_all(values), key=sort_key, default=None)


@function("max", "v*")
def _max(*values: Value) -> Value:
    return max(_all(values), key=sort_key, default=None)


def _all(values: tuple[Value, ...]) -> list[str]:
    return [text for value in values for text in values_of(value)]
