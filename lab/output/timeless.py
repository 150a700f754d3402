"""Events that score and whose time is missing or could not be read: no time range holds them, so only a scan does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

from lab.readers.problem import counted
from lab.records import Record, time_of

TELLING = 20
"""The lowest score that is told where no page shows an event."""


def timeless(events: Iterable[Record], lookups: Path) -> str:
    """How many events without a time score, and up to what: `2 events without a time score up to 62, ...`; "" where
    none does. `lookups` holds the tables to score by.
    """
    without = [event for event in events if time_of(event) is None]
    if not without:
        return ""
    scorer = Scorer(settings.load(lookups))
    scores = [int(str(scorer.assess(event)["codesign_score"])) for event in without]
    telling = [score for score in scores if score >= TELLING]
    if not telling:
        return ""
    one = len(telling) == 1
    return (
        f"{counted(len(telling), 'event')} without a time {'scores' if one else 'score'} up to {max(telling)}, "
        f"and no page and no search over a time range shows {'it' if one else 'them'}: see scan"
    )
