"""Events that came twice, out of two exports of one log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lab.cases.events import Event
from lab.records import short_host

# The number of a record and the process id, "" where there is none; None for whatever it is.
_Numbers = tuple[str | None, str | None]


def unique(events: Iterable[Event]) -> tuple[list[Event], int]:
    """The events without those that came before, and how many those are.

    An event of Windows is known by host, log, record number and time. Exports without record numbers tell the same
    event by all that is shown of it, to the millisecond, and by its process id, as far as both have it.
    """
    kept: list[Event] = []
    records: set[tuple[object, ...]] = set()
    alike: dict[tuple[object, ...], set[_Numbers]] = defaultdict(set)
    total = 0
    for event in events:
        total += 1
        numbered = (short_host(event.host), event.log.casefold(), event.record, event.time and round(event.time))
        said = alike[(short_host(event.host), event.kind, event.time and round(event.time, 3), *_content(event))]
        # Of two numbers of records it is the log that tells whether they are one.
        record = "" if event.record else None
        ids = ("", event.pid) if event.pid else (None,)
        known = any((record, pid) in said for pid in ids)
        if event.record:
            known = known or numbered in records
            records.add(numbered)
        else:
            known = known and event.time is not None
        said.update((number, pid) for number in (event.record, None) for pid in (event.pid, None))
        if not known:
            kept.append(event)
    return kept, total - len(kept)


def _content(event: Event) -> tuple[object, ...]:
    certificate = (event.store, event.thumbprint.casefold(), event.files, event.targets)
    return (event.score, event.image.casefold(), event.account, event.message, *certificate)
