"""Records -> the chunks in which a command gets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lab.records import Record, columns_of
from lab.splunkd.chunks import encode_body

CHUNK_SIZE = 50_000
"""Rows that splunkd puts into a chunk at most (maxresultrows in limits.conf)."""

CHUNK_CHARACTERS = 4_000_000
"""Characters of a chunk at most, but for its last row: they bound the memory of a scan."""


class Batch(NamedTuple):
    """Records of one chunk, and what goes out of them: columns, whether the rows are numbered, the body."""

    records: list[Record]
    columns: list[str]
    numbered: bool
    body: bytes


def batches(records: Iterable[Record], rows: int, required: object) -> Iterator[Batch]:
    """Cut records into chunks. `required` is what the command asks for: a list of names, without "*" for all."""
    held: list[Record] = []
    size = 0
    for record in records:
        held.append(record)
        size += _size(record)
        if len(held) >= rows or size >= CHUNK_CHARACTERS:
            yield encoded(held, required)
            held, size = [], 0
    if held:
        yield encoded(held, required)


def encoded(records: list[Record], required: object) -> Batch:
    """One chunk. A command that asks for some fields gets their columns and no others, and its rows are numbered."""
    some = isinstance(required, list) and "*" not in required
    columns: Sequence[str] = columns_of(records)
    if isinstance(required, list) and some:
        columns = list(dict.fromkeys(map(str, required)))
    body = encode_body(columns, records, numbered=some) if columns or some else b""
    return Batch(records, list(columns), some, body)


def _size(record: Record) -> int:
    return sum(len(value) if isinstance(value, str) else sum(map(len, value)) for value in record.values())
