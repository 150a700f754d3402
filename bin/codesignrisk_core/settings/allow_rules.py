"""codesignrisk_allowlist.csv: what the site expects."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from codesignrisk_core.settings import dates
from codesignrisk_core.settings.table import BrokenRow, Row
from codesignrisk_core.wildcards import Wildcard, wildcard

ALLOW_KEYS = ("host", "user", "image", "command_line", "parent_image", "cert_file", "indicator")


class AllowRule(NamedTuple):
    """One row of codesignrisk_allowlist.csv: patterns by what they are matched with, and why the row is there."""

    rule_id: str
    patterns: tuple[tuple[str, Wildcard], ...]
    reason: str


class Rules:
    """Reads rows as of a day."""

    def __init__(self, today: datetime.date) -> None:
        self._today = today

    def read(self, row: Row) -> AllowRule:
        """A rule that is in force. Raises BrokenRow or ExpiredRow."""
        shown = f"rule '{row.shown('rule_id')}'"
        patterns = tuple((key, wildcard(row.cell(key))) for key in ALLOW_KEYS if row.cell(key).strip("*"))
        if not patterns:
            raise BrokenRow(f"{shown} would allow everything")
        if not row.cell("reason") or not row.cell("owner"):
            raise BrokenRow(f"{shown} has no reason or no owner")
        dates.check(row, shown, self._today)
        return AllowRule(row.cell("rule_id"), patterns, row.cell("reason"))
