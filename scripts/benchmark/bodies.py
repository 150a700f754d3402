"""Events -> the chunks that splunkd would send a command, kept on disk, so that measuring holds one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lab.records import Record
from lab.splunkd.chunks import encode_body

ASKED, WHOLE, WIDE = "as asked", "25 columns whole", "60 columns whole"
SHAPES = (ASKED, WHOLE, WIDE)
_WIDE = 60


class Bodies:
    """The bodies of chunks, to be iterated as often as one likes. rows: of all of them."""

    def __init__(self, path: Path, records: Iterable[Record], columns: list[str], chunk: int) -> None:
        """Write the records' chunks to a file. chunk: rows in each."""
        self._path = path
        self._sizes: list[int] = []
        self.rows = 0
        rest = iter(records)
        with path.open("wb") as file:
            while batch := list(islice(rest, chunk)):
                body = encode_body(columns, batch, numbered=True)
                file.write(body)
                self._sizes.append(len(body))
                self.rows += len(batch)

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return sum(self._sizes)

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            for size in self._sizes:
                yield file.read(size)


def columns_of(shape: str, asked: list[str], record: Record) -> list[str]:
    """The columns that a command gets: what it asks for, or all that the event has, whatever it asks for."""
    if shape == ASKED:
        return asked
    more = [f"extra_{number}" for number in range(_WIDE - len(record))] if shape == WIDE else []
    return [*record, *more]


def widened(records: Iterable[Record]) -> Iterator[Record]:
    """The records with as many more fields as the widest shape has columns for."""
    for number, record in enumerate(records):
        more = {f"extra_{place}": f"value {place} of {number}" for place in range(_WIDE - len(record))}
        yield {**record, **more}
