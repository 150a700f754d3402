"""Kinds of arguments that several commands take."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from math import floor
from pathlib import Path

from lab.output.terminal import say
from lab.paths import BUILT_APP, ROOT
from lab.readers import Settings
from lab.readers.text import is_known
from lab.readers.times import zone_of
from lab.records import TimeSpan
from lab.spl.times import moment
from lab.splunkd import lookups

_RELATIVE = re.compile(r"-\d*[a-z]+(@\w+)?.*", re.IGNORECASE)
_TIMES = ("--earliest", "--latest", "--now")
_MINUTE = 60
# How long the searches of default/savedsearches.conf wait for events: dispatch.latest_time and index_latest are -5m@m.
_DELAY = 5 * _MINUTE
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


def minute_after(times: TimeSpan | None) -> float:
    """The minute after the newest event in epoch seconds, or the clock's time without events."""
    return (floor(times.last / _MINUTE) + 1) * _MINUTE if times else time.time()


def search_time(text: str | None, times: TimeSpan | None = None) -> float:
    """The time that --now gives in epoch seconds: the clock's where it is not given. `end` is when a search on schedule
    first takes in the newest of the events. Raises RefusalError.
    """
    if text is None:
        return time.time()
    if text == "end":
        return minute_after(times) + (_DELAY if times else 0)
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
        help="time zone of times that name none: Europe/Berlin, +02:00 (default: UTC, unless the events show another)",
    )
    parser.add_argument(
        "--encoding", type=_encoding, metavar="E", help="encoding of text that declares none, such as cp866"
    )


def reading(args: argparse.Namespace) -> Settings:
    """What `add_reading` was told."""
    return Settings(args.timezone, args.encoding or "")


def add_lookups(parser: argparse.ArgumentParser, more: str = "") -> None:
    """Add the folder of the site's own tables."""
    parser.add_argument(
        "--lookups",
        type=_folder,
        metavar="DIR",
        help=f"tables of your own, such as codesignrisk_indicators_local.csv, over those of the app{more}",
    )


def tables(args: argparse.Namespace, app: Path) -> list[Path]:
    """The folders whose tables lie over those of an app, the last on top. The repository's own go with its builds."""
    own = [ROOT / lookups.FOLDER] if app in (ROOT, BUILT_APP) else []
    return [*own, *([args.lookups] if args.lookups else [])]


def tell_tables(args: argparse.Namespace, app: Path) -> None:
    """Say which tables are in use, where they are not just the shipped ones or were asked for."""
    line = lookups.told(app / lookups.FOLDER, tables(args, app))
    if args.lookups or "with" in line:
        say(line)


def with_relative_times(argv: Sequence[str]) -> Iterator[str]:
    """Arguments in which a relative time stays with its option: argparse takes ``-2d`` for an option of its own."""
    words = iter(argv)
    for word in words:
        if word in _TIMES and (value := next(words, None)) is not None:
            yield from [f"{word}={value}"] if _RELATIVE.fullmatch(value) else [word, value]
        else:
            yield word


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return path


def _zone(text: str) -> tzinfo:
    try:
        return zone_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _encoding(text: str) -> str:
    if not is_known(text):
        raise argparse.ArgumentTypeError(f"{text} is no encoding that Python knows")
    return text
