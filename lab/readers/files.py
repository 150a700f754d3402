"""Reads a file by its format, or several in a row."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lab.readers import audit_log, classic_text, csv_file, evtx_file, json_file, xml_file
from lab.readers.clock import timed
from lab.readers.fields import add_origin
from lab.readers.opening import open_source, standard_input
from lab.readers.problem import NoEventsError, Problem, ReadError
from lab.readers.seen import Seen
from lab.readers.source import Listener, Settings, Source
from lab.readers.survey import Survey
from lab.readers.walk import Found
from lab.records import SOURCE_FILE, Record

READERS: dict[str, Callable[[Source], Iterator[Record]]] = {
    "EVTX": evtx_file.read,
    "XML": xml_file.read,
    "JSON": json_file.read,
    "CSV": csv_file.read,
    "AUDIT": audit_log.read,
    "SYSLOG": xml_file.read_syslog,
    "CLASSIC": classic_text.read,
}


def read(path: str | Path, listener: Listener | None = None, settings: Settings | None = None) -> Iterator[Record]:
    """Yield the events of a file; `-` is standard input.

    A record that cannot be read is a problem, and the rest of the file is read. Raises ReadError when the file cannot
    be read at all: missing, of no kind or of another than its name says, nothing but broken records.
    """
    listener, settings = listener or Listener(), settings or Settings()
    events = 0
    name = "standard input" if str(path) == "-" else str(path)
    source: Source | None = None
    survey = Survey()
    try:
        if str(path) == "-":
            source = standard_input(sys.stdin.buffer, settings, listener)
        else:
            source = open_source(Path(path), settings, listener)
        with source.stream:
            for record in timed(READERS[source.kind](source), settings.timezone, source.note):
                events += 1
                add_origin(record)
                survey.see(record)
                yield record
    except (OSError, EOFError, zlib.error) as error:
        cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
        if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
            cause = f"the gzip data is damaged: {cause}"
        if not events or not source:
            raise ReadError(Problem(name, "", cause)) from None
        source.problem(f"after event {events}", cause)
    for line in survey.lines():
        source.note(line)
    if not events and not source.problems:
        source.note("holds no events")
    source.close()
    if source.problems and not events:
        raise ReadError(Problem(name, "", "no event could be read"))


def read_all(
    files: Iterable[Found], listener: Listener, settings: Settings, on_file: Callable[[str], None] = lambda name: None
) -> Iterator[Record | ReadError]:
    """The events of all files that were found, in a row.

    A file that cannot be read gives its error, after it has been told; the next one follows. In a folder, a file that
    is no kind of event file is skipped with a note. A record that came before, in another file, is left out: the
    listener is told how many did.
    """
    seen = Seen()
    for found in files:
        on_file(found.path)
        try:
            if found.cause:
                raise NoEventsError(Problem(found.path, "", found.cause))
            for record in read(found.path, listener, settings):
                if seen.is_new(record, found.path):
                    record.setdefault(SOURCE_FILE, found.path)
                    yield record
        except NoEventsError as error:
            if found.named:
                listener.on_problem(error.problem)
                yield error
            else:
                listener.on_note(error.problem.skipped())
        except ReadError as error:
            listener.on_problem(error.problem)
            yield error
    if seen.twice:
        listener.on_twice(seen.twice)
