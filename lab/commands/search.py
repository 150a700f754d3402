"""`python -m lab search`: runs a search over event files with the app's macros, lookups and command, without Splunk.

The interpreter behind it is a test instrument, not a product: it knows the SPL that this app's searches use, refuses
the rest by name, and claims no compatibility with Splunk.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lab.commands.arguments import FILES, add_reading, search_time
from lab.commands.loading import load
from lab.output import results
from lab.output.terminal import say
from lab.paths import ROOT
from lab.spl import SplError
from lab.spl import run as run_search
from lab.spl.errors import RefusalError

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
        help="start of the time range: an epoch, 06/03/2025:09:00:00, or relative as in --earliest=-24h@h",
    )
    parser.add_argument("--latest", metavar="T", help="end of the time range, itself not included")
    parser.add_argument("--now", metavar="T", help="the time of the search: an epoch or ISO 8601 (default: the clock)")
    parser.add_argument(
        "--lookups", type=Path, metavar="DIR", help="where outputlookup writes and tables are read first"
    )
    parser.add_argument("--app", type=Path, default=ROOT, metavar="DIR", help="the app (default: this repository)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do a search. Returns 0, 1 if a file could not be read at all (the others are searched), 2 if the search
    failed.
    """
    events, complete = load(args, args.events)
    try:
        result = run_search(
            args.search,
            events,
            app=args.app,
            now=search_time(args.now),
            earliest=args.earliest,
            latest=args.latest,
            lookups=args.lookups,
        )
    except (SplError, RefusalError) as error:
        say(f"lab: {error}")
        return 2
    FORMATS[args.format](result)
    for severity, text in result.messages:
        say(f"{severity}: {text}")
    return 0 if complete else 1
