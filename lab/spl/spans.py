"""Spans of time: how long one is, and which one a time belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from lab.spl.args import Args
from lab.spl.errors import RefusalError
from lab.spl.source import Token
from lab.spl.times import span_seconds

_DAY = 86_400


@dataclass(frozen=True)
class Span:
    """A span of so many seconds, or of so many months of the calendar (which divide a year)."""

    seconds: int = 0
    months: int = 0

    def start(self, time: float) -> int:
        """The start of the span that a time belongs to, in epoch seconds."""
        if self.seconds:
            return int(time // self.seconds * self.seconds)
        at = datetime.fromtimestamp(time, UTC)
        return int(datetime(at.year, (at.month - 1) // self.months * self.months + 1, 1, tzinfo=UTC).timestamp())

    def next(self, start: int) -> int:
        """The start of the span after the one that starts there."""
        if self.seconds:
            return start + self.seconds
        at = datetime.fromtimestamp(start, UTC)
        years, month = divmod(at.month - 1 + self.months, 12)
        return int(datetime(at.year + years, month + 1, 1, tzinfo=UTC).timestamp())


def time_span(args: Args, token: Token) -> int:
    """The seconds of a span that divides a day. Where others begin depends on the calendar: they are refused."""
    try:
        seconds = span_seconds(token.text)
    except RefusalError as refusal:
        args.fail(str(refusal), token)
    if _DAY % seconds:
        args.fail(f'where a span of "{token.text}" begins is not documented: use a part of a day', token)
    return seconds


def floor_time(time: float, seconds: int) -> str:
    """The start of a time's span."""
    return str(Span(seconds).start(time))
