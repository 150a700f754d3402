"""What a search runs: its own text, and the saved searches that it names."""

from __future__ import annotations

import re
from pathlib import Path

from lab.paths import ROOT
from lab.spl.context import load_app

_NEW = re.compile(r"`codesignrisk_new\((\d{1,9})\)`")
# The same by days, over what each host or user did first.
_NEW_DAYS = re.compile(r">=\s*relative_time\(if\(match\(info_max_time,[^|]{1,80}, \"-(\d{1,3})d\"\)")
_DAY = 86_400


def texts(search: str, app: Path = ROOT) -> list[str]:
    """The search and all saved searches whose names stand in it, macros as they are. Raises SplError."""
    saved = load_app(app, app).savedsearches
    return [search, *(stanza.get("search", "") for name, stanza in saved.items() if name in search)]


def seconds_told(search: str, app: Path = ROOT) -> int | None:
    """Of a search that tells only what is new (the macro codesignrisk_new, or days before info_max_time): of how many
    seconds before the end of its range; None for one that tells all of it. Raises SplError.
    """
    run = texts(search, app)
    found = [int(seconds) for text in run for seconds in _NEW.findall(text)]
    found += [int(days) * _DAY for text in run for days in _NEW_DAYS.findall(text)]
    return min(found, default=None)
