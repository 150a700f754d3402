"""Which records came before: one log is often there twice, whole and as an export."""

from __future__ import annotations

from collections.abc import Sequence

from lab.records import RECORD_NUMBERS, Record, short_host

MOST = 2_000_000
"""As many records are remembered, which bounds the memory (some hundred bytes each); later ones count as new."""

_LOGS = ("Channel", "winlog.channel", "LogName")


class Seen:
    """Remembers records by computer, log, record number and time; those without a number by all of their fields."""

    def __init__(self) -> None:
        self.twice = 0
        self._known: dict[int, str] = {}

    def is_new(self, record: Record, file: str) -> bool:
        """Whether a record did not come before in another file. What a file says twice happened twice."""
        key = hash(_identity(record))
        first = self._known.get(key, file)
        if first != file:
            self.twice += 1
            return False
        if len(self._known) < MOST:
            self._known[key] = file
        return True


def _identity(record: Record) -> tuple[object, ...]:
    number, log = _text(record, RECORD_NUMBERS), _text(record, _LOGS)
    if number and log:
        host = short_host(_text(record, ("host",)))
        return (host, log.casefold(), number, str(record.get("_time", "")).partition(".")[0])
    return tuple(sorted((name, value if isinstance(value, str) else tuple(value)) for name, value in record.items()))


def _text(record: Record, names: Sequence[str]) -> str:
    """The first of these fields that holds one text."""
    return next((value for name in names if (value := record.get(name)) and isinstance(value, str)), "")
