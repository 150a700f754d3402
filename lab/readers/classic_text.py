"""Classic event text, as Splunk's Windows inputs write it without XML: `EventCode=4688`, then the message's own lines.

Form: Splunk_TA_windows, WinEventLog inputs with renderXml = false. The fields are named as the add-on names them; the
core reads them, as it does for `_raw`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codesignrisk_core.records import raw

from lab.readers.limits import LONGEST_EVENT
from lab.readers.source import Source
from lab.records import Record

_TIME = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [AP]M)?\s*")
_NAMES = ("LogName", "RecordNumber")


def shows(start: str) -> bool:
    """Whether a text begins with an event of that form."""
    first, _, rest = start.partition("\n")
    return bool(_TIME.fullmatch(first)) and "EventCode=" in rest[:300]


def read(source: Source) -> Iterator[Record]:
    """Yield the events: each begins with a line that is a time, followed by `LogName=`."""
    held: list[str] = []
    line_number = begun = 1
    size = 0
    previous = ""
    try:
        for line_number, line in enumerate(source.text().lines(LONGEST_EVENT), 1):
            if line.startswith("LogName=") and _TIME.fullmatch(previous) and len(held) > 1:
                yield from _event(source, held[:-1], begun)
                held, begun, size = held[-1:], line_number - 1, 0
            size += len(line)
            if size <= LONGEST_EVENT:
                held.append(line)
            previous = line
    except ValueError as error:
        source.problem(f"line {line_number + 1}", f"{error}; the rest of the file is not read")
    yield from _event(source, held, begun)


def _event(source: Source, lines: list[str], number: int) -> Iterator[Record]:
    record = parse("".join(lines))
    if record is not None:
        yield record
    elif any(line.strip() for line in lines):
        source.problem(f"line {number}", f"text that is no event: {' '.join(lines).strip()[:60]!r}")


def parse(text: str) -> Record | None:
    """One event; None for text of another form."""
    if "EventCode=" not in text[:2000]:
        return None
    record: Record = {name: values[0] if len(values) == 1 else values for name, values in raw.read(text).items()}
    if not record.get("EventCode"):
        return None
    first, _, rest = text.lstrip().partition("\n")
    if _TIME.fullmatch(first):
        record["EventTime"] = first.strip()
    for line in rest[:2000].split("\n"):
        name, sign, value = line.partition("=")
        if sign and name in _NAMES:
            record[name] = value.strip()
    if channel := record.get("LogName"):
        record["source"], record["sourcetype"] = f"WinEventLog:{channel}", "WinEventLog"
    return record
