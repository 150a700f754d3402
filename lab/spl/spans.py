"""Spans of time: how long one is, and which one a time belongs to."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.errors import RefusalError
from lab.spl.source import Token
from lab.spl.times import span_seconds

_DAY = 86_400


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
    return str(int(time // seconds * seconds))
