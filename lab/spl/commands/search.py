"""search: events from the indexes as the first command, a filter later (Search Reference, `search`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands import subsearch
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.grouping import time_of
from lab.spl.predicate import Search, parse_search
from lab.spl.times import moment


def parse(args: Args, context: Context) -> Step:
    """A filter. Time modifiers belong to the first command."""
    test = parse_search(args).test
    return lambda table: Table([row for row in table.rows if test(row)], table.order)


def parse_base(args: Args, context: Context) -> Step:
    """The first search of a pipeline: the events of its time range that match, newest first."""
    filled = subsearch.parse(args, context)
    first = args if filled is None else filled.unknown()
    known = parse_search(first, base=True)  # also where subsearches say more: what is wrong is told before a run
    bounds = context.earliest, context.latest
    times = time_range(known, first, context)

    def run(table: Table) -> Table:
        search, (earliest, latest) = known, times
        if filled is not None:
            context.earliest, context.latest = bounds
            terms = filled.known()
            search = parse_search(terms, base=True)
            earliest, latest = time_range(search, terms, context)
        # The range of the search as a whole, for addinfo and timechart, is that of its first command.
        context.earliest, context.latest = earliest, latest
        context.own_times = {name: token.text for name, token in search.times.items()}
        rows = [event for event in map(_as_extracted, context.events) if search.test(event)]
        return Table(newest_first(within(rows, earliest, latest, context)))

    return run


def time_range(search: Search, args: Args, context: Context) -> tuple[float | None, float | None]:
    """The range: the modifiers in the search before that of the run. With `earliest` alone, `latest` is now."""
    found = {}
    for name, token in search.times.items():
        try:
            found[name] = moment(token.text, context.now)
        except RefusalError as refusal:
            args.fail(str(refusal), token)
    if not found:
        return context.earliest, context.latest
    return found.get("earliest"), found.get("latest", context.now)


def within(rows: list[Record], earliest: float | None, latest: float | None, context: Context) -> list[Record]:
    """The rows of a range: `_time` at or after `earliest`, before `latest` (Search Reference, "Time modifiers"), and
    indexed in the run's range of index time. An event without `_indextime` came when it happened.
    """
    rows = _indexed(rows, context)
    if earliest is None and latest is None:
        return rows
    low = float("-inf") if earliest is None else earliest
    high = float("inf") if latest is None else latest
    found, lost = [], 0
    for row in rows:
        time = time_of(row)
        if time is None:
            lost += 1
        elif low <= time < high:
            found.append(row)
    if lost:
        context.warn(f"{lost} events have no _time and are in no time range")
    return found


def _indexed(rows: list[Record], context: Context) -> list[Record]:
    if context.index_earliest is None and context.index_latest is None:
        return rows
    low, high = context.index_earliest or 0, context.index_latest or float("inf")
    return [row for row in rows if low <= float(str(row.get("_indextime") or row.get("_time") or 0)) < high]


def newest_first(rows: list[Record]) -> list[Record]:
    """Events come in reverse time order (Search Manual, "Retrieve events from the index"); of one time, as given."""
    times = [time_of(row) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: (times[i] is None, -(times[i] or 0)))
    return [rows[i] for i in order]


def _as_extracted(event: Record) -> Record:
    """A copy without empty values, which field extraction does not keep (props.conf, KV_MODE; KEEP_EMPTY_VALS =
    false).
    """
    copy: Record = {}
    for name, value in event.items():
        if isinstance(value, list):
            kept = [one for one in value if one]
            if len(kept) > 1:
                copy[name] = kept
            elif kept:
                copy[name] = kept[0]
        elif value:
            copy[name] = value
    return copy
