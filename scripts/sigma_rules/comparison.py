"""What the rules find in events, beside what the command says of the same events."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lab.paths import ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core import settings
from codesignrisk_core.records.fields import Record
from codesignrisk_core.scorer import Scorer
from sigma.rule import SigmaRule

from lab import readers
from scripts.evaluation.samples import read_cases
from scripts.sigma_rules import collection
from scripts.sigma_rules.events import FIELDS, Fields, LogSource, Reader

# The first is there always. The second holds the telemetry of the attack tests.
SETS = {"samples": ROOT / "lab" / "samples", "attack tests": ROOT / "atomics" / "telemetry"}
LABELLED = ROOT / "tests" / "evaluation"
"""Labelled events that were written for this project before the rules were: see docs/evaluation.md."""
EXAMPLES = collection.FOLDER / "examples.jsonl"
"""What each rule sees, and what does the same in a form that it does not: `Example` a line."""


class Event(NamedTuple):
    """One event as both sides see it. source: None where Sigma has no category for it; score, band, tool and action:
    the command's."""

    name: str
    source: LogSource | None
    fields: Fields
    score: int
    band: str
    tool: str
    action: str


class Example(NamedTuple):
    """rule: the stem of its file. seen: whether it is to find the event. why: what keeps it from that, else ""."""

    rule: str
    seen: bool
    why: str
    event: Event


@dataclass
class Comparison:
    """The events of a set by name, and the names of those that each rule finds, by the rule's path."""

    events: dict[str, Event]
    found: dict[Path, list[str]] = field(default_factory=dict)

    def by_any_rule(self) -> set[str]:
        """The names of the events that at least one rule finds."""
        return {name for names in self.found.values() for name in names}


class Labelled(NamedTuple):
    """Labelled events of one file. labels: malicious, suspicious or benign, by the event's name."""

    name: str
    comparison: Comparison
    labels: dict[str, str]


class Judge:
    """Reads records for both sides, with the weights as they are shipped."""

    def __init__(self) -> None:
        self._scorer = Scorer(settings.load(ROOT / "lookups"))
        self._reader = Reader()

    def event(self, name: str, record: Record) -> Event:
        """One record with the command's verdict."""
        verdict = self._scorer.assess(record)
        source, found = self._reader.read(record) or (None, {})
        score, *said = (str(verdict[f"codesign_{part}"]) for part in ("score", "band", "tool", "action"))
        return Event(name, source, found, int(score), *said)


def events(folder: Path) -> list[Event]:
    """All events of a folder's files, each named by its file and line; none where there is no folder."""
    judge = Judge()
    return [
        judge.event(f"{path.relative_to(folder)} line {number}", record)
        for path in sorted(folder.glob("*.jsonl"))
        for number, record in enumerate(readers.read(path), 1)
    ]


def labelled(rules: Sequence[SigmaRule], folder: Path = LABELLED) -> list[Labelled]:
    """The labelled files, compared; events of which Sigma has no category are left out."""
    judge, found = Judge(), []
    for path in sorted(folder.glob("*.jsonl")):
        cases = read_cases(path)
        judged = [(case.label, judge.event(case.name, case.record)) for case in cases]
        told = [(label, event) for label, event in judged if event.source]
        labels = {event.name: label for label, event in told}
        found.append(Labelled(path.stem, compare(rules, [event for _, event in told]), labels))
    return found


def examples(path: Path = EXAMPLES) -> list[Example]:
    """The examples of all rules, in the order of the file."""
    judge = Judge()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Example(row["rule"], row["seen"], row.get("why", ""), judge.event(f"line {number}", row["event"]))
        for number, row in enumerate(rows, 1)
    ]


def compare(rules: Sequence[SigmaRule], found: Iterable[Event]) -> Comparison:
    """Run all rules over events, by the SQLite backend, each over the table of its log source."""
    result = Comparison({event.name: event for event in found})
    base = sqlite3.connect(":memory:")
    try:
        tables = _fill(base, result.events.values())
        for rule in rules:
            source = LogSource(str(rule.logsource.product), str(rule.logsource.category))
            query = collection.to_sqlite(rule, source.table) if source in tables else "SELECT NULL WHERE 0"
            # The first column is the event's name, see _fill.
            result.found[collection.path(rule)] = [row[0] for row in base.execute(query)]
    finally:
        base.close()
    return result


def _fill(base: sqlite3.Connection, found: Iterable[Event]) -> set[LogSource]:
    """Make a table for each log source and put the events there. An empty field is one that the event lacks."""
    by_source: dict[LogSource, list[Event]] = defaultdict(list)
    for event in found:
        if event.source:
            by_source[event.source].append(event)
    for source, rows in by_source.items():
        names = sorted(FIELDS[source.category])
        base.execute(f"CREATE TABLE {source.table} (event, {', '.join(names)})")
        base.executemany(
            f"INSERT INTO {source.table} VALUES ({', '.join('?' * (len(names) + 1))})",
            [(event.name, *(event.fields[name] or None for name in names)) for event in rows],
        )
    return set(by_source)
