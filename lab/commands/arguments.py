"""Kinds of arguments that several commands take."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from lab.readers import Settings
from lab.readers.text import is_known
from lab.readers.times import zone_of
from lab.spl.times import moment

FILES = "EVTX, XML, JSON, CSV, audit logs, syslog, classic text, also .gz; a folder, a pattern; - is standard input"


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


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add what the user says of files that do not say it themselves."""
    parser.add_argument(
        "--timezone",
        type=_zone,
        metavar="Z",
        help="of times that name none: Europe/Berlin, +02:00 (default: UTC, unless the events show another)",
    )
    parser.add_argument("--encoding", type=_encoding, metavar="E", help="of text that names none, such as cp866")


def reading(args: argparse.Namespace) -> Settings:
    """What `add_reading` was told."""
    return Settings(args.timezone, args.encoding or "")


def _zone(text: str) -> tzinfo:
    try:
        return zone_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _encoding(text: str) -> str:
    if not is_known(text):
        raise argparse.ArgumentTypeError(f"{text} is no encoding that Python knows")
    return text
