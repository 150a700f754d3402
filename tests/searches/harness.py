"""Runs a saved search of the package as the scheduler would, and shows what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.conf import Conf, read_conf
from tests.searches.events import START, Record

PREFIX = "Code Signing Risk - "


def saved_searches(app: Path) -> Conf:
    """The stanzas of savedsearches.conf, by the search's name without the app's prefix."""
    conf = read_conf(app / "default" / "savedsearches.conf")
    return {name.removeprefix(PREFIX): stanza for name, stanza in conf.items()}


class Searches:
    """The app's saved searches. `now` is in seconds after events.START."""

    def __init__(self, app: Path) -> None:
        self.app = app
        self.saved = saved_searches(app)

    def run(self, name: str, events: Sequence[Record] = (), now: float = 900, **options: Any) -> Any:
        """Execute a saved search over its own time window."""
        stanza = self.saved[name]
        window = {
            "earliest": stanza.get("dispatch.earliest_time"),
            "latest": stanza.get("dispatch.latest_time"),
            "index_earliest": stanza.get("dispatch.index_earliest"),
            "index_latest": stanza.get("dispatch.index_latest"),
        }
        return self.run_text(stanza["search"], self.keep(stanza["search"], events, now), now, **window, **options)

    def keep(self, search: str, events: Sequence[Record], now: float = 900) -> Sequence[Record]:
        """The events, with what Keep Findings kept of them where a search reads that."""
        from lab.spl import with_kept

        return with_kept(search, events, now=START + now, app=self.app)

    def run_text(self, text: str, events: Sequence[Record] = (), now: float = 900, **options: Any) -> Any:
        """Execute a search."""
        from lab.spl import run  # here, as this file is loaded on older Pythons too

        return run(text, events, app=self.app, now=START + now, **options)


def table(result: Any, columns: str) -> list[tuple[Any, ...]]:
    """A result's rows as tuples of the named columns. What a row lacks is None; times count from START."""
    return [tuple(_plain(name, row.get(name)) for name in columns.split()) for row in result.rows]


def _plain(name: str, value: Any) -> Any:
    if name == "_time":
        return round(float(value) - START, 3)
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    return value
