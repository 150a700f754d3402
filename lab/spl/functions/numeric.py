"""Mathematical and statistical eval functions (Search Reference, "Mathematical functions", "Statistical eval
functions").
"""

from __future__ import annotations

import math

from lab.spl.functions.registry import function
from lab.spl.values import Number, Value, sort_key, values_of


@function("abs", "n")
def _abs(number: Number) -> Value:
    return abs(number)


@function("ceiling", "n")
def _ceiling(number: Number) -> Value:
    return math.ceil(number)


@function("ceil", "n")
def _ceil(number: Number) -> Value:
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


@function("pow", "nn")
def _pow(base: Number, exponent: Number) -> Value:
    try:
        result = float(base) ** float(exponent)
    except (OverflowError, ZeroDivisionError):
        return None
    return result if isinstance(result, float) else None


@function("sqrt", "n")
def _sqrt(number: Number) -> Value:
    return math.sqrt(number) if number >= 0 else None


@function("exp", "n")
def _exp(number: Number) -> Value:
    return math.exp(number) if number < 700 else None


@function("ln", "n")
def _ln(number: Number) -> Value:
    return math.log(number) if number > 0 else None


@function("log", "n?n")
def _log(number: Number, base: Number = 10) -> Value:
    return math.log(number) / math.log(base) if number > 0 and base > 0 and base != 1 else None


@function("min", "v*")
def _min(*values: Value) -> Value:
    """Texts are greater than numbers; null arguments do not count."""
    return min(_all(values), key=sort_key, default=None)


@function("max", "v*")
def _max(*values: Value) -> Value:
    return max(_all(values), key=sort_key, default=None)


def _all(values: tuple[Value, ...]) -> list[str]:
    return [text for value in values for text in values_of(value)]
