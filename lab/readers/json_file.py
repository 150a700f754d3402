"""Events in JSON: one object a line, an array, or objects in a row over several lines.

Fields stay as they are. Nested objects are flattened with dots, as Splunk's JSON extraction does
(`winlog.event_data.Image`); a list is a field with several values, under its plain name (Splunk would call it `name{}`,
which would not read back). Numbers keep the text they have in the file, true and false become those words, null and
empty containers an absent field.
`_time`, `host`, `source` and `sourcetype` are added where they are missing and the event tells them.
An object with a Windows event in `_raw` gets that event's fields, unless it carries any of its event data already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lab.readers.event_xml import SYSTEM_NAMES, EventXmlError, parse_event
from lab.readers.problem import OnProblem, Problem
from lab.readers.source import Source
from lab.readers.times import epoch
from lab.records import Record

# Where sources keep what Splunk's own fields say; the first that is there wins.
_TIMES = (
    "UtcTime",
    "winlog.event_data.UtcTime",
    "event_data.UtcTime",
    "@timestamp",
    "SystemTime",
    "TimeCreated",
    "timestamp",
    "unixTime",
    "EventTime",
    "Timestamp",
    "properties.Timestamp",
    "time",
)
_HOSTS = (
    "Computer",
    "ComputerName",
    "winlog.computer_name",
    "computer_name",
    "Hostname",
    "host.name",
    "host.hostname",
    "hostIdentifier",
    "DeviceName",
    "properties.DeviceName",
    "NODE",
    "node",
)
_CHANNELS = ("Channel", "winlog.channel", "log_name", "LogName")

_decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read(source: Source, on_problem: OnProblem) -> Iterator[Record]:
    """Yield the events of a JSON file. Lines that are no JSON object go to `on_problem`."""
    text = source.text()
    number, first = next(((number, line) for number, line in enumerate(text, 1) if line.strip()), (0, ""))
    if not first:
        return
    if first.lstrip()[0] == "[" or first.strip() == "{":
        yield from _read_document(source.name, first + text.read(), number, on_problem)
        return
    line: str | None = first
    while line is not None:
        if line.strip():
            try:
                yield _record(_decoder.decode(line.rstrip()))
            except (ValueError, RecursionError) as error:
                on_problem(Problem(source.name, f"line {number}", _cause(error)))
        line = next(text, None)
        number += 1


def _read_document(name: str, text: str, line: int, on_problem: OnProblem) -> Iterator[Record]:
    """Objects one by one out of an array, or out of text in which they follow each other."""
    is_array = text.lstrip()[0] == "["
    position = text.index("[") + 1 if is_array else 0
    if is_array and not text.rstrip().endswith("]"):
        on_problem(Problem(name, f"line {line + text.count(chr(10))}", "the array has no end: the file is cut short"))
    while True:
        while position < len(text) and text[position] in " \t\r\n,]":
            position += 1
        if position == len(text):
            break
        place = f"line {line + text.count(chr(10), 0, position)}"
        try:
            value, position = _decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            on_problem(Problem(name, place, f"{_cause(error)}; the rest of the file is not read"))
            return
        try:
            yield _record(value)
        except ValueError as error:
            on_problem(Problem(name, place, str(error)))


def _cause(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return "not JSON: nested too deeply" if isinstance(error, RecursionError) else str(error)


def _record(value: Any) -> Record:
    if not isinstance(value, dict):
        raise ValueError(f"a JSON object is expected, not {value!r:.60}")
    if isinstance(value.get("result"), dict) and value.keys() <= {"preview", "offset", "lastrow", "result"}:
        value = value["result"]  # Splunk's own export wraps each event
    record: Record = {}
    for name, item in value.items():
        if type(item) is str:
            record[name] = item
        else:
            _flatten(name, item, record)
    raw = record.get("_raw")
    if isinstance(raw, str) and raw.lstrip().startswith("<Event"):
        _add_raw(raw, record)
    _add_defaults(record)
    return record


def _flatten(name: str, value: Any, record: Record) -> None:
    """Add a value under its name; a name that is there already gets a further value."""
    if isinstance(value, dict):
        for key, item in value.items():
            _flatten(f"{name}.{key}", item, record)
    elif isinstance(value, list):
        scalars = [_text(item) for item in value if item is not None and not isinstance(item, dict)]
        if scalars:
            record[name] = _values(record, name) + scalars
        for item in value:
            if isinstance(item, dict):
                _flatten(name, item, record)
    elif value is not None:
        record[name] = [*_values(record, name), _text(value)] if name in record else _text(value)


def _values(record: Record, name: str) -> list[str]:
    value = record.get(name, [])
    return [value] if isinstance(value, str) else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _add_raw(raw: str, record: Record) -> None:
    try:
        event = parse_event(raw)
    except EventXmlError:
        return  # the object stands for itself, as an event whose extraction failed does in Splunk
    if not any(name in record for name in event if name not in SYSTEM_NAMES):
        for name, value in event.items():
            record.setdefault(name, value)


def _add_defaults(record: Record) -> None:
    if "_time" not in record and (time := next(filter(None, (epoch(record.get(name)) for name in _TIMES)), "")):
        record["_time"] = time
    if "host" not in record and (host := _first(record, _HOSTS)):
        record["host"] = host
    if ("source" not in record or "sourcetype" not in record) and (channel := _first(record, _CHANNELS)):
        record.setdefault("source", f"XmlWinEventLog:{channel}")
        record.setdefault("sourcetype", "XmlWinEventLog")


def _first(record: Record, names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := record.get(name), str) and value), "")
