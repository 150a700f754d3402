"""A record, and the look at it through canonical names. The lowest layer of reading: it knows no source."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Union

from codesignrisk_core.records import several

Value = Union[str, Sequence[str], int, float, None]
Record = Mapping[str, Value]
Names = Mapping[str, tuple[str, ...]]
"""Canonical name -> input names; the first that says something wins."""

# What sources write for "nothing": XML exports, CIM fillnull, CSV tools.
MISSING = frozenset({"", "-", "NULL", "null", "N/A", "(null)", "unknown"})


LIMIT = "limit"
"""Under this name a sensor's table says why a record is not all of the event."""

CALLED = "called"
"""And under this one how a program was called, where its path is not known and image only tells the platform."""

# A start's own line, by the names of all tables: where a table has several, the first that says something is it.
_OWN_LINES = ("child_line", "command_line", "other_line")
_LINES = frozenset((*_OWN_LINES, "parent_command_line", "initiator_line"))


class View:
    """One record under canonical names, each read when it is asked for."""

    __slots__ = ("_plan", "record")

    def __init__(self, record: Record, plan: Names) -> None:
        """plan: only names that the record has, see `plan`."""
        self.record = record
        self._plan = plan

    def get(self, canonical: str) -> str:
        """The first alias that says something, or "". Of several values the first, but all of a command line."""
        for name in self._plan[canonical]:
            value = self.record[name]
            if value or value == 0:
                if isinstance(value, str):
                    text = value
                elif canonical in _LINES:
                    text = self._line(value)
                else:
                    text = _first(value)
                if text not in MISSING:
                    return text
        return ""

    def source(self, canonical: str) -> str:
        """The input name whose text `get` gives, or ""."""
        return next((name for name in self._plan.get(canonical, ()) if _text(self.record[name])), "")

    def _line(self, value: Value) -> str:
        said = _said(value)
        image = self.get("image") if "image" in self._plan else ""
        return several.line(said, image) if said else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Where a start's command line has different values: those that may be lines of their own."""
        for canonical in _OWN_LINES:
            for name in self._plan.get(canonical, ()):
                value = self.record[name]
                if value and not isinstance(value, str) and (found := several.lines(_said(value))):
                    return found
            if canonical == "child_line" and self.source(canonical):
                break  # the other line is the parent's
        return ()

    @property
    def limit(self) -> str:
        """Why the record is not all of the event, as codesign_error tells it, or ""."""
        return ""

    @property
    def called(self) -> str:
        """The name of a program whose path is not known, or ""."""
        return ""

    def values(self, canonical: str) -> list[str]:
        """All values of the first alias that has any, as they stand: among arguments "-" is one."""
        for name in self._plan[canonical]:
            value = self.record[name]
            if value or value == 0:
                return [value] if isinstance(value, str) else texts(value)
        return []


class Translated(View):
    """A record that a sensor's table has put under canonical names already."""

    __slots__ = ("_read",)

    def __init__(self, record: Mapping[str, str], read: View | None = None) -> None:
        """read: the sensor's own record, of which this is the translation."""
        super().__init__(record, {})
        self._read = read

    def get(self, canonical: str) -> str:
        """The text under a canonical name, or ""."""
        value = self.record.get(canonical)
        return value if isinstance(value, str) else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Those of the sensor's own record."""
        return self._read.lines if self._read else ()

    @property
    def limit(self) -> str:
        """What the sensor's table says under LIMIT."""
        return self.get(LIMIT)

    @property
    def called(self) -> str:
        """What the sensor's table says under CALLED."""
        return self.get(CALLED)

    def values(self, canonical: str) -> list[str]:
        """The same as a list, for a sensor tells one text for each name."""
        text = self.get(canonical)
        return [text] if text else []


def plan(names: Names, columns: Collection[str]) -> Names:
    """The part of a table of names that a layout of columns has."""
    return {canonical: tuple(name for name in aliases if name in columns) for canonical, aliases in names.items()}


def qualified(domain: str, user: str) -> str:
    """DOMAIN\\user, or the bare name where no domain is known."""
    return f"{domain}\\{user}" if domain and user and domain not in MISSING else user


def _text(value: Value) -> str:
    """What a value says, or ""."""
    text = value if isinstance(value, str) else _first(value)
    return "" if text in MISSING else text


def _first(value: Value) -> str:
    """The first element of a multivalue field that says something."""
    return next((text for text in texts(value) if text not in MISSING), "")


def _said(value: Value) -> list[str]:
    """The values from the first on that says something: among arguments "-" is one."""
    found = texts(value)
    first = next((place for place, text in enumerate(found) if text not in MISSING), len(found))
    return found[first:]


def texts(value: Value) -> list[str]:
    """The values of a field. splunkd sends text; JSON that is read as it stands has numbers and truth values too."""
    if value is None:
        return []
    return [_shown(item) for item in (value if isinstance(value, (list, tuple)) else (value,))]


def _shown(item: object) -> str:
    """An item as JSON writes it."""
    return ("true" if item else "false") if isinstance(item, bool) else str(item)
