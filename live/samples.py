"""The lab's day of samples as events of a server: sent over HEC, and the same records for the lab to compare with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lab.dashboards import scenario
from lab.records import Record
from live.server import Server

INDEX = "codesignrisk_live"
"""An index of its own, from the helper app: whatever else the server holds stays out of the comparison."""

_META = ("_time", "host", "source", "sourcetype", "index")
_NOT_OURS = "splunk_search_messages"  # of _internal, where nobody may write; the server writes its own
_POLL, _PATIENCE = 2.0, 300.0


def a_day(now: float) -> list[Record]:
    """The events of the lab's day, moved so that it ends at `now`; `_raw` is the text that the server gets."""
    shift = now - scenario.NOW.timestamp()
    return [_moved(event, shift) for event in scenario.a_day() if event.get("sourcetype") != _NOT_OURS]


def _moved(event: Record, shift: float) -> Record:
    fields = {name: value for name, value in event.items() if name not in _META and name != "_raw"}
    return {
        **event,
        "_time": f"{float(str(event['_time'])) + shift:.3f}",
        "_raw": json.dumps(fields, ensure_ascii=False),
        "index": INDEX,
    }


def as_hec(events: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The events as the collector takes them: metadata beside the event's JSON."""
    for event in events:
        meta = {name: event[name] for name in ("host", "source", "sourcetype", "index")}
        yield {"time": event["_time"], **meta, "event": json.loads(str(event["_raw"]))}


def fill(server: Server, events: list[Record], wait: Callable[[float], None] = time.sleep) -> None:
    """Send the events to the empty index, and wait until all of them can be searched.

    Raises ValueError when the index holds events already, TimeoutError when some do not arrive.
    """
    if found := _count(server):
        raise ValueError(f"the index {INDEX} holds {found} events already: empty it, or start a new server")
    server.send(as_hec(events))
    waited = 0.0
    while (found := _count(server)) != len(events):
        if waited >= _PATIENCE:
            raise TimeoutError(f"{found} of {len(events)} events arrived in {_PATIENCE:.0f} seconds")
        wait(_POLL)
        waited += _POLL


def _count(server: Server) -> int:
    [row] = server.run(f"index={INDEX} | stats count", "0", "now").rows
    return int(row["count"])
