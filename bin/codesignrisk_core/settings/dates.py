"""The column ``expires``: until when a row of a site is in force."""

from __future__ import annotations

import datetime
import re

from codesignrisk_core.settings.table import BrokenRow, ExpiredRow, Row

# date.fromisoformat takes more forms on newer Pythons; the searches take this one.
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def check(row: Row, shown: str, today: datetime.date) -> None:
    """Raise BrokenRow or ExpiredRow where a row is not in force. shown: how a message names the row."""
    if not row.cell("expires"):
        return
    expires = _date(row.cell("expires"))
    if expires is None:
        raise BrokenRow(f"expires '{row.shown('expires')}' of {shown} is not a date like 2027-01-31")
    if expires < today:
        raise ExpiredRow(f"{shown} expired on {expires}")


def _date(text: str) -> datetime.date | None:
    found = _DATE.fullmatch(text)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
