"""Cases: what belongs together on one host, told step by step. A step is one thing that happened, whatever number of
events tell of it: Sysmon 1 and Security 4688 of one start, one event read twice.

Which events are one step, which steps are one case and what a drop before raises is the app's rule (`rule`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lab.cases import rule
from lab.cases.events import Event
from lab.paths import ROOT
from lab.records import Record

FINDING = 20
"""From here on a step is a finding, which the pages show (macro codesignrisk_threshold_risk)."""


@dataclass
class Step:
    """One thing that happened: its events in order of time, and the one that says most, with its score raised.

    case: the number of its case.
    """

    events: list[Event]
    worst: Event
    case: int = 0

    @property
    def seen_as(self) -> list[str]:
        """The kinds of its events, with their numbers: `process (1, 4688)`."""
        return seen_as(self.events)

    @property
    def is_finding(self) -> bool:
        """Whether it scores enough for the pages."""
        return self.worst.score >= FINDING


@dataclass
class Case:
    """What belongs together on one host. `number` is its rank, from 1."""

    steps: list[Step]
    number: int = 0
    worst: Event = field(init=False)
    events: list[Event] = field(init=False)

    def __post_init__(self) -> None:
        self.events = [event for step in self.steps for event in step.events]
        self.worst = max((step.worst for step in self.steps), key=lambda event: event.score)

    @property
    def findings(self) -> list[Step]:
        """The steps that score enough for the pages."""
        return [step for step in self.steps if step.is_finding]

    @property
    def span(self) -> str:
        """From its first event to its last, as far as times are known; a day is named once."""
        return span(self.events)

    @property
    def seen_as(self) -> list[str]:
        """The kinds of all its events, with their numbers."""
        return seen_as(self.events)

    @property
    def users(self) -> list[str]:
        """Who acted; SIDs only where no event has a name."""
        named = [event for event in (self.worst, *self.events) if event.account]
        return _values("user", named or self.events)

    def values(self, name: str) -> list[str]:
        """The different values of a field of its events, the worst event's first; case makes no difference."""
        return _values(name, (self.worst, *self.events))


def group(told: Iterable[tuple[Event, Record]], app: Path = ROOT) -> list[Case]:
    """The cases of scored events, worst first; of equals the earlier. Raises SplError.

    told: each event with its record (`rule.slim`). app: whose macros are the rule.
    """
    ordered = sorted(told, key=lambda item: in_time(item[0]))
    by_case: dict[object, list[Step]] = defaultdict(list)
    spelled = {event.host.casefold(): event.host for event, _ in ordered}
    for found in rule.apply([record for _, record in ordered], app):
        step = _step([ordered[place][0] for place in found.events], found, spelled)
        by_case[found.case].append(step)
    cases = [Case(sorted(steps, key=lambda step: in_time(step.events[0]))) for steps in by_case.values()]
    cases.sort(key=lambda case: (-case.worst.score, in_time(case.steps[0].events[0])))
    for number, case in enumerate(cases, start=1):
        case.number = number
        for step in case.steps:
            step.case = number
    return cases


def heaviest(steps: Iterable[Step], limit: int) -> list[Step]:
    """The heaviest steps, in order of time."""
    ranked = sorted(steps, key=lambda step: -step.worst.score)
    return sorted(ranked[:limit], key=lambda step: in_time(step.events[0]))


def span(events: Collection[Event]) -> str:
    """From the first event to the last, as far as times are known: ``2025-06-03 09:14:08 to 09:20:00``, and one time
    where there is no other.
    """
    first, last = min(events, key=in_time).when, _last(events)
    return f"{first} to {last}" if last else first


def repeated(times: int, events: Collection[Event]) -> str:
    """How often it happened and when last, to stand behind the time of the first event: ``x3 until 09:20:00``."""
    last = _last(events)
    return f"x{times} until {last}" if last else f"x{times}"


def others(told: Event, events: Iterable[Event]) -> list[str]:
    """What the same was done to in other events than the one that is told, each once: ``["b.cer"]``."""
    own = {thing.casefold() for thing in told.things}
    found: dict[str, str] = {}
    for thing in (thing for event in events for thing in event.things):
        found.setdefault(thing.casefold(), thing)
    return [thing for key, thing in found.items() if key not in own]


def seen_as(events: Iterable[Event]) -> list[str]:
    """The kinds of events, with their numbers: `process (1, 4688)`."""
    codes: dict[str, set[str]] = {}
    for event in events:
        codes.setdefault(event.kind, set()).update({event.code} - {""})
    return [f"{kind} ({', '.join(sorted(known, key=int))})" if known else kind for kind, known in codes.items()]


def in_time(event: Event) -> float:
    """What sorts events by their time; those without one come last."""
    return float("inf") if event.time is None else event.time


def _step(events: Sequence[Event], found: rule.Found, spelled: Mapping[str, str]) -> Step:
    """A step out of its events, the best first. spelled: hosts in lower case, and as an event writes them."""
    worst = events[0]
    if found.host.startswith(f"{worst.host.casefold()}."):
        worst = replace(worst, host=spelled.get(found.host, found.host))
    if found.raised:
        score, band, reasons = found.raised
        worst = replace(worst, score=score, band=band, reasons=reasons)
    return Step(sorted(events, key=in_time), worst)


def _last(events: Collection[Event]) -> str:
    """The time of the last event, without its day where that is the first one's; "" where it is the first's time."""
    first = min(events, key=in_time).when
    last = max(events, key=lambda event: -1 if event.time is None else event.time).when
    day, _, hour = last.partition(" ")
    return "" if first == last else hour if first.startswith(day) else last


def _values(name: str, events: Iterable[Event]) -> list[str]:
    seen: dict[str, str] = {}
    for event in events:
        found = getattr(event, name)
        for value in (found,) if isinstance(found, str) else found:
            if value:
                seen.setdefault(value.casefold(), value)
    return list(seen.values())
