"""Reads all events of files for a command, with progress; what was told of the files is said afterwards."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from lab.commands.arguments import reading
from lab.output.progress import tally
from lab.output.terminal import say
from lab.readers import Listener, Problem, ReadError, find, read_all
from lab.readers.problem import counted
from lab.records import Record


def _twice(count: int) -> Problem:
    return Problem(counted(count, "record"), "", f"came twice, in two files, and count{'s' if count == 1 else ''} once")


def load(args: argparse.Namespace, names: Sequence[str]) -> tuple[list[Record], bool]:
    """The events of all files that are meant, and whether every file could be read."""
    events: list[Record] = []
    told: list[Problem] = []
    complete = True
    with tally() as progress:
        listener = Listener(told.append, told.append, progress.read, lambda count: told.append(_twice(count)))
        for item in read_all(find(names), listener, reading(args), progress.begin):
            if isinstance(item, ReadError):
                complete = False
            else:
                events.append(item)
                progress.event()
    for line in told:
        say(line)
    return events, complete
