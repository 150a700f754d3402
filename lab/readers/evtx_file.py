"""Windows event logs as files (.evtx), read with the `evtx` package."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from evtx import PyEvtxParser

from lab.readers.event_xml import EventXmlError, parse_event
from lab.readers.problem import OnProblem, Problem, ReadError
from lab.readers.source import Source
from lab.records import Record

_HEADER_SIZE, _CHUNK_SIZE = 4096, 65536
# The package writes GUID values bare and in upper case, Windows `{in-lower-case}`.
_BARE_GUID = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def read(source: Source, on_problem: OnProblem) -> Iterator[Record]:
    """Yield the events of an EVTX file. What the package cannot parse, and a file cut short, go to `on_problem`."""
    data = source.stream.read()  # the package seeks; a whole log is 20 MB by Windows' default
    try:
        records = PyEvtxParser(io.BytesIO(data)).records()
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(Problem(source.name, "", f"not a readable EVTX file: {_reason(error)}")) from None
    while True:
        try:
            entry = next(records)
        except StopIteration:
            break
        except (OSError, RuntimeError, ValueError) as error:
            on_problem(Problem(source.name, "", _reason(error)))
            continue
        if not entry:
            continue
        try:
            record = parse_event(entry["data"])
        except EventXmlError as error:
            on_problem(Problem(source.name, f"record {entry['event_record_id']}", str(error)))
            continue
        for name, value in record.items():
            if name.endswith("Guid") and isinstance(value, str) and _BARE_GUID.fullmatch(value):
                record[name] = "{" + value.lower() + "}"
        yield record
    # A log is its header and whole chunks. The header's count ([MS-EVEN6]) is stale in a copy of a log in use, so it
    # only says how many there are at least.
    whole, rest = divmod(len(data) - _HEADER_SIZE, _CHUNK_SIZE)
    if rest or whole < int.from_bytes(data[42:44], "little"):
        on_problem(Problem(source.name, f"after chunk {whole}", "the file is cut short"))


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
