"""What a scan found as a story: all files in one order of time, with host and user."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from rich.padding import Padding
from rich.text import Text

from lab.cases.cases import others, repeated
from lab.cases.events import Event, EventReader, score_of
from lab.cases.kept import Kept
from lab.output.summary import NOTHING_READ, Summary
from lab.output.terminal import STYLES, cell, console, packed, printable
from lab.paths import ROOT
from lab.records import Record

# What tells an event that has no message, first come first served. Command lines are left out: they may hold secrets.
_TELLING = ("TargetFilename", "TargetObject", "ObjectName", "Image", "NewProcessName", "columns.path", "ScriptBlockId")
# From here on a row is one line.
_WIDE = 140
_INDENT = 6
# Repeats on more files than these go on in another row, so that each is named.
_THINGS = 12


class TimelineSink:
    """Prints a row for each step that scores, and with `min_score` 0 for each event that scores 0, in order of time.

    `min_score`: steps that score lower are left out, and counted; None for all that score.

    Repeats of one step one after the other are one row with their number, which names all that it was done to. A record
    without a time stays behind the one that came before it. Command lines are not shown.
    """

    def __init__(self, out: BinaryIO, colour: bool, *, min_score: int | None = None, app: Path = ROOT) -> None:
        self._console = console(out, colour)
        self._all = min_score == 0
        self._kept = Kept(app, lines=False, min_score=min_score or 0)
        self._reader = EventReader()
        self._quiet: list[tuple[float, Event, str]] = []
        self._time = float("-inf")

    def add(self, record: Record) -> None:
        """Take a record."""
        with suppress(ValueError):
            self._time = float(cell(record.get("_time")))
        if score_of(record) > 0:
            self._kept.add(record)
        elif self._all:
            told = next((cell(record.get(name)) for name in _TELLING if record.get(name)), "")
            self._quiet.append((self._time, self._reader.read(record, 0), told))

    def close(self, summary: Summary) -> None:
        """Print the rows and what the command had to say."""
        rows = list(self._quiet)
        grouped = self._kept.grouped()
        for step in grouped.steps:
            event = step.events[0]
            rows.append((self._time if event.time is None else event.time, step.worst, step.worst.told))
        rows.sort(key=lambda row: row[0])
        last: list[tuple[Event, str]] = []
        things: set[str] = set()
        for _, event, told in rows:
            things.update(map(str.casefold, event.things))
            if last and (_key(last[0]) != _key((event, told)) or len(things) > _THINGS):
                self._row(last)
                last, things = [], set(map(str.casefold, event.things))
            last.append((event, told))
        if last:
            self._row(last)
        if grouped.left_out:
            self._console.print(Text(grouped.left_out))
        elif not rows:
            self._console.print(Text("no event scores above 0" if summary.read else NOTHING_READ))
        for text in summary.unseen:
            self._console.print(Text(text, style="yellow"))
        if nothing := summary.nothing_assessed:
            self._console.print(Text(nothing, style="bold yellow"))
        for severity, text in summary.messages:
            self._console.print(Text(printable(f"{severity}: {text}"), style="yellow"))

    def _row(self, alike: list[tuple[Event, str]]) -> None:
        event, told = max(alike, key=lambda item: item[0].score)
        when = alike[0][0].when or "unknown time"
        parts = [
            Text(f"{when:<19}  ").append(f"{event.score:>3} {event.band:<8}", style=STYLES.get(event.band, "dim")),
            Text(event.host or "unknown host"),
            Text(event.user or "unknown user"),
        ]
        if event.kind:
            parts.append(Text(f"{event.kind} {event.code}".strip(), style="dim"))
        if len(alike) > 1:
            parts.append(Text(repeated(len(alike), [event for event, _ in alike]), style="bold"))
        named = others(event, (event for event, _ in alike))
        text = Text("; also ".join(filter(None, (told, ", ".join(named)))), style="" if event.score else "dim")
        if self._console.width >= _WIDE:
            self._console.print(Text("  ").join([*parts, text]), soft_wrap=True)
        else:
            for line in packed(parts, self._console.width, _INDENT):
                self._console.print(line, soft_wrap=True)
            self._console.print(Padding(text, (0, 0, 0, _INDENT)))


def _key(item: tuple[Event, str]) -> tuple[object, ...]:
    event, told = item
    if not event.score:
        return (event.host, event.user, event.kind, event.code, told)
    return (event.host, event.user, event.kind, event.action, event.store, event.image.casefold(), event.band)
