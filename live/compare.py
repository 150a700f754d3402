"""Rows of the server beside rows of the lab: the same, whatever their order and the spelling of numbers and times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

# Where an event lies on the server, and what it makes of an event's text: the lab has no such thing.
_SERVER_ONLY = frozenset(
    """splunk_server splunk_server_group linecount punct eventtype timestartpos timeendpos _bkt _cd _si _indextime
    _serial _sourcetype _subsecond _kv _raw _eventtype_color index tag""".split()
)
Cell = str | tuple[str, ...]
Line = tuple[tuple[str, Cell], ...]


def difference(server: Iterable[Mapping[str, Any]], lab: Iterable[Mapping[str, Any]], most: int = 3) -> list[str]:
    """What only one of both has, at most so many rows of each, a line a row. Nothing when they agree.

    Of two rows that have most cells in common only the others are shown.
    """
    there, here = Counter(map(_line, server)), Counter(map(_line, lab))
    extra, missing = list((there - here).elements()), list((here - there).elements())
    told = []
    for line in extra[:most]:
        near = max(missing, key=lambda other: len({*line} & {*other}), default=())
        if 2 * len({*line} & {*near}) >= len(line) > 1:
            missing.remove(near)
            told.append(f"the server has {_shown(_without(line, near))}, the lab {_shown(_without(near, line))}")
        else:
            told.append(f"only the server: {_shown(line)}")
    return told + [f"only the lab: {_shown(line)}" for line in missing[:most]]


def _without(line: Line, other: Line) -> Line:
    return tuple(cell for cell in line if cell not in other)


def _line(row: Mapping[str, Any]) -> Line:
    """A row without what only a server has, and without empty cells: on the wire they are the same as none."""
    cells = ((name.removesuffix("{}"), _cell(name, value)) for name, value in row.items() if name not in _SERVER_ONLY)
    return tuple(sorted((name, cell) for name, cell in cells if cell not in ("", ())))


def _cell(name: str, value: Any) -> Cell:
    if isinstance(value, list):
        return tuple(_text(name, item) for item in value) if len(value) > 1 else _cell(name, value[0] if value else "")
    return _text(name, value)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    if name == "_time" and "T" in text:
        text = str(datetime.fromisoformat(text).timestamp())
    try:
        return f"{float(text):.3f}".rstrip("0").rstrip(".")
    except ValueError:
        return text


def _shown(line: Line) -> str:
    text = ", ".join(f"{name}={cell}" for name, cell in line) or "nothing"
    return text if len(text) <= 400 else text[:397] + "..."
