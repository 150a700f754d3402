"""codesignrisk_allowlist.csv: what the site expects."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import NamedTuple

from codesignrisk_core.settings import dates
from codesignrisk_core.settings.near import Near
from codesignrisk_core.settings.table import BrokenRow, Row
from codesignrisk_core.wildcards import Wildcard, wildcard

# Different names of indicators that are looked up while a table is read.
_MOST_NAMES = 1000
ALLOW_KEYS = ("host", "user", "image", "command_line", "parent_image", "cert_file", "indicator")


class AllowRule(NamedTuple):
    """One row of codesignrisk_allowlist.csv: patterns by what they are matched with, and why the row is there."""

    rule_id: str
    patterns: tuple[tuple[str, Wildcard], ...]
    reason: str


class Rules:
    """Reads rows as of a day. indicators: the names that are known; none where their table is missing.

    idle: rows that are in force and hide nothing, as no indicator has their name, each with what is to be told.
    """

    def __init__(self, today: datetime.date, indicators: Collection[str]) -> None:
        self.idle: list[tuple[Row, str]] = []
        self._today = today
        self._near = Near(indicators)
        self._named: dict[str, bool] = {"": True}

    def read(self, row: Row) -> AllowRule:
        """A rule that is in force. Raises BrokenRow or ExpiredRow."""
        shown = f"rule '{row.shown('rule_id')}'"
        patterns = tuple((key, wildcard(row.cell(key))) for key in ALLOW_KEYS if row.cell(key).strip("*"))
        if not patterns:
            raise BrokenRow(f"{shown} would allow everything")
        if not row.cell("reason") or not row.cell("owner"):
            raise BrokenRow(f"{shown} has no reason or no owner")
        dates.check(row, shown, self._today)
        name = row.cell("indicator")
        if self._near.known and not self._names_one(name):
            told = f"no indicator is called '{row.shown('indicator')}': it hides nothing{self._near.to(name)}"
            self.idle.append((row, told))
        return AllowRule(row.cell("rule_id"), patterns, row.cell("reason"))

    def _names_one(self, pattern: str) -> bool:
        """Whether an indicator has that name; also where too many patterns came before to look at each."""
        if pattern not in self._named and len(self._named) > _MOST_NAMES:
            return True
        if pattern not in self._named:
            known, read = self._near.known, wildcard(pattern)
            self._named[pattern] = read.exact in known or any(read.fullmatch(name) for name in known)
        return self._named[pattern]
