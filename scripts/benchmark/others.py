"""What somebody would run instead over the same process starts, in this process: its processor time alone.

Both are given their events ready made, under the names that they ask for, and nothing is written back: of a search head
or another product, what reads and sends events comes on top, as it does for the command.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lab.paths import ROOT  # noqa: F401 - first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core.records.fields import Record

from scripts.evaluation import published
from scripts.sigma_rules import collection
from scripts.sigma_rules.events import FIELDS, LogSource

_STARTS = LogSource("windows", "process_creation")


class Other(NamedTuple):
    """What it is, the events it looked at and those that it found, and seconds of processor time."""

    name: str
    rows: int
    found: int
    cpu: float

    @property
    def rate(self) -> float:
        """Events per second of processor time."""
        return self.rows / max(self.cpu, 1e-9)


def published_search(records: Sequence[Record]) -> Other:
    """The evals of the search that the app replaces, with its first filter in front, over each event."""
    return _timed(
        "published search", records, lambda: sum(published.assess(event)["RiskScore"] > 0 for event in records)
    )


def sigma_rules(records: Sequence[Record]) -> Other:
    """This project's own Sigma rules on process starts of Windows, by pySigma's SQLite backend, one after the other.

    Putting the events into the table counts, converting the rules does not.
    """
    rules = [rule for rule in collection.load() if (rule.logsource.product, rule.logsource.category) == _STARTS]
    queries = [collection.to_sqlite(rule, _STARTS.table) for rule in rules]
    names = sorted(FIELDS[_STARTS.category])

    def found() -> int:
        base = sqlite3.connect(":memory:")
        try:
            base.execute(f"CREATE TABLE {_STARTS.table} (event, {', '.join(names)})")
            rows = ((number, *map(event.get, names)) for number, event in enumerate(records))
            base.executemany(f"INSERT INTO {_STARTS.table} VALUES ({', '.join('?' * (len(names) + 1))})", rows)
            return len({row[0] for query in queries for row in base.execute(query)})
        finally:
            base.close()

    return _timed(f"{len(rules)} Sigma rules in SQLite", records, found)


def _timed(name: str, records: Sequence[Record], count: Callable[[], int]) -> Other:
    began = time.process_time()
    found = count()
    return Other(name, len(records), found, time.process_time() - began)
