"""`python -m lab search`: runs a search over event files with the app's macros, lookups and command, without Splunk.

The interpreter behind it is a test instrument, not a product: it knows the SPL that this app's searches use, refuses
the rest by name, and claims no compatibility with Splunk.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lab.commands import status
from lab.commands.arguments import FILES, add_lookups, add_reading, search_time, tell_tables
from lab.commands.built import tell_stale
from lab.commands.loading import load
from lab.commands.ranges import Options, tell_outside
from lab.commands.unasked import tell_allowlisted, tell_timeless, tell_unasked
from lab.output import results
from lab.output.summary import NOTHING_READ
from lab.output.terminal import say
from lab.paths import ROOT
from lab.readers.indexed import indexed
from lab.records import span
from lab.spl import KEEP, SplError, check, seconds_told, texts, with_kept
from lab.spl import run as run_search
from lab.spl.errors import RefusalError

_NOW = (
    "the time of the search: an epoch, ISO 8601, or end (a schedule has just met the newest event); default: the clock"
)
FORMATS = {"table": results.table, "jsonl": results.json_lines, "csv": results.csv_rows}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `search` to the lab's commands."""
    parser = commands.add_parser("search", help="run a search over the events of files", description=__doc__)
    parser.add_argument("search", metavar="SPL", help="a search; | savedsearch NAME runs one of the app's")
    parser.add_argument("--events", nargs="+", default=[], metavar="FILE", help=FILES)
    add_reading(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: %(default)s")
    parser.add_argument(
        "--earliest",
        metavar="T",
        help="start of the time range: an epoch, 06/03/2025:09:00:00, or relative as in -24h@h (0: all events)",
    )
    parser.add_argument("--latest", metavar="T", help="end of the time range, itself not included")
    parser.add_argument("--now", metavar="T", help=_NOW)
    add_lookups(parser, "; outputlookup writes there")
    parser.add_argument("--app", type=Path, default=ROOT, metavar="DIR", help="the app (default: this repository)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do a search. Returns a status of lab/commands/status.py; a search without --events wants none."""
    events, complete = load(args, args.events)
    events = indexed(events)
    try:
        now = search_time(args.now, span(events))
        result = run_search(
            args.search,
            with_kept(args.search, events, now=now, app=args.app, lookups=args.lookups),
            app=args.app,
            now=now,
            earliest=args.earliest,
            latest=args.latest,
            lookups=args.lookups,
            scheduled=(KEEP,),
        )
    except (SplError, RefusalError) as error:
        # A command that failed says so in several lines.
        for line in f"lab: {error}".split("\n"):
            say(line)
        return status.FAILED
    FORMATS[args.format](result)
    tell_tables(args, args.app)
    tell_stale(args.app)
    tell_unasked(events, args.app)
    tell_timeless(events, args.app)
    if not result.rows or _reads_events(args.search, args.app, now):
        tell_outside(events, result, Options(args.now, now, args.latest), seconds_told(args.search, args.app))
    if not result.rows:
        tell_allowlisted(events, args.lookups, args.app)
    for severity, text in result.messages:
        say(f"{severity}: {text}")
    if not args.events:
        if _reads_events(args.search, args.app, now):
            say("lab: no --events: the search looked at nothing, so this is no all-clear")
        return status.DONE
    if not events:
        say(f"lab: {NOTHING_READ}")
    return status.of_reading(len(events), complete)


def _reads_events(search: str, app: Path, now: float) -> bool:
    """Whether a search, or a saved search that it runs, begins with events: any other first command has a pipe."""
    return any(not check(text, app=app, now=now).lstrip().startswith("|") for text in texts(search, app))
