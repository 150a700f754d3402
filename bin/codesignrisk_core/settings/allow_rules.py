"""codesignrisk_allowlist.csv: what the site expects."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from codesignrisk_core.settings.table import BrokenRow, ExpiredRow, Row
from codesignrisk_core.wildcards import Wildcard, wildcard

ALLOW_KEYS = ("host", "user", "image", "command_line", "parent_image", "cert_file", "indicator")

# date.fromisoformat takes more forms on newer Pythons; the searches take this one.
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


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
        if row.cell("expires"):
            expires = _date(row.cell("expires"))
            if expires is None:
                raise BrokenRow(f"expires '{row.shown('expires')}' of {shown} is not a date like 2027-01-31")
            if expires < self._today:
                raise ExpiredRow(f"{shown} expired on {expires}")
        return AllowRule(row.cell("rule_id"), patterns, row.cell("reason"))


def _date(text: str) -> datetime.date | None:
    found = _DATE.fullmatch(text)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
