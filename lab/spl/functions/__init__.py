"""The eval functions, by theme. Each module registers its own in the one table."""

from __future__ import annotations

from lab.spl.expressions.compiler import Scope
from lab.spl.functions import conditional, conversion, multivalue, numeric, objects, text, time
from lab.spl.functions.registry import FUNCTIONS

__all__ = ["FUNCTIONS", "conditional", "conversion", "multivalue", "numeric", "objects", "scope", "text", "time"]


def scope(search: str, now: float) -> Scope:
    """What the expressions of a search can know: its text, the time it runs at (epoch seconds), all functions."""
    return Scope(search, now, FUNCTIONS)
