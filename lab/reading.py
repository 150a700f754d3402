"""Reads event files whole, for the commands that need all events at once, and tells on standard error what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from lab.chunks import Record
from lab.readers import ReadError, read
from lab.table import printable


def read_files(files: Iterable[str]) -> tuple[int, list[Record]]:
    """The exit status, 1 if a file could not be read at all, and the events of the others in a row."""
    status = 0
    events: list[Record] = []
    for file in files:
        try:
            events += read(file, lambda problem: print(printable(str(problem)), file=sys.stderr))
        except ReadError as error:
            print(printable(str(error.problem)), file=sys.stderr)
            status = 1
    return status, events
