"""Events that score and that no page shows: no search of the app asks for them, they have no time, or the site's own
allowlist hides them.

`scan` reads whatever a file holds, and Splunk does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

from lab.output.terminal import say
from lab.output.timeless import TELLING, timeless
from lab.readers.problem import counted
from lab.records import Record
from lab.spl import run
from lab.splunkd import lookups

_ASKED_FOR = ("sysmon", "security", "system", "powershell", "certificate_logs", "package_log", "other_sensors")
"""Macros of default/macros.conf: the sources that the searches read."""
_AFTER_ALL = 4_102_444_800  # the year 2100
_MOST = 3
_NO_SOURCE = "no source: a column source names the log"
_ALLOWLIST = "codesignrisk_allowlist_local.csv"


def tell_unasked(events: Sequence[Record], app: Path) -> None:
    """Say what scores and is of no source that the searches ask for, or holds none of the words that they ask the index
    for; a line of each, nothing where there is none.
    """
    asked = " OR ".join(f"`codesignrisk_{name}`" for name in _ASKED_FOR)
    scorer = Scorer(settings.load(app / "lookups"))
    others = _telling(f"index=* NOT ({asked})", events, scorer, app)
    if others:
        sources = Counter(str(event.get("source") or event.get("sourcetype") or _NO_SOURCE) for _, event in others)
        named = ", ".join(source for source, _ in sources.most_common(_MOST)) + (
            " and more" if len(sources) > _MOST else ""
        )
        _tell(others, f"of a source that no search of the app asks for ({named}) ")
    _tell(
        _telling(f"({asked}) NOT (`codesignrisk_all_events`)", events, scorer, app),
        "without the words or fields that the app's searches ask for ",
    )


def _telling(search: str, events: Sequence[Record], scorer: Scorer, app: Path) -> list[tuple[int, Record]]:
    """The events that a search finds and that score enough to be told, with their scores."""
    found = run(search, list(events), app=app, now=_AFTER_ALL, earliest="0").rows
    scores = [(int(str(scorer.assess(event)["codesign_score"])), event) for event in found]
    return [(score, event) for score, event in scores if score >= TELLING]


def _tell(telling: Sequence[tuple[int, Record]], what: str) -> None:
    if telling:
        highest = max(score for score, _ in telling)
        say(
            f"lab: {counted(len(telling), 'event')} {what}"
            f"{'scores' if len(telling) == 1 else 'score'} up to {highest}, and no page shows them: see scan"
        )


def tell_timeless(events: Sequence[Record], app: Path) -> None:
    """Say what scores and has no time, in one line; nothing where there is none."""
    if line := timeless(events, app / "lookups"):
        say(f"lab: {line}")


def tell_allowlisted(events: Sequence[Record], folder: Path | None, app: Path) -> None:
    """Of a search without rows: say how many events the site's allowlist hides, in one line; nothing where it hides
    none. `folder`: tables over those of the app, or None.
    """
    folders = [folder] if folder else []
    if not any((each / _ALLOWLIST).is_file() for each in (app / lookups.FOLDER, *folders)):
        return
    with lookups.applied(app, folders) as site:
        scorer = Scorer(settings.load(site / lookups.FOLDER))
    if hidden := sum(bool(scorer.assess(event)["codesign_allowlisted"]) for event in events):
        say(f"lab: {counted(hidden, 'event')} hidden by the allowlist (score 0): codesignrisk allowlist=f shows them")
