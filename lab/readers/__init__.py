"""Events from files, as Splunk would present them: EVTX, XML, JSON lines, CSV, each also gzipped.

Values are text or lists of text. JSON keeps the text of a number as it stands in the file, `true` and `false` become
those words, and `null`, `[]` and `{}` become an absent field (see `json_file`).
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from lab.chunks import Record
from lab.readers import csv_file, evtx_file, json_file, xml_file
from lab.readers.problem import OnProblem, Problem, ReadError
from lab.readers.source import Source, open_source

__all__ = ["Problem", "ReadError", "read"]

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
