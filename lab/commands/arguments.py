"""Kinds of arguments that several commands take."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime

from lab.spl.times import moment


def number(low: int, high: int | None = None) -> Callable[[str], int]:
    """A whole number of a range, for argparse."""

    def parse(text: str) -> int:
        value = int(text)
        if value < low or (high is not None and value > high):
            raise argparse.ArgumentTypeError(f"{value} is not {f'{low} to {high}' if high else f'{low} or more'}")
        return value

    parse.__name__ = "number"  # argparse names it in its message
    return parse


def search_time(text: str | None) -> float:
    """The time that --now gives in epoch seconds: the clock's where it is not given. Raises RefusalError."""
    if text is None:
        return time.time()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return moment(text, time.time())
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
