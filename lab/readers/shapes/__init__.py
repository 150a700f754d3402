"""The shapes in which programs write events as objects: of JSON, or rows of CSV.

Here belong the tables of wrappers (objects that carry events) and of dialects (where a Windows event's System and event
data lie), and a small module for what no table says. How a file is cut into objects does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lab.readers.shapes import carried, dialects, wrappers
from lab.readers.shapes.flat import flatten
from lab.readers.shapes.wrappers import CARRIERS
from lab.records import Record

__all__ = ["CARRIERS", "events"]


def events(value: Mapping[str, Any]) -> Iterator[Record]:
    """The events of an object. Raises ValueError for one that is no object, or holds such a one."""
    for event in wrappers.unwrapped(value):
        if not isinstance(event, dict):
            raise ValueError(f"a JSON object is expected, not {event!r:.60}")
        record = dialects.read(event)
        if record is None:
            record = flatten(event)
            carried.add(record)
        yield record
