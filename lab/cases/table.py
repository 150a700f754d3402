"""What a scan found, for a person at a terminal of any width: cases, worst first, then the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from rich.padding import Padding
from rich.text import Text

from lab.cases.cases import Case, Step, in_time, others, repeated
from lab.cases.events import Event
from lab.cases.kept import Grouped, Kept
from lab.output.summary import BANDS, NOTHING_READ, Summary
from lab.output.terminal import STYLES, console, packed, printable
from lab.paths import ROOT
from lab.readers.problem import counted
from lab.records import Record

_FILES = 10
_INDENT = 4
# Of a case, without --events.
_STEPS = 3
# Of things that the same was done to.
_NAMES = 10


class TableSink:
    """Keeps the heaviest records that score above 0, and prints their cases at the end.

    limit: how many cases (0: all); events: all steps of a case, with command lines, not its heaviest few; app: whose
    macros group; min_score: lighter cases and steps are left out, and counted.
    """

    def __init__(
        self,
        out: BinaryIO,
        limit: int,
        colour: bool,
        *,
        events: bool = False,
        app: Path = ROOT,
        lines: bool = True,
        min_score: int = 0,
    ) -> None:
        self._console = console(out, colour)
        self._limit = limit
        self._events = events
        self._lines = lines
        self._kept = Kept(app, lines, min_score)

    def add(self, record: Record) -> None:
        """Keep a record if it is among the heaviest so far."""
        self._kept.add(record)

    def close(self, summary: Summary) -> None:
        """Print the cases, the counts, and what the command and the readers had to say."""
        grouped = self._kept.grouped()
        shown = grouped.shown[: self._limit or None]
        for case in shown:
            self._print(case)
        for line in _footer(summary, grouped, len(grouped.shown) - len(shown)):
            self._console.print(line, soft_wrap=True)

    def _print(self, case: Case) -> None:
        worst = case.worst
        parts = [
            Text(f"{case.number:>3} ").append(_scored(worst)),
            Text(worst.host or "unknown host", style="bold"),
            Text(", ".join(case.users[:2]) or "unknown user"),
            Text(case.span or "unknown time"),
        ]
        if case.findings:
            parts.append(Text(counted(len(case.findings), "finding"), style="dim"))
        self._packed(parts, _INDENT)
        self._indented(Text(worst.told))
        if self._lines and worst.command and not self._events:
            self._indented(Text(worst.command, style="dim"))
        steps = list(merged(case.steps, whole=self._events))
        if not self._events:
            self._others(worst, next(alike for step, alike in steps if step.worst is worst), _INDENT)
        told = steps if self._events else [item for item in steps if item[0].worst is not worst][:_STEPS]
        for step, alike in told if len(case.steps) > 1 or self._events else []:
            self._step(step, alike)
        if (more := len(steps) - len(told) - (not self._events)) > 0:
            self._indented(Text(f"and {more} more: --events", style="dim"), 2)
        self._console.print()

    def _step(self, step: Step, alike: list[Step]) -> None:
        worst = step.worst
        events = [event for one in alike for event in one.events]
        when = min(events, key=in_time).when or "unknown time"
        indent = _INDENT + 2
        parts = [
            Text(f"{' ' * indent}{when}  ").append(_scored(worst)),
            Text(", ".join(step.seen_as), style="dim"),
        ]
        if len(alike) > 1:
            parts.append(Text(repeated(len(alike), events), style="bold"))
        self._packed(parts, indent + 2)
        self._indented(Text(worst.told), 2 * _INDENT)
        if self._events and worst.command:
            self._indented(Text(worst.command, style="dim"), 2 * _INDENT)
        self._others(worst, alike, 2 * _INDENT)

    def _others(self, worst: Event, alike: list[Step], indent: int) -> None:
        """Name what else the same was done to: one of many may be the one that matters."""
        named = others(worst, (step.worst for step in alike))
        more = f" and {len(named) - _NAMES:,} more: --events" if len(named) > _NAMES else ""
        if named:
            self._indented(Text(f"also {', '.join(named[:_NAMES])}{more}"), indent - _INDENT)

    def _packed(self, parts: Iterable[Text], indent: int) -> None:
        for line in packed(parts, self._console.width, indent):
            self._console.print(line, soft_wrap=True)

    def _indented(self, text: Text, more: int = 0) -> None:
        self._console.print(Padding(text, (0, 0, 0, _INDENT + more)))


def merged(steps: Iterable[Step], whole: bool = False) -> Iterator[tuple[Step, list[Step]]]:
    """Steps of one action and band by one program and user are one line: the worst of them, and all of them.

    whole: only steps of the same words and command line are.
    """
    alike: dict[tuple[object, ...], list[Step]] = {}
    for step in steps:
        told = (step.worst.told, step.worst.command) if whole else ()
        alike.setdefault((*step.worst.likeness, *told), []).append(step)
    for group in alike.values():
        yield max(group, key=lambda step: step.worst.score), group


def _scored(event: Event) -> Text:
    return Text(f"{event.score:>3} {event.band:<8}", style=STYLES.get(event.band, "dim"))


def _footer(summary: Summary, grouped: Grouped, hidden: int) -> list[Text]:
    if not summary.read:
        return [Text(NOTHING_READ, style="bold yellow"), *_said(summary)]
    cases, not_grouped = grouped.cases, grouped.not_grouped
    lines = [
        _counts(counted(len(cases), "case"), Counter(case.worst.band for case in cases), BANDS[:-1]),
        _counts(counted(summary.read, "event"), summary.bands, BANDS),
    ]
    told = [
        (hidden, f"{counted(hidden, 'more case')} not shown: raise --limit", ""),
        (
            not_grouped,
            f"the lightest {not_grouped:,} events that score are in no case: scan fewer files",
            "yellow",
        ),
        (bool(grouped.left_out), grouped.left_out, ""),
        (summary.twice, f"{summary.twice:,} came twice, in two files: counted once", ""),
    ]
    lines += [Text(text, style=style) for count, text, style in told if count]
    lines += [Text(text, style="yellow") for text in summary.unseen]
    lines += _said(summary)
    if files := sorted({problem.file for problem in summary.problems}):
        shown = ", ".join(files[:_FILES]) + (f" and {len(files) - _FILES:,} more" if len(files) > _FILES else "")
        lines.append(Text(printable(f"files with problems: {shown}"), style="yellow"))
    if nothing := summary.nothing_assessed:
        lines.append(Text(nothing, style="bold yellow"))
    return lines


def _said(summary: Summary) -> list[Text]:
    """What the command had to say."""
    return [Text(printable(f"{severity}: {text}"), style="yellow") for severity, text in summary.messages]


def _counts(what: str, bands: Counter[str], order: Iterable[str]) -> Text:
    line = Text(what, style="bold")
    for band in order:
        line.append(f"  {band} {bands[band]}", style=STYLES.get(band, "dim") if bands[band] else "dim")
    return line
