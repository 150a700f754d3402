"""Where a scan puts its records for the report: it keeps the heaviest, and writes the page at the end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import BinaryIO

from lab.cases.cases import heaviest
from lab.cases.kept import Kept
from lab.output.summary import Summary
from lab.paths import ROOT
from lab.records import Record
from lab.report import page

LIMIT = 1000
"""How many cases, steps and events a page shows by default: it then opens in about a second."""

MOST = 5000
"""How many it shows at most: more than a browser likes, and anybody reads."""


class HtmlSink:
    """Keeps the heaviest events that score above 0, groups them and writes the page.

    `limit` is how many cases, steps of the timeline and rows of the table are shown, the heaviest of each: MOST at
    most, which 0 stands for too. `app`: whose macros group; `lines`: with masked command lines;
    `min_score`: lighter cases and steps are left out, and counted.
    """

    def __init__(
        self,
        out: BinaryIO,
        scan: page.Scan,
        limit: int = LIMIT,
        app: Path = ROOT,
        lines: bool = True,
        min_score: int = 0,
    ) -> None:
        self._out = out
        self._scan = scan
        self._limit = min(limit or MOST, MOST)
        self._kept = Kept(app, lines, min_score)

    def add(self, record: Record) -> None:
        """Keep a record if it is among the heaviest so far."""
        self._kept.add(record)

    def close(self, summary: Summary) -> None:
        """Group the events and write the page."""
        grouped = self._kept.grouped()
        cases, steps = grouped.shown, grouped.steps
        rows = [(event, case.number) for case in cases for event in case.events]
        # Of equal weight, rows stand in the order of their cases, as steps do: each finds its case on the page.
        rows.sort(key=lambda row: -row[0].score)
        shown = page.Shown(
            bands=Counter(case.worst.band for case in grouped.cases),
            cases=cases[: self._limit],
            steps=heaviest(steps, self._limit),
            events=rows[: self._limit],
            more_cases=max(0, len(cases) - self._limit),
            more_steps=max(0, len(steps) - self._limit),
            more_events=max(0, len(rows) - self._limit),
            full=self._limit == MOST,
            not_grouped=grouped.not_grouped,
            twice=grouped.twice,
            left_out=grouped.left_out,
        )
        page.write(self._out, self._scan, summary, shown)
