"""Whether the comparison of an ``if`` holds. Rules: ``if /?``."""

from __future__ import annotations

import re
from collections.abc import Callable

# Numbers as cmd reads them: decimal, 0x and octal.
_NUMBER = re.compile(r"(-?)(?:0x([0-9a-f]{1,8})|(0[0-7]{0,11})|([1-9]\d{0,9}))$", re.IGNORECASE)
_ORDERS: dict[str, Callable[[int, int], bool]] = {
    "equ": lambda left, right: left == right,
    "neq": lambda left, right: left != right,
    "lss": lambda left, right: left < right,
    "leq": lambda left, right: left <= right,
    "gtr": lambda left, right: left > right,
    "geq": lambda left, right: left >= right,
}


def holds(left: str, comparison: str, right: str, *, ignore_case: bool) -> bool | None:
    """Whether a comparison of two texts holds; None where the line does not settle it.

    Numbers compare as numbers, but not with ``==``; case counts without ``/i``. A text that still holds a reference to
    a variable may be anything, and how words are ordered depends on the language of the system.
    """
    if not comparison or any(sign in text for text in (left, right) for sign in "%!"):
        return None
    numbers = _number(left), _number(right)
    if comparison != "==" and numbers[0] is not None and numbers[1] is not None:
        return _ORDERS[comparison](numbers[0], numbers[1])
    left, right = left.replace("^", ""), right.replace("^", "")
    if ignore_case:
        left, right = left.lower(), right.lower()
    if comparison in ("==", "equ", "neq"):
        return (left == right) != (comparison == "neq")
    return None


def _number(text: str) -> int | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    sign, hexadecimal, octal, decimal = found.groups()
    value = int(hexadecimal, 16) if hexadecimal else int(octal, 8) if octal else int(decimal)
    return -value if sign else value
