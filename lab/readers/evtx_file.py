"""Windows event logs as files (.evtx), read with the `evtx` package chunk by chunk, so that no log is held whole.

Form: [MS-EVEN6] and libyal's documentation of EVTX: a header of 4,096 bytes, then chunks of 65,536, each with the
numbers of its first and last record in bytes 8 to 24.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from evtx import PyEvtxParser

from lab.readers.event_xml import EventXmlError, parse_event
from lab.readers.problem import Problem, ReadError
from lab.readers.source import Source
from lab.records import Record, Value

_HEADER_SIZE, _CHUNK_SIZE = 4096, 65536
_CHUNK = b"ElfChnk\0"
_RECORDS, _RECORD, _LEAST_RECORD = 512, b"\x2a\x2a\0\0", 24
_MOST_IN_A_CHUNK = 3000
# The package writes GUID values bare and in upper case, Windows `{in-lower-case}`.
_BARE_GUID = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def read(source: Source) -> Iterator[Record]:
    """Yield the events of an EVTX file. A chunk that is cut or damaged gives what is there; the rest is counted."""
    header = source.stream.read(_HEADER_SIZE)
    try:
        PyEvtxParser(io.BytesIO(header.ljust(_HEADER_SIZE + _CHUNK_SIZE, b"\0")))
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(Problem(source.name, "", f"not a readable EVTX file: {_reason(error)}")) from None
    if len(header) < _HEADER_SIZE:
        raise ReadError(Problem(source.name, "", "not a readable EVTX file: its header is cut short"))
    number = 0
    while chunk := source.stream.read(_CHUNK_SIZE):
        number += 1
        if chunk.startswith(_CHUNK):
            yield from _records(source, header, chunk, number)
        elif any(chunk):
            source.problem(f"chunk {number}", f"damaged: {len(chunk):,} bytes are no part of a log")
        if len(chunk) < _CHUNK_SIZE:
            source.problem(
                f"chunk {number}", f"the file is cut short: {len(chunk):,} of {_CHUNK_SIZE:,} bytes are there"
            )
    # The header's count is stale in a copy of a log in use, so it only says how many there are at least.
    if number < (least := int.from_bytes(header[42:44], "little")):
        source.problem(f"after chunk {number}", f"the file is cut short: {least - number:,} chunks are missing")


def _records(source: Source, header: bytes, chunk: bytes, number: int) -> Iterator[Record]:
    """The records of one chunk, which stands alone: names and templates are kept in each."""
    first, last = (int.from_bytes(chunk[at : at + 8], "little") for at in (8, 16))
    expected = last - first + 1 if 0 <= last - first < _MOST_IN_A_CHUNK else 0
    read = failed = 0
    cause = ""
    whole = _whole_records(chunk) if len(chunk) < _CHUNK_SIZE else None
    parser = PyEvtxParser(io.BytesIO(header + chunk.ljust(_CHUNK_SIZE, b"\0")), number_of_threads=1, indent=False)
    records = parser.records()
    while failed < _MOST_IN_A_CHUNK:
        try:
            entry = next(records)
        except StopIteration:
            break
        except (OSError, RuntimeError, ValueError) as error:
            failed, cause = failed + 1, _reason(error)
            continue
        if not entry:
            continue
        cut = whole is not None and entry["event_record_id"] not in whole
        place = f"record {entry['event_record_id']}"
        try:
            record = parse_event(entry["data"])
        except EventXmlError as error:
            if not cut:
                source.problem(place, str(error))
            continue
        if cut and "_time" not in record:
            continue  # nothing of it is before the cut
        if cut:
            source.problem(place, "its end is cut off: what it lacks reads as empty or 0")
        read += 1
        for name, value in record.items():
            record[name] = _as_windows_writes(value)
        yield record
    if cause or read < expected:
        lost = f"{read} of {expected} records read" if expected else f"{read} records read"
        source.problem(f"chunk {number}", f"{lost}: {cause or 'the others are not there'}")


def _whole_records(chunk: bytes) -> set[int]:
    """The numbers of the records of a chunk that end before it does. A record is a mark, its size and its number."""
    numbers: set[int] = set()
    at = _RECORDS
    while chunk[at : at + 4] == _RECORD:
        size = int.from_bytes(chunk[at + 4 : at + 8], "little")
        if size < _LEAST_RECORD or at + size > len(chunk):
            break
        numbers.add(int.from_bytes(chunk[at + 8 : at + 16], "little"))
        at += size
    return numbers


def _as_windows_writes(value: Value) -> Value:
    if isinstance(value, str):
        return "{" + value.lower() + "}" if len(value) == 36 and _BARE_GUID.fullmatch(value) else value
    return [str(_as_windows_writes(item)) for item in value]


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
