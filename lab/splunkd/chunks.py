"""The wire format of Splunk's chunked protocol: chunks, and the CSV in their bodies.

Nothing here starts a process; `scp` does. Source of the format: Splunk's protocol description for custom search
commands, version 2, and captures of it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from lab.records import MV_PREFIX, MultivalueError, Value, decode_values, encode_values, valid_text

INDEX = "_chunked_idx"
"""Column in which splunkd numbers the rows of a chunk, from 0, when the command asked for some of the fields only."""

_HEADER = re.compile(rb"chunked 1\.0,(\d{1,12}),(\d{1,12})\n")


class ChunkError(ValueError):
    """What came down the pipe is not a chunk."""


def encode_body(columns: Sequence[str], records: Sequence[Mapping[str, Value]], numbered: bool = False) -> bytes:
    """Write records as the CSV body of a chunk, as captures of Splunk 8.2.1 have it.

    Every column is there, whether any record has the field or not, then `_chunked_idx` where `numbered`, then an
    `__mv_` twin of each. An absent field and an empty one both become an empty cell; every other cell is quoted unless
    it is made of ASCII letters and digits only. Of several values the plain cell holds all, joined by newlines.
    """
    names = [*columns, INDEX] if numbered else list(columns)
    places = {name: place for place, name in enumerate(columns)}
    lines = [",".join(map(_cell, [*names, *(MV_PREFIX + name for name in names)]))]
    for number, record in enumerate(records):
        cells = [""] * (2 * len(names))
        if numbered:
            cells[len(columns)] = str(number)
        for name, value in record.items():
            place = places.get(name)
            if place is None or not value:
                continue
            if isinstance(value, str):
                cells[place] = _cell(value)
            else:
                cells[place] = _cell("\n".join(value))
                if _is_multi(value):
                    cells[len(names) + place] = _cell(encode_values(value))
        lines.append(",".join(cells))
    text = "\n".join(lines) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:
        return valid_text(text).encode()


def decode_body(body: bytes) -> tuple[list[str], Iterator[list[Value]]]:
    """Read a CSV body: its columns without the `__mv_` twins, and its rows with one value per column.

    A row's multivalue cell takes precedence over its plain cell. Raises ChunkError for text that is not UTF-8, repeated
    columns and rows whose length differs from the header's: splunkd would put values under wrong names.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise ChunkError(f"the body is not UTF-8: {error}") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise ChunkError(f"the body is not CSV: {error}") from None
    if len(set(header)) != len(header):
        raise ChunkError(f"the header repeats {sorted({name for name in header if header.count(name) > 1})}")
    plain = [position for position, name in enumerate(header) if not name.startswith(MV_PREFIX)]
    columns = [header[position] for position in plain]
    places = {name: place for place, name in enumerate(columns)}
    twins = [
        (position, places[name[len(MV_PREFIX) :]])
        for position, name in enumerate(header)
        if name.startswith(MV_PREFIX) and name[len(MV_PREFIX) :] in places
    ]
    return columns, _rows(reader, len(header), plain, twins)


def encode_chunk(metadata: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One chunk: header line, JSON metadata, body."""
    meta = json.dumps(metadata).encode()
    return b"chunked 1.0,%d,%d\n" % (len(meta), len(body)) + meta + body


def read_chunk(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one chunk; None at the end of the stream. Raises ChunkError for anything that is not a whole chunk."""
    line = stream.readline(200)
    if not line:
        return None
    match = _HEADER.fullmatch(line)
    if not match:
        raise ChunkError(f"expected a chunk, got {line[:120]!r}")
    meta_size, body_size = int(match[1]), int(match[2])
    meta, body = stream.read(meta_size), stream.read(body_size)
    if len(meta) < meta_size or len(body) < body_size:
        raise ChunkError(f"the chunk ends early: {len(meta) + len(body)} of {meta_size + body_size} bytes")
    try:
        metadata = json.loads(meta)
    except ValueError as error:
        raise ChunkError(f"the metadata is not JSON: {error}") from None
    if not isinstance(metadata, dict):
        raise ChunkError(f"the metadata is not an object: {meta[:120]!r}")
    return metadata, body


def _is_multi(value: Value | None) -> bool:
    return isinstance(value, list) and len(value) > 1


def _cell(text: str) -> str:
    if not text or (text.isascii() and text.isalnum()):
        return text
    return '"' + text.replace('"', '""') + '"'


def _rows(
    reader: Iterator[list[str]], width: int, plain: list[int], twins: list[tuple[int, int]]
) -> Iterator[list[Value]]:
    try:
        for row in reader:
            if len(row) != width:
                # csv gives an empty row for an empty line, which is how a lone empty cell is written.
                if row or width != 1:
                    raise ChunkError(f"a row has {len(row)} cells, the header {width}")
                row = [""]
            values: list[Value] = [row[position] for position in plain]
            for position, place in twins:
                if row[position]:
                    values[place] = decode_values(row[position])
            yield values
    except MultivalueError as error:
        raise ChunkError(str(error)) from None
    except csv.Error as error:
        raise ChunkError(f"the body is not CSV: {error}") from None
