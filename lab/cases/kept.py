"""The heaviest events of a scan, in bounded memory, and the cases that they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lab.cases import duplicates, rule
from lab.cases.cases import Case, Step, group
from lab.cases.events import Event, EventReader, score_of
from lab.cases.lines import MaskedLines
from lab.cases.top import Top
from lab.paths import ROOT
from lab.readers.problem import counted
from lab.records import Record

GROUPED = 5000
"""How many events cases are made of, the heaviest: it bounds the memory of a scan."""


@dataclass(frozen=True)
class Grouped:
    """Cases, worst first; how many scored events are in none of them, and how many came before, in another export.

    cases: all; shown: those that reach `min_score`, with the steps that do. A drop may raise its use above it, so that
    events are joined first.
    """

    cases: list[Case]
    not_grouped: int
    twice: int
    min_score: int = 0

    @cached_property
    def shown(self) -> list[Case]:
        """The cases to show, under the numbers that they have among all."""
        shown = []
        for case in self.cases:
            if len(steps := [step for step in case.steps if self._is_shown(step)]) == len(case.steps):
                shown.append(case)
            elif steps:
                shown.append(Case(steps, case.number))
        return shown

    @property
    def steps(self) -> list[Step]:
        """The steps to show, case by case."""
        return [step for case in self.shown for step in case.steps]

    @property
    def left_out(self) -> str:
        """What `min_score` leaves out, in words; "" for nothing."""
        whole = len(self.cases) - len(self.shown)
        if whole and not self.shown:
            highest, left = max(case.worst.score for case in self.cases), f"{counted(whole, 'case')} left out"
            return f"no case reaches --min-score {self.min_score}; the highest is {highest}: {left}"
        named = {case.number for case in self.shown}
        steps = sum(len(case.steps) for case in self.cases if case.number in named) - len(self.steps)
        told = [(whole, counted(whole, "case")), (steps, f"{counted(steps, 'step')} of cases that are shown")]
        parts = [text for count, text in told if count]
        return f"left out by --min-score {self.min_score}: {', '.join(parts)}" if parts else ""

    def _is_shown(self, step: Step) -> bool:
        return step.worst.score >= self.min_score or any(event.unread for event in step.events)


class Kept:
    """Keeps the heaviest events that score above 0.

    app: whose macros group them; lines: with masked command lines; min_score: of the cases and steps to show.
    """

    def __init__(self, app: Path = ROOT, lines: bool = True, min_score: int = 0) -> None:
        self._app = app
        self._lines = lines
        self._min_score = min_score
        self._kept: Top[tuple[Event, Record]] = Top(GROUPED)
        self._reader = EventReader()

    def add(self, record: Record) -> None:
        """Keep a record if it is among the heaviest so far. Of equal scores the earlier in the input stays."""
        score = score_of(record)
        if score > 0:
            self._kept.add(score, lambda: (self._reader.read(record, score), rule.slim(record)))

    def grouped(self) -> Grouped:
        """The cases of what is kept. Raises SplError."""
        # As they came in, so that cases begin with the earlier of two events of one time.
        records = {id(event): (event, record) for event, record in self._kept.in_order()}
        events, twice = duplicates.unique(event for event, _ in records.values())
        cases = group(((event, records[id(event)][1]) for event in events), self._app)
        if self._lines:
            masked = MaskedLines()
            for case in cases:
                for step in case.steps:
                    # The worst one may be a copy with a raised score.
                    record = next(records[id(event)][1] for event in step.events if event.same_as(step.worst))
                    step.worst = replace(step.worst, command=masked.of(record))
                case.worst = max((step.worst for step in case.steps), key=lambda event: event.score)
        grouped = sum(len(case.events) for case in cases)
        return Grouped(cases, self._kept.seen - grouped - twice, twice, self._min_score)
