"""What a kind of event is to the scorer: a module that tells its events and says what each of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import UNKNOWN, Parent, Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.settings import Certificates, Indicator

# Process starts and scripts with nothing to say repeat all day long. They are remembered up to this many, this many
# characters of them all (a short one costs 1 KB too), and of one: a line that is longer than most comes once.
_MAX_REPORTS = 50_000
_MAX_CHARACTERS = 8_000_000
_MAX_KEY = 4_096


class Silent:
    """Reports on events without findings, by what they were judged on. Bounded by size; when full, it starts anew."""

    def __init__(self) -> None:
        self._reports: dict[tuple[str, ...], Report] = {}
        self._size = 0

    def get(self, key: tuple[str, ...]) -> Report | None:
        """The report that was remembered for a key."""
        return self._reports.get(key)

    def add(self, key: tuple[str, ...], report: Report) -> None:
        """Remember a report, unless its key is over-long."""
        size = sum(map(len, key))
        if size > _MAX_KEY:
            return
        if self._size + size > _MAX_CHARACTERS or len(self._reports) >= _MAX_REPORTS:
            self._reports.clear()
            self._size = 0
        self._reports[key] = report
        self._size += size


class Site(NamedTuple):
    """What a site's tables say, and which of its events are known to say nothing."""

    indicators: Mapping[str, Indicator]
    parents: Parents
    silent: Silent
    certificates: Certificates


class Assessment(NamedTuple):
    """What an event shows. An empty report means: nothing. error: why it could not be assessed in full, or ""."""

    report: Report
    error: str = ""
    parent: Parent = UNKNOWN


class Kind(Protocol):
    """One kind of event: a module with these names."""

    KIND: str
    """The text of codesign_event."""

    def matches(self, view: View) -> bool:
        """Whether a record is of this kind. Never raises."""
        ...

    def judge(self, view: View, site: Site) -> Assessment:
        """What a record of this kind shows."""
        ...
