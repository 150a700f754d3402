"""Events in JSON: one object a line, arrays, or objects in a row over several lines. What they mean says `shapes`."""

from __future__ import annotations

from collections.abc import Iterator

from lab.readers import shapes
from lab.readers.json_text import JsonText
from lab.readers.source import Source
from lab.records import Record


def read(source: Source) -> Iterator[Record]:
    """Yield the events of a JSON file. What is no object is a problem."""

    def report(line: int, cause: str) -> None:
        source.problem(f"line {line}", cause)

    for line, value in JsonText(source.text().blocks(), shapes.CARRIERS, report).objects():
        try:
            yield from shapes.events(value)
        except RecursionError:
            report(line, "nested too deeply")
        except ValueError as error:
            report(line, str(error))
