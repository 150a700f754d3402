"""The summary index as the search Keep Findings would have filled it, had it always run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lab.paths import ROOT
from lab.records import Record
from lab.spl.context import load_app
from lab.spl.engine import check, run
from lab.spl.saved import texts

KEEP = "Code Signing Risk - Keep Findings"
"""The search that keeps findings. In the lab it runs, so that a search which asks says so."""

_KEPT = 'source="codesignrisk_findings"'
_WRITES = "| collect"


def kept(events: Sequence[Record], *, now: float, app: Path = ROOT, lookups: Path | None = None) -> list[Record]:
    """What Keep Findings keeps of events of any time, each as soon as it happened. Raises SplError."""
    saved = load_app(app, app).savedsearches
    if KEEP not in saved:
        return []
    rows = run(saved[KEEP]["search"], events, app=app, now=now, lookups=lookups).collected
    return [{**row, "_indextime": row["_time"]} for row in rows]


def reads_kept(search: str, *, now: float, app: Path = ROOT) -> bool:
    """Whether a search, or a saved search that it runs, reads what was kept. Raises SplError."""
    expanded = [check(text, app=app, now=now) for text in texts(search, app)]
    return any(_KEPT in text and _WRITES not in text for text in expanded)


def with_kept(
    search: str, events: Sequence[Record], *, now: float, app: Path = ROOT, lookups: Path | None = None
) -> Sequence[Record]:
    """The events for a search, with what was kept of them where it reads that. Raises SplError."""
    if not reads_kept(search, now=now, app=app):
        return events
    return [*events, *kept(events, now=now, app=app, lookups=lookups)]
