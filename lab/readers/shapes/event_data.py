"""A Windows event's data in whatever form a program gives it -> names and values.

Forms: an object by names; XML turned into an object (`Data` with `@Name` and `#text`); a list of pairs or of small
objects; a list of values without names, which stand in the order of the event's manifest; JSON or XML as text; and the
message, in which the names are words for people.
"""

from __future__ import annotations

from typing import Any

from lab.readers.event_xml import data_of
from lab.readers.json_text import decoder
from lab.readers.shapes import manifests, message
from lab.readers.shapes.flat import text_of
from lab.readers.windows_event import add_value
from lab.records import Record

_NAMES = ("@Name", "Name", "name")
_TEXTS = ("#text", "Text", "Value", "value", "_")
_ASIDE = frozenset({"#attributes", "@xmlns", "xmlns", "xmlns:auto-ns2", "@xmlns:auto-ns2"})
_DEEPEST = 20

Layout = tuple[str, str]
"""The provider's name and the event's number."""


def read(value: Any, layout: Layout) -> Record:
    """Names and values; {} where there are none."""
    data: Record = {}
    _read(value, layout, data, _DEEPEST)
    return data


def _read(value: Any, layout: Layout, data: Record, depth: int) -> None:
    if depth < 0:
        raise ValueError("event data nested too deeply")
    if isinstance(value, str):
        _read_text(value, layout, data, depth)
    elif isinstance(value, list):
        _read_list(value, layout, data, depth)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in _ASIDE or name.endswith("_attributes"):
                if depth < _DEEPEST:
                    _read_attributes(item, data)
            elif name in ("EventData", "UserData"):
                _read(item, layout, data, depth - 1)
            elif name.lower() == "data":
                _read_data(item, layout, data, depth)
            else:
                _add(name, item, layout, data, depth)


def _read_text(text: str, layout: Layout, data: Record, depth: int) -> None:
    start = text.lstrip()[:1]
    if start == "<":
        data.update(data_of(text))
    elif start in ("{", "["):
        try:
            _read(decoder.decode(text.strip()), layout, data, depth - 1)
        except (ValueError, RecursionError):
            return
    elif start:
        data.update(message.read(text, layout[1]))


def _read_list(items: list[Any], layout: Layout, data: Record, depth: int) -> None:
    if all(isinstance(item, dict) for item in items) and not all(item.keys() == {"Value"} for item in items):
        for item in items:
            name = next((item[key] for key in _NAMES if key in item), None)
            if isinstance(name, str):
                add_value(data, name, _text(item))
            else:
                _read(item, layout, data, depth - 1)
        return
    values = [_text(item) if isinstance(item, dict) else text_of("" if item is None else item) for item in items]
    names = manifests.names(*layout, len(values))
    for name, value in zip(names, values, strict=True) if names else (("Data", value) for value in values):
        add_value(data, name, value)


def _read_data(item: Any, layout: Layout, data: Record, depth: int) -> None:
    """`Data`, which XML turned into objects keeps as one, or as a list, with names or without."""
    if isinstance(item, dict) and "#text" in item and not any(name in item for name in _NAMES):
        item = item["#text"]
    if isinstance(item, dict):
        _read_list([item], layout, data, depth)
    elif isinstance(item, list):
        _read_list(item, layout, data, depth)
    elif item is not None:
        add_value(data, "Data", text_of(item))


def _add(name: str, item: Any, layout: Layout, data: Record, depth: int) -> None:
    name = name.removeprefix("@")
    if isinstance(item, dict):
        if text := _text(item):
            add_value(data, name, text)
        else:
            _read(item, layout, data, depth - 1)
    elif isinstance(item, list):
        for part in item:
            _add(name, part, layout, data, depth - 1) if isinstance(part, dict) else add_value(
                data, name, text_of(part)
            )
    elif item is not None:
        add_value(data, name, text_of(item))


def _read_attributes(item: Any, data: Record) -> None:
    """Attributes of an element of UserData are data, but for its name space."""
    for name, value in item.items() if isinstance(item, dict) else ():
        if not name.startswith("xmlns") and not isinstance(value, (dict, list)):
            add_value(data, name, text_of(value))


def _text(item: dict[str, Any]) -> str:
    value = next((item[name] for name in _TEXTS if name in item), "")
    return "" if value is None or isinstance(value, (dict, list)) else text_of(value)
