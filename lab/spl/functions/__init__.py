"""The eval functions, by theme. Each module registers its own in the one table."""

from __future__ import annotations

from lab.spl.functions import conditional, conversion, multivalue, numeric, text, time
from lab.spl.functions.registry import FUNCTIONS

__all__ = ["FUNCTIONS", "conditional", "conversion", "multivalue", "numeric", "text", "time"]
