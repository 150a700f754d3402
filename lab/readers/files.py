"""Reads a file by its format, or several in a row."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lab.readers import csv_file, evtx_file, json_file, xml_file
from lab.readers.problem import OnProblem, Problem, ReadError
from lab.readers.source import Source, open_source
from lab.records import Record

_READERS: dict[str, Callable[[Source, OnProblem], Iterator[Record]]] = {
    "EVTX": evtx_file.read,
    "XML": xml_file.read,
    "JSON": json_file.read,
    "CSV": csv_file.read,
}


def read(path: str | Path, on_problem: OnProblem = lambda problem: None) -> Iterator[Record]:
    """Yield the events of a file; `-` is standard input, as JSON lines.

    A record that cannot be read goes to `on_problem`, and the rest of the file is read. Raises ReadError, on the first
    step, when the file cannot be read at all: missing, not of the kind that its name says, nothing but broken records.
    """
    events, problems = 0, 0

    def note(problem: Problem) -> None:
        nonlocal problems
        problems += 1
        on_problem(problem)

    name = "standard input" if str(path) == "-" else str(path)
    try:
        source = Source(name, sys.stdin.buffer, "JSON") if str(path) == "-" else open_source(Path(path))
        with source.stream:
            for record in _READERS[source.kind](source, note):
                events += 1
                yield record
    except (OSError, EOFError, zlib.error) as error:
        cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
        if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
            cause = f"the gzip data is damaged: {cause}"
        if not events:
            raise ReadError(Problem(name, "", cause)) from None
        note(Problem(name, f"after event {events}", cause))
    if problems and not events:
        raise ReadError(Problem(name, "", "no event could be read"))


def read_files(files: Iterable[str], on_problem: OnProblem) -> tuple[list[Record], bool]:
    """The events of all files in a row, and whether every file could be read.

    What is wrong with a file goes to `on_problem`; the others are read all the same.
    """
    events: list[Record] = []
    complete = True
    for file in files:
        try:
            events += read(file, on_problem)
        except ReadError as error:
            on_problem(error.problem)
            complete = False
    return events, complete
