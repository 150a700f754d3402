"""Events that came twice, out of two exports of one log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lab.cases.events import Event
from lab.records import short_host


def unique(events: Iterable[Event]) -> tuple[list[Event], int]:
    """The events without those that came before, and how many those are.

    An event of Windows is known by host, log, record number and time. Exports without record numbers tell the same
    event by all that is shown of it, to the millisecond.
    """
    kept: list[Event] = []
    records: set[tuple[object, ...]] = set()
    alike: dict[tuple[object, ...], set[str]] = defaultdict(set)
    total = 0
    for event in events:
        total += 1
        numbered = (short_host(event.host), event.log.casefold(), event.record, event.time and round(event.time))
        said = alike[(short_host(event.host), event.kind, event.time and round(event.time, 3), *_content(event))]
        if event.record:
            known = numbered in records or "" in said
            records.add(numbered)
        else:
            known = event.time is not None and bool(said)
        said.add(event.record)
        if not known:
            kept.append(event)
    return kept, total - len(kept)


def _content(event: Event) -> tuple[object, ...]:
    return (event.score, event.image.casefold(), event.account, event.message, event.store, event.thumbprint.casefold())
