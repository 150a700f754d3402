"""How far the reading of files has come, on standard error where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lab.output.terminal import printable

_TICK = 500
_MEGABYTE = 1_000_000


class Tally:
    """Counts events and bytes. The base tells nobody."""

    def __init__(self) -> None:
        self.events = self.bytes = 0
        self.file = ""

    def begin(self, file: str) -> None:
        """The next file."""
        self.file = file

    def event(self) -> None:
        """One event more."""
        self.events += 1
        if not self.events % _TICK:
            self.show()

    def read(self, count: int) -> None:
        """So many bytes more, also where they hold no event."""
        self.bytes += count
        self.show()

    def show(self) -> None:
        """Show the counts."""


class _Shown(Tally):
    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def show(self) -> None:
        text = f"{self.events:,} events, {self.bytes / _MEGABYTE:,.0f} MB read, in {printable(self.file)}"
        self._progress.update(self._task, description=text)


@contextmanager
def tally(quiet: bool = False) -> Iterator[Tally]:
    """A tally that shows itself, if standard error is a terminal and nobody else writes to it (`quiet`)."""
    if quiet or not sys.stderr.isatty():
        yield Tally()
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Shown(progress)
