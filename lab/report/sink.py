"""Where a scan puts its records for the report: it keeps the heaviest, and writes the page at the end."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO

from lab.output.summary import Summary
from lab.output.top import Top
from lab.records import Record
from lab.report import cases, duplicates, page
from lab.report.events import Event, EventReader, score_of

GROUPED = 20_000
"""How many events cases are made of, the heaviest: it bounds the memory of a scan."""

LIMIT = 1000
"""How many cases, steps and events a page shows by default: it then opens in about a second."""

MOST = 5000
"""How many it shows at most: more than a browser likes, and anybody reads."""


class HtmlSink:
    """Keeps the heaviest events that score above 0, groups them and writes the page.

    `limit` is how many cases, steps of the time line and rows of the table are shown, the heaviest of each: MOST at
    most, which 0 stands for too.
    """

    def __init__(self, out: BinaryIO, scan: page.Scan, limit: int = LIMIT) -> None:
        self._out = out
        self._scan = scan
        self._limit = min(limit or MOST, MOST)
        self._kept: Top[Event] = Top(GROUPED)
        self._reader = EventReader()

    def add(self, record: Record) -> None:
        """Keep a record if it is among the heaviest so far. Of equal scores the earlier in the input stays."""
        score = score_of(record)
        if score > 0:
            self._kept.add(score, lambda: self._reader.read(record, score))

    def close(self, summary: Summary) -> None:
        """Group the events and write the page."""
        # As they came in, so that cases begin with the earlier of two events of one time.
        events, twice = duplicates.unique(self._kept.in_order())
        grouped = cases.group(events)
        steps = [step for case in grouped for step in case.steps]
        rows = [(event, case.number) for case in grouped for event in case.events]
        # Of equal weight, rows stand in the order of their cases, as steps do: each finds its case on the page.
        rows.sort(key=lambda row: -row[0].score)
        shown = page.Shown(
            bands=Counter(case.worst.band for case in grouped),
            cases=grouped[: self._limit],
            steps=cases.heaviest(steps, self._limit),
            events=rows[: self._limit],
            more_cases=max(0, len(grouped) - self._limit),
            more_steps=max(0, len(steps) - self._limit),
            more_events=max(0, len(rows) - self._limit),
            full=self._limit == MOST,
            not_grouped=self._kept.seen - len(rows) - twice,
            twice=twice,
        )
        page.write(self._out, self._scan, summary, shown)
