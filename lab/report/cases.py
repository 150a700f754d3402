"""Scored events -> cases: what belongs together on one host, told step by step.

Events of one host are one case when, within a day, they name the same file, target or thumbprint, or when, within a
minute, they tell of the same action on the same store by the same user. A step is one thing that happened, whatever
number of events tell of it: Sysmon 1 and Security 4688 of one start, the registry write behind it, the same once more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from lab.report.events import Event, basename

# As the search Certificate Drop Then Use has it.
SAME_OBJECT = 24 * 3600
SAME_ACTION = 60
# Within this, another sensor tells of the same thing.
TWINS = 5
# Twins follow each other closely, so that only a few steps can be meant.
RECENT = 5
# A short form or a variable cannot be resolved here, and a bare name has no folder: such a path counts by its name.
_VAGUE = re.compile(r"~\d|%|^[^\\/]+$")


class Step:
    """One thing that happened: its events in order of time, and the one that scores highest."""

    def __init__(self, event: Event) -> None:
        self.case = 0
        self.events = [event]
        self.worst = event
        self._deed = _deed(event)
        self._seen_by = {(event.kind, event.log)}
        self._thumbprint = event.thumbprint.casefold()

    def add(self, event: Event) -> None:
        """Take another event that tells of it. Of equals the first stays the worst."""
        self.events.append(event)
        self.worst = max(self.worst, event, key=lambda event: event.score)
        self._seen_by.add((event.kind, event.log))
        self._thumbprint = self._thumbprint or event.thumbprint.casefold()

    def is_twin_of(self, event: Event) -> bool:
        """Whether another log, or another kind of event, tells of it: of the same action, store and certificate."""
        return (
            _deed(event) == self._deed
            and (event.kind, event.log) not in self._seen_by
            and (not event.thumbprint or self._thumbprint in ("", event.thumbprint.casefold()))
            and _near(self.events[0], event, TWINS)
        )

    @property
    def seen_as(self) -> list[str]:
        """The kinds of its events, with their numbers: `process (1, 4688)`."""
        return seen_as(self.events)


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
    def span(self) -> str:
        """From its first event to its last, as far as times are known; a day is named once."""
        first = min(self.events, key=_in_time).when
        last = max(self.events, key=lambda event: -1 if event.time is None else event.time).when
        day, _, hour = last.partition(" ")
        return first if first == last else f"{first} to {hour if first.startswith(day) else last}"

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


def group(events: Iterable[Event]) -> list[Case]:
    """The cases of these events, worst first; of equals the earlier."""
    ordered = sorted(events, key=_in_time)
    by_case: dict[int, list[Event]] = defaultdict(list)
    for event, root in zip(ordered, _roots(ordered), strict=True):
        by_case[root].append(event)
    cases = sorted((Case(_steps(members)) for members in by_case.values()), key=lambda case: -case.worst.score)
    for number, case in enumerate(cases, start=1):
        case.number = number
        for step in case.steps:
            step.case = number
    return cases


def heaviest(steps: Iterable[Step], limit: int) -> list[Step]:
    """The heaviest steps, in order of time."""
    ranked = sorted(steps, key=lambda step: -step.worst.score)
    return sorted(ranked[:limit], key=lambda step: _in_time(step.events[0]))


def _roots(events: list[Event]) -> list[int]:
    """For each event, the first event of its case."""
    parents = list(range(len(events)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = index = parents[parents[index]]
        return index

    def join(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parents[high] = low

    named: dict[tuple[str, ...], int] = {}
    acted: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for index, event in enumerate(events):
        for name, matches in _names(event):
            for key in matches:
                if (before := named.get(key)) is not None and _near(events[before], event, SAME_OBJECT):
                    join(before, index)
            named[name] = index
        users = acted[_deed(event)]
        user = event.account
        for other in (user, "") if user else list(users)[-1:]:
            if (before := users.get(other)) is not None and _near(events[before], event, SAME_ACTION):
                join(before, index)
                break
        users.pop(user, None)  # so that the last key is the one seen last
        users[user] = index
    return [root(index) for index in range(len(events))]


def _names(event: Event) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Under which keys an event is remembered, and with which keys of earlier events each of them matches."""
    host = event.host.casefold()
    if event.thumbprint:
        key = (host, "thumbprint", event.thumbprint.casefold())
        yield key, [key]
    for path in chain(event.files, event.targets):
        path = path.casefold()
        whole, vague = (host, "path", path), (host, "vague", basename(path))
        known = (host, "name", basename(path))
        if _VAGUE.search(path):
            yield vague, [vague, known]
        else:
            yield whole, [whole, vague]
            yield known, []


def _steps(events: list[Event]) -> list[Step]:
    """Events of one case, in order of time -> what happened."""
    steps: list[Step] = []
    said: dict[tuple[str, ...], Step] = {}
    for event in events:
        words = (*_deed(event), event.message, event.thumbprint.casefold())
        step = said.get(words)
        if step is None or not _near(step.events[-1], event, SAME_ACTION):
            step = next((known for known in reversed(steps[-RECENT:]) if known.is_twin_of(event)), None)
        if step is None:
            steps.append(step := Step(event))
        else:
            step.add(event)
        said[words] = step
    return steps


def seen_as(events: Iterable[Event]) -> list[str]:
    """The kinds of events, with their numbers: `process (1, 4688)`."""
    codes: dict[str, set[str]] = {}
    for event in events:
        codes.setdefault(event.kind, set()).update({event.code} - {""})
    return [f"{kind} ({', '.join(sorted(known, key=int))})" if known else kind for kind, known in codes.items()]


def _deed(event: Event) -> tuple[str, str, str]:
    return (event.host.casefold(), event.action, event.store.casefold())


def _values(name: str, events: Iterable[Event]) -> list[str]:
    seen: dict[str, str] = {}
    for event in events:
        found = getattr(event, name)
        for value in (found,) if isinstance(found, str) else found:
            if value:
                seen.setdefault(value.casefold(), value)
    return list(seen.values())


def _near(one: Event, other: Event, seconds: float) -> bool:
    """Whether two events are so close in time. A time that is not known is no distance."""
    return one.time is None or other.time is None or abs(other.time - one.time) <= seconds


def _in_time(event: Event) -> float:
    return float("inf") if event.time is None else event.time
