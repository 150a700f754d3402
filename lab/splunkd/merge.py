"""What splunkd makes of a reply: the command's rows laid over the records that they answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lab.records import Record, Value, valid_text
from lab.splunkd.chunks import INDEX, ChunkError, decode_body


def merge(batch: Sequence[Record], sent: Sequence[str], body: bytes, numbered: bool) -> Iterator[Record]:
    """Yield the records of a reply, in the reply's order.

    `batch` are the records of the request, `sent` the columns that went out, `body` the reply's CSV. A field that came
    back as it was sent keeps its first form (absent, list, non-UTF-8 and all); a sent column that did not come back is
    gone; what was not sent stays. With `numbered`, `_chunked_idx` says which record a row answers, and must be on every
    row. Without it nothing does: rows pair by position if none was dropped, else they stand for themselves.
    Raises ChunkError.
    """
    columns, rows = decode_body(body)
    if numbered:
        pairs = _by_index(batch, columns, rows)
        columns = [name for name in columns if name != INDEX]
    else:
        answers = list(rows)
        originals: Sequence[Record] = batch if len(answers) == len(batch) else [{}] * len(answers)
        pairs = zip(originals, answers, strict=True)
    was_sent = set(sent)
    lost = was_sent.difference(columns)
    for original, row in pairs:
        record = {name: value for name, value in original.items() if name not in lost} if lost else original.copy()
        for name, value in zip(columns, row, strict=True):
            if value == original.get(name, "") and name in was_sent:  # nearly every cell
                continue
            if name not in was_sent or not _same(original.get(name), value):
                record[name] = value
        yield record


def _by_index(
    batch: Sequence[Record], columns: list[str], rows: Iterator[list[Value]]
) -> Iterator[tuple[Record, list[Value]]]:
    position = columns.index(INDEX) if INDEX in columns else -1
    for row in rows:
        if position < 0:
            raise ChunkError(f"the reply lacks {INDEX}")
        index = row.pop(position)
        if not (isinstance(index, str) and index.isdecimal() and int(index) < len(batch)):
            raise ChunkError(f"the reply has {index!r} for {INDEX}, the chunk had {len(batch)} rows")
        yield batch[int(index)], row


def _same(before: Value | None, after: Value) -> bool:
    """Whether a value came back as it was sent. On the wire absent equals empty, and `["x"]` equals `x`."""
    if before == after:
        return True
    if isinstance(before, list):
        if len(before) > 1:
            return [valid_text(item) for item in before] == after
        before = before[0] if before else ""
    return valid_text(before or "") == after
