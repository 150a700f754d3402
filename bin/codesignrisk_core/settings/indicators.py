"""codesignrisk_indicators.csv: what each indicator weighs."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from codesignrisk_core.settings.near import Near
from codesignrisk_core.settings.table import BrokenRow, Row

KINDS = ("action", "modifier", "context", "benign")
_MAX_WEIGHT = 100


class Indicator(NamedTuple):
    """One row of codesignrisk_indicators.csv. weight is 0 to 100; technique an ATT&CK id or ""."""

    id: str
    kind: str
    weight: int
    technique: str
    description: str
    false_positives: str


class Weights:
    """Reads rows. known: the names read so far, the shipped ones before those of a site."""

    def __init__(self, known: Collection[str]) -> None:
        self._near = Near(known)

    def read(self, row: Row) -> tuple[str, Indicator]:
        """The name of an indicator and what it weighs. Raises BrokenRow."""
        name, kind = row.cell("indicator"), row.cell("kind").lower()
        if kind not in KINDS:
            # a row that fills no kind means a shipped one, and has its name wrong
            near = "" if kind else self._near.to(name)
            shown = f"kind '{row.shown('kind').lower()}' of '{row.shown('indicator')}'"
            raise BrokenRow(f"{shown} is none of {', '.join(KINDS)}{near}")
        weight = _weight(row.cell("weight"))
        if weight is None:
            shown = f"weight '{row.shown('weight')}' of '{row.shown('indicator')}'"
            raise BrokenRow(f"{shown} is not a whole number from 0 to {_MAX_WEIGHT}")
        cells = (row.cell("technique"), row.cell("description"), row.cell("false_positives"))
        return name, Indicator(name, kind, weight, *cells)


def _weight(text: str) -> int | None:
    """Read digits of ASCII, as the searches do; Python refuses to read thousands of them, zeros or not."""
    digits = text.lstrip("0") or text[:1]
    if not (text.isascii() and text.isdecimal()) or len(digits) > len(str(_MAX_WEIGHT)):
        return None
    weight = int(digits)
    return weight if weight <= _MAX_WEIGHT else None
