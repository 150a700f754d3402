"""Values as eval sees them, and the way to and from the text that a field holds.

A field of a record holds text or a list of at least two texts; a field that is absent is null. In expressions there are
numbers and Booleans as well. Sources: Search Reference, `eval` ("The result of an eval expression cannot be a Boolean";
numbers are double-precision); "Evaluation functions"; Search Manual, "Types of expressions".
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable

from lab.records import Record
from lab.records import Value as Field
from lab.spl.errors import RefusalError

Number = int | float
Value = None | str | int | float | bool | list[str]

_COMPARE: dict[str, Callable[[object, object], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,  # type: ignore[dict-item]
    "<=": operator.le,  # type: ignore[dict-item]
    ">": operator.gt,  # type: ignore[dict-item]
    ">=": operator.ge,  # type: ignore[dict-item]
}
COMPARISONS = frozenset(_COMPARE)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_EXACT_DIGITS = 15


def to_number(value: Value) -> Number | None:
    """The number that a value is or reads as, else None. Beyond 15 digits it is a double, as in Splunk."""
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            return None
        if len(value) <= _EXACT_DIGITS and value.lstrip("+-").isdigit():
            return int(value)
        number = float(value)
        return number if math.isfinite(number) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value


def format_number(number: Number) -> str:
    """Text of a number: whole numbers without a fraction, others with the shortest digits that read back the same.

    Splunk's own last digits may differ (it has rules on significant figures): searches that show fractions `round()`
    them.
    """
    if isinstance(number, int):
        return str(number)
    if math.isnan(number):
        return "nan"
    if math.isinf(number):
        return "inf" if number > 0 else "-inf"
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def to_text(value: str | Number) -> str:
    """Text of a single value that is not a Boolean."""
    return value if isinstance(value, str) else format_number(value)


def single(value: Value, what: str) -> str | int | float:
    """A value that must be a single one, for functions whose treatment of several values is not documented."""
    if isinstance(value, list):
        raise RefusalError(
            f"{what} of a multivalue field is not documented: use mvmap, mvfilter, mvfind, mvindex or mvjoin"
        )
    if value is None or isinstance(value, bool):
        raise RefusalError(f"{what} takes text or a number, not {'null' if value is None else 'a Boolean'}")
    return value


def values_of(value: Value) -> list[str]:
    """All values as texts: none for null, one for a single value."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    return [to_text(single(value, "a list"))]


def from_values(values: Iterable[str]) -> str | list[str] | None:
    """The value that holds these texts: null for none, single for one."""
    held = list(values)
    return held if len(held) > 1 else (held[0] if held else None)


def put(record: Record, name: str, value: Value) -> None:
    """Set a field; null removes it (an eval that gives null leaves the field without a value)."""
    if value is None:
        record.pop(name, None)
    elif isinstance(value, list):
        held = from_values(value)
        if held is None:
            record.pop(name, None)
        else:
            record[name] = held
    else:
        record[name] = to_text(value)


def field_values(value: Field | None) -> list[str]:
    """The values of a field as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def sort_key(text: str) -> tuple[int, Number, str]:
    """Numbers by size before texts by code point: "Lexicographical order", and `max` ("strings are greater")."""
    number = to_number(text)
    return (1, 0, text) if number is None else (0, number, "")


def compare(sign: str, left: Value, right: Value) -> bool | None:
    """Compare two values by one of COMPARISONS: as numbers when both are or read as numbers, else as texts by code
    point, case-sensitively (Search Reference, `where`); null when either is.
    """
    if left is None or right is None:
        return None
    left, right = single(left, f'"{sign}"'), single(right, f'"{sign}"')
    a, b = to_number(left), to_number(right)
    if a is None or b is None:
        return _COMPARE[sign](to_text(left), to_text(right))
    return _COMPARE[sign](a, b)
