"""Nested objects -> flat fields, as Splunk's JSON extraction names them.

Names are joined by dots (`winlog.event_data.Image`); a list is a field with several values, under its plain name
(Splunk would call it `name{}`, which would not read back). true and false become those words, null and empty containers
an absent field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lab.readers.windows_event import add_value
from lab.records import Record


def flatten(value: Mapping[str, Any]) -> Record:
    """The fields of an object."""
    record: Record = {}
    for name, item in value.items():
        if type(item) is str:
            record[name] = item
        else:
            _add(name, item, record)
    return record


def text_of(value: Any) -> str:
    """A scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _add(name: str, value: Any, record: Record) -> None:
    """Add a value under its name; a name that is there already gets a further value."""
    if isinstance(value, dict):
        for key, item in value.items():
            _add(f"{name}.{key}", item, record)
    elif isinstance(value, list):
        scalars = [text_of(item) for item in value if item is not None and not isinstance(item, dict)]
        if scalars:
            _values(record, name).extend(scalars)
        for item in value:
            if isinstance(item, dict):
                _add(name, item, record)
    elif value is not None:
        add_value(record, name, text_of(value))


def _values(record: Record, name: str) -> list[str]:
    """The list under a name, made of what is there."""
    value = record.get(name, [])
    record[name] = values = [value] if isinstance(value, str) else value
    return values
